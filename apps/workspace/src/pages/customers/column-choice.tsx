import { Button, Checkbox, Popover, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { columnKeys, usualColumns } from './customer-columns.tsx';

interface ColumnChoiceProps {
  /** Empty: the usual ones. */
  readonly chosen: readonly string[];
  onChange(chosen: readonly string[]): void;
}

/** Chooses the columns; the name is always there. */
export function ColumnChoice({ chosen, onChange }: ColumnChoiceProps): ReactNode {
  const { t } = useTranslation('customers');
  const wanted: readonly string[] = chosen.length === 0 ? usualColumns : chosen;
  const toggled = (key: string): string[] =>
    wanted.includes(key) ? wanted.filter((other) => other !== key) : [...wanted, key];
  return (
    <Popover position="bottom-end" trapFocus returnFocus withinPortal={false}>
      <Popover.Target>
        <Button variant="default">{t('columns')}</Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="xs">
          {columnKeys
            .filter((key) => key !== 'name' && key !== 'foundBy')
            .map((key) => (
              <Checkbox
                key={key}
                label={t(`column.${key}`)}
                checked={wanted.includes(key)}
                onChange={() => onChange(['name', ...toggled(key).filter((other) => other !== 'name')])}
              />
            ))}
          <Button variant="subtle" size="xs" onClick={() => onChange([])}>
            {t('usualColumns')}
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

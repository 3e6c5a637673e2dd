import { Button, Group, Stack, Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from '@counterfoil/ui/error-notice.tsx';
import { elsewhereRows, type ElsewhereRow } from './elsewhere.ts';
import type { HeadquartersForm, HeadquartersFormPart } from './headquarters-form.ts';

interface ChangedElsewhereProps {
  readonly opened: HeadquartersForm;
  readonly form: HeadquartersForm;
  readonly latest: HeadquartersForm;
  /** Takes theirs of one part in place of what is typed. */
  readonly onUseTheirs: (part: HeadquartersFormPart) => void;
  readonly onTakeOver: () => void;
}

/** Tells that somebody else has changed the customer meanwhile, side by side; what is typed stays. */
export function ChangedElsewhere({ opened, form, latest, onUseTheirs, onTakeOver }: ChangedElsewhereProps): ReactNode {
  const { t } = useTranslation('customer');
  const rows = elsewhereRows(opened, form, latest);
  if (rows.length === 0) return null;
  return (
    <div className="customer-section">
      <Stack gap="sm">
        <Notice tone="warning">
          <Text fw={650}>{t('elsewhere.title')}</Text>
          <div>{t('elsewhere.text')}</div>
        </Notice>
        <div className="table-scroller" role="region" tabIndex={0} aria-label={t('elsewhere.title')}>
          <Table aria-label={t('elsewhere.title')} className="elsewhere" miw={560}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('elsewhere.field')}</Table.Th>
                <Table.Th>{t('elsewhere.opened')}</Table.Th>
                <Table.Th>{t('elsewhere.theirs')}</Table.Th>
                <Table.Th>{t('elsewhere.yours')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.map((row) => (
                <Row key={row.part} row={row} onUseTheirs={onUseTheirs} />
              ))}
            </Table.Tbody>
          </Table>
        </div>
        <Group>
          <Button variant="default" onClick={onTakeOver}>
            {t('elsewhere.takeOver')}
          </Button>
        </Group>
      </Stack>
    </div>
  );
}

interface RowProps extends Pick<ChangedElsewhereProps, 'onUseTheirs'> {
  readonly row: ElsewhereRow;
}

function Row({ row: { part, opened, theirs, yours, isBoth }, onUseTheirs }: RowProps): ReactNode {
  const { t } = useTranslation('customer');
  const shown = (text: string): string => (text === '' ? t('history.empty') : text);
  return (
    <Table.Tr>
      <Table.Td>
        {t(`field.${part}`)}
        {isBoth && (
          <Text size="sm" c="var(--warn)" fw={600}>
            {t('elsewhere.both')}
          </Text>
        )}
      </Table.Td>
      <Table.Td>{shown(opened)}</Table.Td>
      <Table.Td>{shown(theirs)}</Table.Td>
      <Table.Td>
        {shown(yours)}
        {isBoth && (
          <Button
            display="block"
            mt={4}
            size="compact-sm"
            variant="default"
            aria-label={t('elsewhere.useTheirsOf', { field: t(`field.${part}`) })}
            onClick={() => onUseTheirs(part)}
          >
            {t('elsewhere.useTheirs')}
          </Button>
        )}
      </Table.Td>
    </Table.Tr>
  );
}

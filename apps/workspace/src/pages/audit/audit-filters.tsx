import { Button, Group, Select, TextInput } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { actionOutcomes, type ActionOutcome } from '@counterfoil/contracts/administration/action-audit';
import { knownActions } from './action-name.ts';
import { noFilters, type ShownFilters } from './shown-filters.ts';

interface AuditFiltersProps {
  readonly filters: ShownFilters;
  onChange(filters: ShownFilters): void;
}

/** What the trail is narrowed by. */
export function AuditFilters({ filters, onChange }: AuditFiltersProps): ReactNode {
  const { t } = useTranslation('audit');
  const set = (changed: Partial<ShownFilters>): void => onChange({ ...filters, ...changed });
  const actions = knownActions.map((value) => ({ value, label: t(`actions.${value}`) }));
  return (
    <Group align="flex-end" gap="sm">
      <TextInput
        type="search"
        label={t('filterWho')}
        placeholder={t('filterWhoHint')}
        value={filters.who}
        onChange={(event) => set({ who: event.currentTarget.value })}
        w={{ base: '100%', sm: 200 }}
      />
      <Select
        label={t('filterAction')}
        placeholder={t('anyAction')}
        data={actions.toSorted((a, b) => a.label.localeCompare(b.label))}
        value={filters.action}
        onChange={(action) => set({ action })}
        clearable
        clearButtonProps={{ 'aria-label': t('anyAction') }}
        searchable
        w={{ base: '100%', sm: 280 }}
      />
      <Select
        label={t('outcome')}
        placeholder={t('anyOutcome')}
        data={actionOutcomes.map((value) => ({ value, label: t(`outcomes.${value}`) }))}
        value={filters.outcome}
        onChange={(value) => set({ outcome: outcomeOf(value) })}
        clearable
        clearButtonProps={{ 'aria-label': t('anyOutcome') }}
        w={{ base: '100%', sm: 200 }}
      />
      <Day label={t('filterFrom')} value={filters.from} onChange={(from) => set({ from })} />
      <Day label={t('filterTo')} value={filters.to} onChange={(to) => set({ to })} />
      <Button variant="subtle" onClick={() => onChange(noFilters)}>
        {t('clear')}
      </Button>
    </Group>
  );
}

interface DayProps {
  readonly label: string;
  readonly value: string | null;
  onChange(value: string | null): void;
}

function Day({ label, value, onChange }: DayProps): ReactNode {
  const { t } = useTranslation('audit');
  return (
    <DatePickerInput
      label={label}
      placeholder={t('anyDay')}
      value={value}
      onChange={onChange}
      clearable
      clearButtonProps={{ 'aria-label': `${label} : ${t('anyDay')}` }}
      w={{ base: '100%', sm: 160 }}
    />
  );
}

function outcomeOf(value: string | null): ActionOutcome | null {
  return actionOutcomes.find((outcome) => outcome === value) ?? null;
}

import { Badge, Button, Popover, Select, SimpleGrid, Text, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerFilters, ShownCustomers } from '@counterfoil/contracts/administration/customer-list';
import { useLanguage } from '@counterfoil/ui/language';
import { readFilterOptions } from '../../api/customer-list.ts';
import { useReading } from '../../api/use-reading.ts';
import { choicesOf, chosenText, chosenValue, type Choice } from './filter-choices.ts';
import { filterNames, filtersInForce, withFilter } from './shown-state.ts';

type FilterName = (typeof filterNames)[number];

/** What every filter offers, in the language of the page. */
export function useFilterChoices(): (name: FilterName) => Choice[] | null {
  const { t } = useTranslation('customers');
  const { t: shell } = useTranslation('shell');
  const language = useLanguage();
  const { data } = useReading({ topic: 'settings', key: ['customer-filters', language], read: readFilterOptions });
  return (name) => choicesOf(name, data, { t, yes: shell('yes'), no: shell('no'), language });
}

interface FilterBarProps {
  readonly shown: ShownCustomers;
  readonly choicesOfFilter: (name: FilterName) => Choice[] | null;
  onChange(shown: ShownCustomers): void;
}

/** Opens the filters. */
export function FilterButton({ shown, choicesOfFilter, onChange }: FilterBarProps): ReactNode {
  const { t } = useTranslation('customers');
  const count = filtersInForce(shown.filters).length;
  return (
    <Popover position="bottom-start" trapFocus returnFocus width={560} withinPortal={false}>
      <Popover.Target>
        <Button variant="default" rightSection={count > 0 ? <Badge circle>{count}</Badge> : undefined}>
          {t('filters')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className="customer-filters">
        <Text fw={600} mb="xs">
          {t('filtersTitle')}
        </Text>
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
          {filterNames.map((name) => (
            <FilterField
              key={name}
              name={name}
              choices={choicesOfFilter(name)}
              value={shown.filters[name]}
              onChange={(text) => onChange(withFilter(shown, name, chosenValue(text)))}
            />
          ))}
        </SimpleGrid>
        <Button mt="md" variant="subtle" disabled={count === 0} onClick={() => onChange({ ...shown, filters: {} })}>
          {t('clearFilters')}
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}

interface FilterFieldProps {
  readonly name: FilterName;
  readonly choices: Choice[] | null;
  readonly value: CustomerFilters[FilterName];
  onChange(text: string | null): void;
}

function FilterField({ name, choices, value, onChange }: FilterFieldProps): ReactNode {
  const { t } = useTranslation('customers');
  const label = t(`filter.${name}`);
  const text = chosenText(value);
  if (choices === null) {
    return (
      <TextInput
        type="date"
        label={label}
        value={text ?? ''}
        max="9999-12-31"
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  }
  return (
    <Select
      label={label}
      placeholder={t('anyValue')}
      clearable
      clearButtonProps={{ 'aria-label': t('remove', { name: label }) }}
      searchable={choices.length > 6}
      data={choices}
      value={text}
      onChange={onChange}
      comboboxProps={{ withinPortal: false }}
    />
  );
}

/** The filters in force, each with a way to remove it. */
export function FilterChips({ shown, choicesOfFilter, onChange }: FilterBarProps): ReactNode {
  const { t } = useTranslation('customers');
  const { namesFrom, ...others } = shown;
  return (
    <>
      {filtersInForce(shown.filters).map((name) => {
        const text = chosenText(shown.filters[name]) ?? '';
        const value = choicesOfFilter(name)?.find((choice) => choice.value === text)?.label ?? text;
        return (
          <Chip
            key={name}
            text={`${t(`filter.${name}`)}: ${value}`}
            onRemove={() => onChange(withFilter(shown, name, undefined))}
          />
        );
      })}
      {namesFrom !== undefined && <Chip text={t('fromChip', { from: namesFrom })} onRemove={() => onChange(others)} />}
    </>
  );
}

function Chip({ text, onRemove }: { readonly text: string; onRemove(): void }): ReactNode {
  const { t } = useTranslation('customers');
  return (
    <Button
      size="compact-sm"
      variant="light"
      radius="xl"
      rightSection={<span aria-hidden="true">×</span>}
      aria-label={t('remove', { name: text })}
      onClick={onRemove}
    >
      {text}
    </Button>
  );
}

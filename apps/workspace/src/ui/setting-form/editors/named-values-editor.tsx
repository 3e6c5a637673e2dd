import { Group, Select, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '@counterfoil/ui/language';
import type { Named } from '../../../shell/page-entry.ts';
import type { FramedEditorProps } from '../field-editor.tsx';
import { currencyOptions } from '../places.ts';
import { AddButton, ListFrame, RemoveButton } from './list-editors.tsx';
import { numbered } from './numbered.ts';

type Entries = readonly (readonly [name: string, value: string])[];

/** Names that are being typed may be empty or the same for a moment, so entries stand in a list until they are told. */
function useEntries(value: unknown, onChange: (value: unknown) => void): [Entries, (entries: Entries) => void] {
  const told = Object.entries((value ?? {}) as Readonly<Record<string, string>>);
  const [typed, setTyped] = useState<Entries>(told);
  const isSame = JSON.stringify(Object.fromEntries(typed)) === JSON.stringify(value ?? {});
  const entries = isSame ? typed : told;
  const change = (next: Entries): void => {
    setTyped(next);
    onChange(Object.fromEntries(next));
  };
  return [entries, change];
}

interface NamedValuesProps extends FramedEditorProps {
  readonly names: { readonly name: Named; readonly value: Named };
}

/** Names with a value each. */
export function NamedValuesEditor({ field, frame, value, names, problemAt, onChange }: NamedValuesProps): ReactNode {
  const { t } = useTranslation('setup');
  const language = useLanguage();
  const [entries, change] = useEntries(value, onChange);
  return (
    <ListFrame frame={{ ...frame, error: undefined }}>
      {numbered(entries).map(({ entry: [name, entry], index, place }) => (
        <Group key={place} gap={4} wrap="nowrap" align="flex-end">
          <TextInput
            className="grow"
            label={names.name[language]}
            value={name}
            error={problemAt(`${field.name}.${name}`)}
            onChange={(event) => change(entries.with(index, [event.currentTarget.value, entry]))}
          />
          <TextInput
            className="grow"
            label={names.value[language]}
            value={entry}
            onChange={(event) => change(entries.with(index, [name, event.currentTarget.value]))}
          />
          <RemoveButton label={t('removeEntry', { name })} onClick={() => change(entries.toSpliced(index, 1))} />
        </Group>
      ))}
      <AddButton list={frame.label} onClick={() => change([...entries, ['', '']])} />
    </ListFrame>
  );
}

/** One amount for each currency. */
export function PricesEditor({ field, frame, value, problemAt, onChange }: FramedEditorProps): ReactNode {
  const { t } = useTranslation('setup');
  const language = useLanguage();
  const prices = (value ?? {}) as Readonly<Record<string, string>>;
  const left = currencyOptions(language).filter((option) => !(option.value in prices));
  return (
    <ListFrame frame={{ ...frame, error: undefined }}>
      {Object.entries(prices).map(([currency, amount]) => (
        <Group key={currency} gap={4} wrap="nowrap" align="flex-start">
          <TextInput
            className="grow"
            aria-label={t('priceIn', { currency })}
            leftSection={currency}
            leftSectionWidth={56}
            inputMode="decimal"
            value={amount}
            error={problemAt(`${field.name}.${currency}`)}
            onChange={(event) => onChange({ ...prices, [currency]: event.currentTarget.value })}
          />
          <RemoveButton
            label={t('removeEntry', { name: currency })}
            onClick={() => onChange(Object.fromEntries(Object.entries(prices).filter(([name]) => name !== currency)))}
          />
        </Group>
      ))}
      <Select
        aria-label={t('addTo', { list: frame.label })}
        placeholder={t('addCurrency')}
        data={left}
        value={null}
        searchable
        nothingFoundMessage={t('nothingFound')}
        onChange={(currency) => currency !== null && onChange({ ...prices, [currency]: '' })}
      />
    </ListFrame>
  );
}

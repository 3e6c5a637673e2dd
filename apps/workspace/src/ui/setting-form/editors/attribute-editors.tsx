import { Group, NumberInput, Select, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '@counterfoil/ui/language';
import type { FramedEditorProps } from '../field-editor.tsx';
import { languageNames } from './translated-editor.tsx';
import { AddButton, ListFrame, RemoveButton } from './list-editors.tsx';
import { numbered } from './numbered.ts';

interface ListedValue {
  readonly value: string;
  readonly text: { readonly en: string; readonly fr: string };
}

/** The values that an attribute can have, each with a text in both languages. */
export function FixedListEditor({ field, frame, value, problemAt, onChange }: FramedEditorProps): ReactNode {
  const { t } = useTranslation('setup');
  const list = Array.isArray(value) ? (value as ListedValue[]) : [];
  return (
    <ListFrame frame={frame}>
      {numbered(list).map(({ entry, index, place }) => (
        <Group key={place} gap={4} align="flex-start" wrap="wrap">
          <TextInput
            label={t('listValue')}
            value={entry.value}
            error={problemAt(`${field.name}.${index}.value`) ?? problemAt(`${field.name}.${index}`)}
            onChange={(event) => onChange(list.with(index, { ...entry, value: event.currentTarget.value }))}
          />
          {(['en', 'fr'] as const).map((language) => (
            <TextInput
              key={language}
              label={languageNames[language]}
              lang={language}
              value={entry.text[language]}
              error={problemAt(`${field.name}.${index}.text.${language}`)}
              onChange={(event) => {
                const text = { ...entry.text, [language]: event.currentTarget.value };
                onChange(list.with(index, { ...entry, text }));
              }}
            />
          ))}
          <RemoveButton
            label={t('removeEntry', { name: entry.value })}
            onClick={() => onChange(list.toSpliced(index, 1))}
          />
        </Group>
      ))}
      <AddButton list={frame.label} onClick={() => onChange([...list, { value: '', text: { en: '', fr: '' } }])} />
    </ListFrame>
  );
}

/** A value of the type that the attribute has; empty is null. */
export function AttributeValueEditor({ frame, value, whole, onChange }: FramedEditorProps): ReactNode {
  const { t } = useTranslation('shell');
  const language = useLanguage();
  const list = Array.isArray(whole['fixedList']) ? (whole['fixedList'] as ListedValue[]) : [];
  if (whole['attributeType'] === 'boolean') {
    const data = [
      { value: 'true', label: t('yes') },
      { value: 'false', label: t('no') },
    ];
    const chosen = typeof value === 'boolean' ? String(value) : null;
    return (
      <Select
        {...frame}
        data={data}
        value={chosen}
        clearable
        onChange={(next) => onChange(next === null ? null : next === 'true')}
      />
    );
  }
  if (whole['attributeType'] === 'text' && list.length > 0) {
    const data = list
      .filter((entry) => entry.value !== '')
      .map((entry) => ({ value: entry.value, label: entry.text[language] || entry.value }));
    return (
      <Select {...frame} data={data} value={typeof value === 'string' ? value : null} clearable onChange={onChange} />
    );
  }
  if (whole['attributeType'] === 'text') {
    const shown = typeof value === 'string' ? value : '';
    return <TextInput {...frame} value={shown} onChange={(event) => onChange(event.currentTarget.value || null)} />;
  }
  return (
    <NumberInput
      {...frame}
      maw={320}
      decimalSeparator={language === 'fr' ? ',' : '.'}
      value={typeof value === 'number' ? value : ''}
      onChange={(typed) => onChange(typed === '' ? null : Number(typed))}
    />
  );
}

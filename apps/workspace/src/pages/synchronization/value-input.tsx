import { Button, Checkbox, Group, NumberInput, Select, Text, Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TypedValue } from './edited-changes.ts';
import type { Editor } from './record-editors.ts';

interface ValueInputProps {
  readonly editor: Editor;
  readonly label: string;
  readonly value: TypedValue;
  readonly error: string | undefined;
  onChange(value: TypedValue): void;
}

/** The right editor for a value of a record. */
export function ValueInput({ editor, label, value, error, onChange }: ValueInputProps): ReactNode {
  const { t } = useTranslation('synchronization');
  const common = { 'aria-label': t('record.newValueOf', { field: label }), error };
  const text = value === null ? '' : String(value);
  const onText = (event: { readonly currentTarget: { readonly value: string } }): void =>
    onChange(event.currentTarget.value);
  switch (editor.type) {
    case 'text':
      return <TextInput {...common} value={text} onChange={onText} />;
    case 'multiline':
      return <Textarea {...common} value={text} onChange={onText} autosize maxRows={6} />;
    case 'date':
      return <TextInput {...common} type="date" value={text} onChange={onText} />;
    case 'number':
      return (
        <NumberInput
          {...common}
          value={text}
          hideControls
          onChange={(next) => onChange(next === '' ? null : typeof next === 'number' ? next : Number(next))}
        />
      );
    case 'boolean':
      return (
        <Checkbox {...common} checked={value === true} onChange={(event) => onChange(event.currentTarget.checked)} />
      );
    case 'membership':
      return (
        <Checkbox
          {...common}
          label={t('record.keep')}
          checked={value === true}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      );
    case 'picture':
      return <Picture value={value} onRemove={() => onChange(null)} />;
    case 'choice':
      return <Choice {...common} choices={editor.choices} value={value} onChange={onChange} />;
  }
}

function Picture({ value, onRemove }: { readonly value: TypedValue; onRemove(): void }): ReactNode {
  const { t } = useTranslation('synchronization');
  if (value === null) return <Text className="quiet">{t('record.leftOut')}</Text>;
  return (
    <Group>
      <Text>{t('record.picture')}</Text>
      <Button variant="default" size="xs" onClick={onRemove}>
        {t('record.removePicture')}
      </Button>
    </Group>
  );
}

interface ChoiceProps {
  readonly 'aria-label': string;
  readonly error: string | undefined;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  readonly value: TypedValue;
  onChange(value: TypedValue): void;
}

/** A value that is none of the choices is offered as it came: it is what has to be seen and replaced. */
function Choice({ choices, value, onChange, ...common }: ChoiceProps): ReactNode {
  const present = value === null ? null : String(value);
  const isKnown = present === null || choices.some((choice) => choice.value === present);
  const data = isKnown ? [...choices] : [{ value: present, label: present }, ...choices];
  return <Select {...common} data={data} value={present} searchable onChange={(next) => onChange(next ?? '')} />;
}

import { NumberInput, Select, Switch, Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '@counterfoil/ui/language';
import { AttributeValueEditor, FixedListEditor } from './editors/attribute-editors.tsx';
import { ChoicesEditor, TextsEditor } from './editors/list-editors.tsx';
import { EmailTemplatesEditor } from './editors/email-templates-editor.tsx';
import { NamedValuesEditor, PricesEditor } from './editors/named-values-editor.tsx';
import { SettingChoice, SettingsChoice } from './editors/setting-choice.tsx';
import { TranslatedEditor } from './editors/translated-editor.tsx';
import { countryOptions, currencyOptions, languageOptions } from './places.ts';
import type { FieldForm, SettingValue } from './setting-form.ts';
import { secondMs } from './shown-value.ts';

/** What every editor of a field is given. */
export interface FieldEditorProps {
  readonly field: FieldForm;
  readonly value: unknown;
  /** The setting that the field is of. */
  readonly whole: SettingValue;
  readonly isRequired: boolean;
  readonly isNullable: boolean;
  /** The sentence about what is wrong at a path, such as `text.fr`. */
  problemAt(path: string): string | undefined;
  onChange(value: unknown): void;
}

/** Label, help and what is wrong, as the parts of the component library take them. */
export interface InputFrame {
  readonly label: string;
  readonly description: string;
  readonly error: string | undefined;
  readonly withAsterisk: boolean;
  readonly 'data-field': string;
}

/** The editor of one field. */
export function FieldEditor(props: FieldEditorProps): ReactNode {
  const language = useLanguage();
  const { field, isRequired, problemAt } = props;
  const frame: InputFrame = {
    label: field.label[language],
    description: field.help[language],
    error: problemAt(field.name),
    withAsterisk: isRequired,
    'data-field': field.name,
  };
  const { editor } = field;
  switch (editor.type) {
    case 'text':
    case 'longText':
      return <TextEditor {...props} frame={frame} isLong={editor.type === 'longText'} />;
    case 'switch':
      return <SwitchEditor {...props} frame={frame} />;
    case 'number':
      return <NumberEditor {...props} frame={frame} factor={1} unit={editor.unit?.[language]} />;
    case 'duration':
      return <DurationEditor {...props} frame={frame} />;
    case 'choice':
      return <ChoiceEditor {...props} frame={frame} options={optionsOf(editor.options, language)} />;
    case 'choices':
      return <ChoicesEditor {...props} frame={frame} {...editor} options={optionsOf(editor.options, language)} />;
    case 'setting':
      return <SettingChoice {...props} frame={frame} {...editor} />;
    case 'settings':
      return <SettingsChoice {...props} frame={frame} {...editor} />;
    case 'country':
      return <ChoiceEditor {...props} frame={frame} options={countryOptions(language)} />;
    case 'currency':
      return <ChoiceEditor {...props} frame={frame} options={currencyOptions(language)} />;
    case 'language':
      return (
        <ChoiceEditor
          {...props}
          frame={frame}
          options={languageOptions(language, typeof props.value === 'string' ? props.value : '')}
        />
      );
    case 'translated':
      return <TranslatedEditor {...props} frame={frame} />;
    case 'texts':
      return <TextsEditor {...props} frame={frame} />;
    case 'namedValues':
      return <NamedValuesEditor {...props} frame={frame} names={editor} />;
    case 'prices':
      return <PricesEditor {...props} frame={frame} />;
    case 'fixedList':
      return <FixedListEditor {...props} frame={frame} />;
    case 'attributeValue':
      return <AttributeValueEditor {...props} frame={frame} />;
    case 'emailTemplates':
      return <EmailTemplatesEditor {...props} frame={frame} placeholders={editor.placeholders} />;
  }
}

/** An editor with the frame of its field. */
export type FramedEditorProps = FieldEditorProps & { readonly frame: InputFrame };

function optionsOf(
  options: Readonly<Record<string, Readonly<Record<'en' | 'fr', string>>>>,
  language: 'en' | 'fr',
): { value: string; label: string }[] {
  return Object.entries(options).map(([value, label]) => ({ value, label: label[language] }));
}

function TextEditor({
  frame,
  value,
  isNullable,
  isLong,
  onChange,
}: FramedEditorProps & { readonly isLong: boolean }): ReactNode {
  const change = (text: string): void => onChange(text === '' && isNullable ? null : text);
  const shown = typeof value === 'string' ? value : '';
  if (isLong) {
    return (
      <Textarea {...frame} autosize minRows={4} value={shown} onChange={(event) => change(event.currentTarget.value)} />
    );
  }
  return <TextInput {...frame} value={shown} onChange={(event) => change(event.currentTarget.value)} />;
}

function SwitchEditor({ frame, value, onChange }: FramedEditorProps): ReactNode {
  const { withAsterisk: _always, ...rest } = frame;
  return <Switch {...rest} checked={value === true} onChange={(event) => onChange(event.currentTarget.checked)} />;
}

interface NumberEditorProps extends FramedEditorProps {
  /** What is kept, for each one that is shown. */
  readonly factor: number;
  readonly unit: string | undefined;
}

function NumberEditor({ frame, value, isNullable, factor, unit, onChange }: NumberEditorProps): ReactNode {
  const language = useLanguage();
  return (
    <NumberInput
      {...frame}
      {...(unit !== undefined && { suffix: ` ${unit}` })}
      thousandSeparator={language === 'fr' ? ' ' : ','}
      decimalSeparator={language === 'fr' ? ',' : '.'}
      maw={320}
      value={typeof value === 'number' ? value / factor : ''}
      onChange={(typed) =>
        onChange(typed === '' ? (isNullable ? null : '') : Math.round(Number(typed) * factor * 1e6) / 1e6)
      }
    />
  );
}

function DurationEditor(props: FramedEditorProps): ReactNode {
  const { t } = useTranslation('setup');
  return <NumberEditor {...props} factor={secondMs} unit={t('seconds')} />;
}

interface ChoiceEditorProps extends FramedEditorProps {
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

function ChoiceEditor({ frame, value, isNullable, options, onChange }: ChoiceEditorProps): ReactNode {
  const { t } = useTranslation('setup');
  return (
    <Select
      {...frame}
      data={options}
      value={typeof value === 'string' && value !== '' ? value : null}
      onChange={(chosen) => onChange(chosen ?? (isNullable ? null : ''))}
      searchable={options.length > 8}
      allowDeselect={isNullable}
      clearable={isNullable}
      placeholder={t('choose')}
      nothingFoundMessage={t('nothingFound')}
      clearButtonProps={{ 'aria-label': t('clear') }}
    />
  );
}

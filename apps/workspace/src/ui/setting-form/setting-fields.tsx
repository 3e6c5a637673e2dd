import { Paper, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '@counterfoil/ui/language';
import { Fact, Facts } from '@counterfoil/ui/facts.tsx';
import { FieldEditor } from './field-editor.tsx';
import { isNullable, type FieldSchema } from './field-schema.ts';
import type { FieldForm, FieldGroup, SettingValue } from './setting-form.ts';
import { shownValue, type ShownWords } from './shown-value.ts';
import './setting-form.css';

interface SettingFieldsProps {
  readonly groups: readonly FieldGroup[];
  readonly schema: FieldSchema;
  readonly value: SettingValue;
  /** Fields that are shown and not edited: the key of a setting that exists. */
  readonly fixedFields: ReadonlySet<string>;
  readonly isReadOnly: boolean;
  problemAt(path: string): string | undefined;
  onChange(field: string, value: unknown): void;
}

/** The fields of a setting in their groups: edited, or only read. */
export function SettingFields({ groups, value, ...rest }: SettingFieldsProps): ReactNode {
  const language = useLanguage();
  return (
    <Stack gap="md" className="setting-fields">
      {groups.map((group) => {
        const shown = group.fields.filter(({ isShown }) => isShown?.(value) ?? true);
        if (shown.length === 0) return null;
        return (
          <Paper key={group.title.en} withBorder p="md" component="section" aria-label={group.title[language]}>
            <Title order={2} size="h4" mb="sm">
              {group.title[language]}
            </Title>
            <Fields {...rest} fields={shown} value={value} />
          </Paper>
        );
      })}
    </Stack>
  );
}

type FieldsProps = Omit<SettingFieldsProps, 'groups'> & { readonly fields: readonly FieldForm[] };

function Fields({ fields, schema, value, fixedFields, isReadOnly, problemAt, onChange }: FieldsProps): ReactNode {
  return (
    <Stack gap="lg">
      {fields.map((field) => {
        const rules = schema.properties?.[field.name] ?? {};
        if (isReadOnly || fixedFields.has(field.name)) {
          return <ShownField key={field.name} field={field} value={value[field.name]} />;
        }
        return (
          <FieldEditor
            key={field.name}
            field={field}
            value={value[field.name]}
            whole={value}
            isNullable={isNullable(rules)}
            isRequired={isRequired(rules)}
            problemAt={problemAt}
            onChange={(next) => onChange(field.name, next)}
          />
        );
      })}
    </Stack>
  );
}

function isRequired(rules: FieldSchema): boolean {
  if (rules.type === 'integer' || rules.type === 'number') return true;
  return (
    rules.type === 'string' && ((rules.minLength ?? 0) > 0 || rules.enum !== undefined || rules.pattern !== undefined)
  );
}

/** A field as it is read by those who may not change it. */
export function ShownField({ field, value }: { readonly field: FieldForm; readonly value: unknown }): ReactNode {
  const language = useLanguage();
  const words = useShownWords();
  return (
    <div>
      <Facts>
        <Fact name={field.label[language]}>{shownValue(field.editor, value, language, words)}</Fact>
      </Facts>
      <Text size="xs" className="quiet">
        {field.help[language]}
      </Text>
    </div>
  );
}

/** The words that values are shown with, in the language on the screen. */
export function useShownWords(): ShownWords {
  const { t } = useTranslation('shell');
  return { yes: t('yes'), no: t('no'), none: '–' };
}

import { Anchor, MultiSelect, Select, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '@counterfoil/ui/language';
import type { FramedEditorProps } from '../field-editor.tsx';
import type { SettingValue } from '../setting-form.ts';
import { nameOfSetting, useSettingKind, useSettingsOf } from '../use-settings.ts';
import { OrderedChoice } from './list-editors.tsx';
import { listPathOf } from '../setting-links.ts';

interface ChoiceOf {
  readonly of: string;
  readonly within?: string;
  readonly where?: SettingValue;
}

/** Settings of a kind to choose from, with the ones that are chosen: a choice is never lost while they are read. */
function useOptions(
  { of, within, where }: ChoiceOf,
  whole: SettingValue,
  chosen: readonly string[],
): { value: string; label: string }[] {
  const language = useLanguage();
  const kind = useSettingKind(of);
  const settings = useSettingsOf(of).data?.settings ?? [];
  const keyField = kind?.key.at(-1) ?? '';
  const fitting = settings
    .filter((setting) => within === undefined || setting[within] === whole[within])
    .filter((setting) => Object.entries(where ?? {}).every(([field, value]) => setting[field] === value));
  const options = fitting.map((setting) => ({
    value: String(setting[keyField]),
    label: labelOf(setting, keyField, language),
  }));
  const missing = chosen.filter((value) => !options.some((option) => option.value === value));
  return [...options, ...missing.map((value) => ({ value, label: value }))];
}

function labelOf(setting: SettingValue, keyField: string, language: 'en' | 'fr'): string {
  const key = String(setting[keyField]);
  const name = nameOfSetting(setting, language);
  return name === '' || name === key ? key : `${key} · ${name}`;
}

/** One setting of a kind. */
export function SettingChoice(props: FramedEditorProps & ChoiceOf): ReactNode {
  const { frame, value, whole, isNullable, of, onChange } = props;
  const { t } = useTranslation('setup');
  const chosen = typeof value === 'string' && value !== '' ? value : null;
  const options = useOptions(props, whole, chosen === null ? [] : [chosen]);
  return (
    <div>
      <Select
        {...frame}
        data={options}
        value={chosen}
        onChange={(next) => onChange(next ?? (isNullable ? null : ''))}
        searchable
        allowDeselect={isNullable}
        clearable={isNullable}
        placeholder={t('choose')}
        nothingFoundMessage={t('nothingFound')}
        clearButtonProps={{ 'aria-label': t('clear') }}
      />
      <ToThose kind={of} />
    </div>
  );
}

/** Several settings of a kind. */
export function SettingsChoice(props: FramedEditorProps & ChoiceOf & { readonly isOrdered: boolean }): ReactNode {
  const { frame, value, whole, of, isOrdered, onChange } = props;
  const { t } = useTranslation('setup');
  const chosen = Array.isArray(value) ? (value as string[]) : [];
  const options = useOptions(props, whole, chosen);
  return (
    <div>
      {isOrdered ? (
        <OrderedChoice frame={frame} options={options} chosen={chosen} onChange={onChange} />
      ) : (
        <MultiSelect
          {...frame}
          data={options}
          value={chosen}
          onChange={onChange}
          searchable
          {...(chosen.length === 0 && { placeholder: t('choose') })}
          nothingFoundMessage={t('nothingFound')}
        />
      )}
      <ToThose kind={of} />
    </div>
  );
}

/** Leads to the page where the settings of a kind are kept. */
function ToThose({ kind }: { readonly kind: string }): ReactNode {
  const { t } = useTranslation('setup');
  const language = useLanguage();
  const listed = useSettingKind(kind);
  const path = listPathOf(kind);
  if (!listed || path === null) return null;
  return (
    <Text size="xs" mt={4}>
      <Anchor component={Link} to={path} size="xs">
        {t('toSettings', { kind: listed.title[language] })}
      </Anchor>
    </Text>
  );
}

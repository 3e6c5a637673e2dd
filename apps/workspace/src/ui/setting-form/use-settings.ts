import type { UseQueryResult } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type {
  ListedSettingKind,
  SettingKindList,
  SettingListAnswer,
} from '@counterfoil/contracts/administration/settings';
import type { CodedError } from '@counterfoil/contracts/refusal';
import type { Language } from '@counterfoil/contracts/error-register';
import { readSettingKinds, readSettingsOf } from '../../api/settings.ts';
import { useReading } from '../../api/use-reading.ts';
import type { SettingValue } from './setting-form.ts';
import { keyParameter } from './setting-pages.ts';

/** The kinds of settings: they don't change while headquarters runs. */
export function useSettingKinds(): UseQueryResult<SettingKindList, CodedError> {
  return useReading({ topic: 'settings', key: ['kinds'], read: readSettingKinds });
}

/** One kind; undefined until it has been read. */
export function useSettingKind(kind: string): ListedSettingKind | undefined {
  return useSettingKinds().data?.kinds.find((listed) => listed.kind === kind);
}

/** Every setting of a kind. */
export function useSettingsOf(kind: string, isWanted = true): UseQueryResult<SettingListAnswer, CodedError> {
  return useReading({
    topic: 'settings',
    key: ['list', kind],
    read: (signal) => readSettingsOf(kind, signal),
    isWanted,
  });
}

/** The key that stands in the address of a page; none of a page without. */
export function useKeyInAddress(keyFields: readonly string[]): readonly string[] | null {
  const params: Readonly<Record<string, string | undefined>> = useParams({ strict: false });
  const key = keyFields.map((_, index) => params[keyParameter(index)]);
  return key.every((entry) => entry !== undefined) ? key : null;
}

/** How people call a setting besides its key: its name or text. */
export function nameOfSetting({ name, text, description }: SettingValue, language: Language): string {
  if (typeof name === 'string') return name;
  const translated = (text ?? description) as Readonly<Record<Language, string>> | undefined;
  return translated?.[language] ?? '';
}

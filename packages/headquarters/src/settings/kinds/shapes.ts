import type { Problem } from '@counterfoil/contracts/customer-operation';
import { isCountry, isCurrency, isLanguage } from '@counterfoil/customer/validate/field-formats';
import { z } from 'zod';
import type { SettingReference } from '../setting-kind.ts';

/** An identifier that administrators choose. */
export const idSchema = z.string().min(1).max(60);
/** A name in the language of whoever gave it. */
export const nameSchema = z.string().min(1).max(100);
/** Entries of any list of a setting, at most. */
export const listedCountMax = 1_000;
/** Identifiers of other settings. */
export const idsSchema = z.array(idSchema).max(listedCountMax);

/** References from a list of identifiers to settings of one kind. */
export function references(field: string, kind: string, ids: readonly string[]): SettingReference[] {
  return ids.map((id, index) => ({ field: `${field}.${index}`, kind, key: [id] }));
}

/** A reference from a field, unless it is empty. */
export function reference(field: string, kind: string, id: string | null): SettingReference[] {
  return id === null ? [] : [{ field, kind, key: [id] }];
}

/** Entries that a list names twice. */
export function duplicates(field: string, entries: readonly string[]): Problem[] {
  return entries.flatMap((value, index) =>
    entries.indexOf(value) === index
      ? []
      : [{ code: 'setting_entry_duplicate', field: `${field}.${index}`, parameters: { value } }],
  );
}

/** What is wrong with the country, currency and language of an organization. */
export function regionProblems(value: { countryRegion: string; currency: string; languageId: string }): Problem[] {
  const { countryRegion, currency, languageId } = value;
  return [
    ...(isCountry(countryRegion)
      ? []
      : [{ code: 'country_invalid', field: 'countryRegion', parameters: { value: countryRegion } }]),
    ...(isCurrency(currency) ? [] : [{ code: 'currency_invalid', field: 'currency', parameters: { value: currency } }]),
    ...languageProblems(languageId),
  ];
}

/** What is wrong with a language. */
export function languageProblems(languageId: string): Problem[] {
  return isLanguage(languageId)
    ? []
    : [{ code: 'language_invalid', field: 'languageId', parameters: { value: languageId } }];
}

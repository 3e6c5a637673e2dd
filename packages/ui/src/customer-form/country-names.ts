import isoCountries from 'i18n-iso-countries';
import type { Language } from '@counterfoil/contracts/error-register';

/** A country or region to choose, by its ISO 3166-1 alpha-2 code. */
export interface CountryChoice {
  readonly value: string;
  readonly label: string;
}

const choices = new Map<Language, CountryChoice[]>();

/** The name of a country in `language`; the code where there is none. */
export function countryName(code: string, language: Language): string {
  return nameOf(code, new Intl.DisplayNames([language], { type: 'region', fallback: 'code' }));
}

/** What somebody may have sent is no code at all, which the names refuse by throwing. */
function nameOf(code: string, names: Intl.DisplayNames): string {
  try {
    return names.of(code) ?? code;
  } catch (error) {
    if (error instanceof RangeError) return code;
    throw error;
  }
}

/** All countries and regions in the order of their names. */
export function countryChoices(language: Language): CountryChoice[] {
  const known = choices.get(language);
  if (known) return known;
  const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'code' });
  const sorted = Object.keys(isoCountries.getAlpha2Codes())
    .map((value) => ({ value, label: names.of(value) ?? value }))
    .toSorted((a, b) => a.label.localeCompare(b.label, language));
  choices.set(language, sorted);
  return sorted;
}

const offeredLanguages = [
  'en-US',
  'en-GB',
  'en-CA',
  'fr-FR',
  'fr-CA',
  'fr-BE',
  'fr-CH',
  'de-DE',
  'es-ES',
  'es-US',
  'it-IT',
  'nl-NL',
  'pt-BR',
  'pt-PT',
  'ar',
  'zh-CN',
  'ja-JP',
  'pl-PL',
  'tr-TR',
  'vi-VN',
] as const;

/** Languages that a customer may want to be written to in, with `present` whatever it is. */
export function languageChoices(present: string, language: Language): CountryChoice[] {
  const names = new Intl.DisplayNames([language], { type: 'language', fallback: 'code' });
  return [...new Set([present, ...offeredLanguages])]
    .filter((tag) => tag !== '')
    .map((value) => ({ value, label: capitalised(nameOf(value, names)) }))
    .toSorted((a, b) => a.label.localeCompare(b.label, language));
}

/** The name of a language in `language`, from its tag. */
export function languageName(tag: string, language: Language): string {
  if (tag === '') return '';
  return capitalised(nameOf(tag, new Intl.DisplayNames([language], { type: 'language', fallback: 'code' })));
}

function capitalised(name: string): string {
  return name.slice(0, 1).toLocaleUpperCase() + name.slice(1);
}

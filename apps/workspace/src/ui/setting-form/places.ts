import type { Language } from '@counterfoil/contracts/error-register';
import { nameIn } from './shown-value.ts';

const letters = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ');

/* Codes of groups of countries and of none, which have a name all the same. */
const noCountries: ReadonlySet<string> = new Set([
  'EU',
  'EZ',
  'UN',
  'QO',
  'XA',
  'XB',
  'ZZ',
  'AC',
  'CP',
  'CQ',
  'DG',
  'EA',
  'IC',
  'TA',
]);

function regionNames(language: Language): Intl.DisplayNames {
  return new Intl.DisplayNames([language], { type: 'region', fallback: 'none' });
}

/** Every country or region by name, to choose from. */
export function countryOptions(language: Language): { value: string; label: string }[] {
  const names = regionNames(language);
  const codes = letters.flatMap((first) => letters.map((second) => first + second));
  return sorted(
    codes.flatMap((value) => {
      const name = noCountries.has(value) ? undefined : names.of(value);
      return name === undefined ? [] : [{ value, label: `${name} (${value})` }];
    }),
    language,
  );
}

/** Every currency by name, to choose from. */
export function currencyOptions(language: Language): { value: string; label: string }[] {
  const codes = Intl.supportedValuesOf('currency');
  return sorted(
    codes.map((value) => ({ value, label: nameIn('currency', value, language) })),
    language,
  );
}

/* Those of the countries where retailers of the product trade; others can be typed. */
const languages = [
  'ar',
  'bg',
  'cs',
  'da',
  'de',
  'de-AT',
  'de-CH',
  'el',
  'en-AU',
  'en-CA',
  'en-GB',
  'en-IE',
  'en-IN',
  'en-US',
  'es',
  'es-MX',
  'et',
  'fi',
  'fr',
  'fr-BE',
  'fr-CA',
  'fr-CH',
  'fr-FR',
  'he',
  'hr',
  'hu',
  'it',
  'it-CH',
  'ja',
  'ko',
  'lt',
  'lv',
  'nb-NO',
  'nl',
  'nl-BE',
  'pl',
  'pt-BR',
  'pt-PT',
  'ro',
  'sk',
  'sl',
  'sv',
  'th',
  'tr',
  'uk',
  'zh-Hans',
  'zh-Hant',
];

/** Languages by name, to choose from; the one that is chosen is among them. */
export function languageOptions(language: Language, chosen: string): { value: string; label: string }[] {
  const tags = new Set(chosen === '' ? languages : [...languages, chosen]);
  return sorted(
    [...tags].map((value) => ({ value, label: nameIn('language', value, language) })),
    language,
  );
}

function sorted<Option extends { readonly label: string }>(options: Option[], language: Language): Option[] {
  return options.toSorted((one, other) => one.label.localeCompare(other.label, language));
}

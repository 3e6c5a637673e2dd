import type { Language } from '@counterfoil/contracts/error-register';
import { numberText } from '@counterfoil/ui/formats';
import type { Editor, SettingValue } from './setting-form.ts';

/** Milliseconds of a second. */
export const secondMs = 1_000;

/** Words that values are shown with. */
export interface ShownWords {
  readonly yes: string;
  readonly no: string;
  readonly none: string;
}

/** A value as it is read in lists and by those who may not change it. */
export function shownValue(editor: Editor, value: unknown, language: Language, words: ShownWords): string {
  if (value === null || value === undefined || value === '') return words.none;
  switch (editor.type) {
    case 'switch':
      return value === true ? words.yes : words.no;
    case 'number':
      return withUnit(numberText(Number(value), language), editor.unit?.[language]);
    case 'duration':
      return secondsText(Number(value), language);
    case 'choice':
      return editor.options[text(value)]?.[language] ?? text(value);
    case 'choices':
      return listText(
        entries(value).map((entry) => editor.options[entry]?.[language] ?? entry),
        words,
      );
    case 'settings':
    case 'texts':
      return listText(entries(value), words);
    case 'translated':
      return (value as Readonly<Record<Language, string>>)[language];
    case 'country':
      return nameIn('region', text(value), language);
    case 'currency':
      return nameIn('currency', text(value), language);
    case 'language':
      return nameIn('language', text(value), language);
    case 'namedValues':
    case 'prices':
      return listText(
        Object.entries(value).map(([name, entry]) => `${name} ${text(entry)}`),
        words,
      );
    case 'fixedList':
      return listText(
        (value as readonly SettingValue[]).map((entry) => text(entry['value'])),
        words,
      );
    case 'attributeValue':
      return typeof value === 'boolean' ? (value ? words.yes : words.no) : text(value);
    case 'emailTemplates':
      return (value as Readonly<Record<Language, { readonly subject: string }>>)[language].subject;
    case 'text':
    case 'longText':
    case 'setting':
      return text(value);
  }
}

function withUnit(number: string, unit: string | undefined): string {
  return unit === undefined ? number : `${number} ${unit}`;
}

/** Milliseconds as seconds in words: *5 seconds*. */
export function secondsText(durationMs: number, language: Language): string {
  const format = new Intl.NumberFormat(language, { style: 'unit', unit: 'second', unitDisplay: 'long' });
  return format.format(durationMs / secondMs);
}

/** The name of a country, currency or language in words, with its code. */
export function nameIn(type: 'region' | 'currency' | 'language', code: string, language: Language): string {
  try {
    const name = new Intl.DisplayNames([language], { type }).of(code);
    return name === undefined || name === code ? code : `${name} (${code})`;
  } catch (problem) {
    // `Intl` has no other way to say that a code is malformed.
    if (problem instanceof RangeError) return code;
    throw problem;
  }
}

function entries(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(text) : [];
}

function listText(list: readonly string[], { none }: ShownWords): string {
  return list.length === 0 ? none : list.join(', ');
}

function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

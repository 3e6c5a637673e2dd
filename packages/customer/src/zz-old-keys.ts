import type { Customer } from '@counterfoil/contracts/customer';
import { parsePhone, phoneE164 } from './phone-number.ts';

/** What a customer is found by; online and offline search compare the same keys. */
export interface SearchKeys {
  /** Last, first, middle and organization name, folded; for example `berry lachlan`. */
  readonly nameKey: string;
  /** Lower case. */
  readonly emailKey: string | null;
  /** E.164. */
  readonly phoneKey: string | null;
}

type Searched = Pick<
  Customer,
  'firstName' | 'middleName' | 'lastName' | 'organizationName' | 'email' | 'phone' | 'addresses'
>;

/** The search keys of a customer; `defaultCountry` (ISO 3166-1 alpha-2) reads a phone where no primary address does. */
export function searchKeys(customer: Searched, defaultCountry: string): SearchKeys {
  const names = [customer.lastName, customer.firstName, customer.middleName, customer.organizationName];
  return {
    nameKey: fold(names.filter(Boolean).join(' ')),
    emailKey: customer.email ? emailQueryKey(customer.email) : null,
    phoneKey: phoneE164(customer, defaultCountry),
  };
}

/** What was typed into a name search, folded as the keys are; empty when nothing searchable was typed. */
export function nameQueryKey(text: string): string {
  return fold(text);
}

/** What was typed into an e-mail search, as the keys are; null when nothing was typed. */
export function emailQueryKey(text: string): string | null {
  return text.trim().normalize('NFC').toLowerCase() || null;
}

/** The E.164 form of what was typed into a phone search, or null when it is no phone number of `country`. */
export function phoneQueryKey(text: string, country: string): string | null {
  return parsePhone(text.trim(), country)?.e164 ?? null;
}

/** Letters that Unicode does not decompose into a base letter and a mark. */
const foldedLetters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ı: 'i',
  ŧ: 't',
  ς: 'σ',
};
const foldedLetterPattern = new RegExp(`[${Object.keys(foldedLetters).join('')}]`, 'gu');
const asciiPattern = /^[ -~]*$/;
const asciiSeparators = /[^a-z0-9]+/g;
const unicodeSeparators = /[^\p{L}\p{N}\p{M}]+/gu;
/** Accents of alphabetic scripts, Hebrew points and Arabic vowel signs; marks that are letters of Indic scripts stay. */
const accents =
  /[\u0300-\u036F]|[\u0591-\u05C7]|[\u064B-\u065F]|[\u1AB0-\u1AFF]|[\u1DC0-\u1DFF]|[\u20D0-\u20FF]|[\uFE20-\uFE2F]/g;

function fold(text: string): string {
  const lower = text.toLowerCase();
  if (asciiPattern.test(lower)) return lower.replace(asciiSeparators, ' ').trim();
  return lower
    .normalize('NFKD')
    .replace(accents, '')
    .toLowerCase()
    .replace(foldedLetterPattern, (letter) => foldedLetters[letter] ?? letter)
    .normalize('NFC')
    .replace(unicodeSeparators, ' ')
    .trim();
}

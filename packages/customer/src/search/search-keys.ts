import { searchCriteria } from '@counterfoil/contracts/channel-configuration';
import type { Contact, Customer, PostalAddress } from '@counterfoil/contracts/customer';
import type { SearchKind } from '@counterfoil/contracts/real-time-service';
import { parsePhone, phoneE164 } from '../validate/phone-number.ts';

/** Raised whenever the same customer gets other keys than before: every node then makes its keys again. */
export const searchKeyVersion = 1;

/** One key by which a customer is found; online and offline search compare the same keys (WD-06). */
export interface SearchKey {
  readonly kind: SearchKind;
  /** Of a name: its folded words, rotated. Of a phone: the digits of its E.164 form, last digit first. */
  readonly key: string;
  /** Where the key is that of a secondary contact. */
  readonly contactId?: string;
}

/** All keys of a customer. The first two of the kind `name` begin with the last and the first name. */
export type SearchKeys = readonly SearchKey[];

/** What of a customer is searched. */
export type Searched = Pick<
  Customer,
  | 'firstName'
  | 'middleName'
  | 'lastName'
  | 'organizationName'
  | 'email'
  | 'phone'
  | 'customerAccountNumber'
  | 'identificationNumber'
  | 'addresses'
  | 'contacts'
  | 'loyaltyCards'
>;

/** Words of a name that a search can begin with; further ones are found beside them. */
const nameWordCountMax = 12;
/** UTF-16 code units of a key; far below what a B-tree holds, far above a name. */
const keyLengthMax = 200;

/** The keys of a customer; `defaultCountry` (ISO 3166-1 alpha-2) reads a phone where no primary address does. */
export function searchKeys(customer: Searched, defaultCountry: string): SearchKeys {
  return searchKeysOfKinds(customer, defaultCountry, allKinds);
}

const allKinds: ReadonlySet<SearchKind> = new Set(searchCriteria);

/** The keys of some kinds only: reading a phone number takes longer than all others together. */
export function searchKeysOfKinds(
  customer: Searched,
  defaultCountry: string,
  kinds: ReadonlySet<SearchKind>,
): SearchKeys {
  /* The phone first: whoever has just validated the customer has parsed the same number. */
  const phone = kinds.has('phone') ? phoneKey(customer, defaultCountry) : null;
  const keys: SearchKey[] = kinds.has('name') ? nameKeys(customer).map((key) => ({ kind: 'name', key })) : [];
  const add = (kind: SearchKind, key: string | null): void => {
    if (key && kinds.has(kind)) keys.push({ kind, key });
  };
  add('phone', phone);
  add('email', emailQueryKey(customer.email ?? ''));
  add('accountNumber', accountQueryKey(customer.customerAccountNumber ?? ''));
  add('identificationNumber', customer.identificationNumber && numberQueryKey(customer.identificationNumber));
  if (kinds.has('address')) for (const key of new Set(customer.addresses.map(addressKey))) add('address', key);
  for (const contact of customer.contacts) {
    if (contact.contactType !== 'url' && kinds.has(contact.contactType)) {
      keys.push(...contactKeys(contact, customer, defaultCountry));
    }
  }
  if (kinds.has('loyaltyCard')) keys.push(...loyaltyCardKeys(customer));
  return keys;
}

/** The keys of the numbers of loyalty cards, those that have one already. */
export function loyaltyCardKeys({ loyaltyCards }: Pick<Customer, 'loyaltyCards'>): SearchKeys {
  return loyaltyCards.flatMap(({ cardNumber }) => {
    const key = cardNumber ? numberQueryKey(cardNumber) : null;
    return key ? [{ kind: 'loyaltyCard' as const, key }] : [];
  });
}

/** The words of a name, each at the front once, the others behind it in their circle: any order finds by a prefix. */
function nameKeys(customer: Searched): string[] {
  const { lastName, firstName, middleName, organizationName } = customer;
  const last = words(lastName);
  if (!middleName && !organizationName && last.length === 1 && firstName && singleWord.test(firstName)) {
    /* Most people, in a fraction of the time. */
    const [one = '', other] = [last[0], firstName.toLowerCase()];
    return [bounded(`${one} ${other}`), bounded(`${other} ${one}`)];
  }
  const all = [...last, ...words(firstName), ...words(middleName), ...words(organizationName)];
  if (all.length === 0) return [];
  const second = last.length > 0 && last.length < all.length ? last.length : 1;
  const starts = [0, second, ...all.keys()].filter((start) => start < Math.min(all.length, nameWordCountMax));
  return [...new Set(starts)].map((start) => bounded([...all.slice(start), ...all.slice(0, start)].join(' ')));
}

const singleWord = /^[A-Za-z0-9]+$/;

function words(text: string | null): string[] {
  const folded = text ? fold(text) : '';
  return folded === '' ? [] : folded.split(' ');
}

function bounded(key: string): string {
  return key.length <= keyLengthMax
    ? key
    : key
        .slice(0, keyLengthMax)
        .replace(/[\uD800-\uDBFF]$/u, '')
        .trimEnd();
}

function phoneKey(customer: Pick<Customer, 'phone' | 'addresses'>, defaultCountry: string): string | null {
  if (!customer.phone) return null;
  return reversedDigits(phoneE164(customer, defaultCountry) ?? customer.phone) || null;
}

function contactKeys(contact: Contact, { addresses }: Searched, defaultCountry: string): SearchKeys {
  const { contactType, locator, contactId } = contact;
  if (contactType === 'url') return [];
  const key =
    contactType === 'email' ? emailQueryKey(locator) : phoneKey({ phone: locator, addresses }, defaultCountry);
  return key ? [{ kind: contactType, key, contactId }] : [];
}

function addressKey({ street, streetNumber, district, city, zipCode }: PostalAddress): string {
  return fold(`${street ?? ''} ${streetNumber ?? ''} ${district ?? ''} ${city ?? ''} ${zipCode ?? ''}`);
}

/** A word of an address that narrows a search; house numbers and single letters only confirm it. */
export function isSelectiveAddressWord(word: string): boolean {
  return word.length > 3 || (word.length > 1 && !houseNumber.test(word));
}

const houseNumber = /^\d+$/;

/** The selective words of all addresses of a customer, each once. */
export function addressWords(keys: SearchKeys): string[] {
  const found = new Set<string>();
  for (const { kind, key } of keys) {
    if (kind !== 'address') continue;
    for (const word of key.split(' ')) if (isSelectiveAddressWord(word)) found.add(word);
  }
  return [...found];
}

/** What was typed into a name or address search, folded as the keys are; empty when nothing searchable was typed. */
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

/** An account number as typed, in capitals; null when nothing was typed. */
export function accountQueryKey(text: string): string | null {
  return text.trim().toUpperCase() || null;
}

/** A card's or official register's number without its spaces and hyphens; null when nothing was typed. */
export function numberQueryKey(text: string): string | null {
  return bounded(fold(text).replaceAll(' ', '')) || null;
}

/** The digits of a text (Arabic, Devanagari and full-width ones too), last one first. */
export function reversedDigits(text: string): string {
  if (asciiDigits.test(text)) return Array.from(text.replace('+', '')).toReversed().join('');
  return [...text.normalize('NFKC').matchAll(/\p{Nd}/gu)]
    .map(([digit]) => decimalOf(digit))
    .toReversed()
    .join('');
}

const asciiDigits = /^\+?[0-9]*$/;

/** Decimal digits come in runs of ten, of which the first is that whose predecessors are not digits. */
function decimalOf(digit: string): string {
  if (digit >= '0' && digit <= '9') return digit;
  const code = digit.codePointAt(0) ?? 0;
  let zero = code;
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--;
  return String(code - zero);
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

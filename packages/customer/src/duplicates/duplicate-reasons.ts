import type { CreateCustomerRequest } from '@counterfoil/contracts/create-customer';
import type { Customer } from '@counterfoil/contracts/customer';
import {
  emailQueryKey,
  nameQueryKey,
  phoneQueryKey,
  reversedDigits,
  searchKeysOfKinds,
} from '../search/search-keys.ts';
import { typoDistance } from '../search/search-typos.ts';
import { isSafeText } from '../validate/text-rules.ts';

/** What has been typed of a new customer so far. */
export type NewCustomer = Pick<
  CreateCustomerRequest['customer'],
  'firstName' | 'lastName' | 'organizationName' | 'email' | 'phone' | 'addresses' | 'contacts'
>;

/** Why somebody may be the same person (BX-04). */
export type DuplicateReason = 'phone' | 'email' | 'nameAndAddress';

/** A new customer in the form of the search keys. */
export interface DuplicateQuestion {
  readonly emails: readonly string[];
  /** Last digit first, as the keys of phones. */
  readonly phones: readonly string[];
  readonly nameWords: readonly string[];
  readonly addresses: readonly AddressWords[];
}

/** An address in words as the keys of addresses. */
export interface AddressWords {
  readonly street: readonly string[];
  readonly streetNumber: string;
  readonly city: string;
  readonly zipCode: string;
}

/** E-mail addresses, phones and addresses of a new customer that are looked for; nobody types more at a counter. */
const comparedCountMax = 5;
/** A phone number of fewer digits is an extension or a slip. */
const phoneDigitCountMin = 7;

/** Reads a new customer; a phone without a country code is one of each of `countries` (ISO 3166-1 alpha-2) and of its address. */
export function duplicateQuestion(customer: NewCustomer, countries: readonly string[]): DuplicateQuestion {
  const contacts = customer.contacts ?? [];
  const textsOf = (type: 'email' | 'phone'): string[] => {
    const secondary = contacts.filter(({ contactType }) => contactType === type).map(({ locator }) => locator);
    return [customer[type], ...secondary].filter((text) => typeof text === 'string').slice(0, comparedCountMax);
  };
  const addressCountries = (customer.addresses ?? [])
    .slice(0, comparedCountMax)
    .map(({ countryRegion }) => countryRegion ?? '');
  const phoneCountries = distinct([...addressCountries, ...countries]);
  const phones = textsOf('phone').flatMap((text) =>
    phoneCountries.map((country) => phoneQueryKey(text, country) ?? ''),
  );
  return {
    emails: distinct(textsOf('email').map((text) => emailQueryKey(text) ?? '')).filter(isSafeText),
    phones: distinct(phones.map(reversedDigits)).filter(({ length }) => length >= phoneDigitCountMin),
    nameWords: nameWordsOf(customer),
    addresses: (customer.addresses ?? []).slice(0, comparedCountMax).map(addressWordsOf),
  };
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)].filter((text) => text !== '');
}

function wordsOf(text: string | null | undefined): string[] {
  return distinct(nameQueryKey(text ?? '').split(' '));
}

function nameWordsOf({
  firstName,
  lastName,
  organizationName,
}: Partial<Record<NameField, string | null | undefined>>): string[] {
  return wordsOf(`${lastName ?? ''} ${firstName ?? ''} ${organizationName ?? ''}`);
}

type NameField = 'firstName' | 'lastName' | 'organizationName';

function addressWordsOf(
  address: Partial<Record<'street' | 'streetNumber' | 'city' | 'zipCode', string | null | undefined>>,
): AddressWords {
  const street = wordsOf(`${address.street ?? ''} ${address.streetNumber ?? ''}`);
  return {
    street: street.filter((word) => !startsWithDigit.test(word)),
    streetNumber: street.filter((word) => startsWithDigit.test(word)).join(' '),
    city: nameQueryKey(address.city ?? ''),
    zipCode: nameQueryKey(address.zipCode ?? '').replaceAll(' ', ''),
  };
}

const startsWithDigit = /^\p{Nd}/u;

/** What of a customer is compared. */
export type ComparedCustomer = Parameters<typeof searchKeysOfKinds>[0];

/** Why a customer may be the new one; empty: it is somebody else. `country` reads phones as the search keys do. */
export function duplicateReasons(
  question: DuplicateQuestion,
  customer: ComparedCustomer,
  country: string,
): DuplicateReason[] {
  const keys = searchKeysOfKinds(customer, country, new Set(['phone', 'email']));
  const has = (kind: 'phone' | 'email', wanted: readonly string[]): boolean =>
    keys.some((key) => key.kind === kind && wanted.includes(key.key));
  const reasons: DuplicateReason[] = [];
  if (has('phone', question.phones)) reasons.push('phone');
  if (has('email', question.emails)) reasons.push('email');
  if (hasSimilarName(question, customer) && hasSimilarAddress(question, customer)) reasons.push('nameAndAddress');
  return reasons;
}

/**
 * Whether two names are very similar: every word of the shorter one is in the other, but for a typing error; one more
 * word, a middle name for example, makes no difference. One word alone is only like one word alone.
 */
export function hasSimilarName({ nameWords }: DuplicateQuestion, customer: Pick<Customer, NameField>): boolean {
  const [fewer = [], more = []] = [nameWords, nameWordsOf(customer)].toSorted(
    (one, other) => one.length - other.length,
  );
  if (fewer.length === 0 || more.length - fewer.length > (fewer.length > 1 ? 1 : 0)) return false;
  return areAllIn(fewer, more);
}

function areAllIn(words: readonly string[], others: readonly string[]): boolean {
  const left = [...others];
  return words.every((word) => {
    const place = left.findIndex((other) => isSimilarWord(word, other));
    if (place === -1) return false;
    left.splice(place, 1);
    return true;
  });
}

/* Shorter words differ by one letter without being alike. */
const oneErrorLengthMin = 4;
const twoErrorsLengthMin = 8;

function isSimilarWord(one: string, other: string): boolean {
  const length = Math.min(one.length, other.length);
  const allowed = length >= twoErrorsLengthMin ? 2 : length >= oneErrorLengthMin ? 1 : 0;
  return one === other || typoDistance(one, other) <= allowed;
}

function hasSimilarAddress({ addresses }: DuplicateQuestion, customer: Pick<Customer, 'addresses'>): boolean {
  const others = customer.addresses.map(addressWordsOf);
  return addresses.some((one) => others.some((other) => areSimilarAddresses(one, other)));
}

/** The same house of a street that is spelt alike, in the same place by postcode or, where one has none, by name. */
function areSimilarAddresses(one: AddressWords, other: AddressWords): boolean {
  if (one.street.length === 0 || one.streetNumber !== other.streetNumber) return false;
  const [fewer = [], more = []] = [one.street, other.street].toSorted((a, b) => a.length - b.length);
  if (fewer.length === 0 || more.length - fewer.length > 1 || !areAllIn(fewer, more)) return false;
  if (one.zipCode !== '' && other.zipCode !== '') return one.zipCode === other.zipCode;
  return one.city !== '' && isSimilarWord(one.city, other.city);
}

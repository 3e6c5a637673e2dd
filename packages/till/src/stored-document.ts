import type { Contact, Customer, PostalAddress } from '@counterfoil/contracts/customer';
import {
  emptyAddressFields,
  emptyContactFields,
  emptyCustomerFields,
  emptyCustomerLists,
} from '@counterfoil/customer/merge/empty-customer';
import { identifierOfDigits } from './search/stored-keys.ts';

/*
 * Most of a customer is what every other one has as well: no title, no notes, an address without a building, and the
 * names of the fields. Kept without it, a document has a quarter of its length; a million of them are 800 MB less to
 * load and to read.
 */
function emptyCustomer(): Omit<Customer, 'customerId' | 'legalEntity' | 'version' | 'createdBy'> {
  return {
    ...emptyCustomerFields,
    ...emptyCustomerLists(),
    customerAccountNumber: null,
    deactivated: false,
    addresses: [],
    fieldStamps: {},
    recentOperations: [],
  };
}

const comparedCustomer = emptyCustomer();

/*
 * JSON has no control characters outside of escapes, so each can stand for a text. What stands at a place here must
 * never change its meaning, or no stored document could be read: further texts go to the end (30 in all; the
 * last of the 31 stands before an identifier).
 */
const shortened = [
  '{"legalEntity":"',
  '","customerAccountNumber":"',
  '","firstName":"',
  '","middleName":"',
  '","lastName":"',
  '","organizationName":"',
  '","languageId":"',
  '","currency":"',
  '","customerGroup":"',
  '","email":"',
  '","phone":"',
  '","emailMarketingConsent":"',
  '","phoneMarketingConsent":"',
  '","createdBy":"',
  '","version":',
  ',"recentOperations":["',
  '"],"addresses":[{"addressId":"',
  '","isPrimary":true,"countryRegion":"',
  '","countryRegion":"',
  '","street":"',
  '","streetNumber":"',
  '","city":"',
  '","state":"',
  '","zipCode":"',
  '"fieldStamps":{"',
  '":{"version":',
  ',"node":"',
  '"},"',
  '"contacts":[{"contactId":"',
  '","locator":"',
] as const;
const identifierCode = '\u001F';

const codeOf = new Map<string, string>(shortened.map((text, place) => [text, String.fromCharCode(place + 1)]));
const longestFirst = shortened.toSorted((one, other) => other.length - one.length);
const shortenedPattern = new RegExp(longestFirst.map((text) => text.replace(/[[\]{}]/gu, '\\$&')).join('|'), 'gu');
const codePattern = /\p{Cc}/gu;

/* The order in which the fields stand makes the texts above meet; any other order is as right, and longer. */
const fieldOrder = [
  'legalEntity',
  'customerAccountNumber',
  'firstName',
  'middleName',
  'lastName',
  'organizationName',
  'languageId',
  'currency',
  'customerGroup',
  'email',
  'phone',
  'emailMarketingConsent',
  'phoneMarketingConsent',
  'createdBy',
  'version',
  'recentOperations',
  'addresses',
] as const satisfies readonly (keyof Customer)[];

const addressOrder = ['addressId', 'isPrimary', 'countryRegion', 'street', 'streetNumber', 'city', 'state', 'zipCode'];
const contactOrder = ['contactId', 'locator'];

/** A customer as the offline database keeps it beside its identifier. */
export function storedDocument(customer: Customer): string {
  const { customerId: _ownColumn, ...rest } = customer;
  const stored = shortForm(rest, fieldOrder, comparedCustomer);
  const text = JSON.stringify({
    ...stored,
    ...(stored['addresses'] !== undefined && {
      addresses: customer.addresses.map((address) => shortForm(address, addressOrder, emptyAddressFields)),
    }),
    ...(stored['contacts'] !== undefined && {
      contacts: customer.contacts.map((contact) => shortForm(contact, contactOrder, emptyContactFields)),
    }),
  });
  return text
    .replace(shortenedPattern, (part) => codeOf.get(part) ?? part)
    .replace(identifierPattern, (identifier) => identifierCode + shortIdentifier(identifier));
}

const identifierPattern = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gu;
const shortIdentifierPattern = new RegExp(`${identifierCode}([\\w-]{22})`, 'gu');
const letters = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_');
/** Of each number of twelve bits the two letters, and the other way round the three hexadecimal digits. */
const letterPairs = letters.flatMap((first) => letters.map((second) => first + second));
const digitsOf = new Map(letterPairs.map((pair, bits) => [pair, bits.toString(16).padStart(3, '0')]));

/** An identifier as 22 letters, of 6 bits each: three hexadecimal digits are two letters. */
function shortIdentifier(identifier: string): string {
  const digits = `${identifier.replaceAll('-', '')}0`;
  let short = '';
  for (let place = 0; place < digits.length; place += 3) {
    short += letterPairs[Number.parseInt(digits.slice(place, place + 3), 16)] ?? '';
  }
  return short;
}

function longIdentifier(short: string): string {
  let digits = '';
  for (let place = 0; place < short.length; place += 2) digits += digitsOf.get(short.slice(place, place + 2)) ?? '';
  return identifierOfDigits(digits);
}

/** The fields that aren't as `empty` has them, those of `order` first. */
function shortForm(
  value: object,
  order: readonly string[],
  empty: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const held = value as Readonly<Record<string, unknown>>;
  const short: Record<string, unknown> = {};
  for (const name of order) if (!isSame(held[name], empty[name])) short[name] = held[name];
  for (const name of Object.keys(held)) if (!isSame(held[name], empty[name])) short[name] ??= held[name];
  return short;
}

/** Of lists only empty ones can be the same. */
function isSame(held: unknown, empty: unknown): boolean {
  if (typeof held !== 'object' || held === null || typeof empty !== 'object' || empty === null) return held === empty;
  return Object.keys(held).length === 0;
}

/** The customer of a row, whole again. */
export function customerOfDocument(customerId: string, document: string): Customer {
  const text = document
    .replace(shortIdentifierPattern, (_, short: string) => longIdentifier(short))
    .replace(codePattern, (code) => shortened[code.charCodeAt(0) - 1] ?? code);
  const stored = JSON.parse(text) as Customer;
  return {
    ...emptyCustomer(),
    ...stored,
    customerId,
    addresses: (stored.addresses ?? []).map((address): PostalAddress => ({ ...emptyAddressFields, ...address })),
    contacts: (stored.contacts ?? []).map((contact): Contact => ({ ...emptyContactFields, ...contact })),
  };
}

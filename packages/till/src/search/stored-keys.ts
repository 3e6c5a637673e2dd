import type { SearchKind } from '@counterfoil/contracts/real-time-service';
import type { Customer } from '@counterfoil/contracts/customer';
import { addressWords, searchKeys } from '@counterfoil/customer/search/search-keys';

/**
 * The kinds of keys as the offline database numbers them; of an address each selective word is a key. SQLite keeps 0 and
 * 1 in no room at all: they are the most frequent kinds.
 */
export const keyKinds: Readonly<Record<SearchKind, number>> = {
  name: 0,
  phone: 2,
  email: 3,
  accountNumber: 4,
  loyaltyCard: 5,
  identificationNumber: 6,
  address: 1,
};

/** A key as it is stored: number of its kind, text. */
export type StoredKey = readonly [kind: number, key: string];

/** The keys of a customer as they are stored, each once; `country` reads a phone where no primary address does. */
export function storedKeysOf(customer: Customer, country: string): StoredKey[] {
  const keys = searchKeys(customer, country);
  const stored = new Map<string, StoredKey>();
  const add = (kind: SearchKind, key: string): void => {
    stored.set(`${keyKinds[kind]} ${key}`, [keyKinds[kind], key]);
  };
  for (const { kind, key } of keys) if (kind !== 'address') add(kind, key);
  for (const word of addressWords(keys)) add('address', word);
  return [...stored.values()];
}

/** An identifier as SQLite's `hex` gives it, as the text that everybody else knows. */
export function idOfHex(hex: string): string {
  return identifierOfDigits(hex.toLowerCase());
}

/** An identifier of its 32 hexadecimal digits; whatever follows them is left out. */
export function identifierOfDigits(digits: string): string {
  const parts = [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20)];
  return [...parts, digits.slice(20, 32)].join('-');
}

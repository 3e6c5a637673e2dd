import type { Customer } from '@counterfoil/contracts/customer';
import type { KeySource, SearchedCustomers, SearchPage } from '@counterfoil/customer/search/key-source';
import type { SearchCursor } from '@counterfoil/customer/search/search-cursor';
import { searchPage } from '@counterfoil/customer/search/search-pages';
import type { SearchPlan } from '@counterfoil/customer/search/search-plan';
import type { Tx } from '@counterfoil/database/database';
import { customersByAddress, endOfScan, keysOfRanges, keysWithWords } from './key-ranges.ts';
import { knownNameWords, nameWordsBeginningWith } from './name-words.ts';
import { areKeysComplete } from './rebuild-search-keys.ts';

/** Where customers are searched: a database with the columns of `storedKeys`. */
export interface SearchedTables<Found> {
  readonly tx: Tx;
  /** The customers, those that are there, in any order. */
  load(customerIds: readonly string[]): Promise<readonly Found[]>;
  documentOf(found: Found): Customer;
  /** By account numbers in capitals or as typed; in any order. */
  idsByAccountNumber(accountNumber: string): Promise<readonly string[]>;
  /** By which a phone without a country code is read, as when the keys were made. */
  countryOf(legalEntity: string): string;
  /** Leaves customers out; all are taken without it. */
  accepts?(found: Found): boolean;
}

/** Finds the customers of a plan in PostgreSQL, page by page (`searchPage`). */
export function search<Found>(
  customers: SearchedTables<Found>,
  plan: SearchPlan,
  cursor: SearchCursor | null,
): Promise<SearchPage<Found>> {
  return searchPage(searchedTables(customers), plan, cursor);
}

/** The tables as what is searched, whatever for. */
export function searchedTables<Found>(customers: SearchedTables<Found>): SearchedCustomers<Found> {
  const { tx, idsByAccountNumber, ...others } = customers;
  return { ...others, keys: { ...keysIn(tx), idsByAccountNumber }, areKeysComplete: areKeysComplete(tx) };
}

function keysIn(tx: Tx): Omit<KeySource, 'idsByAccountNumber'> {
  return {
    keysOfRanges: (kind, ranges, countMax) => keysOfRanges(tx, kind, ranges, countMax),
    async keysWithWords(kind, range, wanted) {
      const found = await keysWithWords(tx, kind, range, wanted);
      return { found, scannedThrough: found.length < wanted.countMax ? await endOfScan(tx, kind, range) : null };
    },
    customersByAddress: (words, wanted) => customersByAddress(tx, words, wanted),
    knownNameWords: (words) => knownNameWords(tx, words),
    nameWordsBeginningWith: (prefix, countMax) => nameWordsBeginningWith(tx, prefix, countMax),
  };
}

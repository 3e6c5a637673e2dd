import type { Customer } from '@counterfoil/contracts/customer';
import type { SearchKind, SearchMatch } from '@counterfoil/contracts/real-time-service';

/** A key of a customer, found in the range at `place` of those asked for. */
export interface FoundKey {
  readonly place: number;
  readonly key: string;
  readonly customerId: string;
}

/** Keys of one kind after (`fromKey`, `fromId`) and up to, not including, `below`. */
export interface KeyRange {
  readonly fromKey: string;
  readonly fromId: string;
  readonly below: string;
}

/** Before every identifier. */
export const beforeAllIds = '00000000-0000-0000-0000-000000000000';

/** Keys of a range that one reading looks at, whether they hold the other words or not. */
export const scannedKeyCountMax = 10_000;
/** As many customers with the words of an address are sorted; more are looked for in the order of registration. */
export const sortedCustomerCountMax = 5_000;
/** Customers that one reading looks at in the order of registration. */
export const scannedCustomerCountMax = 20_000;

/**
 * The keys that a database has of its customers. Whatever database it is, the answers are the same: so is the order of
 * what a search finds, and where its pages end. Keys are compared by `compareKeys`, identifiers by their texts.
 */
export interface KeySource {
  /** The first `countMax` keys of several ranges, range after range, each in its order. */
  keysOfRanges(kind: SearchKind, ranges: readonly KeyRange[], countMax: number): Promise<readonly FoundKey[]>;
  /**
   * The first `countMax` keys of a range with words that begin with all of `words`. It looks at `scannedKeyCountMax` keys:
   * `scannedThrough` is the last of them, when there may be more behind it and fewer than `countMax` were found.
   */
  keysWithWords(
    kind: SearchKind,
    range: KeyRange,
    wanted: { readonly words: readonly string[]; readonly countMax: number },
  ): Promise<{ readonly found: readonly FoundKey[]; readonly scannedThrough: FoundKey | null }>;
  /** Customers after `fromId` with all of `words` in their addresses, and where to go on when that was not all. */
  customersByAddress(
    words: readonly string[],
    wanted: { readonly fromId: string; readonly countMax: number },
  ): Promise<{ readonly ids: readonly string[]; readonly goOnAfter: string | null }>;
  /** By an account number in capitals; in any order. */
  idsByAccountNumber(accountNumber: string): Promise<readonly string[]>;
  /** Those of the words that some customer's name has, in any order. */
  knownNameWords(words: readonly string[]): Promise<readonly string[]>;
  /** The first `countMax` words of customers' names that begin with `prefix`, in their order. */
  nameWordsBeginningWith(prefix: string, countMax: number): Promise<readonly string[]>;
}

/** Where customers are searched. */
export interface SearchedCustomers<Found> {
  readonly keys: KeySource;
  /** False while keys are being made again: then the best key of a customer may be missing, and any will do. */
  readonly areKeysComplete: boolean;
  /** The customers, those that are there, in any order. */
  load(customerIds: readonly string[]): Promise<readonly Found[]>;
  documentOf(found: Found): Customer;
  /** By which a phone without a country code is read, as when the keys were made. */
  countryOf(legalEntity: string): string;
  /** Leaves customers out; all are taken without it. */
  accepts?(found: Found): boolean;
}

/** A customer found, with what made it match. */
export interface Hit<Found> {
  readonly found: Found;
  readonly matches: readonly SearchMatch[];
}

/** One page of what was found, best match first. */
export interface SearchPage<Found> {
  readonly hits: readonly Hit<Found>[];
  /** Leads to the next page; null when there is none. */
  readonly nextCursor: string | null;
  readonly isTypoTolerant: boolean;
}

import type { SearchKeys } from '@counterfoil/customer/search/search-keys';
import type { Customer } from '@counterfoil/contracts/customer';
import type { CustomerOperation, MergeConflict, Problem } from '@counterfoil/contracts/customer-operation';

/** An operation in the staging inbox. */
export interface StagedOperation {
  readonly operation: CustomerOperation;
  /** The account number that a channel already shows, for a create that is offered again after a restore. */
  readonly knownAccountNumber: string | null;
  /** Numbers that a channel already shows for its loyalty cards, by the card's identifier, to the same end. */
  readonly knownCardNumbers?: Readonly<Record<string, string>> | null | undefined;
}

/** What became of one operation; `waiting` ones stay staged. */
export interface Decision {
  readonly operation: CustomerOperation;
  status: 'completed' | 'refused' | 'failed' | 'waiting';
  problem: Problem | null;
  /** The customer after the operation; null unless completed. */
  customer: Customer | null;
  readonly isNew: boolean;
  /** Address books that the customer was in before and is in no longer; missing: none. */
  readonly leftAddressBooks?: readonly string[];
  readonly conflicts: readonly MergeConflict[];
  /** By which `customer` is found; null without one. */
  readonly searchKeys: SearchKeys | null;
}

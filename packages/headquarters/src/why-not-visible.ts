import type { Customer } from '@counterfoil/contracts/customer';
import type { Language } from '@counterfoil/contracts/error-register';
import type { Tx } from '@counterfoil/database/database';

/** Why a channel database doesn't get a customer, as people read it. */
export type InvisibilityReason = Readonly<Record<Language, string>>;

/**
 * The channel databases that a customer never reaches, each with the reason: the answer to "where is my customer?" that
 * no session shows (WD-12). None of them is excluded unless address books say so.
 */
export async function whyNotVisible(
  _tx: Tx,
  _customer: Customer,
  _channelDatabaseIds: readonly string[],
): Promise<ReadonlyMap<string, InvisibilityReason>> {
  return Promise.resolve(new Map());
}

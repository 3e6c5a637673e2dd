import type { LocalTx } from '../local-database.ts';
import type { StoredKey } from './stored-keys.ts';

const insertStatement = `INSERT OR IGNORE INTO customer_search_keys (kind, key, customer_id)
  SELECT value ->> 0, value ->> 1, unhex(?, '-') FROM json_each(?)`;

/** Adds keys of a customer. */
export async function insertKeys(tx: LocalTx, customerId: string, keys: readonly StoredKey[]): Promise<void> {
  if (keys.length > 0) await tx.run(insertStatement, [customerId, JSON.stringify(keys)]);
}

const deleteStatement = `DELETE FROM customer_search_keys
  WHERE customer_id = unhex(?, '-') AND (kind, key) IN (SELECT value ->> 0, value ->> 1 FROM json_each(?))`;

/** Removes keys of a customer; no table leads from a customer to its keys, so they have to be named. */
export async function deleteKeys(tx: LocalTx, customerId: string, keys: readonly StoredKey[]): Promise<void> {
  if (keys.length > 0) await tx.run(deleteStatement, [customerId, JSON.stringify(keys)]);
}

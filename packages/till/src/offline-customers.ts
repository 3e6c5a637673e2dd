import { countryOfLegalEntity } from '@counterfoil/customer/channel-problems';
import { rebuildView } from '@counterfoil/customer/rebuild-view';
import { searchKeys, searchKeyVersion } from '@counterfoil/customer/search/search-keys';
import type { ChannelConfiguration } from '@counterfoil/contracts/channel-configuration';
import type { Customer } from '@counterfoil/contracts/customer';
import { entriesOnTop, type OfflineOutboxEntry } from './offline-outbox.ts';
import type { LocalTx } from './local-database.ts';

/** A customer in the offline database. */
export interface OfflineCustomer {
  /** As staff see it: own undecided operations included. */
  readonly document: Customer;
  /** What the channel sent last; null while only this till knows the customer. */
  readonly base: Customer | null;
}

interface CustomerRow {
  document: string;
  base: string | null;
  is_from_channel: number;
}

const columns = 'document, base, is_from_channel';

function toOfflineCustomer(row: CustomerRow): OfflineCustomer {
  const document = JSON.parse(row.document) as Customer;
  if (row.base !== null) return { document, base: JSON.parse(row.base) as Customer };
  return { document, base: row.is_from_channel === 1 ? document : null };
}

/** The customer by permanent identifier. */
export async function offlineCustomer(tx: Pick<LocalTx, 'all'>, customerId: string): Promise<OfflineCustomer | null> {
  const [row] = await tx.all<CustomerRow>(`SELECT ${columns} FROM customers WHERE customer_id = ?`, [customerId]);
  return row ? toOfflineCustomer(row) : null;
}

const upsertStatement = `INSERT INTO customers (customer_id, document, base, is_from_channel) VALUES (?, ?, ?, ?)
  ON CONFLICT (customer_id) DO UPDATE SET
    document = excluded.document, base = excluded.base, is_from_channel = excluded.is_from_channel`;

/** The settings by which phone numbers without a country code are read. */
export type LegalEntities = Pick<ChannelConfiguration, 'legalEntities'>;

/** Keeps a customer with the keys by which it is found, the same as everywhere. */
export async function keepOfflineCustomer(
  tx: LocalTx,
  settings: LegalEntities,
  { document, base }: OfflineCustomer,
): Promise<void> {
  await tx.run(upsertStatement, [
    document.customerId,
    JSON.stringify(document),
    base === null || base === document ? null : JSON.stringify(base),
    base === null ? 0 : 1,
  ]);
  await keepSearchKeys(tx, settings, document);
}

const insertKeys = `INSERT OR IGNORE INTO customer_search_keys (kind, key, customer_id)
  SELECT value ->> 'kind', value ->> 'key', ? FROM json_each(?)`;

async function keepSearchKeys(tx: LocalTx, settings: LegalEntities, document: Customer): Promise<void> {
  const { customerId } = document;
  const keys = searchKeys(document, countryOfLegalEntity(settings, document.legalEntity));
  await tx.run('DELETE FROM customer_search_keys WHERE customer_id = ?', [customerId]);
  await tx.run(insertKeys, [customerId, JSON.stringify(keys.map(({ kind, key }) => ({ kind, key })))]);
}

/** Makes the keys again when this program makes others than the one that was here before; whether it did. */
export async function renewSearchKeys(tx: LocalTx, settings: LegalEntities): Promise<boolean> {
  const present = await tx.run('UPDATE device SET search_key_version = ? WHERE search_key_version <> ?', [
    searchKeyVersion,
    searchKeyVersion,
  ]);
  if (present === 0) return false;
  const rows = await tx.all<{ document: string }>('SELECT document FROM customers');
  for (const { document } of rows) await keepSearchKeys(tx, settings, JSON.parse(document) as Customer);
  return true;
}

/**
 * Makes the view of a customer again from what the channel sent and the own operations on top of it, so that no
 * download reverts an edit that is under way (R6). A customer of which nothing is left goes.
 */
export async function refreshView(
  tx: LocalTx,
  settings: LegalEntities,
  customerId: string,
  base: Customer | null,
): Promise<void> {
  const pending = await entriesOnTop(tx, customerId);
  const document = rebuildView(base, operationsOf(pending));
  if (document) await keepOfflineCustomer(tx, settings, { document, base });
  else await tx.run('DELETE FROM customers WHERE customer_id = ?', [customerId]);
}

/** The operations of entries. */
export function operationsOf(entries: readonly OfflineOutboxEntry[]): OfflineOutboxEntry['operation'][] {
  return entries.map((entry) => entry.operation);
}

const selectLoaded = `SELECT customer_id FROM customers
  WHERE customer_id > ? AND (? IS NULL OR customer_id <= ?) AND is_from_channel = 1`;

/** The customers of the channel within a range of identifiers. */
export async function customersBetween(tx: LocalTx, after: string, through: string | null): Promise<string[]> {
  const rows = await tx.all<{ customer_id: string }>(selectLoaded, [after, through, through]);
  return rows.map((row) => row.customer_id);
}

/** Customer rows in the offline database. */
export async function customerCount(tx: Pick<LocalTx, 'all'>): Promise<number> {
  const [row] = await tx.all<{ count: number }>('SELECT count(*) AS count FROM customers');
  return row?.count ?? 0;
}

const deleteUploaded = `DELETE FROM customers WHERE NOT EXISTS (
    SELECT 1 FROM outbox WHERE outbox.customer_id = customers.customer_id AND outbox.status = 'pending')`;

/** Empties the customers, except those of which the scale unit hasn't acknowledged everything; how many went. */
export async function deleteUploadedCustomers(tx: LocalTx): Promise<number> {
  return tx.run(deleteUploaded);
}

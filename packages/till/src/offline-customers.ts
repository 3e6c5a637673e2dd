import { rebuildView } from '@counterfoil/customer/rebuild-view';
import type { ChannelConfiguration } from '@counterfoil/contracts/channel-configuration';
import type { Customer } from '@counterfoil/contracts/customer';
import { entriesOnTop, type OfflineOutboxEntry } from './offline-outbox.ts';
import type { LocalTx } from './local-database.ts';
import { countriesOfKeys, renewSearchKeys } from './search/renew-search-keys.ts';
import { deleteKeys, insertKeys } from './search/write-keys.ts';
import { idOfHex, storedKeysOf } from './search/stored-keys.ts';
import { customerOfDocument, storedDocument } from './stored-document.ts';

/** A customer in the offline database. */
export interface OfflineCustomer {
  /** As staff see it: own undecided operations included. */
  readonly document: Customer;
  /** What the channel sent last; null while only this till knows the customer. */
  readonly base: Customer | null;
}

interface CustomerRow {
  id: string;
  document: string;
  base: string | null;
  is_from_channel: number;
}

const columns = 'hex(customer_id) AS id, document, base, is_from_channel';

function toOfflineCustomer(row: CustomerRow): OfflineCustomer {
  const customerId = idOfHex(row.id);
  const document = customerOfDocument(customerId, row.document);
  if (row.base !== null) return { document, base: customerOfDocument(customerId, row.base) };
  return { document, base: row.is_from_channel === 1 ? document : null };
}

/** The customer by permanent identifier. */
export async function offlineCustomer(tx: Pick<LocalTx, 'all'>, customerId: string): Promise<OfflineCustomer | null> {
  const [row] = await tx.all<CustomerRow>(`SELECT ${columns} FROM customers WHERE customer_id = unhex(?, '-')`, [
    customerId,
  ]);
  return row ? toOfflineCustomer(row) : null;
}

const selectByIds = `SELECT hex(customer_id) AS id, document FROM customers
  WHERE customer_id IN (SELECT unhex(value, '-') FROM json_each(?))`;

/** Many customers as staff see them, those that are there, in any order. */
export async function offlineCustomers(tx: Pick<LocalTx, 'all'>, customerIds: readonly string[]): Promise<Customer[]> {
  const rows = await tx.all<{ id: string; document: string }>(selectByIds, [JSON.stringify(customerIds)]);
  return rows.map(({ id, document }) => customerOfDocument(idOfHex(id), document));
}

/** All customers as staff see them, by permanent identifier: for checks, not for a till with many. */
export async function allOfflineCustomers(tx: Pick<LocalTx, 'all'>): Promise<Customer[]> {
  const rows = await tx.all<{ id: string; document: string }>(
    'SELECT hex(customer_id) AS id, document FROM customers ORDER BY customer_id',
  );
  return rows.map(({ id, document }) => customerOfDocument(idOfHex(id), document));
}

const upsertStatement = `INSERT INTO customers (customer_id, document, base, is_from_channel)
  VALUES (unhex(?, '-'), ?, ?, ?)
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
  await renewSearchKeys(tx, settings);
  const held = await offlineCustomer(tx, document.customerId);
  await tx.run(upsertStatement, [
    document.customerId,
    storedDocument(document),
    base === null || base === document ? null : storedDocument(base),
    base === null ? 0 : 1,
  ]);
  await changeKeys(tx, held?.document ?? null, document);
}

/** Only what changes is written: most edits change no key at all. */
async function changeKeys(tx: LocalTx, before: Customer | null, after: Customer): Promise<void> {
  const countries = await countriesOfKeys(tx);
  const keysOf = (customer: Customer) => storedKeysOf(customer, countries[customer.legalEntity] ?? '');
  const [old, wanted] = [before ? keysOf(before) : [], keysOf(after)];
  const isIn = (keys: typeof old, [kind, key]: (typeof old)[number]): boolean =>
    keys.some(([otherKind, otherKey]) => otherKind === kind && otherKey === key);
  await deleteKeys(
    tx,
    after.customerId,
    old.filter((key) => !isIn(wanted, key)),
  );
  await insertKeys(
    tx,
    after.customerId,
    wanted.filter((key) => !isIn(old, key)),
  );
}

/** Removes a customer with its keys. */
async function removeOfflineCustomer(tx: LocalTx, customerId: string): Promise<void> {
  const held = await offlineCustomer(tx, customerId);
  if (!held) return;
  const countries = await countriesOfKeys(tx);
  await deleteKeys(tx, customerId, storedKeysOf(held.document, countries[held.document.legalEntity] ?? ''));
  await tx.run("DELETE FROM customers WHERE customer_id = unhex(?, '-')", [customerId]);
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
  else await removeOfflineCustomer(tx, customerId);
}

/** The operations of entries. */
export function operationsOf(entries: readonly OfflineOutboxEntry[]): OfflineOutboxEntry['operation'][] {
  return entries.map((entry) => entry.operation);
}

const selectLoaded = `SELECT hex(customer_id) AS id FROM customers
  WHERE customer_id > unhex(?, '-') AND (? IS NULL OR customer_id <= unhex(?, '-')) AND is_from_channel = 1`;

/** The customers of the channel within a range of identifiers. */
export async function customersBetween(tx: LocalTx, after: string, through: string | null): Promise<string[]> {
  const rows = await tx.all<{ id: string }>(selectLoaded, [after, through, through]);
  return rows.map(({ id }) => idOfHex(id));
}

/** Customer rows in the offline database. */
export async function customerCount(tx: Pick<LocalTx, 'all'>): Promise<number> {
  const [row] = await tx.all<{ count: number }>('SELECT customer_count AS count FROM held_customers');
  return row?.count ?? 0;
}

const deleteUploaded = `DELETE FROM customers WHERE customer_id NOT IN (
    SELECT unhex(customer_id, '-') FROM outbox WHERE status = 'pending')`;

/** Empties the customers, except those of which the scale unit hasn't acknowledged everything; how many went. */
export async function deleteUploadedCustomers(tx: LocalTx): Promise<number> {
  const count = await tx.run(deleteUploaded);
  await tx.run('DELETE FROM customer_search_keys WHERE customer_id NOT IN (SELECT customer_id FROM customers)');
  return count;
}

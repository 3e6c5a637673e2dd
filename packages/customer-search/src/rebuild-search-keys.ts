import type { Customer } from '@counterfoil/contracts/customer';
import { searchKeys, searchKeyVersion } from '@counterfoil/customer/search/search-keys';
import { prepared, type Database, type Tx } from '@counterfoil/database/database';
import { keyAssignments, keyRecordset, storedKeys, writeOtherKeys } from './stored-keys.ts';

/** Customers whose keys are made again in one transaction: few, since their editors wait for it. */
const rebuildCountMax = 500;

const incomplete = new WeakSet<Tx>();

/** Whether all customers of a database have the keys of this program, as far as this process knows. */
export function areKeysComplete(tx: Tx): boolean {
  return !incomplete.has(tx);
}

/**
 * Makes the search keys of all customers again when this program makes other ones than those that are stored, batch
 * after batch; it goes on where it was interrupted. Searches work meanwhile, by the keys that are there. Answers how
 * many customers it has gone through.
 */
export async function rebuildSearchKeys(options: {
  readonly database: Database;
  /** ISO 3166-1 alpha-2; reads a phone where no primary address does. */
  readonly countryOf: (legalEntity: string) => string;
  readonly signal?: AbortSignal;
}): Promise<number> {
  const { database, countryOf, signal } = options;
  let total = 0;
  while (!signal?.aborted) {
    const count = await database.transaction('rebuild search keys', (tx) => rebuildBatch(database, tx, countryOf));
    if (count === null) break;
    total += count;
  }
  return total;
}

interface VersionRow {
  version: number;
  rebuilding_version: number;
  rebuilt_through: string;
}

/* Several processes that start together take turns at this row. */
const lockVersion = prepared(
  'lock-search-key-version',
  'SELECT version, rebuilding_version, rebuilt_through FROM search_key_version FOR UPDATE',
);

/** Null when nothing is left to do; customers that are written meanwhile get their new keys from who writes them. */
async function rebuildBatch(
  database: Database,
  tx: Tx,
  countryOf: (legalEntity: string) => string,
): Promise<number | null> {
  const [row] = await tx.query<VersionRow>(lockVersion);
  if (!row || row.version >= searchKeyVersion) {
    incomplete.delete(database);
    return null;
  }
  incomplete.add(database);
  const isBegun = row.rebuilding_version === searchKeyVersion;
  const customers = await customersAfter(tx, isBegun ? row.rebuilt_through : beforeAll);
  if (customers.length > 0) await writeKeys(tx, customers, countryOf);
  await recordProgress(tx, customers.at(-1)?.customerId ?? null);
  return customers.length;
}

const beforeAll = '00000000-0000-0000-0000-000000000000';

const selectAfter = `SELECT document FROM customers WHERE customer_id > $1
   ORDER BY customer_id LIMIT ${rebuildCountMax} FOR UPDATE`;

async function customersAfter(tx: Tx, customerId: string): Promise<Customer[]> {
  return (await tx.query<{ document: Customer }>(selectAfter, [customerId])).map(({ document }) => document);
}

const updateKeys = `
  WITH input AS MATERIALIZED (
    SELECT * FROM jsonb_to_recordset($1::jsonb) AS input (customer_id uuid, ${keyRecordset})
  ), ${writeOtherKeys('input', 'input')}
  UPDATE customers SET ${keyAssignments('input')} FROM input WHERE customers.customer_id = input.customer_id`;

async function writeKeys(
  tx: Tx,
  customers: readonly Customer[],
  countryOf: (legalEntity: string) => string,
): Promise<void> {
  const rows = customers.map((customer) => ({
    customer_id: customer.customerId,
    ...storedKeys(searchKeys(customer, countryOf(customer.legalEntity))),
  }));
  await tx.query(updateKeys, [JSON.stringify(rows)]);
}

const updateProgress = prepared(
  'record-search-key-progress',
  `UPDATE search_key_version SET
     rebuilding_version = $1,
     rebuilt_through = coalesce($2, rebuilt_through),
     version = CASE WHEN $2::uuid IS NULL THEN $1 ELSE version END`,
);

/** Without a customer all of them have their keys. */
async function recordProgress(tx: Tx, rebuiltThrough: string | null): Promise<void> {
  await tx.query(updateProgress, [searchKeyVersion, rebuiltThrough]);
}

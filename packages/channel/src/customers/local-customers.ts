import { searchKeys } from '@counterfoil/customer/search/search-keys';
import {
  keyAssignments,
  keyColumns,
  keyRecordset,
  storedKeys,
  writeOtherKeys,
} from '@counterfoil/customer-search/stored-keys';
import type { Customer } from '@counterfoil/contracts/customer';
import { prepared, type Tx } from '@counterfoil/database/database';

/** A customer in the channel database. */
export interface LocalCustomer {
  /** As staff see it: own undecided operations included. */
  readonly document: Customer;
  /** What headquarters published last; null while only this channel knows the customer. */
  readonly published: Customer | null;
  readonly version: number;
  /** Display only: when the account number arrived here. */
  readonly accountNumberAt: string | null;
}

interface LocalRow {
  document: Customer;
  base: Customer | null;
  version: number;
  account_number_at: string | null;
}

const columns = 'document, base, version, account_number_at';

const selectByIds = prepared(
  'select-local-customers',
  `SELECT ${columns} FROM customers WHERE customer_id = ANY($1::uuid[])`,
);

/** The customers by permanent identifier, those that are here. */
export async function localCustomers(tx: Tx, customerIds: readonly string[]): Promise<LocalCustomer[]> {
  return (await tx.query<LocalRow>(selectByIds, [customerIds])).map(toLocal);
}

const selectByAccount = prepared(
  'select-local-customer-by-account',
  `SELECT ${columns} FROM customers WHERE account_number = $1 ORDER BY customer_id LIMIT 2`,
);

/** The customers with this account number (one per legal entity). */
export async function localCustomersByAccount(tx: Tx, accountNumber: string): Promise<LocalCustomer[]> {
  return (await tx.query<LocalRow>(selectByAccount, [accountNumber])).map(toLocal);
}

const lockStatement = prepared(
  'lock-local-customers',
  `SELECT ${columns} FROM customers WHERE customer_id = ANY($1::uuid[]) ORDER BY customer_id FOR UPDATE`,
);

/** Reads and locks customers in one order for everybody. */
export async function lockLocalCustomers(tx: Tx, customerIds: readonly string[]): Promise<Map<string, LocalCustomer>> {
  const rows = await tx.query<LocalRow>(lockStatement, [customerIds]);
  return new Map(rows.map((row) => [row.document.customerId, toLocal(row)]));
}

function toLocal(row: LocalRow): LocalCustomer {
  return {
    document: row.document,
    published: row.base ?? (row.version > 0 ? row.document : null),
    version: row.version,
    accountNumberAt: row.account_number_at,
  };
}

/** A customer as it is to be kept: what headquarters published, and the view on top of it. */
export interface CustomerToKeep {
  readonly published: Customer;
  readonly view: Customer;
  readonly countryRegion: string;
}

/* A version that was published earlier never replaces a later one; a later incarnation of headquarters is always later. */
const upsertStatement = prepared(
  'keep-published-customers',
  `WITH input AS MATERIALIZED (
     SELECT * FROM jsonb_to_recordset($1::jsonb) AS input (
       customer_id uuid, legal_entity text, account_number text, version integer,
       ${keyRecordset}, document jsonb, base jsonb)
   ), written AS (
   INSERT INTO customers (
     customer_id, legal_entity, account_number, version, headquarters_epoch_number,
     ${keyColumns}, document, base, account_number_at)
   SELECT customer_id, legal_entity, account_number, version, $2, ${keyColumns}, document, base,
     CASE WHEN account_number IS NOT NULL THEN $3::timestamptz END
   FROM input
   ORDER BY customer_id
   ON CONFLICT (customer_id) DO UPDATE SET
     account_number = excluded.account_number, version = excluded.version,
     headquarters_epoch_number = excluded.headquarters_epoch_number,
     ${keyAssignments('excluded')},
     document = excluded.document, base = excluded.base,
     account_number_at = coalesce(customers.account_number_at, excluded.account_number_at)
   WHERE (customers.headquarters_epoch_number, customers.version)
     <= (excluded.headquarters_epoch_number, excluded.version)
   RETURNING customers.customer_id
   ), kept AS MATERIALIZED (
     SELECT customer_id, search_keys FROM input JOIN written USING (customer_id)
   ), ${writeOtherKeys('kept', 'kept')}
   SELECT FROM kept`,
);

/** While the database writes so many customers, the rows of the next ones are made. */
const keepCountMax = 500;

/** Keeps what headquarters published, with the views on top, in the caller's transaction. */
export async function keepPublished(
  tx: Tx,
  customers: readonly CustomerToKeep[],
  headquartersEpochNumber: number,
  now: Date,
): Promise<void> {
  /* In one order for everybody over all statements, as within each. */
  const ordered = customers.toSorted((one, other) => (one.published.customerId < other.published.customerId ? -1 : 1));
  let written: Promise<unknown> = Promise.resolve();
  for (let first = 0; first < ordered.length; first += keepCountMax) {
    const rows = JSON.stringify(ordered.slice(first, first + keepCountMax).map(keptRow));
    await written;
    written = tx.query(upsertStatement, [rows, headquartersEpochNumber, now]);
  }
  await written;
}

function keptRow({ published, view, countryRegion }: CustomerToKeep): object {
  return {
    customer_id: published.customerId,
    legal_entity: published.legalEntity,
    account_number: published.customerAccountNumber,
    version: published.version,
    ...storedKeys(searchKeys(view, countryRegion)),
    document: view,
    base: view === published ? null : published,
  };
}

const updateView = prepared(
  'update-local-view',
  `WITH input AS MATERIALIZED (
     SELECT * FROM jsonb_to_recordset($3::jsonb) AS input (customer_id uuid, ${keyRecordset})
   ), ${writeOtherKeys('input', 'input')}
   UPDATE customers SET document = $1, base = $2, ${keyAssignments('input')}
   FROM input WHERE customers.customer_id = input.customer_id`,
);

/** Replaces the view of a customer; `published` stays what headquarters published last. */
export async function keepView(
  tx: Tx,
  view: Customer,
  published: Customer | null,
  countryRegion: string,
): Promise<void> {
  const keys = { customer_id: view.customerId, ...storedKeys(searchKeys(view, countryRegion)) };
  const base = published === null || published === view ? null : JSON.stringify(published);
  await tx.query(updateView, [JSON.stringify(view), base, JSON.stringify([keys])]);
}

const deleteUnpublished = prepared(
  'delete-unpublished-customer',
  'DELETE FROM customers WHERE customer_id = $1 AND version = 0',
);

/** Takes back a creation that headquarters refused while the user waited: nothing stays pending. */
export async function dropUnpublished(tx: Tx, customerId: string): Promise<void> {
  await tx.query(deleteUnpublished, [customerId]);
}

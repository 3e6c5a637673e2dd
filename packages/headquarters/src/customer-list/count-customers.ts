import type { CustomerCountAnswer, CustomerFilters } from '@counterfoil/contracts/administration/customer-list';
import { prepared, type Tx } from '@counterfoil/database/database';
import { isSeenCustomer, type SeenCustomers } from '../workspace/channel-scope.ts';
import { customersOf } from './list-customers.ts';
import { fitsFilters, markCondition, Parameters } from './list-filters.ts';

/** Up to so many customers are counted; beyond, the number is estimated. */
const countedCountMax = 50_000;
/** Up to so many customers that may fit are looked at one by one. */
const readCountMax = 1_000;
/** Customers of a random sample, about: of all by their bits, of a store manager's by their documents. */
const sampledCounts = { marks: 20_000, documents: 4_000 } as const;
/** New customers are counted up to here, among as many of the latest changes. */
const newCountMax = 1_000;

/** How many customers the filters leave in for somebody: exact where that is cheap, else an estimate. */
export async function countCustomers(
  tx: Tx,
  filters: CustomerFilters,
  seen: SeenCustomers,
): Promise<Omit<CustomerCountAnswer, 'newCount'>> {
  const parameters = new Parameters();
  const condition = markCondition(filters, parameters);
  const { scannedCount, markedCount } = await countMarked(tx, condition, parameters.values);
  const isWhole = scannedCount <= countedCountMax;
  if (isWhole && condition === 'true' && seen === null) return { count: markedCount, isExact: true };
  if (!isWhole || markedCount > readCountMax) {
    const about = isWhole ? scannedCount : Math.max(scannedCount, await aboutHowMany(tx));
    return { count: await estimate(tx, filters, { seen, about }), isExact: false };
  }
  const ids = await tx.query<{ customer_id: string }>(
    `SELECT customer_id FROM customers WHERE ${condition} LIMIT ${readCountMax}`,
    parameters.values,
  );
  const customers = await customersOf(
    tx,
    ids.map((row) => row.customer_id),
    seen,
  );
  return { count: [...customers.values()].filter((customer) => fitsFilters(customer, filters)).length, isExact: true };
}

interface Counted {
  /** Customers that were looked through: all of them, unless there are more than `countedCountMax`. */
  readonly scannedCount: number;
  /** Of these, how many have the bits. */
  readonly markedCount: number;
}

/* By creation, since that index holds the bits: no customer is read. */
async function countMarked(tx: Tx, condition: string, values: unknown[]): Promise<Counted> {
  const [row] = await tx.query<{ scanned_count: string; marked_count: string }>(
    `SELECT count(*) AS scanned_count, count(*) FILTER (WHERE ${condition}) AS marked_count
     FROM (
       SELECT list_marks FROM customers ORDER BY created_at, customer_id LIMIT ${countedCountMax + 1}
     ) AS first_ones`,
    values,
  );
  return { scannedCount: Number(row?.scanned_count ?? 0), markedCount: Number(row?.marked_count ?? 0) };
}

const selectAbout = prepared(
  'select-about-how-many-customers',
  "SELECT greatest(reltuples, 0)::bigint AS about FROM pg_class WHERE oid = 'customers'::regclass",
);

/** As of the last time that the database looked; nothing where it never has. */
async function aboutHowMany(tx: Tx): Promise<number> {
  return Number((await tx.query<{ about: string }>(selectAbout))[0]?.about ?? 0);
}

/** From a sample of the `about` customers that there are. */
async function estimate(
  tx: Tx,
  filters: CustomerFilters,
  { seen, about }: { readonly seen: SeenCustomers; readonly about: number },
): Promise<number> {
  const parameters = new Parameters();
  const marks = markCondition(filters, parameters);
  if (marks === 'true' && seen === null) return about;
  const condition = seen === null ? marks : `${marks} AND ${isSeenCustomer('customers', parameters.add(seen))}`;
  const percent = Math.min(100, (sampledCounts[seen === null ? 'marks' : 'documents'] / about) * 100);
  const [row] = await tx.query<{ sampled_count: string; fitting_count: string }>(
    `SELECT count(*) AS sampled_count, count(*) FILTER (WHERE ${condition}) AS fitting_count
     FROM customers TABLESAMPLE SYSTEM (${percent})`,
    parameters.values,
  );
  return Math.round((Number(row?.fitting_count ?? 0) / Math.max(1, Number(row?.sampled_count ?? 0))) * about);
}

const selectNew = prepared(
  'count-new-customers',
  `SELECT count(DISTINCT customer_id) AS new_count
   FROM (
     SELECT n, customer_id FROM customer_changes ORDER BY epoch_number DESC, xid DESC, n DESC LIMIT ${newCountMax}
   ) AS latest
   JOIN customers USING (customer_id)
   WHERE latest.n > $1 AND customers.version = 1 AND ${isSeenCustomer('customers', '$2')}`,
);

/** How many customers that may be seen came since the place `since` in the change feed, `newCountMax` at most. */
export async function countNewCustomers(tx: Tx, since: string, seen: SeenCustomers): Promise<number> {
  const [row] = await tx.query<{ new_count: string }>(selectNew, [since, seen]);
  return Number(row?.new_count ?? 0);
}

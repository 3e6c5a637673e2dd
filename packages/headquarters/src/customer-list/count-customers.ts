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
  const marked = await countMarked(tx, condition, parameters.values);
  if (marked === null) return { count: await estimate(tx, filters, seen), isExact: false };
  if (condition === 'true' && seen === null) return { count: marked, isExact: true };
  if (marked > readCountMax) return { count: await estimate(tx, filters, seen), isExact: false };
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

/** Null when there are more than `countedCountMax` customers to look through. */
async function countMarked(tx: Tx, condition: string, values: unknown[]): Promise<number | null> {
  const [row] = await tx.query<{ scanned_count: string; marked_count: string }>(
    `SELECT count(*) AS scanned_count, count(*) FILTER (WHERE ${condition}) AS marked_count
     FROM (SELECT customer_id, list_marks FROM customers ORDER BY customer_id LIMIT ${countedCountMax + 1}) AS first_ones`,
    values,
  );
  if (!row || Number(row.scanned_count) > countedCountMax) return null;
  return Number(row.marked_count);
}

const selectAbout = prepared(
  'select-about-how-many-customers',
  "SELECT greatest(reltuples, 0)::bigint AS about FROM pg_class WHERE oid = 'customers'::regclass",
);

async function estimate(tx: Tx, filters: CustomerFilters, seen: SeenCustomers): Promise<number> {
  const about = Math.max(1, Number((await tx.query<{ about: string }>(selectAbout))[0]?.about ?? 0));
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

import type { CustomerFilters, CustomerSort } from '@counterfoil/contracts/administration/customer-list';
import { nameQueryKey } from '@counterfoil/customer/search/search-keys';
import type { Tx } from '@counterfoil/database/database';
import { beginningOf, endOf } from './created-days.ts';
import { isLooselyMarked, markCondition, Parameters } from './list-filters.ts';
import { listOrders, type ListPlace } from './list-place.ts';

/**
 * Entries of an index that one answer looks through at most. When fewer customers than wanted are among
 * them, the answer is cut short and the next one goes on behind them.
 */
export const scannedCountMax = 60_000;
/** Customers that one answer reads at most to see whether they fit. */
const readCountMax = 1_000;

/** A part of a list, in its order. */
export interface ListRange {
  readonly sort: CustomerSort;
  readonly filters: CustomerFilters;
  readonly namesFrom?: string | undefined;
  readonly after: ListPlace | null;
  /** The last place of the part, itself included; null: to the end. */
  readonly through: ListPlace | null;
}

/** Customers whose bits fit, in order, and where the looking ended. */
export interface ListScan {
  readonly found: readonly { readonly customerId: string; readonly place: ListPlace }[];
  /** The last place that was looked at; null when the range was looked through. */
  readonly scannedThrough: ListPlace | null;
}

type ScannedRow = { customer_id: string } & Readonly<Record<string, string>>;

/**
 * Looks through at most `scannedCountMax` entries of the index for customers whose bits fit. `isLoose`: of those, many
 * will not be shown for other reasons.
 */
export async function scanList(
  tx: Tx,
  range: ListRange,
  { countMax, isLoose }: { readonly countMax: number; readonly isLoose: boolean },
): Promise<ListScan> {
  const { columns, direction } = listOrders[range.sort];
  const wantedCount = isLoose || isLooselyMarked(range.filters) ? readCountMax : countMax;
  const parameters = new Parameters();
  const within = rangeCondition(range, parameters);
  const order = columns.map((column) => `${column} ${direction}`).join(', ');
  const selected = [...new Set([...columns, 'customer_id'])].join(', ');
  const rows = await tx.query<ScannedRow>(
    `SELECT ${selected} FROM (
       SELECT ${selected}, list_marks FROM customers WHERE ${within} ORDER BY ${order} LIMIT ${scannedCountMax}
     ) AS scanned
     WHERE ${markCondition(range.filters, parameters)}
     ORDER BY ${order} LIMIT ${wantedCount}`,
    parameters.values,
  );
  const found = rows.map((row) => ({
    customerId: row.customer_id,
    place: columns.map((column) => row[column] ?? ''),
  }));
  const isFull = rows.length === wantedCount;
  return { found, scannedThrough: isFull ? (found.at(-1)?.place ?? null) : await endOfScan(tx, range) };
}

async function endOfScan(tx: Tx, range: ListRange): Promise<ListPlace | null> {
  const { columns, direction } = listOrders[range.sort];
  const parameters = new Parameters();
  const within = rangeCondition(range, parameters);
  const order = columns.map((column) => `${column} ${direction}`).join(', ');
  const [row] = await tx.query<ScannedRow>(
    `SELECT ${columns.join(', ')} FROM customers WHERE ${within} ORDER BY ${order} OFFSET ${scannedCountMax - 1} LIMIT 1`,
    parameters.values,
  );
  return row ? columns.map((column) => row[column] ?? '') : null;
}

/** What bounds the entries that are looked through: conditions on the leading columns of the index. */
function rangeCondition(range: ListRange, parameters: Parameters): string {
  const { sort, filters, namesFrom, after, through } = range;
  const [further, back] = sort === 'newest' ? ['<', '>='] : ['>', '<='];
  const conditions: string[] = [];
  if (after) conditions.push(comparison(sort, further, after, parameters));
  if (through) conditions.push(comparison(sort, back, through, parameters));
  if (sort === 'name' && namesFrom !== undefined) {
    conditions.push(`name_key >= ${parameters.add(nameQueryKey(namesFrom))}`);
  }
  if (sort === 'accountNumber' && filters.legalEntity !== undefined) {
    conditions.push(`legal_entity = ${parameters.add(filters.legalEntity)}`);
  }
  if (sort === 'newest') conditions.push(...creationConditions(filters, parameters));
  return conditions.length === 0 ? 'true' : conditions.join(' AND ');
}

function creationConditions({ createdFrom, createdThrough }: CustomerFilters, parameters: Parameters): string[] {
  return [
    ...(createdFrom === undefined ? [] : [`created_at >= ${parameters.add(beginningOf(createdFrom))}::timestamptz`]),
    ...(createdThrough === undefined ? [] : [`created_at < ${parameters.add(endOf(createdThrough))}::timestamptz`]),
  ];
}

function comparison(sort: CustomerSort, operator: string, place: ListPlace, parameters: Parameters): string {
  const { columns, types } = listOrders[sort];
  const values = place.map((value, index) => `${parameters.add(value)}::${types[index] ?? 'text'}`);
  return `(${columns.join(', ')}) ${operator} (${values.join(', ')})`;
}

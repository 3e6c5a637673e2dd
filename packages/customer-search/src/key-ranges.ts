import type { SearchKind } from '@counterfoil/contracts/real-time-service';
import {
  scannedCustomerCountMax,
  scannedKeyCountMax,
  sortedCustomerCountMax,
  type FoundKey,
  type KeyRange,
} from '@counterfoil/customer/search/key-source';
import type { Tx } from '@counterfoil/database/database';

const columnsOfKind: Partial<Record<SearchKind, readonly string[]>> = {
  name: ['name_key', 'given_name_key'],
  email: ['email_key'],
  phone: ['phone_key'],
};

/* The keys of one kind after $from and below $below in their order, from each place where they are kept. */
function keysInOrder(kind: SearchKind, from: string, below: string, countMax: number): string {
  const ordered = (key: string, table: string, condition: string): string =>
    `(SELECT ${key} AS key, customer_id FROM ${table}
      WHERE ${condition}(${key}, customer_id) > (${from}) AND ${key} < ${below}
      ORDER BY ${key}, customer_id LIMIT ${countMax})`;
  const sources = [
    ...(columnsOfKind[kind] ?? []).map((column) => ordered(column, 'customers', '')),
    ordered('key', 'customer_search_keys', `kind = '${kind}' AND `),
  ];
  return `SELECT key, customer_id FROM (${sources.join(' UNION ALL ')}) AS keys`;
}

/*
 * None of these statements is prepared: the plan is made for the tables as they are, and one kept from when they were
 * small would read them whole.
 */

/** The first keys of several ranges, range after range; none is read that is not needed for `countMax`. */
export async function keysOfRanges(
  tx: Tx,
  kind: SearchKind,
  ranges: readonly KeyRange[],
  countMax: number,
): Promise<FoundKey[]> {
  const rows = await tx.query<{ place: string; key: string; customer_id: string }>(
    `SELECT lane.place, found.key, found.customer_id
     FROM unnest($1::text[], $2::uuid[], $3::text[]) WITH ORDINALITY AS lane (from_key, from_id, below, place)
     CROSS JOIN LATERAL (
       ${keysInOrder(kind, 'lane.from_key, lane.from_id', 'lane.below', countMax)}
       ORDER BY key, customer_id LIMIT ${countMax}
     ) AS found
     ORDER BY lane.place, found.key, found.customer_id
     LIMIT ${countMax}`,
    [ranges.map(({ fromKey }) => fromKey), ranges.map(({ fromId }) => fromId), ranges.map(({ below }) => below)],
  );
  return rows.map(({ place, key, customer_id }) => ({ place: Number(place) - 1, key, customerId: customer_id }));
}

/** Those keys of a range that hold words beginning with all of `words` (letters and digits only). */
export async function keysWithWords(
  tx: Tx,
  kind: SearchKind,
  { fromKey, fromId, below }: KeyRange,
  { words, countMax }: { words: readonly string[]; countMax: number },
): Promise<FoundKey[]> {
  const rows = await tx.query<{ key: string; customer_id: string }>(
    `SELECT key, customer_id
     FROM (${scanned(kind)} LIMIT ${scannedKeyCountMax}) AS scanned
     WHERE ' ' || key LIKE ALL ($4::text[])
     LIMIT ${countMax}`,
    [fromKey, fromId, below, words.map((word) => `% ${word}%`)],
  );
  return rows.map(({ key, customer_id }) => ({ place: 0, key, customerId: customer_id }));
}

function scanned(kind: SearchKind): string {
  return `${keysInOrder(kind, '$1::text, $2::uuid', '$3::text', scannedKeyCountMax)} ORDER BY key, customer_id`;
}

/** The last key that `keysWithWords` looks at, when there are more behind it. */
export async function endOfScan(
  tx: Tx,
  kind: SearchKind,
  { fromKey, fromId, below }: KeyRange,
): Promise<FoundKey | null> {
  const [row] = await tx.query<{ key: string; customer_id: string }>(
    `${scanned(kind)} OFFSET ${scannedKeyCountMax - 1} LIMIT 1`,
    [fromKey, fromId, below],
  );
  return row ? { place: 0, key: row.key, customerId: row.customer_id } : null;
}

/** Customers after `fromId` with all of `words` in their addresses, and where to go on when that was not all. */
export async function customersByAddress(
  tx: Tx,
  words: readonly string[],
  { fromId, countMax }: { fromId: string; countMax: number },
): Promise<{ ids: string[]; goOnAfter: string | null }> {
  const some = await tx.query<{ customer_id: string }>(
    `SELECT customer_id FROM customers WHERE string_to_array(address_words, ' ') @> $1::text[] LIMIT ${sortedCustomerCountMax + 1}`,
    [words],
  );
  const isFew = some.length <= sortedCustomerCountMax;
  const ids = isFew
    ? some.map((row) => row.customer_id).filter((id) => id > fromId)
    : await nextByAddress(tx, words, fromId, countMax);
  const page = ids.toSorted().slice(0, countMax);
  if (page.length === countMax) return { ids: page, goOnAfter: page.at(-1) ?? null };
  return { ids: page, goOnAfter: isFew ? null : await endOfCustomerScan(tx, fromId) };
}

async function nextByAddress(tx: Tx, words: readonly string[], fromId: string, countMax: number): Promise<string[]> {
  const rows = await tx.query<{ customer_id: string }>(
    `SELECT customer_id
     FROM (
       SELECT customer_id, address_words FROM customers WHERE customer_id > $2
       ORDER BY customer_id LIMIT ${scannedCustomerCountMax}
     ) AS scanned
     WHERE string_to_array(address_words, ' ') @> $1::text[]
     LIMIT ${countMax}`,
    [words, fromId],
  );
  return rows.map((row) => row.customer_id);
}

async function endOfCustomerScan(tx: Tx, fromId: string): Promise<string | null> {
  const [row] = await tx.query<{ customer_id: string }>(
    `SELECT customer_id FROM customers WHERE customer_id > $1
     ORDER BY customer_id OFFSET ${scannedCustomerCountMax - 1} LIMIT 1`,
    [fromId],
  );
  return row?.customer_id ?? null;
}

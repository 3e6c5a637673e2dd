import type { SearchKind } from '@counterfoil/contracts/real-time-service';
import {
  scannedCustomerCountMax,
  scannedKeyCountMax,
  sortedCustomerCountMax,
  type FoundKey,
  type KeyRange,
  type KeySource,
} from '@counterfoil/customer/search/key-source';
import { compareKeys } from '@counterfoil/customer/search/search-plan';
import type { LocalTx } from '../local-database.ts';
import { idOfHex, keyKinds } from './stored-keys.ts';

type Reader = Pick<LocalTx, 'all'>;

/** The keys of an offline database, by which it is searched as every other one is. */
export function offlineKeys(tx: Reader): KeySource {
  return {
    keysOfRanges: (kind, ranges, countMax) => keysOfRanges(tx, kind, ranges, countMax),
    keysWithWords: (kind, range, wanted) => keysWithWords(tx, kind, range, wanted),
    customersByAddress: (words, wanted) => customersByAddress(tx, words, wanted),
    idsByAccountNumber: (accountNumber) => idsByAccountNumber(tx, accountNumber),
    knownNameWords: (words) => knownNameWords(tx, words),
    nameWordsBeginningWith: (prefix, countMax) => nameWordsBeginningWith(tx, prefix, countMax),
  };
}

interface KeyRow {
  key: string;
  id: string;
}

/*
 * SQLite has no lateral joins: each range is read by itself into a list. Of a hundred ranges of similar names nearly all
 * are short, so they are asked for together; as soon as there is enough, the others are left.
 */
const selectRanges = `SELECT asked.key AS place, (
    SELECT json_group_array(json_array(key, hex(customer_id))) FROM (
      SELECT key, customer_id FROM customer_search_keys
      WHERE kind = ?1 AND (key, customer_id) > (asked.value ->> 0, unhex(asked.value ->> 1, '-'))
        AND key < asked.value ->> 2
      ORDER BY key, customer_id LIMIT ?3
    )) AS found
  FROM json_each(?2) AS asked`;

const firstRangeCount = 4;
const rangeCountGrowth = 8;

async function keysOfRanges(
  tx: Reader,
  kind: SearchKind,
  ranges: readonly KeyRange[],
  countMax: number,
): Promise<FoundKey[]> {
  const found: FoundKey[] = [];
  let count = firstRangeCount;
  for (let first = 0; first < ranges.length && found.length < countMax; first += count, count *= rangeCountGrowth) {
    const asked = ranges.slice(first, first + count).map(({ fromKey, fromId, below }) => [fromKey, fromId, below]);
    const rows = await tx.all<{ place: number; found: string }>(selectRanges, [
      keyKinds[kind],
      JSON.stringify(asked),
      countMax - found.length,
    ]);
    for (const row of rows) found.push(...keysInList(row.found, first + row.place));
  }
  return found.slice(0, countMax);
}

/** In the order of the keys: SQL promises none of an aggregate's list. */
function keysInList(list: string, place: number): FoundKey[] {
  const pairs = JSON.parse(list) as [key: string, id: string][];
  const keys = pairs.map(([key, id]) => ({ place, key, customerId: idOfHex(id) }));
  return keys.toSorted(
    (one, other) => compareKeys(one.key, other.key) || compareKeys(one.customerId, other.customerId),
  );
}

const scanned = `SELECT key, customer_id FROM customer_search_keys
  WHERE kind = ?1 AND (key, customer_id) > (?2, unhex(?3, '-')) AND key < ?4
  ORDER BY key, customer_id`;

const selectEndOfScan = `SELECT key, hex(customer_id) AS id FROM (${scanned} LIMIT 1 OFFSET ${scannedKeyCountMax - 1})`;

async function keysWithWords(
  tx: Reader,
  kind: SearchKind,
  { fromKey, fromId, below }: KeyRange,
  { words, countMax }: { words: readonly string[]; countMax: number },
): ReturnType<KeySource['keysWithWords']> {
  const range = [keyKinds[kind], fromKey, fromId, below];
  const hasWords = words.map((_, place) => `instr(' ' || key, ?${place + 6}) > 0`).join(' AND ');
  const rows = await tx.all<KeyRow>(
    `SELECT key, hex(customer_id) AS id FROM (${scanned} LIMIT ${scannedKeyCountMax}) WHERE ${hasWords} LIMIT ?5`,
    [...range, countMax, ...words.map((word) => ` ${word}`)],
  );
  if (rows.length === countMax) return { found: rows.map(toFoundKey), scannedThrough: null };
  const [end] = await tx.all<KeyRow>(selectEndOfScan, range);
  return { found: rows.map(toFoundKey), scannedThrough: end ? toFoundKey(end) : null };
}

function toFoundKey({ key, id }: KeyRow): FoundKey {
  return { place: 0, key, customerId: idOfHex(id) };
}

/*
 * Each word of an address is a key, so that those who have one stand in the order of their identifiers. `others` are
 * looked up for each of them. The bounds are those of every node: few are sorted, many looked for in the order of
 * registration; both come to the same order here.
 */
const ofWord = (others: number): string =>
  `kind = ${keyKinds.address} AND key = ?1` +
  Array.from(
    { length: others },
    (_, place) =>
      ` AND EXISTS (SELECT 1 FROM customer_search_keys AS other
         WHERE other.kind = ${keyKinds.address} AND other.key = ?${place + 2}
           AND other.customer_id = keys.customer_id)`,
  ).join('');

async function customersByAddress(
  tx: Reader,
  words: readonly string[],
  { fromId, countMax }: { fromId: string; countMax: number },
): ReturnType<KeySource['customersByAddress']> {
  const counted = await byRarity(tx, [...new Set(words)]);
  const rarestFirst = counted.map(({ word }) => word);
  const isRare = (counted[0]?.count ?? 0) <= sortedCustomerCountMax;
  const isFew = isRare || (await countOf(tx, rarestFirst)) <= sortedCustomerCountMax;
  const end = isFew ? null : await endOfCustomerScan(tx, fromId);
  const ids = await idsWithWords(tx, rarestFirst, { fromId, through: end, countMax });
  return { ids, goOnAfter: ids.length === countMax ? (ids.at(-1) ?? null) : end };
}

/** The words with how many customers have each, counted no further than it matters: the rarest word first. */
async function byRarity(tx: Reader, words: readonly string[]): Promise<{ word: string; count: number }[]> {
  return tx.all<{ word: string; count: number }>(
    `SELECT value AS word, (
       SELECT count(*) FROM (
         SELECT 1 FROM customer_search_keys WHERE kind = ${keyKinds.address} AND key = value
         LIMIT ${sortedCustomerCountMax + 1}
       )) AS count
     FROM json_each(?) ORDER BY 2, 1`,
    [JSON.stringify(words)],
  );
}

/** How many customers have all the words, counted no further than it matters. */
async function countOf(tx: Reader, words: readonly string[]): Promise<number> {
  const [row] = await tx.all<{ count: number }>(
    `SELECT count(*) AS count FROM (
       SELECT 1 FROM customer_search_keys AS keys WHERE ${ofWord(words.length - 1)} LIMIT ${sortedCustomerCountMax + 1})`,
    words,
  );
  return row?.count ?? 0;
}

async function endOfCustomerScan(tx: Reader, fromId: string): Promise<string | null> {
  const [row] = await tx.all<{ id: string }>(
    `SELECT hex(customer_id) AS id FROM (
       SELECT customer_id FROM customers WHERE customer_id > unhex(?, '-')
       ORDER BY customer_id LIMIT 1 OFFSET ${scannedCustomerCountMax - 1})`,
    [fromId],
  );
  return row ? idOfHex(row.id) : null;
}

async function idsWithWords(
  tx: Reader,
  words: readonly string[],
  { fromId, through, countMax }: { fromId: string; through: string | null; countMax: number },
): Promise<string[]> {
  const [from, end, limit] = [1, 2, 3].map((place) => `?${words.length + place}`);
  const rows = await tx.all<{ id: string }>(
    `SELECT hex(customer_id) AS id FROM customer_search_keys AS keys
     WHERE ${ofWord(words.length - 1)} AND customer_id > unhex(${from}, '-')
       AND (${end} IS NULL OR customer_id <= unhex(${end}, '-'))
     ORDER BY customer_id LIMIT ${limit}`,
    [...words, fromId, through, countMax],
  );
  return rows.map(({ id }) => idOfHex(id));
}

async function idsByAccountNumber(tx: Reader, accountNumber: string): Promise<string[]> {
  const rows = await tx.all<{ id: string }>(
    `SELECT hex(customer_id) AS id FROM customer_search_keys WHERE kind = ${keyKinds.accountNumber} AND key = ?`,
    [accountNumber],
  );
  return rows.map(({ id }) => idOfHex(id));
}

async function knownNameWords(tx: Reader, words: readonly string[]): Promise<string[]> {
  const rows = await tx.all<{ word: string }>(
    'SELECT word FROM name_words WHERE word IN (SELECT value FROM json_each(?))',
    [JSON.stringify(words)],
  );
  return rows.map(({ word }) => word);
}

async function nameWordsBeginningWith(tx: Reader, prefix: string, countMax: number): Promise<string[]> {
  const rows = await tx.all<{ word: string }>(
    'SELECT word FROM name_words WHERE word >= ? AND word < ? ORDER BY word LIMIT ?',
    [prefix, `${prefix}\u{10FFFF}`, countMax],
  );
  return rows.map(({ word }) => word);
}

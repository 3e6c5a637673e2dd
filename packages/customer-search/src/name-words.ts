import { compareKeys } from '@counterfoil/customer/search/search-plan';
import type { Tx } from '@counterfoil/database/database';

/* Every word of a name stands in front of one of its keys, and the next character is a space: `!` follows the space. */
const places = [
  { table: 'customers', key: 'name_key', condition: '' },
  { table: 'customers', key: 'given_name_key', condition: '' },
  { table: 'customer_search_keys', key: 'key', condition: "kind = 'name' AND " },
] as const;

/** Those of the words that some customer's name has: an index is asked for each, no table is compared. */
export async function knownNameWords(tx: Tx, words: readonly string[]): Promise<string[]> {
  const isThere = places.map(
    ({ table, key, condition }) =>
      `EXISTS (SELECT FROM ${table} WHERE ${condition}${key} >= word AND ${key} < word || '!')`,
  );
  const rows = await tx.query<{ word: string }>(
    `SELECT word FROM unnest($1::text[]) AS word WHERE ${isThere.join(' OR ')}`,
    [[...new Set(words)]],
  );
  return rows.map(({ word }) => word);
}

/**
 * The first `countMax` words of names that begin with `prefix`, in their order. From each word the index leads on to
 * the next one, however many customers have it.
 */
export async function nameWordsBeginningWith(tx: Tx, prefix: string, countMax: number): Promise<string[]> {
  const found = await Promise.all(places.map((place) => wordsOfPlace(tx, prefix, { place, countMax })));
  return [...new Set(found.flat())].toSorted(compareKeys).slice(0, countMax);
}

async function wordsOfPlace(
  tx: Tx,
  prefix: string,
  { place: { table, key, condition }, countMax }: { place: (typeof places)[number]; countMax: number },
): Promise<string[]> {
  const next = (from: string): string =>
    `SELECT split_part(${key}, ' ', 1) FROM ${table}
     WHERE ${condition}${key} >= ${from} AND ${key} < $2::text ORDER BY ${key} LIMIT 1`;
  const rows = await tx.query<{ word: string }>(
    `WITH RECURSIVE words AS (
       (SELECT (${next('$1::text')}) AS word)
       UNION ALL
       SELECT (${next(`words.word || '!'`)}) FROM words WHERE words.word IS NOT NULL
     )
     SELECT word FROM words WHERE word IS NOT NULL LIMIT $3`,
    [prefix, `${prefix}\u{10FFFF}`, countMax],
  );
  return rows.map(({ word }) => word);
}

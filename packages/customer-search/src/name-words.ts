import {
  oneTypoVariants,
  similarWords,
  twoTypoPrefix,
  type SimilarWord,
} from '@counterfoil/customer/search/search-typos';
import type { Tx } from '@counterfoil/database/database';

/* Every word of a name stands in front of one of its keys, and the next character is a space: `!` follows the space. */
const places = [
  { table: 'customers', key: 'name_key', condition: '' },
  { table: 'customers', key: 'given_name_key', condition: '' },
  { table: 'customer_search_keys', key: 'key', condition: "kind = 'name' AND " },
] as const;

/** Words with one beginning that one search compares. */
const comparedWordCountMax = 500;

/** Those words of customers' names that somebody may have meant by each typed word, nearest first. */
export async function similarNameWords(tx: Tx, typed: readonly string[]): Promise<Map<string, readonly SimilarWord[]>> {
  const known = new Set(await knownWords(tx, typed.flatMap(oneTypoVariants)));
  const similar = new Map<string, readonly SimilarWord[]>();
  for (const word of typed) {
    const prefix = twoTypoPrefix(word);
    const beginning = prefix === null ? [] : await wordsBeginningWith(tx, prefix);
    similar.set(word, similarWords(word, [...known, ...beginning]));
  }
  return similar;
}

/** Those of the words that some customer's name has: an index is asked for each, no table is compared. */
async function knownWords(tx: Tx, words: readonly string[]): Promise<string[]> {
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

/* From each word the index leads on to the next one, however many customers have it. */
async function wordsBeginningWith(tx: Tx, prefix: string): Promise<string[]> {
  const found = await Promise.all(places.map((place) => wordsOfPlace(tx, prefix, place)));
  return found.flat();
}

async function wordsOfPlace(
  tx: Tx,
  prefix: string,
  { table, key, condition }: (typeof places)[number],
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
     SELECT word FROM words WHERE word IS NOT NULL LIMIT ${comparedWordCountMax}`,
    [prefix, `${prefix}\u{10FFFF}`],
  );
  return rows.map(({ word }) => word);
}

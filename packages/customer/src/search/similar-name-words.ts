import type { KeySource } from './key-source.ts';
import { oneTypoVariants, similarWords, twoTypoPrefix, type SimilarWord } from './search-typos.ts';

/** Words with one beginning that one search compares. */
const comparedWordCountMax = 500;

/** Those words of customers' names that somebody may have meant by each typed word, nearest first. */
export async function similarNameWords(
  source: Pick<KeySource, 'knownNameWords' | 'nameWordsBeginningWith'>,
  typed: readonly string[],
): Promise<Map<string, readonly SimilarWord[]>> {
  const known = new Set(await source.knownNameWords([...new Set(typed.flatMap(oneTypoVariants))]));
  const similar = new Map<string, readonly SimilarWord[]>();
  for (const word of typed) {
    const prefix = twoTypoPrefix(word);
    const beginning = prefix === null ? [] : await source.nameWordsBeginningWith(prefix, comparedWordCountMax);
    similar.set(word, similarWords(word, [...known, ...beginning]));
  }
  return similar;
}

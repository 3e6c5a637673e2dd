import { markup, type Markup } from '@counterfoil/http/markup';
import { notice } from './form-parts.ts';

/** What was done before the page was come to, by a key of a fixed list; nothing for any other text in the address. */
export function doneNotice(sentences: Readonly<Record<string, string>>, key: string | undefined): Markup {
  const sentence = key !== undefined && Object.hasOwn(sentences, key) ? sentences[key] : undefined;
  return sentence === undefined ? markup`` : notice('good', sentence);
}

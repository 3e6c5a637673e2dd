import type { CustomerSearch, SearchKind } from '@counterfoil/contracts/real-time-service';
import { refuse } from '@counterfoil/contracts/refusal';
import {
  accountQueryKey,
  emailQueryKey,
  isSelectiveAddressWord,
  nameQueryKey,
  numberQueryKey,
  phoneQueryKey,
  reversedDigits,
  type SearchKey,
} from './search-keys.ts';
import { isSafeText } from '../validate/text-rules.ts';

/**
 * One way to match: a range of keys of one kind. A search is an ordered list of lanes; whoever is found is ranked by the
 * first lane that matches, then by the key, then by the permanent identifier, the same on every node.
 */
export interface Lane {
  /** Lanes of a plan in the order of these texts (`compareKeys`). */
  readonly id: string;
  readonly kind: SearchKind;
  /** What the key begins with; of an address nothing. */
  readonly prefix: string;
  /** How the key goes on: not at all, anyhow, or with another word. */
  readonly match: 'exact' | 'prefix' | 'word';
  /** Each begins a word of a name, or is one of an address. */
  readonly otherWords: readonly string[];
}

/** One thing that was asked for; a customer matches it by any of its lanes. */
export interface Criterion {
  readonly lanes: readonly Lane[];
  /** The words of a name that may be misspelt, else none. */
  readonly nameWords: readonly string[];
}

/** A search, understood. */
export interface SearchPlan {
  /** All must match; the first is the one whose keys are read, and gives the order. */
  readonly criteria: readonly [Criterion, ...Criterion[]];
  readonly legalEntity: string | null;
}

/** Fewest digits by which a phone number is found from its end. */
export const lastDigitCountMin = 4;

/* Rarest first: the keys of the first that was given are read, the others only confirm. */
const criteriaByRarity = [
  'accountNumber',
  'loyaltyCard',
  'identificationNumber',
  'email',
  'phone',
  'text',
  'name',
  'address',
] as const;

/**
 * Reads a search as keys. `countries` (ISO 3166-1 alpha-2) read a phone number without a country code. Null when a
 * criterion holds nothing to search for (punctuation only, three digits of a phone): it finds nobody. Error:
 * `text_invalid`.
 */
export function planSearch(search: CustomerSearch, countries: readonly string[]): SearchPlan | null {
  const unsafe = [...criteriaByRarity, 'legalEntity' as const].find((name) => !isSafeText(search[name] ?? ''));
  if (unsafe) throw refuse('text_invalid', unsafe);
  const given = criteriaByRarity.filter((name) => search[name]?.trim());
  const [first, ...others] = given.map((name) => criterionOf(name, search[name] ?? '', countries));
  if (!first || [first, ...others].some(({ lanes }) => lanes.length === 0)) return null;
  return { criteria: [first, ...others], legalEntity: search.legalEntity ?? null };
}

/** Which keys of a customer a plan looks at. */
export function kindsOf(plan: SearchPlan): ReadonlySet<SearchKind> {
  return new Set(plan.criteria.flatMap(({ lanes }) => lanes.map(({ kind }) => kind)));
}

function criterionOf(name: (typeof criteriaByRarity)[number], text: string, countries: readonly string[]): Criterion {
  const drafts = name === 'text' ? textLanes(text, countries) : lanesOf(name, text, countries);
  const isName = name === 'name' || (name === 'text' && drafts.some(({ kind }) => kind === 'name'));
  return { lanes: drafts.map(numbered), nameWords: isName ? wordsOf(text) : [] };
}

type Draft = Omit<Lane, 'id'>;

/** Two digits keep the order of texts that of numbers; a search has far fewer than a hundred lanes. */
function numbered(draft: Draft, place: number): Lane {
  return { id: `a${String(place).padStart(2, '0')}`, ...draft };
}

function lanesOf(kind: SearchKind, text: string, countries: readonly string[]): Draft[] {
  switch (kind) {
    case 'name':
      return nameLanes(wordsOf(text));
    case 'phone':
      return phoneLanes(text, countries);
    case 'email':
      return lanesBy(kind, emailQueryKey(text), ['exact', 'prefix']);
    case 'accountNumber':
      return lanesBy(kind, accountQueryKey(text), ['exact']);
    case 'loyaltyCard':
    case 'identificationNumber':
      return lanesBy(kind, numberQueryKey(text), ['exact']);
    case 'address':
      return addressLanes(wordsOf(text));
  }
}

function lanesBy(kind: SearchKind, prefix: string | null, matches: readonly Lane['match'][]): Draft[] {
  return prefix ? matches.map((match) => ({ kind, prefix, match, otherWords: [] })) : [];
}

/**
 * What somebody typed into the one search box: `@` makes it an e-mail address, digits alone a number of any kind, a
 * word with digits in it a number or a name, everything else a name.
 */
function textLanes(text: string, countries: readonly string[]): Draft[] {
  const of = (...kinds: SearchKind[]): Draft[] => kinds.flatMap((kind) => lanesOf(kind, text, countries));
  if (text.includes('@')) return of('email');
  const hasDigit = /\p{Nd}/u.test(text);
  if (hasDigit && !/\p{L}/u.test(text)) return of('accountNumber', 'loyaltyCard', 'identificationNumber', 'phone');
  if (!hasDigit) return of('name');
  const isOneWord = !/\s/u.test(text.trim());
  return isOneWord ? of('accountNumber', 'loyaltyCard', 'identificationNumber', 'name') : of('name', 'address');
}

const wordCountMax = 12;

function wordsOf(text: string): string[] {
  const folded = nameQueryKey(text);
  return folded === '' ? [] : folded.split(' ').slice(0, wordCountMax);
}

/**
 * First those whose words stand as typed, then those with the last typed word in front (`berry lach` for `lach berry`),
 * then those who have words that begin with the typed ones in any order; its longest word narrows the last best.
 */
function nameLanes(words: readonly string[]): Draft[] {
  const lane = (prefix: string, otherWords: readonly string[]): Draft => ({
    kind: 'name',
    prefix,
    match: 'prefix',
    otherWords,
  });
  const [longest] = words.toSorted((one, other) => other.length - one.length);
  if (longest === undefined) return [];
  if (words.length === 1) return [lane(longest, [])];
  const place = words.indexOf(longest);
  return [
    ...adjacentForms(words).map((form) => lane(form, [])),
    lane(
      longest,
      words.filter((_, index) => index !== place),
    ),
  ];
}

/** The words as typed, and with the last one in front; one form where both are the same. */
export function adjacentForms(words: readonly string[]): string[] {
  return [...new Set([words, [...words.slice(-1), ...words.slice(0, -1)]].map((form) => form.join(' ')))];
}

/** The whole number by each country, then by its last digits; a trunk or international prefix is no part of them. */
function phoneLanes(text: string, countries: readonly string[]): Draft[] {
  const whole = countries.map((country) => phoneQueryKey(text, country)).filter((number) => number !== null);
  const exact = [...new Set(whole)].flatMap((number) => lanesBy('phone', reversedDigits(number), ['exact']));
  const typed = reversedDigits(text);
  const significant = typed.replace(/0+$/u, '');
  const last = significant.length >= lastDigitCountMin ? significant : typed;
  return [...exact, ...(last.length >= lastDigitCountMin ? lanesBy('phone', last, ['prefix']) : [])];
}

function addressLanes(words: readonly string[]): Draft[] {
  const isSearchable = words.some(isSelectiveAddressWord);
  return isSearchable ? [{ kind: 'address', prefix: '', match: 'prefix', otherWords: words }] : [];
}

/** The highest character of all. */
const above = '\u{10FFFF}';

/** The keys of a lane as a range in code point order: `from` and everything up to, not including, `below`. */
export function laneBounds({ prefix, match }: Lane): { from: string; below: string } {
  const ends = { exact: '\u0001', word: '!', prefix: above };
  return { from: prefix, below: prefix + ends[match] };
}

/** Whether a key of a customer matches a lane. */
export function laneMatches(lane: Lane, { kind, key }: Pick<SearchKey, 'kind' | 'key'>): boolean {
  if (kind !== lane.kind || !key.startsWith(lane.prefix)) return false;
  const next = key.charAt(lane.prefix.length);
  if (lane.match === 'exact' && next !== '') return false;
  if (lane.match === 'word' && next !== '' && next !== ' ') return false;
  if (kind === 'address') return lane.otherWords.every((word) => ` ${key} `.includes(` ${word} `));
  return lane.otherWords.every((word) => ` ${key}`.includes(` ${word}`));
}

/** Code point order: that of UTF-8 bytes in a database with collation C. Negative when `one` comes first. */
export function compareKeys(one: string, other: string): number {
  const length = Math.min(one.length, other.length);
  for (let index = 0; index < length; index++) {
    const difference = rankOfUnit(one.charCodeAt(index)) - rankOfUnit(other.charCodeAt(index));
    if (difference !== 0) return difference;
  }
  return one.length - other.length;
}

/** Surrogates stand for what lies above all other characters. */
function rankOfUnit(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

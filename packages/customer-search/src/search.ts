import type { Customer } from '@counterfoil/contracts/customer';
import { searchResultCountMax, type SearchMatch } from '@counterfoil/contracts/real-time-service';
import { cursorText, type SearchCursor } from '@counterfoil/customer/search/search-cursor';
import { searchKeysOfKinds } from '@counterfoil/customer/search/search-keys';
import { matchCustomer } from '@counterfoil/customer/search/search-matches';
import { compareKeys, kindsOf, type SearchPlan } from '@counterfoil/customer/search/search-plan';
import { isTypoLane, misspellableWords, typoTolerantPlan } from '@counterfoil/customer/search/search-typos';
import type { Tx } from '@counterfoil/database/database';
import { beforeAllIds } from './key-ranges.ts';
import { nextKeys, type Place } from './next-keys.ts';
import { similarNameWords } from './name-words.ts';
import { areKeysComplete } from './rebuild-search-keys.ts';

/** Where customers are searched: a database with the columns of `storedKeys`. */
export interface SearchedCustomers<Found> {
  readonly tx: Tx;
  /** The customers, those that are there, in any order. */
  load(customerIds: readonly string[]): Promise<readonly Found[]>;
  documentOf(found: Found): Customer;
  /** By account numbers in capitals or as typed; in any order. */
  idsByAccountNumber(accountNumber: string): Promise<readonly string[]>;
  /** By which a phone without a country code is read, as when the keys were made. */
  countryOf(legalEntity: string): string;
  /** Leaves customers out; all are taken without it. */
  accepts?(found: Found): boolean;
}

/** A customer found, with what made it match. */
export interface Hit<Found> {
  readonly found: Found;
  readonly matches: readonly SearchMatch[];
}

/** One page of what was found, best match first. */
export interface SearchPage<Found> {
  readonly hits: readonly Hit<Found>[];
  /** Leads to the next page; null when there is none. */
  readonly nextCursor: string | null;
  readonly isTypoTolerant: boolean;
}

/** Customers that one page looks at; where most do not match, the page is shorter and the next one goes on. */
const readCustomerCountMax = 2_000;
const firstReadingCount = searchResultCountMax + 1;
const laterReadingCount = 250;
/** As much as a reading counts that looked at many index entries for few customers. */
const cutShortReadingCount = readCustomerCountMax / 2;

/**
 * Finds the customers of a plan, at most `searchResultCountMax` of them, after `cursor`. Only when nobody has what was
 * typed, similar names are looked for. The order is that of `rankMatches`, on every node and for every page.
 */
export async function search<Found>(
  customers: SearchedCustomers<Found>,
  plan: SearchPlan,
  cursor: SearchCursor | null,
): Promise<SearchPage<Found>> {
  if (!cursor || !isTypoLane(cursor.laneId)) {
    const page = await readPage(customers, plan, cursor);
    if (cursor || page.hits.length > 0 || page.nextCursor !== null) return { ...page, isTypoTolerant: false };
  }
  const typed = misspellableWords(plan);
  if (typed.length === 0) return noHits;
  const tolerant = typoTolerantPlan(plan, await similarNameWords(customers.tx, typed));
  return tolerant ? { ...(await readPage(customers, tolerant, cursor)), isTypoTolerant: true } : noHits;
}

/** What a search finds that has nothing to search for. */
export const noHits: SearchPage<never> = { hits: [], nextCursor: null, isTypoTolerant: false };

interface PlacedHit<Found> extends Hit<Found>, SearchCursor {}

async function readPage<Found>(
  customers: SearchedCustomers<Found>,
  plan: SearchPlan,
  cursor: SearchCursor | null,
): Promise<Omit<SearchPage<Found>, 'isTypoTolerant'>> {
  const hits: PlacedHit<Found>[] = [];
  const seen = new Set<string>();
  let place: Place | null = startOf(plan, cursor);
  let readCount = 0;
  while (place && hits.length <= searchResultCountMax && readCount < readCustomerCountMax) {
    const countMax = readCount === 0 ? firstReadingCount : laterReadingCount;
    const reading = await nextKeys(customers, plan.criteria[0].lanes, place, countMax);
    hits.push(...(await hitsAt(customers, plan, reading.keys, seen)));
    readCount += reading.isCutShort ? cutShortReadingCount : reading.keys.length;
    place = reading.next;
  }
  const page = hits.slice(0, searchResultCountMax);
  const more = hits.length > page.length ? page.at(-1) : place && cursorAt(plan, place);
  return { hits: page.map(({ found, matches }) => ({ found, matches })), nextCursor: more ? cursorText(more) : null };
}

function startOf(plan: SearchPlan, cursor: SearchCursor | null): Place | null {
  if (!cursor) return { lane: 0, after: null };
  const { lanes } = plan.criteria[0];
  const lane = lanes.findIndex(({ id }) => compareKeys(id, cursor.laneId) >= 0);
  if (lane === -1) return null;
  return { lane, after: lanes[lane]?.id === cursor.laneId ? cursor : null };
}

/** The beginning of a lane is the place after a key that lies before all of its keys. */
function cursorAt({ criteria: [{ lanes }] }: SearchPlan, { lane, after }: Place): SearchCursor {
  return { laneId: lanes[lane]?.id ?? '', key: after?.key ?? '', customerId: after?.customerId ?? beforeAllIds };
}

/**
 * A customer is found by each of its keys, and stands once, where its best key is: so no page repeats it. While keys are
 * being made again the best one may be missing, and any will do.
 */
async function hitsAt<Found>(
  customers: SearchedCustomers<Found>,
  plan: SearchPlan,
  keys: readonly (SearchCursor & { lane: number })[],
  seen: Set<string>,
): Promise<PlacedHit<Found>[]> {
  const ids = [...new Set(keys.map(({ customerId }) => customerId))].filter((id) => !seen.has(id));
  const loaded = new Map<string, Found>();
  for (const found of ids.length === 0 ? [] : await customers.load(ids)) {
    loaded.set(customers.documentOf(found).customerId, found);
  }
  const kinds = kindsOf(plan);
  const isComplete = areKeysComplete(customers.tx);
  return keys.flatMap((key) => {
    const found = loaded.get(key.customerId);
    if (found === undefined || seen.has(key.customerId) || customers.accepts?.(found) === false) return [];
    const document = customers.documentOf(found);
    const match = matchCustomer(
      plan,
      document,
      searchKeysOfKinds(document, customers.countryOf(document.legalEntity), kinds),
    );
    if (!match || (isComplete && (match.lane !== key.lane || match.key !== key.key))) return [];
    seen.add(key.customerId);
    return [{ found, matches: match.matches, laneId: key.laneId, key: key.key, customerId: key.customerId }];
  });
}

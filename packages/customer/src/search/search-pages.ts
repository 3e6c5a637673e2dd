import { searchResultCountMax } from '@counterfoil/contracts/real-time-service';
import { beforeAllIds, type Hit, type SearchedCustomers, type SearchPage } from './key-source.ts';
import { readLanes, type Place, type PlacedKey } from './read-lanes.ts';
import { cursorText, type SearchCursor } from './search-cursor.ts';
import { searchKeysOfKinds } from './search-keys.ts';
import { matchCustomer } from './search-matches.ts';
import { compareKeys, kindsOf, type SearchPlan } from './search-plan.ts';
import { similarNameWords } from './similar-name-words.ts';
import { isTypoLane, misspellableWords, typoTolerantPlan } from './search-typos.ts';

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
export async function searchPage<Found>(
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
  const tolerant = typoTolerantPlan(plan, await similarNameWords(customers.keys, typed));
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
    const reading = await readLanes(customers.keys, plan.criteria[0].lanes, place, countMax);
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

/** A customer is found by each of its keys, and stands once, where its best key is: so no page repeats it. */
async function hitsAt<Found>(
  customers: SearchedCustomers<Found>,
  plan: SearchPlan,
  keys: readonly PlacedKey[],
  seen: Set<string>,
): Promise<PlacedHit<Found>[]> {
  const ids = [...new Set(keys.map(({ customerId }) => customerId))].filter((id) => !seen.has(id));
  const loaded = new Map<string, Found>();
  for (const found of ids.length === 0 ? [] : await customers.load(ids)) {
    loaded.set(customers.documentOf(found).customerId, found);
  }
  const kinds = kindsOf(plan);
  return keys.flatMap((key) => {
    const found = loaded.get(key.customerId);
    if (found === undefined || seen.has(key.customerId) || customers.accepts?.(found) === false) return [];
    const document = customers.documentOf(found);
    const match = matchCustomer(
      plan,
      document,
      searchKeysOfKinds(document, customers.countryOf(document.legalEntity), kinds),
    );
    if (!match || (customers.areKeysComplete && (match.lane !== key.lane || match.key !== key.key))) return [];
    seen.add(key.customerId);
    return [{ found, matches: match.matches, laneId: key.laneId, key: key.key, customerId: key.customerId }];
  });
}

import type { Customer } from '@counterfoil/contracts/customer';
import type { SearchMatch } from '@counterfoil/contracts/real-time-service';
import { searchKeysOfKinds, type SearchKey, type SearchKeys } from './search-keys.ts';
import { compareKeys, kindsOf, laneMatches, type Criterion, type SearchPlan } from './search-plan.ts';

/** Where a customer stands among those found. */
interface Rank {
  /** Place of the lane in the first criterion of the plan. */
  readonly lane: number;
  readonly key: string;
}

/** A customer that a plan finds, with its place and with what made it match. */
interface CustomerMatch extends Rank {
  readonly matches: readonly SearchMatch[];
}

/** How a customer with these keys matches a plan; null when it does not. */
export function matchCustomer(
  plan: SearchPlan,
  customer: Pick<Customer, 'legalEntity'>,
  keys: SearchKeys,
): CustomerMatch | null {
  if (plan.legalEntity !== null && plan.legalEntity !== customer.legalEntity) return null;
  const rank = bestRank(plan.criteria[0], keys);
  if (!rank) return null;
  const matches: SearchMatch[] = [];
  for (const criterion of plan.criteria) {
    const matched = keys.filter((key) => criterion.lanes.some((lane) => laneMatches(lane, key)));
    if (matched.length === 0) return null;
    for (const key of matched) note(matches, matchOf(key));
  }
  return { ...rank, matches };
}

function bestRank({ lanes }: Criterion, keys: SearchKeys): Rank | null {
  for (const [place, lane] of lanes.entries()) {
    const [best] = keys.filter((key) => laneMatches(lane, key)).toSorted((a, b) => compareKeys(a.key, b.key));
    if (best) return { lane: place, key: rankKey(best) };
  }
  return null;
}

/** Those who match by an address stand in the order of their identifiers: that in which they were registered. */
function rankKey({ kind, key }: Pick<SearchKey, 'kind' | 'key'>): string {
  return kind === 'address' ? '' : key;
}

function matchOf({ kind, contactId }: SearchKey): SearchMatch {
  return contactId === undefined ? { field: kind } : { field: 'contact', contactId };
}

function note(matches: SearchMatch[], match: SearchMatch): void {
  const isNoted = matches.some(({ field, contactId }) => field === match.field && contactId === match.contactId);
  if (!isNoted) matches.push(match);
}

/** A customer of a ranking, with what made it match. */
interface RankedCustomer<Found> {
  readonly customer: Found;
  readonly matches: readonly SearchMatch[];
}

/** Orders customers as every node does; those that the plan does not find are left out. */
export function rankMatches<Found extends Customer>(
  customers: readonly Found[],
  plan: SearchPlan,
  countryOf: (legalEntity: string) => string,
): RankedCustomer<Found>[] {
  const kinds = kindsOf(plan);
  const ranked = customers.flatMap((customer) => {
    const keys = searchKeysOfKinds(customer, countryOf(customer.legalEntity), kinds);
    const match = matchCustomer(plan, customer, keys);
    return match ? [{ customer, match }] : [];
  });
  const ordered = ranked.toSorted(
    (one, other) =>
      compareRanks(one.match, other.match) || compareKeys(one.customer.customerId, other.customer.customerId),
  );
  return ordered.map(({ customer, match }) => ({ customer, matches: match.matches }));
}

/** Negative when `one` comes first. */
function compareRanks(one: Rank, other: Rank): number {
  return one.lane - other.lane || compareKeys(one.key, other.key);
}

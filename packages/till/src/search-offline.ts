import { countryOfLegalEntity } from '@counterfoil/customer/channel-problems';
import { rankMatches } from '@counterfoil/customer/search/search-matches';
import {
  laneBounds,
  planSearch,
  type Criterion,
  type Lane,
  type SearchPlan,
} from '@counterfoil/customer/search/search-plan';
import type { Customer } from '@counterfoil/contracts/customer';
import { searchResultCountMax, type CustomerSearch } from '@counterfoil/contracts/real-time-service';
import type { LocalValue } from './local-database.ts';
import type { Till } from './till.ts';

/** Part of a statement with the values of its places. */
interface Condition {
  readonly sql: string;
  readonly values: readonly LocalValue[];
}

/**
 * Searches the offline database by the same keys, and in the same order, as the channel and headquarters (WD-06): at
 * most `searchResultCountMax` customers, best match first; none when nothing searchable was typed.
 */
export async function searchOffline(till: Till, search: CustomerSearch): Promise<Customer[]> {
  const { configuration, database } = till;
  const plan = planSearch(search, countriesOf(till));
  if (!plan) return [];
  const found = new Map<string, Customer>();
  for (const lane of plan.criteria[0].lanes) {
    const { sql, values } = statementOf(plan, lane);
    const rows = await database.all<{ customer_id: string; document: string }>(sql, values);
    for (const row of rows) found.set(row.customer_id, JSON.parse(row.document) as Customer);
    /* Whoever matches an earlier lane comes first. */
    if (found.size >= searchResultCountMax) break;
  }
  const ranked = rankMatches([...found.values()], plan, (legalEntity) =>
    countryOfLegalEntity(configuration, legalEntity),
  );
  return ranked.slice(0, searchResultCountMax).map(({ customer }) => customer);
}

/** Phone numbers are read by the countries of the till's companies. */
function countriesOf({ configuration }: Till): string[] {
  return [...new Set(configuration.legalEntities.map(({ countryRegion }) => countryRegion))];
}

/* As many as one answer has, of each lane and not yet found: a customer that an earlier lane has found may come again. */
const laneRowCountMax = 2 * searchResultCountMax;

function statementOf(plan: SearchPlan, lane: Lane): Condition {
  const first = laneCondition(lane);
  const others = plan.criteria.slice(1).map(criterionCondition);
  const conditions = [first, ...others];
  return {
    sql: `SELECT keys.customer_id, customers.document
      FROM customer_search_keys AS keys JOIN customers USING (customer_id)
      WHERE ${conditions.map(({ sql }) => sql).join(' AND ')}
      ORDER BY keys.key, keys.customer_id LIMIT ${laneRowCountMax}`,
    values: conditions.flatMap(({ values }) => values),
  };
}

/** Any key of the same customer may match. */
function criterionCondition({ lanes }: Criterion): Condition {
  const conditions = lanes.map(laneCondition);
  const any = conditions.map(({ sql }) => `(${sql})`).join(' OR ');
  return {
    sql: `EXISTS (SELECT 1 FROM customer_search_keys AS others
      WHERE others.customer_id = keys.customer_id AND (${any.replaceAll('keys.', 'others.')}))`,
    values: conditions.flatMap(({ values }) => values),
  };
}

/** A folded key has letters, digits and spaces only, so nothing in it is a wildcard. */
function laneCondition(lane: Lane): Condition {
  const { from, below } = laneBounds(lane);
  const words = lane.otherWords.map((word) => (lane.kind === 'address' ? `% ${word} %` : `% ${word}%`));
  const likes = words.map(() => ` AND ' ' || keys.key || ' ' LIKE ?`).join('');
  return {
    sql: `keys.kind = ? AND keys.key >= ? AND keys.key < ?${likes}`,
    values: [lane.kind, from, below, ...words],
  };
}

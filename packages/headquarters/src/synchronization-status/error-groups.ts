import type { Problem } from '@counterfoil/contracts/customer-operation';
import type { Language } from '@counterfoil/contracts/error-register';
import type { Tx } from '@counterfoil/database/database';
import { addressFieldLabels, contactFieldLabels, customerFieldLabels, loyaltyCardFieldLabels } from './field-labels.ts';
import { conditionOf, type StatusFilter } from './status-filter.ts';

/** How many records failed by one error, with the latest of its problems. */
export interface CountedError {
  readonly code: string;
  readonly count: number;
  readonly latest: Problem;
  /** ISO 8601. */
  readonly lastFailedAt: string | null;
}

/** Errors that are told apart, at most: the most frequent ones. */
const groupCountMax = 50;

/* The latest problem is looked up once for each code, so that a hundred thousand of one kind are only counted. */
function groupsStatement(condition: string): string {
  return `SELECT groups.code, groups.count::integer AS count, latest.last_known_error AS latest,
     latest.decided_at AS "lastFailedAt"
   FROM (
     SELECT staged.last_known_error ->> 'code' AS code, count(*) AS count, max(staged.n) AS n
     FROM staged_operations AS staged
     WHERE ${condition} AND staged.last_known_error IS NOT NULL
     GROUP BY 1
     ORDER BY 2 DESC
     LIMIT ${groupCountMax}
   ) AS groups
   JOIN staged_operations AS latest ON latest.n = groups.n
   ORDER BY groups.count DESC, groups.code`;
}

/** The failed records of a filter by the code of their last known error, the most frequent first. */
export async function countErrors(tx: Tx, filter: Omit<StatusFilter, 'status'>): Promise<CountedError[]> {
  const { text, parameters } = conditionOf({ ...filter, status: 'failed' });
  return tx.query<CountedError>(groupsStatement(text), parameters);
}

const labelsByList = {
  addresses: addressFieldLabels,
  contacts: contactFieldLabels,
  loyaltyCards: loyaltyCardFieldLabels,
} as const;

/** What people call the field of a problem, whichever entry of a list it is in; empty for the record as a whole. */
export function fieldLabel(path: string, language: Language): string {
  const [list = '', , part = ''] = path.split('.');
  const labels = Object.hasOwn(labelsByList, list) ? labelsByList[list as keyof typeof labelsByList] : null;
  const known: Readonly<Record<string, Readonly<Record<Language, string>>>> = labels ?? customerFieldLabels;
  return known[labels ? part : list]?.[language] ?? '';
}

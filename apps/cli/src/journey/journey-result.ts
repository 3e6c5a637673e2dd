import type { CreatedCustomer } from './create-people.ts';
import type { DatabaseCheck } from './check-databases.ts';
import type { RowNote } from './read-people.ts';
import { wayNames, type ByWay } from './ways.ts';

/** A row or request that came to nothing, with the reason as people read it. */
export interface LineNote {
  readonly line: number;
  readonly reason: string;
}

/** Everything that a journey found out. */
export interface JourneyResult {
  readonly created: readonly Pick<CreatedCustomer, 'way' | 'seenPending'>[];
  readonly replayedCount: number;
  readonly check: DatabaseCheck;
  /** Repetitions that were answered with another customer. */
  readonly repeatedAsAnotherCount: number;
  /** By how much the customers at headquarters grew. */
  readonly growthCount: number;
  readonly unusable: readonly RowNote[];
  readonly adjusted: readonly RowNote[];
  readonly refused: readonly LineNote[];
  readonly unanswered: readonly LineNote[];
  readonly guidCount: number;
  readonly textCount: number;
  /** Save → number in every channel; of the cut-off from the restoring of the lines. */
  readonly timesMs: ByWay<readonly number[]>;
  readonly callCounts: ByWay<number>;
  /** Whether the user stopped it before its end. */
  readonly stopped: boolean;
}

/** How many customers were created each way. */
export function createdByWay({ created }: Pick<JourneyResult, 'created'>): ByWay<number> {
  const counts = { sync: 0, async: 0, cutOff: 0 };
  for (const { way } of created) counts[way]++;
  return counts;
}

/**
 * Customers of whom there is more than one: of one account as the databases show it, of one request, or more at
 * headquarters than were created. A request without an answer may have made its customer all the same.
 */
export function doubledCount(result: JourneyResult): number {
  const surplus = result.growthCount - result.created.length - result.repeatedAsAnotherCount - result.unanswered.length;
  return result.check.doubledCount + result.repeatedAsAnotherCount + Math.max(0, surplus);
}

/** Whether every acknowledged customer is one account, the same in every database. */
export function isSound(result: JourneyResult): boolean {
  return (
    !result.stopped &&
    result.check.lostCount === 0 &&
    doubledCount(result) === 0 &&
    result.check.notEverywhereCount === 0 &&
    result.guidCount === 0
  );
}

/** The times of the two ways with a line, together. */
export function timesWithLineMs({ timesMs }: Pick<JourneyResult, 'timesMs'>): number[] {
  return wayNames.filter((way) => way !== 'cutOff').flatMap((way) => [...timesMs[way]]);
}

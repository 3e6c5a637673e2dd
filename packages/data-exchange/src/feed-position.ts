import type { FeedPosition } from '@counterfoil/contracts/exchange';

/** Negative, zero or positive as `a` lies before, at or behind `b` in commit order. */
export function comparePositions(a: FeedPosition, b: FeedPosition): number {
  if (a.epochNumber !== b.epochNumber) return a.epochNumber - b.epochNumber;
  return compareDecimals(a.xid, b.xid) || compareDecimals(a.n, b.n);
}

/** Whether both name the same row of the same history. */
export function samePosition(a: FeedPosition, b: FeedPosition): boolean {
  return comparePositions(a, b) === 0 && a.changeId === b.changeId;
}

function compareDecimals(a: string, b: string): number {
  const difference = BigInt(a) - BigInt(b);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

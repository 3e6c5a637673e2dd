import type { FeedPosition } from '@counterfoil/contracts/exchange';

/** Negative, zero or positive as `a` lies before, at or behind `b` in commit order. */
export function comparePositions(a: FeedPosition, b: FeedPosition): number {
  if (a.epochNumber !== b.epochNumber) return a.epochNumber - b.epochNumber;
  return compareDecimals(a.xid, b.xid) || compareDecimals(a.n, b.n);
}

/** Whether both name the same row of the same history, with the same customers up to it. */
export function samePosition(a: FeedPosition, b: FeedPosition): boolean {
  return comparePositions(a, b) === 0 && a.changeId === b.changeId && visibilityNumber(a) === visibilityNumber(b);
}

/** How often the visibility of the database at this place was changed by a package; 0: it always held all customers. */
export function visibilityNumber({ visibility }: FeedPosition): number {
  return visibility?.n ?? 0;
}

/** The place in the feed alone, which is the same for every database. */
export function withoutVisibility({ visibility: _, ...position }: FeedPosition): FeedPosition {
  return position;
}

/** `position` with the customers that are held at `held`. */
export function withVisibilityOf(held: FeedPosition, position: FeedPosition): FeedPosition {
  const { visibility } = held;
  return visibility ? { ...withoutVisibility(position), visibility } : withoutVisibility(position);
}

function compareDecimals(a: string, b: string): number {
  const difference = BigInt(a) - BigInt(b);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

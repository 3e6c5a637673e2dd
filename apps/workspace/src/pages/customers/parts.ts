/** A stretch of a list that is read at once: the customers behind `cursor` up to `next`, that one included. */
export interface ListPart {
  /** Null: from the beginning. */
  readonly cursor: string | null;
  readonly rowCount: number;
  /** Where the next part begins; null after the last one, undefined while it isn't known. */
  readonly next: string | null | undefined;
}

/** A list whose beginning alone is known. */
export const unreadParts: readonly ListPart[] = [{ cursor: null, rowCount: 0, next: undefined }];

/** Rows that are known to be there. */
export function rowCountOf(parts: readonly ListPart[]): number {
  return parts.reduce((sum, { rowCount }) => sum + rowCount, 0);
}

/** Whether the end of the list isn't known yet. */
export function goesOn(parts: readonly ListPart[]): boolean {
  return parts.at(-1)?.next !== null;
}

/**
 * The parts after one of them was read. Where it ends as before, the others stay, read or not; where it ends elsewhere,
 * those behind it are read anew from there.
 */
export function withPartRead(
  parts: readonly ListPart[],
  { cursor, rowCount, next }: ListPart & { readonly next: string | null },
): readonly ListPart[] {
  const at = parts.findIndex((part) => part.cursor === cursor);
  const before = parts[at];
  if (!before || (before.rowCount === rowCount && before.next === next)) return parts;
  const read = { cursor, rowCount, next };
  if (before.next === next) return parts.with(at, read);
  const unread = next === null ? [] : [{ cursor: next, rowCount: 0, next: undefined }];
  return [...parts.slice(0, at), read, ...unread];
}

/**
 * Rows after which nothing more is read. Browsers place nothing beyond a height: Firefox from 17.9 million pixels on,
 * Chromium from 33.5 million; a row is 41 pixels high.
 */
export const shownCountMax = 400_000;

/** Whether more customers follow, but none is shown: whoever looks for one narrows the list. */
export function isCutShort(parts: readonly ListPart[]): boolean {
  return goesOn(parts) && rowCountOf(parts) >= shownCountMax;
}

/** Rows above and below those in sight that are loaded as well. */
const aheadCount = 60;

/** The parts that are needed to show the rows `first` to `last`, and the next one when its turn is near. */
export function neededParts(parts: readonly ListPart[], first: number, last: number): readonly ListPart[] {
  let start = 0;
  return parts.filter(({ rowCount, next }) => {
    const [from, to] = [start, start + rowCount];
    start = to;
    if (next === undefined) return from <= last + aheadCount && from < shownCountMax;
    return rowCount > 0 && from <= last + aheadCount && to > first - aheadCount;
  });
}

/** Where a row is: in which part, and at which place in it. */
export function placeOfRow(
  parts: readonly ListPart[],
  index: number,
): { readonly part: ListPart; readonly offset: number } | null {
  let start = 0;
  for (const part of parts) {
    if (index < start + part.rowCount) return { part, offset: index - start };
    start += part.rowCount;
  }
  return null;
}

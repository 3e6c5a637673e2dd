import type { SearchPercentiles } from '../percentiles.ts';

/** What was measured of *All customers*, at headquarters and in a real browser. Times in milliseconds. */
export interface WorkspaceFigures {
  readonly customers: number;
  /** Answers of headquarters by kind of list, over the wire; `limit`: 100 customers read by primary key. */
  readonly answerMs: Readonly<Record<string, SearchPercentiles>>;
  /** From asking for the page to its first rows. */
  readonly firstRowsMs: number;
  /** Its limit: an answer of the same server that has nothing to draw. */
  readonly nothingMs: number;
  readonly scroll: {
    readonly rows: number;
    /** Between two frames, and beside it of an empty page in the same browser. */
    readonly frameMs: SearchPercentiles;
    readonly limit: SearchPercentiles;
    /** Rows in the page at the end, and what its scripts hold, in MiB. */
    readonly drawnRows: number;
    readonly heapMb: number;
  };
  /** The limit of the acts below: a page's smallest answer, until the next frame. */
  readonly actLimitMs: SearchPercentiles;
  /** From the last key or click until the rows are there; a search waits a quarter of a second for more keys. */
  readonly jumpMs: SearchPercentiles;
  readonly searchMs: SearchPercentiles;
  readonly filterMs: SearchPercentiles;
}

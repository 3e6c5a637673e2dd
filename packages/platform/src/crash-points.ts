/**
 * A crash point is a named instant between two durable effects. Every transaction has four kinds of them,
 * reached by the database seam itself: `<transaction>/begin`, `<transaction>/statement <n>`,
 * `<transaction>/commit` (before) and `<transaction>/committed` (after).
 */
export interface CrashPoints {
  /** Called when the program passes the point; a harness kills the process or throws here. */
  reach(point: string): void | Promise<void>;
}

/** Production: nothing happens. */
export const noCrashPoints: CrashPoints = { reach: () => undefined };

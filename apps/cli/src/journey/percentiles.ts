/** A duration in the middle and near the end of many, in whole milliseconds; null when there was none. */
export interface Percentiles {
  readonly p50: number | null;
  readonly p99: number | null;
}

/** The percentiles of durations in milliseconds (nearest rank). */
export function percentilesOf(durationsMs: readonly number[]): Percentiles {
  const sorted = durationsMs.toSorted((one, other) => one - other);
  const rank = (share: number): number | null => {
    const value = sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
    return value === undefined ? null : Math.round(value);
  };
  return { p50: rank(0.5), p99: rank(0.99) };
}

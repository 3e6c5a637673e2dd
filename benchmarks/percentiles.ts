/** A duration in the middle and near the end of many, in milliseconds. */
export interface Percentiles {
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** The percentiles of durations in milliseconds (nearest rank), to a tenth. Throws without durations. */
export function percentilesOf(durationsMs: readonly number[]): Percentiles {
  const sorted = durationsMs.toSorted((one, other) => one - other);
  return { p50Ms: roundedTo(rank(sorted, 0.5), 1), p99Ms: roundedTo(rank(sorted, 0.99), 1) };
}

/** A duration in the middle of many, and one that one in twenty exceeds, in milliseconds. */
export interface SearchPercentiles {
  readonly p50Ms: number;
  readonly p95Ms: number;
}

/** The same with the percentile that searches are held to. Throws without durations. */
export function searchPercentilesOf(durationsMs: readonly number[]): SearchPercentiles {
  const sorted = durationsMs.toSorted((one, other) => one - other);
  return { p50Ms: roundedTo(rank(sorted, 0.5), 1), p95Ms: roundedTo(rank(sorted, 0.95), 1) };
}

function rank(sorted: readonly number[], share: number): number {
  const value = sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
  if (value === undefined) throw new Error('there is no percentile of nothing');
  return value;
}

/** The middle of an odd number of values; the mean of the middle two of an even number. Throws without values. */
export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  if (upper === undefined || lower === undefined) throw new Error('there is no median of nothing');
  return (upper + lower) / 2;
}

/** The medians of each percentile over runs. */
export function mediansOf(runs: readonly Percentiles[]): Percentiles {
  return {
    p50Ms: roundedTo(medianOf(runs.map((run) => run.p50Ms)), 1),
    p99Ms: roundedTo(medianOf(runs.map((run) => run.p99Ms)), 1),
  };
}

/** `value` with so many decimals. */
export function roundedTo(value: number, decimalCount: number): number {
  return Number(value.toFixed(decimalCount));
}

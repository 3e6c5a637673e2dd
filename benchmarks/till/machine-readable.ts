import type { TillFigures } from './till-figures.ts';

/** A median and a tail, in milliseconds. */
interface Spread {
  readonly p50: number;
  readonly p95: number;
}

/**
 * The figures for programs: the searches that aims are set for by short names, the others by their own, and the limits
 * measured beside them under `limits`. Times in milliseconds.
 */
export function machineReadable(figures: TillFigures): object {
  const { customers, openMs, searchMs, saveOfflineMs, snapshotMs, snapshotBytes, bundleBytes } = figures;
  const { limit, 'two words': name, ...others } = searchMs;
  const spreadOf = (measured: typeof limit): Spread | null =>
    measured ? { p50: measured.p50Ms, p95: measured.p95Ms } : null;
  return {
    customers,
    openMs,
    saveOfflineMs: { p50: saveOfflineMs.p50Ms, p99: saveOfflineMs.p99Ms },
    searchMs: {
      name: spreadOf(name),
      ...Object.fromEntries(Object.entries(others).map(([kind, measured]) => [kind, spreadOf(measured)])),
    },
    snapshotMs: snapshotMs.take,
    bundleBytes: bundleBytes.files,
    bundleBytesCompressed: bundleBytes.compressed,
    snapshotBytes,
    snapshotBuildMs: snapshotMs.build,
    limits: {
      saveOfflineMs: { p50: saveOfflineMs.limit.p50Ms, p99: saveOfflineMs.limit.p99Ms },
      searchMs: spreadOf(limit),
    },
  };
}

import type { TillFigures } from './till-figures.ts';

const megabyteBytes = 1_000_000;
const megabytes = (bytes: number): string => (bytes / megabyteBytes).toFixed(1);

/** The figures for a person. */
export function tillReport(figures: TillFigures): string {
  const { customers, openMs, saveOfflineMs: save, searchMs, snapshotMs, snapshotBytes, bundleBytes } = figures;
  return [
    `A till in Chromium with an encrypted database of ${customers} customers (${megabytes(snapshotBytes)} MB)`,
    `Open: ${openMs.cold} ms in a browser just started, ${openMs.warm} ms when the page is loaded again`,
    `Snapshot: written in ${snapshotMs.build} ms, taken in ${snapshotMs.take} ms`,
    `Save without a network: p50 ${save.p50Ms} ms, p99 ${save.p99Ms} ms; ` +
      `limit, one row: p50 ${save.limit.p50Ms} ms, p99 ${save.limit.p99Ms} ms`,
    'Search; limit: 50 customers by primary key',
    ...Object.entries(searchMs).map(([kind, { p50Ms, p95Ms }]) => `  ${kind}: p50 ${p50Ms} ms, p95 ${p95Ms} ms`),
    `App: ${megabytes(bundleBytes.files)} MB, compressed ${megabytes(bundleBytes.compressed)} MB`,
  ].join('\n');
}

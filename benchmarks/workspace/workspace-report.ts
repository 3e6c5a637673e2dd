import type { SearchPercentiles } from '../percentiles.ts';
import type { WorkspaceFigures } from './workspace-figures.ts';

const spread = ({ p50Ms, p95Ms }: SearchPercentiles): string => `p50 ${p50Ms} ms, p95 ${p95Ms} ms`;

/** The figures for a person. */
export function workspaceReport(figures: WorkspaceFigures): string {
  const { customers, answerMs, firstRowsMs, nothingMs, scroll, actLimitMs, jumpMs, searchMs, filterMs } = figures;
  return [
    `All customers with ${customers} customers, in Chromium`,
    'Answers of headquarters; limit: 100 customers by primary key',
    ...Object.entries(answerMs).map(([kind, times]) => `  ${kind}: ${spread(times)}`),
    `First rows after ${firstRowsMs} ms; an answer with nothing to draw: ${nothingMs} ms`,
    `Frames while scrolling through ${scroll.rows} rows: ${spread(scroll.frameMs)}; an empty page: ${spread(scroll.limit)}`,
    `Rows drawn then: ${scroll.drawnRows}; held by the page: ${scroll.heapMb} MiB`,
    `Limit of the acts below, the smallest answer until the next frame: ${spread(actLimitMs)}`,
    `Jump to a letter: ${spread(jumpMs)}`,
    `Search: ${spread(searchMs)}`,
    `Filter: ${spread(filterMs)}`,
  ].join('\n');
}

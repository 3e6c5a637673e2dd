import type { Figures } from './figures.ts';
import { searchKinds } from './search.ts';

type Row = readonly (string | number)[];

/** The figures as tables for a person, with what each was measured against. */
export function reportOf(figures: Figures): string {
  return [
    ...createTable(figures),
    ...speedTable(figures),
    ...burstTable(figures),
    ...searchTable(figures),
    ...tillSearchTable(figures),
    ...lastLines(figures),
  ].join('\n');
}

function createTable({ create }: Figures): string[] {
  if (!create) return [];
  const rows = Object.entries(create).map(([connections, at]): Row => [
    connections,
    at.perSecond,
    at.limitPerSecond,
    at.ratio,
    at.p50Ms,
    at.p99Ms,
  ]);
  return [
    'Asynchronous creations over HTTP; limit: BEGIN, two INSERTs, COMMIT by pg for the same rows, no HTTP',
    ...table([['connections', 'per second', 'limit', 'ratio', 'p50 ms', 'p99 ms'], ...rows]),
    '',
  ];
}

function speedTable({ convert, download }: Figures): string[] {
  const rows: Row[] = [];
  if (convert) rows.push(['convert', convert.perSecond, convert.limitPerSecond, convert.ratio]);
  if (download) rows.push(['download', download.perSecond, download.limitPerSecond, download.ratio]);
  if (rows.length === 0) return [];
  return [
    'Conversion; limit: INSERT … SELECT of the finished rows from unlogged tables, 2,000 in a transaction',
    'Download of job 1010 over HTTP; limit: COPY of the same rows from a file, one transaction',
    ...table([['', 'per second', 'limit', 'ratio'], ...rows]),
    '',
  ];
}

function burstTable({ burst }: Figures): string[] {
  if (!burst) return [];
  const { sync, async } = burst;
  return [
    '200 users at once, 75 ms each way between store and headquarters, jobs off meanwhile',
    ...table([
      ['', 'per second', 'p50 ms', 'p99 ms'],
      ['sync, all', sync.perSecond, sync.p50Ms, sync.p99Ms],
      ['sync, decided at once', sync.decided.perSecond, sync.decided.p50Ms, sync.decided.p99Ms],
      ['async', async.perSecond, async.p50Ms, async.p99Ms],
    ]),
    `${Math.round(sync.fallbackShare * 100)} % of the synchronous creations fell back; ` +
      `${async.realTimeServiceCalls} calls to headquarters by the asynchronous ones`,
    '',
  ];
}

function searchTable({ search }: Figures): string[] {
  if (!search) return [];
  const rows = (['limit', ...searchKinds] as const).map((kind): Row => {
    const [headquarters, channel] = [search[kind], search.channel[kind]];
    return [kind, headquarters.p50Ms, headquarters.p95Ms, channel.p50Ms, channel.p95Ms];
  });
  return [
    `Searches among ${search.customers} customers; limit: 50 of them by primary key`,
    ...table([['', 'headquarters p50 ms', 'p95 ms', 'channel p50 ms', 'p95 ms'], ...rows]),
    '',
  ];
}

function tillSearchTable({ tillSearch }: Figures): string[] {
  if (!tillSearch) return [];
  const { customers, fileMb, buildSeconds, save, times } = tillSearch;
  const rows = Object.entries(times).map(([kind, { p50Ms, p95Ms }]): Row => [kind, p50Ms, p95Ms]);
  return [
    `Searches in an offline database of ${customers} customers (${fileMb} MB, written in ${buildSeconds} s); ` +
      'limit: 50 of them by primary key',
    ...table([['', 'p50 ms', 'p95 ms'], ...rows]),
    `Save without a network: p50 ${save.p50Ms} ms, p99 ${save.p99Ms} ms`,
    '',
  ];
}

function lastLines({ timeToAccountMs, timeToTillMs, overview, peakRssMb }: Figures): string[] {
  const lines = [];
  if (timeToAccountMs) {
    lines.push(
      `Save → account number, continuous schedule: p50 ${timeToAccountMs.p50} ms, p99 ${timeToAccountMs.p99} ms`,
    );
  }
  if (timeToTillMs) {
    const { wakeUp, number } = timeToTillMs;
    lines.push(
      `Decided at headquarters → till woken: p50 ${wakeUp.p50Ms} ms, p99 ${wakeUp.p99Ms} ms; ` +
        `Save at a till → account number there: p50 ${number.p50Ms} ms, p99 ${number.p99Ms} ms`,
    );
  }
  if (overview) {
    const { operations, look, figures, firstFiguresMs } = overview;
    lines.push(
      `Workspace over ${operations} operations: look for changes p50 ${look.p50Ms} ms, p99 ${look.p99Ms} ms; ` +
        `overview p50 ${overview.overview.p50Ms} ms, p99 ${overview.overview.p99Ms} ms; figures of a week first ` +
        `${firstFiguresMs} ms, then p50 ${figures.p50Ms} ms`,
    );
  }
  if (peakRssMb) {
    const peaks = Object.entries(peakRssMb).map(([name, peak]) => `${name} ${peak} MiB`);
    lines.push(`Peak memory: ${peaks.join(', ')}`);
  }
  return lines;
}

function table(rows: readonly Row[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => String(row[column]).length)));
  return rows.map((row) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return column === 0 ? String(cell).padEnd(width) : String(cell).padStart(width);
      })
      .join('  '),
  );
}

import { columns } from '../columns.ts';
import type { Say, TextKey } from '../texts.ts';
import {
  createdByWay,
  doubledCount,
  isSound,
  timesWithLineMs,
  type JourneyResult,
  type LineNote,
} from './journey-result.ts';
import { percentilesOf, type Percentiles } from './percentiles.ts';
import type { RowNote } from './read-people.ts';
import { byWay, wayNames } from './ways.ts';

const notesShownMax = 20;

/** The result as one object for a program; `report.test.ts` names its keys. */
export function reportObject(result: JourneyResult): Record<string, unknown> {
  const { check } = result;
  return {
    created: result.created.length,
    byWay: createdByWay(result),
    pending: pendingCount(result),
    replayed: result.replayedCount,
    converted: check.convertedCount,
    distinctAccounts: check.distinctAccountCount,
    lost: check.lostCount,
    doubled: doubledCount(result),
    conflicts: check.conflictCount,
    notEverywhere: check.notEverywhereCount,
    guidShown: result.guidCount,
    textsScanned: result.textCount,
    unusable: result.unusable.length + result.refused.length,
    adjusted: result.adjusted.length,
    unanswered: result.unanswered.length,
    timeToAccountMs: percentilesOf(timesWithLineMs(result)),
    timeToAccountByWayMs: byWay((way) => percentilesOf(result.timesMs[way])),
    callsToHeadquarters: result.callCounts,
  };
}

/** The result as lines for a person. */
export function reportLines(result: JourneyResult, say: Say): string[] {
  return [
    ...rowNotes(result, say),
    '',
    ...wayTable(result, say),
    say('cutOffTimes'),
    '',
    ...figureTable(result, say),
    '',
    say(result.stopped ? 'journeyStopped' : isSound(result) ? 'journeySound' : 'journeyUnsound'),
  ];
}

function pendingCount({ created }: JourneyResult): number {
  return created.filter(({ seenPending }) => seenPending).length;
}

function wayTable(result: JourneyResult, say: Say): string[] {
  const counts = createdByWay(result);
  const heads = (['way', 'created', 'seenPending', 'timeToAccount', 'callsToHeadquarters'] as const).map((key) =>
    say(key),
  );
  const rows = wayNames.map((way) => [
    say(`way_${way}`),
    counts[way],
    result.created.filter((customer) => customer.way === way && customer.seenPending).length,
    timesText(percentilesOf(result.timesMs[way])),
    result.callCounts[way],
  ]);
  return columns([heads, ...rows]);
}

function figureTable(result: JourneyResult, say: Say): string[] {
  const { check } = result;
  const figures: readonly (readonly [TextKey, number | string])[] = [
    ['created', result.created.length],
    ['replayed', result.replayedCount],
    ['converted', check.convertedCount],
    ['distinctAccounts', check.distinctAccountCount],
    ['lost', check.lostCount],
    ['doubled', doubledCount(result)],
    ['conflicts', check.conflictCount],
    ['notEverywhere', check.notEverywhereCount],
    ['guidShown', result.guidCount],
    ['timeWithLine', timesText(percentilesOf(timesWithLineMs(result)))],
  ];
  return columns(figures.map(([key, figure]) => [say(key), figure]));
}

function timesText({ p50, p99 }: Percentiles): string {
  return p50 === null || p99 === null ? '–' : `p50 ${p50} ms, p99 ${p99} ms`;
}

function rowNotes(result: JourneyResult, say: Say): string[] {
  const withReason = ({ line, reason }: RowNote): LineNote => ({ line, reason: say(`row_${reason}`) });
  return [
    ...noteList(say, 'unusableRows', [...result.unusable.map(withReason), ...result.refused]),
    ...noteList(say, 'adjustedRows', result.adjusted.map(withReason)),
    ...noteList(say, 'unansweredRows', result.unanswered),
  ];
}

function noteList(say: Say, title: TextKey, notes: readonly LineNote[]): string[] {
  if (notes.length === 0) return [];
  const sorted = notes.toSorted((one, other) => one.line - other.line);
  const shown = sorted.slice(0, notesShownMax).map(({ line, reason }) => `  ${say('line', { line })}: ${reason}`);
  const rest = notes.length - shown.length;
  return [say(title, { count: notes.length }), ...shown, ...(rest > 0 ? [`  ${say('andMore', { count: rest })}`] : [])];
}

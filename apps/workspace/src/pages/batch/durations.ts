import type { JobRun } from '@counterfoil/contracts/administration/batch-jobs';
import type { Language } from '@counterfoil/contracts/error-register';

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const chartedCountMax = 60;

/** A duration in words, in its two largest units: *1 minute, 12 seconds*; below ten seconds with a tenth. */
export function durationWords(durationMs: number, language: Language): string {
  if (durationMs < 10 * secondMs) return united(durationMs / secondMs, 'second', language, 1);
  const hours = Math.floor(durationMs / hourMs);
  const minutes = Math.floor((durationMs % hourMs) / minuteMs);
  const seconds = Math.floor((durationMs % minuteMs) / secondMs);
  const parts: [number, string][] =
    hours > 0
      ? [
          [hours, 'hour'],
          [minutes, 'minute'],
        ]
      : [
          [minutes, 'minute'],
          [seconds, 'second'],
        ];
  const texts = parts.filter(([count]) => count > 0).map(([count, unit]) => united(count, unit, language, 0));
  return new Intl.ListFormat(language, { type: 'unit', style: 'short' }).format(texts);
}

function united(count: number, unit: string, language: Language, maximumFractionDigits: number): string {
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long', maximumFractionDigits }).format(
    count,
  );
}

/** One run on the chart. */
export interface DurationPoint {
  /** When it began, as the axis names it. */
  readonly time: string;
  /** Seconds, as a run that came to its end, or as one that did not. */
  readonly succeeded: number | null;
  readonly other: number | null;
}

/** The latest runs that were measured, oldest first; a line of several continuous runs counts with their average. */
export function durationPoints(runs: readonly JobRun[], language: Language): DurationPoint[] {
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'short', timeStyle: 'medium' });
  return runs
    .slice(0, chartedCountMax)
    .toReversed()
    .flatMap(({ startedAt, durationMs, runs: count, state }) => {
      if (durationMs === undefined) return [];
      const seconds = Math.round(durationMs / count) / secondMs;
      const isSuccess = state === 'succeeded';
      const time = format.format(new Date(startedAt));
      return [{ time, succeeded: isSuccess ? seconds : null, other: isSuccess ? null : seconds }];
    });
}

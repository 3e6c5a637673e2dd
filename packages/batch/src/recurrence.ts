import { Cron } from 'croner';
import { refuse } from '@counterfoil/contracts/refusal';

/** When a job runs by itself: never, whenever there is something to do, or at the times of a cron expression. */
export type Recurrence =
  | { readonly kind: 'off' }
  | { readonly kind: 'continuous' }
  | { readonly kind: 'cron'; readonly expression: string; readonly timeZone: string };

const cronFieldCount = 5;

const valueText = '(?:[0-9]+|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|sun|mon|tue|wed|thu|fri|sat)';
const itemText = `(?:\\*|${valueText}(?:-${valueText})?)(?:/[0-9]+)?`;

/**
 * What every cron dialect reads the same way. Extensions (`L`, `W`, `#`, `?`) are refused, since the preview and the
 * scheduler are two libraries and must never differ.
 */
const cronField = new RegExp(`^${itemText}(?:,${itemText})*$`, 'iu');

/** Any fixed moment: whether an expression ever comes due does not depend on today. */
const anyMoment = '2024-01-01T00:00:00';

/**
 * Reads a recurrence as administrators write it: `off`, `continuous`, or five cron fields optionally followed by a
 * time zone (`30 2 * * * Europe/Paris`); without one the times are UTC.
 * Throws the refusal `recurrence_invalid`.
 */
export function parseRecurrence(text: string): Recurrence {
  const words = text.trim().split(/\s+/u);
  if (words.length === 1 && (words[0] === 'off' || words[0] === 'continuous')) return { kind: words[0] };
  const fields = words.slice(0, cronFieldCount);
  const timeZone = words[cronFieldCount] ?? 'UTC';
  if (
    words.length < cronFieldCount ||
    words.length > cronFieldCount + 1 ||
    !fields.every((field) => cronField.test(field))
  ) {
    throw refuse('recurrence_invalid', 'recurrence', { value: text });
  }
  const recurrence = { kind: 'cron', expression: fields.join(' '), timeZone } as const;
  if (!everRuns(recurrence)) throw refuse('recurrence_invalid', 'recurrence', { value: text });
  return recurrence;
}

/** The text that `parseRecurrence` reads back. */
export function formatRecurrence(recurrence: Recurrence): string {
  if (recurrence.kind !== 'cron') return recurrence.kind;
  return recurrence.timeZone === 'UTC' ? recurrence.expression : `${recurrence.expression} ${recurrence.timeZone}`;
}

/**
 * The next `count` times after `from`, for previews; none when off or continuous. A time that daylight saving skips
 * runs once, right after the gap; a time that occurs twice runs once.
 */
export function nextRuns(recurrence: Recurrence, from: Date, count: number): Date[] {
  return recurrence.kind === 'cron' ? cronOf(recurrence).nextRuns(count, from) : [];
}

/** The last time before `before` at which the job was due; undefined when off, continuous or never due. */
export function previousRun(recurrence: Recurrence, before: Date): Date | undefined {
  return recurrence.kind === 'cron' ? cronOf(recurrence).previousRuns(1, before)[0] : undefined;
}

function everRuns(recurrence: Recurrence & { kind: 'cron' }): boolean {
  try {
    return cronOf(recurrence).nextRun(anyMoment) !== null;
  } catch (error) {
    // croner throws these two for expressions and time zones that it can't read.
    if (error instanceof TypeError || error instanceof RangeError) return false;
    throw error;
  }
}

function cronOf(recurrence: Recurrence & { kind: 'cron' }): Cron {
  return new Cron(recurrence.expression, { mode: '5-part', timezone: recurrence.timeZone, paused: true });
}

/** How somebody chooses a recurrence: the kinds that most jobs have, and a cron expression for all others. */
export type RecurrenceChoice =
  | { readonly kind: 'off' }
  | { readonly kind: 'continuous' }
  | { readonly kind: 'minutes'; readonly every: number; readonly timeZone: string }
  | { readonly kind: 'hourly'; readonly minute: number; readonly timeZone: string }
  | { readonly kind: 'daily'; readonly time: string; readonly timeZone: string }
  | { readonly kind: 'weekly'; readonly days: readonly number[]; readonly time: string; readonly timeZone: string }
  | { readonly kind: 'cron'; readonly expression: string; readonly timeZone: string };

export type RecurrenceKind = RecurrenceChoice['kind'];

/** Every kind, in the order in which they are offered. */
export const recurrenceKinds: readonly RecurrenceKind[] = [
  'continuous',
  'minutes',
  'hourly',
  'daily',
  'weekly',
  'cron',
  'off',
];

/** Numbers of minutes by which an hour can be divided: with others the last step of each hour would be shorter. */
export const minuteSteps: readonly number[] = [1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30];

const fieldCount = 5;
const timePattern = /^([01]?\d|2[0-3]):([0-5]\d)$/u;

/** The text that headquarters keeps; null while the choice isn't complete. */
export function recurrenceOf(choice: RecurrenceChoice): string | null {
  if (choice.kind === 'off' || choice.kind === 'continuous') return choice.kind;
  const expression = expressionOf(choice);
  if (expression === null) return null;
  return choice.timeZone === 'UTC' ? expression : `${expression} ${choice.timeZone}`;
}

function expressionOf(choice: Exclude<RecurrenceChoice, { kind: 'off' | 'continuous' }>): string | null {
  switch (choice.kind) {
    case 'minutes':
      return choice.every === 1 ? '* * * * *' : `*/${choice.every} * * * *`;
    case 'hourly':
      return `${choice.minute} * * * *`;
    case 'daily':
      return atTime(choice.time, '*');
    case 'weekly':
      return choice.days.length === 0 ? null : atTime(choice.time, choice.days.toSorted((a, b) => a - b).join(','));
    case 'cron':
      return choice.expression.trim() === '' ? null : choice.expression.trim().replaceAll(/\s+/gu, ' ');
  }
}

function atTime(time: string, days: string): string | null {
  const [, hour, minute] = timePattern.exec(time) ?? [];
  return hour === undefined || minute === undefined ? null : `${Number(minute)} ${Number(hour)} * * ${days}`;
}

/** How a kept recurrence is chosen; whatever is none of the usual kinds is shown as its cron expression. */
export function choiceOf(recurrence: string): RecurrenceChoice {
  const words = recurrence.trim().split(/\s+/u);
  const [first] = words;
  if (words.length === 1 && (first === 'off' || first === 'continuous')) return { kind: first };
  const expression = words.slice(0, fieldCount).join(' ');
  const timeZone = words[fieldCount] ?? 'UTC';
  return usualChoice(words.slice(0, fieldCount), timeZone) ?? { kind: 'cron', expression, timeZone };
}

function usualChoice(fields: readonly string[], timeZone: string): RecurrenceChoice | null {
  const [minute = '', hour = '', day = '', month = '', weekday = ''] = fields;
  if (day !== '*' || month !== '*') return null;
  const isEveryHour = hour === '*' && weekday === '*';
  if (isEveryHour && minute === '*') return { kind: 'minutes', every: 1, timeZone };
  const step = /^\*\/(\d+)$/u.exec(minute)?.[1];
  if (isEveryHour && step !== undefined && minuteSteps.includes(Number(step))) {
    return { kind: 'minutes', every: Number(step), timeZone };
  }
  if (!isNumber(minute, 59)) return null;
  if (isEveryHour) return { kind: 'hourly', minute: Number(minute), timeZone };
  if (!isNumber(hour, 23)) return null;
  const time = `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`;
  if (weekday === '*') return { kind: 'daily', time, timeZone };
  const days = weekday.split(',');
  if (!days.every((text) => isNumber(text, 6))) return null;
  return { kind: 'weekly', days: days.map(Number), time, timeZone };
}

function isNumber(text: string, max: number): boolean {
  return /^\d{1,2}$/u.test(text) && Number(text) <= max;
}

/** The same choice in another kind, with whatever both have. */
export function withKind(choice: RecurrenceChoice, kind: RecurrenceKind, zoneOfHere: string): RecurrenceChoice {
  if (choice.kind === kind) return choice;
  const timeZone = 'timeZone' in choice ? choice.timeZone : zoneOfHere;
  const time = 'time' in choice ? choice.time : '02:00';
  switch (kind) {
    case 'off':
    case 'continuous':
      return { kind };
    case 'minutes':
      return { kind, every: 5, timeZone };
    case 'hourly':
      return { kind, minute: 0, timeZone };
    case 'daily':
      return { kind, time, timeZone };
    case 'weekly':
      return { kind, days: [1], time, timeZone };
    case 'cron':
      return { kind, expression: isTimed(choice) ? (expressionOf(choice) ?? '') : '*/5 * * * *', timeZone };
  }
}

function isTimed(choice: RecurrenceChoice): choice is Exclude<RecurrenceChoice, { kind: 'off' | 'continuous' }> {
  return 'timeZone' in choice;
}

/** A duration in the unit in which people would say it, with one digit behind the point below ten. */
export interface SaidDuration {
  readonly unit: 'milliseconds' | 'seconds' | 'minutes' | 'hours';
  readonly value: number;
}

const msPerSecond = 1_000;
const msPerMinute = 60 * msPerSecond;
const msPerHour = 60 * msPerMinute;

/** How `durationMs` is said: 180 ms, 2.4 s, 12 min. */
export function saidDuration(durationMs: number): SaidDuration {
  if (durationMs < msPerSecond) return { unit: 'milliseconds', value: Math.round(durationMs) };
  if (durationMs < 2 * msPerMinute) return { unit: 'seconds', value: rounded(durationMs / msPerSecond) };
  if (durationMs < 2 * msPerHour) return { unit: 'minutes', value: rounded(durationMs / msPerMinute) };
  return { unit: 'hours', value: rounded(durationMs / msPerHour) };
}

function rounded(value: number): number {
  return value < 10 ? Math.round(value * 10) / 10 : Math.round(value);
}

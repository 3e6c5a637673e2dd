import type { Language } from '@counterfoil/contracts/error-register';

const units = [
  { unit: 'day', seconds: 86_400 },
  { unit: 'hour', seconds: 3_600 },
  { unit: 'minute', seconds: 60 },
  { unit: 'second', seconds: 1 },
] as const;

/** From `since` (ISO 8601) to `now` in its largest unit, as *3 minutes*; never less than one second. */
export function durationText(since: string, now: Date, language: Language): string {
  const seconds = Math.max(1, Math.floor((now.getTime() - Date.parse(since)) / 1_000));
  const { unit, seconds: unitSeconds } = units.find((candidate) => seconds >= candidate.seconds) ?? units[3];
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(
    Math.floor(seconds / unitSeconds),
  );
}

/** The time of day of an ISO time to the second, with the date when it isn't of today. */
export function secondText(iso: string, now: Date, language: Language): string {
  const time = new Date(iso);
  const isToday = time.toDateString() === now.toDateString();
  const date = isToday ? {} : { dateStyle: 'medium' as const };
  return new Intl.DateTimeFormat(language, { timeStyle: 'medium', ...date }).format(time);
}

const hourSpan = 24;

/** A place on the axis of time: the hour within a day, the day beyond. */
export function axisText(iso: string, spanHours: number, language: Language): string {
  const format: Intl.DateTimeFormatOptions =
    spanHours <= hourSpan
      ? { hour: '2-digit', minute: '2-digit' }
      : { weekday: 'short', hour: '2-digit', minute: '2-digit' };
  return new Intl.DateTimeFormat(language, format).format(new Date(iso));
}

const dayMs = 24 * 60 * 60 * 1_000;
/** The first day that the bits of `customers.list_marks` count from. */
const firstDayMs = Date.UTC(2000, 0, 1);

/** A day (`YYYY-MM-DD`) as the bits count it. */
export function dayNumber(day: string): number {
  return Math.max(0, Math.round((Date.parse(`${day}T00:00:00Z`) - firstDayMs) / dayMs));
}

/** The instant at which a day begins (UTC). */
export function beginningOf(day: string): string {
  return `${day}T00:00:00Z`;
}

/** The instant at which the day after it begins (UTC). */
export function endOf(day: string): string {
  return new Date(Date.parse(beginningOf(day)) + dayMs).toISOString();
}

/** Whether an instant (ISO 8601) is in the days from `first` to `last` (UTC), both included. */
export function isWithin(at: string, first: string | undefined, last: string | undefined): boolean {
  const day = at.slice(0, 'YYYY-MM-DD'.length);
  return (first === undefined || day >= first) && (last === undefined || day <= last);
}

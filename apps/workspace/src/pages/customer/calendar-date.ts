import { clock } from '../../browser-seams.ts';

/** Today's date in the time zone of the reader, `YYYY-MM-DD`. */
export function calendarDateToday(): string {
  const now = clock.now();
  const [month, day] = [now.getMonth() + 1, now.getDate()].map((number) => String(number).padStart(2, '0'));
  return `${now.getFullYear()}-${month}-${day}`;
}

import type { Language } from '@counterfoil/contracts/error-register';

/** Who reads a moment, and when. */
export interface MomentReader {
  readonly language: Language;
  readonly now: Date;
  /** IANA name; that of the machine when left out. */
  readonly timeZone?: string | undefined;
}

const time = { hour: 'numeric', minute: '2-digit' } as const;
const day = { day: 'numeric', month: 'short' } as const;

/** A moment as the reader writes it, `10:42 AM` or `10:42`, with the day when it isn't today. */
export function momentText(at: string, { language, now, timeZone }: MomentReader): string {
  const moment = new Date(at);
  const zone = timeZone === undefined ? {} : { timeZone };
  const dayOf = new Intl.DateTimeFormat('en-CA', zone);
  const isToday = dayOf.format(moment) === dayOf.format(now);
  return new Intl.DateTimeFormat(language, { ...time, ...(isToday ? {} : day), ...zone }).format(moment);
}

import type { Language } from '@counterfoil/contracts/error-register';

/* Decimal texts go to Intl as texts: no amount ever becomes a binary fraction. */

/** `12.50` and `USD` as *$12.50* or *12,50 $*. */
export function amountText(amount: string, currency: string, language: Language): string {
  return new Intl.NumberFormat(language, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' }).format(
    decimalLiteral(amount),
  );
}

/** A number of pieces or the like, without needless zeros. */
export function numberText(value: string | number, language: Language): string {
  const text = String(value);
  return new Intl.NumberFormat(language, { maximumFractionDigits: 4 }).format(decimalLiteral(text));
}

/** `0.42` as *42 %*. */
export function percentText(share: number, language: Language): string {
  return new Intl.NumberFormat(language, { style: 'percent' }).format(share);
}

const bytesPerMegabyte = 1_000_000;

const megabytesPerGigabyte = 1_000;

/** Bytes in megabytes, or in gigabytes when there are many. */
export function bytesText(bytes: number, language: Language): string {
  const megabytes = bytes / bytesPerMegabyte;
  const isLarge = megabytes >= megabytesPerGigabyte;
  const [value, unit] = isLarge ? [megabytes / megabytesPerGigabyte, 'gigabyte'] : [megabytes, 'megabyte'];
  const maximumFractionDigits = value < 10 ? 1 : 0;
  return new Intl.NumberFormat(language, { style: 'unit', unit, maximumFractionDigits }).format(value);
}

/** The time of day of an ISO time, with the date when it isn't of `today`. */
export function timeText(iso: string, today: Date, language: Language): string {
  const time = new Date(iso);
  const isToday = time.toDateString() === today.toDateString();
  return new Intl.DateTimeFormat(language, { timeStyle: 'short', ...(isToday ? {} : { dateStyle: 'medium' }) }).format(
    time,
  );
}

/** Date and time of an ISO time. */
export function dateTimeText(iso: string, language: Language): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(iso));
}

/** Seconds as *0:42* or *12:05*. */
export function countdownText(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

function decimalLiteral(text: string): Intl.StringNumericLiteral {
  return text as Intl.StringNumericLiteral;
}

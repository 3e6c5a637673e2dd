import type { Language } from '@counterfoil/contracts/error-register';

/** An amount as people read it; `amount` is a decimal text, which is not rounded on the way. */
export function money(amount: string, currency: string, language: Language): string {
  return new Intl.NumberFormat(language, { style: 'currency', currency }).format(amount as Intl.StringNumericLiteral);
}

/** A day as people read it. */
export function day(date: Date, language: Language): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(date);
}

/** The day of a moment, ISO 8601, as rules and form fields have it. */
export function isoDay(moment: Date): string {
  return moment.toISOString().slice(0, 'YYYY-MM-DD'.length);
}

/** The languages of every message to a person. */
export const languages = ['en', 'fr'] as const;
export type Language = (typeof languages)[number];

/** A *refusal* can be acted on by the caller, an *outage* is retried with a bound, a *bug* is ours. */
export type ErrorKind = 'refusal' | 'outage' | 'bug';

/** One entry of the register, from which the operator's runbook is generated. */
export interface ErrorEntry {
  readonly kind: ErrorKind;
  readonly httpStatus: number;
  /** What the caller is told, with `{name}` for parameters. */
  readonly message: Readonly<Record<Language, string>>;
  /** What the operator does. */
  readonly remedy: string;
  readonly retryable: boolean;
}

/** A refusal: the caller can act on it. */
export const refusal = (httpStatus: number, en: string, fr: string, remedy: string): ErrorEntry => ({
  kind: 'refusal',
  httpStatus,
  message: { en, fr },
  remedy,
  retryable: false,
});
/** An outage: retried with a bound. */
export const outage = (httpStatus: number, en: string, fr: string, remedy: string): ErrorEntry => ({
  kind: 'outage',
  httpStatus,
  message: { en, fr },
  remedy,
  retryable: true,
});

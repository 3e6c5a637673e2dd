import { pino } from 'pino';

/**
 * Structured logging without personal data: callers pass codes, counts, names of jobs and databases, durations; never
 * a customer's fields, identifiers or account numbers at info and above.
 */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
  child(fields: Record<string, unknown>): Log;
}

/** A JSON log on standard output; `level` is one of pino's. */
export function createLog(fields: Record<string, unknown>, level = 'info'): Log {
  return pino({ level, base: fields, timestamp: pino.stdTimeFunctions.isoTime });
}

/** A log that keeps nothing. */
export const silentLog: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => silentLog,
};

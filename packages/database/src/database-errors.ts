import { CodedError } from '@counterfoil/contracts/refusal';
import pg from 'pg';

const unreachableErrnos = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EACCES',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

// SQLSTATE: connection exceptions; insufficient resources (connections, disk, memory); shutdown, crash and start of the
// server; a server that became a read-only standby; wrong credentials; no such database.
const unreachableStates = /^(08|53|57P0[1234]|25006|28|3D000)/u;
// pg reports these without a code.
const unreachableMessages =
  /^(Connection terminated|timeout exceeded when trying to connect|timeout expired|Client has encountered a connection error|Client was closed and is not queryable)/u;

/**
 * What a failed call to the database means: an outage (the server is away, full or stopping) becomes the coded error
 * `database_unreachable`; everything else is handed back as it is.
 */
export function readableDatabaseError(error: unknown): unknown {
  return isOutage(error) ? new CodedError('database_unreachable', undefined, { cause: error }) : error;
}

/** True when a unique constraint refused a row. */
export function isUniqueViolation(error: unknown): boolean {
  return stateOf(error) === '23505';
}

/**
 * True when the row is bad and not the database: data exceptions (class 22), broken constraints (23), a value too many
 * (21), a statement beyond the server's limits (54). Such a record holds up its own customer only (R13).
 */
export function isDataError(error: unknown): boolean {
  return /^(21|22|23|54)/u.test(stateOf(error));
}

function isOutage(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) return unreachableStates.test(error.code ?? '');
  if (!(error instanceof Error)) return false;
  return unreachableErrnos.has((error as NodeJS.ErrnoException).code ?? '') || unreachableMessages.test(error.message);
}

function stateOf(error: unknown): string {
  if (error instanceof pg.DatabaseError) return error.code ?? '';
  return error instanceof Error && error.cause instanceof pg.DatabaseError ? (error.cause.code ?? '') : '';
}

import { CodedError } from '@counterfoil/contracts/refusal';
import type { Tx } from '@counterfoil/database/database';

/** `GET /health`: whether the database answers. */
export async function databaseHealth(database: Tx): Promise<{ status: 'ok' | 'degraded' }> {
  try {
    await database.query('SELECT 1');
    return { status: 'ok' };
  } catch (error) {
    if (error instanceof CodedError) return { status: 'degraded' };
    throw error;
  }
}

/** SQLSTATEs that are solved by trying again: serialization failure, deadlock, lock not available. */
const transientStates = new Set(['40001', '40P01', '55P03']);

/** The outage that an error of the database stands for; null when it is none. */
export function databaseOutage(error: unknown): CodedError | null {
  const state = (error as { code?: unknown } | null)?.code;
  const transient = typeof state === 'string' && transientStates.has(state);
  return transient ? new CodedError('overloaded', undefined, { cause: error }) : null;
}

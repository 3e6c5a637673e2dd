import type { CrashPoints } from '@counterfoil/platform/crash-points';
import type pg from 'pg';
import { readableDatabaseError } from './database-errors.ts';

/** A named prepared statement: the server plans its text once per connection. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

/** What a transaction's work calls. */
export interface Tx {
  /** The rows of one statement. Instants are ISO 8601 text, days YYYY-MM-DD, 8-byte integers text. */
  query<Row>(statement: Statement | string, parameters?: readonly unknown[]): Promise<Row[]>;
  /** The number of rows that one statement wrote. */
  affected(statement: Statement | string, parameters?: readonly unknown[]): Promise<number>;
}

/** Anything that runs one statement: a pool or one connection. */
export type Connection = Pick<pg.ClientBase, 'query'>;

// PostgreSQL cuts a longer name off, and two statements would become one.
const statementNameBytesMax = 63;

/** A prepared statement; its name is unique in the program and at most 63 bytes. */
export function prepared(name: string, text: string): Statement {
  if (Buffer.byteLength(name) > statementNameBytesMax)
    throw new Error(`the name of the statement "${name}" is too long`);
  return { name, text };
}

/** Runs one statement; outages become the coded error `database_unreachable`. */
export async function runStatement(
  connection: Connection,
  statement: Statement | string,
  parameters: readonly unknown[] = [],
): Promise<pg.QueryResult> {
  const config = typeof statement === 'string' ? { text: statement } : { name: statement.name, text: statement.text };
  try {
    return await connection.query({ ...config, values: [...parameters] });
  } catch (error) {
    throw readableDatabaseError(error);
  }
}

/** Rows and counts over a connection; `beforeStatement` is the crash point of a transaction. */
export function statementsOver(connection: Connection, beforeStatement?: () => void | Promise<void>): Tx {
  const run = async (statement: Statement | string, parameters?: readonly unknown[]): Promise<pg.QueryResult> => {
    const reached = beforeStatement?.();
    if (reached) await reached;
    return runStatement(connection, statement, parameters);
  };
  return {
    query: async <Row>(statement: Statement | string, parameters?: readonly unknown[]) =>
      (await run(statement, parameters)).rows as Row[],
    affected: async (statement, parameters) => (await run(statement, parameters)).rowCount ?? 0,
  };
}

/**
 * Runs `work` as the transaction `name` on one connection and reaches its crash points: `begin`, `statement <n>`
 * (from 1), `commit`, `committed`. Whatever is thrown before the commit, a crash point's own error included, rolls back
 * and is thrown on; an outage during the commit itself leaves its outcome unknown, as with any network.
 */
export async function runTransaction<T>(
  connection: Connection,
  name: string,
  crashPoints: CrashPoints,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const reach = (point: string): void | Promise<void> => crashPoints.reach(`${name}/${point}`);
  const begun = reach('begin');
  if (begun) await begun;
  await runStatement(connection, 'BEGIN');
  const result = await workOrRollBack(connection, reach, work);
  await commit(connection, name);
  const committed = reach('committed');
  if (committed) await committed;
  return result;
}

async function workOrRollBack<T>(
  connection: Connection,
  reach: (point: string) => void | Promise<void>,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  let statementCount = 0;
  try {
    const result = await work(statementsOver(connection, () => reach(`statement ${++statementCount}`)));
    const finished = reach('commit');
    if (finished) await finished;
    return result;
  } catch (error) {
    await rollBack(connection, error);
    throw error;
  }
}

async function commit(connection: Connection, name: string): Promise<void> {
  const { command } = await runStatement(connection, 'COMMIT');
  // PostgreSQL answers a COMMIT after a failed statement with a silent rollback.
  if (command !== 'COMMIT') throw new Error(`the transaction "${name}" went on after one of its statements had failed`);
}

async function rollBack(connection: Connection, reason: unknown): Promise<void> {
  try {
    await connection.query('ROLLBACK');
  } catch (error) {
    // The connection is gone, and with it the transaction; the reason tells more than this.
    throw new RollbackFailed(reason, error);
  }
}

/** The connection broke before the rollback was confirmed; `reason` is what the work threw. */
export class RollbackFailed extends Error {
  readonly reason: unknown;

  constructor(reason: unknown, cause: unknown) {
    super('the connection broke before the rollback', { cause });
    this.name = 'RollbackFailed';
    this.reason = reason;
  }
}

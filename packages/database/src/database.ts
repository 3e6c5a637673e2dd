import type { Log } from '@counterfoil/platform/log';
import type { Seams } from '@counterfoil/platform/seams';
import pg from 'pg';
import { connectionOptions } from './connection.ts';
import { readableDatabaseError } from './database-errors.ts';
import type { Statement, Tx } from './transaction.ts';
import { RollbackFailed, runTransaction, statementsOver } from './transaction.ts';

export { isDataError, isUniqueViolation } from './database-errors.ts';
export type { Statement, Tx } from './transaction.ts';
export { prepared } from './transaction.ts';

const poolSizeDefault = 10;

/** One database, reached over a pool of connections. Its own `query` and `affected` are one autocommit statement each. */
export interface Database extends Tx {
  readonly url: string;
  /**
   * One named durable step with the crash points `<name>/begin`, `<name>/statement <n>`, `<name>/commit` and
   * `<name>/committed`. Rolls back and throws on whatever `work` throws.
   */
  transaction<T>(name: string, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** One autocommit statement as a named durable step, with `<name>/begin` and `<name>/committed` around it. */
  execute<Row>(name: string, statement: Statement | string, parameters?: readonly unknown[]): Promise<Row[]>;
  /** Waits for running statements and closes all connections. */
  close(): Promise<void>;
}

/** Opens a pool and proves that the server answers; throws the coded error `database_unreachable` otherwise. */
export async function connectDatabase(options: {
  readonly url: string;
  /** Connections at most; 10 unless told. */
  readonly poolSize?: number;
  readonly seams: Seams;
}): Promise<Database> {
  const { url, seams } = options;
  const pool = new pg.Pool({ ...connectionOptions(url), max: options.poolSize ?? poolSizeDefault });
  // The pool says that it has ended before its sockets have, so a server that stops right after may still cut them.
  pool.on('error', (error) => {
    if (!pool.ending) reportBrokenConnection(seams.log, error);
  });
  const database = databaseOver(pool, url, seams);
  try {
    await database.query('SELECT 1');
  } catch (error) {
    await pool.end();
    throw error;
  }
  return database;
}

function databaseOver(pool: pg.Pool, url: string, seams: Seams): Database {
  const { crashPoints } = seams;
  const single = statementsOver(pool);
  return {
    ...single,
    url,
    transaction: (name, work) =>
      onOneConnection(pool, seams.log, (connection) => runTransaction(connection, name, crashPoints, work)),
    async execute<Row>(name: string, statement: Statement | string, parameters?: readonly unknown[]) {
      const begun = crashPoints.reach(`${name}/begin`);
      if (begun) await begun;
      const rows = await single.query<Row>(statement, parameters);
      const committed = crashPoints.reach(`${name}/committed`);
      if (committed) await committed;
      return rows;
    },
    close: () => pool.end(),
  };
}

async function onOneConnection<T>(
  pool: pg.Pool,
  log: Log,
  work: (connection: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const connection = await takeConnection(pool);
  let broken: Error | undefined;
  const onError = (error: Error): void => {
    broken = error;
    reportBrokenConnection(log, error);
  };
  connection.on('error', onError);
  try {
    return await work(connection);
  } catch (error) {
    if (!(error instanceof RollbackFailed)) throw error;
    broken ??= error;
    throw error.reason;
  } finally {
    connection.off('error', onError);
    connection.release(broken);
  }
}

async function takeConnection(pool: pg.Pool): Promise<pg.PoolClient> {
  try {
    return await pool.connect();
  } catch (error) {
    throw readableDatabaseError(error);
  }
}

function reportBrokenConnection(log: Log, error: Error): void {
  log.warn({ error: error.message }, 'a connection to the database broke');
}

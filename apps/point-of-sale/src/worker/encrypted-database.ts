import type { Database, PreparedStatement } from '@evolu/sqlite-wasm';
import { CodedError, refuse } from '@counterfoil/contracts/refusal';
import type { LocalValue, SqliteConnection } from '@counterfoil/till/local-database';
import { durablePragmas, pageSizeBytes } from '@counterfoil/till/local-database';
import type { DatabasePool } from './database-pool.ts';

/** Tables that hold what exists nowhere else: looked through whenever the database is opened. */
const irreplaceable = /^(?:device|outbox|transactions|printed_numbers|shifts|open_transaction|till_facts)$/u;

/**
 * Opens the database under its key. The key is used as it is, without derivation: it has all of its 256 bits from
 * chance. Error: `till_database_corrupt` when this isn't its key, or when it can't be read.
 */
export function openEncrypted(pool: DatabasePool, key: Uint8Array): Database {
  const database = pool.open();
  try {
    for (const pragma of cipherPragmas(key)) database.exec(pragma);
    return database;
  } catch (error) {
    database.close();
    throw codedError(error, pool);
  }
}

function cipherPragmas(key: Uint8Array): string[] {
  const hex = Array.from(key, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return [
    `PRAGMA cipher = 'chacha20'`,
    `PRAGMA key = 'raw:${hex}'`,
    `PRAGMA page_size = ${pageSizeBytes}`,
    /* A write-ahead log without shared memory needs it; and nobody else can open the files anyway. */
    `PRAGMA locking_mode = EXCLUSIVE`,
    /* The first that reads a page. */
    `SELECT count(*) FROM sqlite_schema`,
  ];
}

/**
 * Makes what is written durable, and looks at what must not be lost. From now on closing it changes no file, so that a
 * damaged database stays as it was found. Error: `till_database_corrupt`.
 */
export function prepareForUse(database: Database, pool: DatabasePool): void {
  try {
    const { capi } = pool.sqlite;
    capi.sqlite3_db_config(database, capi.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, 0);
    for (const pragma of durablePragmas) database.exec(pragma);
    const tables = columnOf(database, `SELECT name FROM sqlite_schema WHERE type = 'table'`);
    for (const table of tables.filter((name) => irreplaceable.test(name))) {
      if (columnOf(database, `PRAGMA quick_check(${table})`).join() !== 'ok') throw refuse('till_database_corrupt');
    }
  } catch (error) {
    database.close();
    throw codedError(error, pool);
  }
}

function columnOf(database: Database, sql: string): string[] {
  return database.exec({ sql, rowMode: 0, returnValue: 'resultRows' }).map(String);
}

/** The till's engine on the database. Errors of SQLite become `till_storage_full` and `till_database_corrupt`. */
export function connectionOver(database: Database, pool: DatabasePool): SqliteConnection {
  const statements = new Map<string, PreparedStatement>();
  const withStatement = <T>(
    sql: string,
    parameters: readonly LocalValue[],
    work: (statement: PreparedStatement) => T,
  ): T => {
    try {
      const statement = statements.get(sql) ?? database.prepare(sql);
      statements.set(sql, statement);
      return usedStatement(statement, parameters, work);
    } catch (error) {
      throw codedError(error, pool);
    }
  };
  return {
    run: (sql, parameters) =>
      withStatement(sql, parameters, (statement) => {
        while (statement.step());
        return database.changes();
      }),
    all: (sql, parameters) => withStatement(sql, parameters, rowsOf),
    isInTransaction: () => pool.sqlite.wasm.xCall('sqlite3_get_autocommit', database.pointer) === 0,
    close: () => {
      for (const statement of statements.values()) statement.finalize();
      statements.clear();
      database.close();
    },
  };
}

function usedStatement<T>(
  statement: PreparedStatement,
  parameters: readonly LocalValue[],
  work: (statement: PreparedStatement) => T,
): T {
  try {
    if (parameters.length > 0) statement.bind([...parameters]);
    return work(statement);
  } finally {
    statement.reset(true);
  }
}

function rowsOf(statement: PreparedStatement): unknown[] {
  const rows: unknown[] = [];
  while (statement.step()) rows.push(statement.get({}));
  return rows;
}

/** Low byte of SQLite's result codes. */
const primaryCode = 0xff;
const [ioError, corrupt, full, notADatabase] = [10, 11, 13, 26];

/** What a person can act on of an error of SQLite; other errors stay what they are. */
export function codedError(error: unknown, pool: DatabasePool): unknown {
  if (error instanceof CodedError || !(error instanceof Error)) return error;
  const code = resultCodeOf(error);
  const isFull = pool.takeIsFull();
  if (code === full || (code === ioError && isFull))
    return new CodedError('till_storage_full', undefined, { cause: error });
  if (code === corrupt || code === notADatabase) {
    return new CodedError('till_database_corrupt', undefined, { cause: error });
  }
  return error;
}

function resultCodeOf(error: Error & { resultCode?: unknown }): number | undefined {
  return typeof error.resultCode === 'number' ? error.resultCode & primaryCode : undefined;
}

import type { CrashPoints } from '@counterfoil/platform/crash-points';

/** What SQL statements take and give here. */
export type LocalValue = string | number | null;

/** What a transaction's work calls. */
export interface LocalTx {
  /** Runs one statement; how many rows it wrote. */
  run(sql: string, parameters?: readonly LocalValue[]): Promise<number>;
  /** The rows of one statement. */
  all<Row>(sql: string, parameters?: readonly LocalValue[]): Promise<Row[]>;
}

/**
 * The till's offline database: SQLite on storage of its own, with one writer. What a transaction has committed is on
 * the disk before its promise resolves (strict durability): only then is anything acknowledged to a person.
 */
export interface LocalDatabase {
  /** The rows of one statement, never in the middle of somebody's transaction. */
  all<Row>(sql: string, parameters?: readonly LocalValue[]): Promise<Row[]>;
  /**
   * One named durable step with the crash points `<name>/begin`, `<name>/statement <n>`, `<name>/commit` and
   * `<name>/committed`; rolls back and throws on whatever `work` throws. `work` uses its own `tx` only: the database
   * itself waits until the transaction has ended.
   */
  transaction<T>(name: string, work: (tx: LocalTx) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** One connection to SQLite, in whichever way the platform offers it. */
export interface SqliteConnection {
  run(sql: string, parameters: readonly LocalValue[]): number | Promise<number>;
  all(sql: string, parameters: readonly LocalValue[]): unknown[] | Promise<unknown[]>;
  /** False once SQLite has rolled back by itself, as it does when the storage is full. */
  isInTransaction(): boolean;
  close(): void | Promise<void>;
}

/** Fewer, fuller pages than usual: a search reads runs of keys. It takes effect in a file that is still empty. */
export const pageSizeBytes = 8_192;

/**
 * The upper levels of all trees, the words of names and the keys that are asked for most stay in memory. Less is slower,
 * never wrong.
 */
const cacheSizeKib = 64 * 1_024;

/**
 * Asked of every connection: a commit waits for the disk; a write-ahead log keeps that cheap; what is deleted is
 * overwritten, so that customer data that is kept off a till does not stay behind in free pages.
 */
export const durablePragmas = [
  `PRAGMA page_size = ${pageSizeBytes}`,
  'PRAGMA journal_mode = WAL',
  'PRAGMA synchronous = FULL',
  'PRAGMA secure_delete = ON',
  `PRAGMA cache_size = -${cacheSizeKib}`,
] as const;

/** A database over one connection: reads and transactions take turns. */
export function createLocalDatabase(connection: SqliteConnection, crashPoints: CrashPoints): LocalDatabase {
  const inTurn = createTurns();
  return {
    all: <Row>(sql: string, parameters: readonly LocalValue[] = []) =>
      inTurn(async () => (await connection.all(sql, parameters)) as Row[]),
    transaction: (name, work) => inTurn(() => runTransaction(connection, name, crashPoints, work)),
    close: () => inTurn(async () => connection.close()),
  };
}

function createTurns(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const result = last.then(work);
    last = result.catch(() => undefined);
    return result;
  };
}

async function runTransaction<T>(
  connection: SqliteConnection,
  name: string,
  crashPoints: CrashPoints,
  work: (tx: LocalTx) => Promise<T>,
): Promise<T> {
  const reach = (point: string): void | Promise<void> => crashPoints.reach(`${name}/${point}`);
  await reach('begin');
  await connection.run('BEGIN IMMEDIATE', []);
  const result = await committedOrRolledBack(connection, reach, work);
  await reach('committed');
  return result;
}

async function committedOrRolledBack<T>(
  connection: SqliteConnection,
  reach: (point: string) => void | Promise<void>,
  work: (tx: LocalTx) => Promise<T>,
): Promise<T> {
  try {
    const result = await work(statementsOver(connection, reach));
    await reach('commit');
    await connection.run('COMMIT', []);
    return result;
  } catch (error) {
    if (connection.isInTransaction()) await connection.run('ROLLBACK', []);
    throw error;
  }
}

function statementsOver(connection: SqliteConnection, reach: (point: string) => void | Promise<void>): LocalTx {
  let statementCount = 0;
  return {
    async run(sql, parameters = []) {
      await reach(`statement ${++statementCount}`);
      return connection.run(sql, parameters);
    },
    async all<Row>(sql: string, parameters: readonly LocalValue[] = []) {
      await reach(`statement ${++statementCount}`);
      return (await connection.all(sql, parameters)) as Row[];
    },
  };
}

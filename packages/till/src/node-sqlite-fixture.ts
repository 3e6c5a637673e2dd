import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { noCrashPoints, type CrashPoints } from '@counterfoil/platform/crash-points';
import { createLocalDatabase, durablePragmas, type LocalDatabase, type SqliteConnection } from './local-database.ts';

/** An offline database in a file, by the SQLite that Node brings: for tests and simulations with real files. */
export function openSqliteFile(file: string, crashPoints: CrashPoints = noCrashPoints): LocalDatabase {
  const database = new DatabaseSync(file);
  for (const pragma of durablePragmas) database.exec(pragma);
  return createLocalDatabase(connectionOver(database), crashPoints);
}

function connectionOver(database: DatabaseSync): SqliteConnection {
  const statements = new Map<string, StatementSync>();
  const prepare = (sql: string): StatementSync => {
    const known = statements.get(sql) ?? database.prepare(sql);
    statements.set(sql, known);
    return known;
  };
  return {
    run: (sql, parameters) => Number(prepare(sql).run(...parameters).changes),
    all: (sql, parameters) => prepare(sql).all(...parameters),
    isInTransaction: () => database.isTransaction,
    close: () => database.close(),
  };
}

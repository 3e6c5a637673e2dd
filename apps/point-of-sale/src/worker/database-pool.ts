import initializeSqlite, { type Database, type SAHPoolUtil, type Sqlite3Static } from '@evolu/sqlite-wasm';
import type { Clock } from '@counterfoil/platform/clock';
import {
  folderAt,
  openAlone,
  readTextFile,
  removeFile,
  writeTextFile,
  type SyncAccessHandle,
} from './private-files.ts';

const poolFolder = 'counterfoil-till-database';
const poolName = 'counterfoil';
/** Where the library keeps its files, below its own folder. */
const filesFolder = '.opaque';
const guardFolder = 'guard';
const guardFile = 'guard';
const databasePath = '/till.db';
const logPath = `${databasePath}-wal`;
/** Exists while a snapshot is being written: what a cut-off import left is no database. */
const importMark = 'importing';
/** Database, write-ahead log and some to spare. */
const fileCountMax = 5;
/** How long a worker that has just been ended may still hold its files. */
const releaseWaitMaxMs = 10_000;
const releasePollMs = 50;

/** The files of the till's database, held by this worker alone. */
export interface DatabasePool {
  readonly sqlite: Sqlite3Static;
  hasDatabase(): boolean;
  /** Opens the database's file, made if need be; nothing is read from it yet. */
  open(): Database;
  /** Removes the database, which must be closed. */
  remove(): void;
  /** Until `endImport`, what is in the file counts for nothing, also after a restart. */
  beginImport(): Promise<void>;
  endImport(): Promise<void>;
  /** Whether the storage has refused bytes for want of space since this was last asked. */
  takeIsFull(): boolean;
}

/**
 * Takes the files of the database over, waiting for a worker that is just ending. The library deletes its whole folder
 * when it can't open one of its files: so all of them are tried before, and a file that is held open inside the folder
 * keeps the folder from being deleted.
 */
export async function openDatabasePool(clock: Clock): Promise<DatabasePool> {
  const guards = await folderAt(poolFolder, filesFolder, guardFolder);
  const guard = await openWhenReleased(await guards.getFileHandle(guardFile, { create: true }), clock);
  try {
    await waitUntilReleased(await folderAt(poolFolder, filesFolder), clock);
    const problems: unknown[] = [];
    const sqlite = await loadSqlite(problems);
    const options = { name: poolName, directory: poolFolder, initialCapacity: fileCountMax };
    const pool = poolOver(sqlite, await sqlite.installOpfsSAHPoolVfs(options), problems);
    await removeCutOffImport(pool);
    return pool;
  } finally {
    guard.close();
  }
}

async function openWhenReleased(file: FileSystemFileHandle, clock: Clock): Promise<SyncAccessHandle> {
  const giveUpAtMs = clock.monotonicMs() + releaseWaitMaxMs;
  for (;;) {
    try {
      return await openAlone(file);
    } catch (error) {
      const isHeld = error instanceof DOMException && error.name === 'NoModificationAllowedError';
      if (!isHeld || clock.monotonicMs() > giveUpAtMs) throw error;
    }
    await clock.sleep(releasePollMs);
  }
}

async function waitUntilReleased(folder: FileSystemDirectoryHandle, clock: Clock): Promise<void> {
  const files: FileSystemFileHandle[] = [];
  for await (const entry of folder.values()) if (entry.kind === 'file') files.push(entry);
  for (const file of files) (await openWhenReleased(file, clock)).close();
}

/* Read by the library when it starts. */
interface LibrarySettings {
  sqlite3ApiConfig?: Readonly<Record<'error' | 'warn' | 'log', (...words: unknown[]) => void>>;
}

async function loadSqlite(problems: unknown[]): Promise<Sqlite3Static> {
  (globalThis as LibrarySettings).sqlite3ApiConfig = {
    /* The only place where the library tells why the storage refused something. */
    error: (...words) => problems.push(...words),
    warn: () => undefined,
    log: () => undefined,
  };
  return initializeSqlite();
}

function poolOver(sqlite: Sqlite3Static, pool: SAHPoolUtil, problems: unknown[]): DatabasePool {
  return {
    sqlite,
    hasDatabase: () => pool.getFileNames().includes(databasePath),
    open: () => new pool.OpfsSAHPoolDb(`file:${databasePath}?vfs=multipleciphers-${poolName}`),
    remove: () => {
      pool.unlink(logPath);
      pool.unlink(databasePath);
    },
    beginImport: async () => writeTextFile(await folderAt(poolFolder), importMark, ''),
    endImport: async () => removeFile(await folderAt(poolFolder), importMark),
    takeIsFull: () => problems.splice(0).some(isQuotaExceeded),
  };
}

const isQuotaExceeded = (problem: unknown): boolean =>
  problem instanceof Error && (problem.name === 'QuotaExceededError' || problem.message.includes('write() failure'));

async function removeCutOffImport(pool: DatabasePool): Promise<void> {
  const isCutOff = (await readTextFile(await folderAt(poolFolder), importMark)) !== null;
  if (!isCutOff) return;
  pool.remove();
  await pool.endImport();
}

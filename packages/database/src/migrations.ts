import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import type { Seams } from '@counterfoil/platform/seams';
import type pg from 'pg';
import { connectClient } from './connection.ts';
import type { Database } from './database.ts';
import { StartError } from './start-error.ts';
import type { Tx } from './transaction.ts';
import { runTransaction, statementsOver } from './transaction.ts';

/** One forward step of a database's schema: the file `<number>-<name>.sql`. */
interface Migration {
  readonly number: number;
  readonly name: string;
  readonly checksum: string;
  readonly text: string;
}

interface AppliedMigration {
  readonly number: number;
  readonly checksum: string;
}

const fileNamePattern = /^(\d{4})-(.+)\.sql$/u;
// Advisory locks are per database; the number only has to differ from those of other uses.
const migrationLock = 7_064_201;
const oldestServerVersion = 150_000;

/**
 * Brings the database to the schema of the files in `folder` (`0001-….sql`, each its own transaction `migrate`).
 * Several starters may call it at once: one works, the others find it done. Throws a StartError for a server older than
 * PostgreSQL 15, a database newer than the program, and a file that was changed after it was applied.
 */
export async function migrate(database: Database, folder: URL, seams: Seams): Promise<void> {
  const migrations = await readMigrations(folder);
  const client = await connectClient(database.url);
  client.on('error', (error) => seams.log.warn({ error: error.message }, 'the connection of the migrations broke'));
  try {
    const tx = statementsOver(client);
    await refuseOldServer(tx);
    await tx.query('SELECT pg_advisory_lock($1)', [migrationLock]);
    await applyMissing(client, migrations, seams);
  } finally {
    // The end of the connection also gives the lock free.
    await client.end();
  }
}

/** The migrations of a folder in their order; throws when a number is missing or a file is named otherwise. */
export async function readMigrations(folder: URL): Promise<readonly Migration[]> {
  const base = folder.href.endsWith('/') ? folder : new URL(`${folder.href}/`);
  const fileNames = (await readdir(base)).filter((fileName) => fileName.endsWith('.sql')).sort();
  return Promise.all(fileNames.map((fileName, index) => readMigration(base, fileName, index + 1)));
}

async function readMigration(base: URL, fileName: string, expectedNumber: number): Promise<Migration> {
  const [, digits, name] = fileNamePattern.exec(fileName) ?? [];
  if (name === undefined || Number(digits) !== expectedNumber) {
    throw new Error(`the migration ${fileName} should be number ${expectedNumber}, named like 0001-name.sql`);
  }
  // Line ends may differ between clones.
  const text = (await readFile(new URL(encodeURIComponent(fileName), base), 'utf8')).replaceAll('\r\n', '\n');
  return { number: expectedNumber, name, checksum: createHash('sha256').update(text).digest('hex'), text };
}

async function refuseOldServer(tx: Tx): Promise<void> {
  const [row] = await tx.query<{ version: string; number: number }>(
    `SELECT current_setting('server_version') AS version, current_setting('server_version_num')::int AS number`,
  );
  if (row && row.number >= oldestServerVersion) return;
  throw new StartError(
    `The database server is PostgreSQL ${row?.version ?? 'of an unknown version'}: use PostgreSQL 15 or newer.`,
  );
}

async function applyMissing(client: pg.Client, migrations: readonly Migration[], seams: Seams): Promise<void> {
  const tx = statementsOver(client);
  await createMigrationsTable(tx);
  const applied = await tx.query<AppliedMigration>('SELECT number, checksum FROM schema_migrations ORDER BY number');
  refuseNewerDatabase(applied, migrations);
  refuseChangedMigration(applied, migrations);
  for (const migration of migrations.slice(applied.length)) {
    await applyMigration(client, migration, seams);
  }
}

async function applyMigration(client: pg.Client, migration: Migration, seams: Seams): Promise<void> {
  await runTransaction(client, 'migrate', seams.crashPoints, async (tx) => {
    // Without parameters the server accepts several statements in one text.
    await client.query(migration.text);
    await recordMigration(tx, migration, seams.clock.now());
  });
  seams.log.info({ number: migration.number, name: migration.name }, 'database migrated');
}

async function createMigrationsTable(tx: Tx): Promise<void> {
  await tx.query(
    `CREATE TABLE IF NOT EXISTS schema_migrations (
       number int PRIMARY KEY, name text NOT NULL, checksum text NOT NULL, applied_at timestamptz NOT NULL)`,
  );
}

async function recordMigration(tx: Tx, migration: Migration, appliedAt: Date): Promise<void> {
  await tx.affected('INSERT INTO schema_migrations (number, name, checksum, applied_at) VALUES ($1, $2, $3, $4)', [
    migration.number,
    migration.name,
    migration.checksum,
    appliedAt,
  ]);
}

function refuseNewerDatabase(applied: readonly AppliedMigration[], migrations: readonly Migration[]): void {
  const highest = applied.at(-1)?.number ?? 0;
  if (highest <= migrations.length) return;
  throw new StartError(
    `The database is newer than the program (schema ${highest}, the program knows ${migrations.length}): update the program.`,
  );
}

function refuseChangedMigration(applied: readonly AppliedMigration[], migrations: readonly Migration[]): void {
  for (const [index, { number, checksum }] of applied.entries()) {
    const migration = migrations[index];
    if (migration?.number === number && migration.checksum === checksum) continue;
    throw new StartError(
      `Migration ${number} of the database is not the program's: run the program that belongs to this database, or restore the file.`,
    );
  }
}

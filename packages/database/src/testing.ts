import { createHash } from 'node:crypto';
import { systemIds } from '@counterfoil/platform/identifiers';
import { silentLog } from '@counterfoil/platform/log';
import type { Seams } from '@counterfoil/platform/seams';
import { systemSeams } from '@counterfoil/platform/seams';
import type pg from 'pg';
import { connectClient } from './connection.ts';
import type { Database } from './database.ts';
import { connectDatabase } from './database.ts';
import { databaseUrl } from './ensure-database.ts';
import { migrate, readMigrations } from './migrations.ts';

/** Any PostgreSQL server on which the tests may create databases; set by the tests' own set-up when it is not given. */
export const testDatabaseVariable = 'COUNTERFOIL_TEST_DATABASE_URL';

/** A database of one test. */
export interface TestDatabase {
  readonly database: Database;
  readonly url: string;
  /** Closes the pool and deletes the database. */
  drop(): Promise<void>;
}

const templateLock = 7_064_202;

/**
 * An own, empty, migrated database on the tests' server: a copy of a template that is built once per content of the
 * migrations folder. Without a folder it is an empty database.
 */
export async function createTestDatabase(
  migrationsFolder: URL | undefined,
  options: { readonly seams?: Seams; readonly poolSize?: number } = {},
): Promise<TestDatabase> {
  const seams = options.seams ?? systemSeams(silentLog);
  const name = `test_${systemIds.uuid().replaceAll('-', '')}`;
  await onServer(async (client) => {
    const template = migrationsFolder ? await ensureTemplate(client, migrationsFolder, seams) : 'template1';
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  });
  const url = databaseUrl(testServerUrl(), name);
  const { poolSize } = options;
  const database = await connectDatabase({ url, seams, ...(poolSize === undefined ? {} : { poolSize }) });
  return { database, url, drop: () => closeAndDrop(database, name) };
}

/** The URL of the tests' server. */
export function testServerUrl(): string {
  const url = process.env[testDatabaseVariable];
  if (!url) throw new Error(`set ${testDatabaseVariable}, or run the test through "npm test"`);
  return url;
}

async function closeAndDrop(database: Database, name: string): Promise<void> {
  await database.close();
  await onServer((client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
}

async function ensureTemplate(client: pg.Client, folder: URL, seams: Seams): Promise<string> {
  const checksums = (await readMigrations(folder)).map(({ name, checksum }) => `${name} ${checksum}`);
  const template = `template_${createHash('sha256').update(checksums.join('\n')).digest('hex').slice(0, 24)}`;
  // Workers of one run ask for the same template at the same time.
  await client.query('SELECT pg_advisory_lock($1)', [templateLock]);
  try {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1 AND datistemplate', [template]);
    if (found.rowCount === 0) await buildTemplate(client, template, folder, seams);
  } finally {
    await client.query('SELECT pg_advisory_unlock($1)', [templateLock]);
  }
  return template;
}

// The mark comes last, so a template cut off in the middle is built again.
async function buildTemplate(client: pg.Client, template: string, folder: URL, seams: Seams): Promise<void> {
  await client.query(`DROP DATABASE IF EXISTS ${template} WITH (FORCE)`);
  await client.query(`CREATE DATABASE ${template}`);
  const database = await connectDatabase({ url: databaseUrl(testServerUrl(), template), poolSize: 1, seams });
  try {
    await migrate(database, folder, seams);
  } finally {
    await database.close();
  }
  await client.query(`ALTER DATABASE ${template} IS_TEMPLATE true`);
}

async function onServer<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = await connectClient(testServerUrl());
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

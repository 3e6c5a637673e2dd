import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectClient } from '@counterfoil/database/connection';
import { connectDatabase, type Database, type Tx } from '@counterfoil/database/database';
import { removeDataFolder, startEmbeddedPostgres } from '@counterfoil/database/embedded-postgres';
import { migrate } from '@counterfoil/database/migrations';
import { statementsOver } from '@counterfoil/database/transaction';
import { noCrashPoints, type CrashPoints } from '@counterfoil/platform/crash-points';
import { silentLog } from '@counterfoil/platform/log';
import { systemSeams } from '@counterfoil/platform/seams';

/** The database of one simulated node, which outlives its crashes. */
export interface NodeStorage {
  readonly name: string;
  /** The product's way in; its crash points are those of `crashPoints.present`. */
  readonly database: Database;
  /** The checkers' way in, without crash points. */
  readonly look: Tx;
  readonly crashPoints: { present: CrashPoints };
  /** As right after the migrations. */
  empty(): Promise<void>;
  /** Copies every row and the state of every sequence. */
  backUp(): Promise<void>;
  /** Puts the last copy back. */
  restore(): Promise<void>;
}

/** An own PostgreSQL: another one's transactions would hold back this one's change feed, and with it the replay. */
export interface SimulatedServer {
  /** A migrated database, made once. */
  storage(name: string, migrations: URL): Promise<NodeStorage>;
  stop(): Promise<void>;
}

const poolSize = 8;

/** Starts a PostgreSQL in a temporary folder, without durability: only the program's own crashes are simulated. */
export async function startSimulatedServer(): Promise<SimulatedServer> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'counterfoil-simulation-'));
  const server = await startEmbeddedPostgres({ dataFolder, durability: 'none', log: silentLog });
  await quieten(server.urlFor('postgres'));
  const closing: (() => Promise<void>)[] = [];
  return {
    async storage(name, migrations) {
      const { storage, close } = await openStorage(name, await server.ensureDatabase(name), migrations);
      closing.push(close);
      return storage;
    },
    async stop() {
      for (const close of closing) await close();
      await server.stop();
      await removeDataFolder(dataFolder, silentLog);
    },
  };
}

/* Transactions of the server's own would show in the order of reading, and no two replays would be the same. */
async function quieten(url: string): Promise<void> {
  const client = await connectClient(url);
  try {
    await client.query('ALTER SYSTEM SET autovacuum = off');
    await client.query('ALTER SYSTEM SET jit = off');
    await client.query('SELECT pg_reload_conf()');
  } finally {
    await client.end();
  }
}

async function openStorage(
  name: string,
  url: string,
  migrations: URL,
): Promise<{ storage: NodeStorage; close: () => Promise<void> }> {
  const crashPoints = { present: noCrashPoints };
  const seams = {
    ...systemSeams(silentLog),
    crashPoints: { reach: (point: string) => crashPoints.present.reach(point) },
  };
  const database = await connectDatabase({ url, poolSize, seams });
  await migrate(database, migrations, seams);
  const client = await connectClient(url);
  const look = statementsOver(client);
  const tables = await storedTables(look);
  const sequences = await sequenceNames(look);
  await client.query(backupSchema(tables));
  const storage: NodeStorage = {
    name,
    database,
    look,
    crashPoints,
    empty: async () => {
      await client.query(`TRUNCATE ${tables.map((table) => table.name).join(', ')} RESTART IDENTITY CASCADE`);
    },
    backUp: async () => void (await client.query(copyOut(tables, sequences))),
    restore: async () => void (await client.query(copyBack(tables, sequences))),
  };
  return {
    storage,
    close: async () => {
      await database.close();
      await client.end();
    },
  };
}

interface StoredTable {
  readonly name: string;
  /** Those that can be written, as a list of an SQL statement; PostgreSQL itself generates the others. */
  readonly columns: string;
}

function storedTables(look: Tx): Promise<StoredTable[]> {
  return look.query<{ name: string; columns: string }>(
    `SELECT quote_ident(table_name) AS name,
       string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position) AS columns
     FROM information_schema.tables JOIN information_schema.columns USING (table_schema, table_name)
     WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name <> 'schema_migrations'
       AND is_generated = 'NEVER'
     GROUP BY table_name ORDER BY table_name`,
  );
}

async function sequenceNames(look: Tx): Promise<string[]> {
  const rows = await look.query<{ name: string }>(
    `SELECT quote_ident(sequencename) AS name FROM pg_sequences WHERE schemaname = 'public' ORDER BY 1`,
  );
  return rows.map((row) => row.name);
}

function backupSchema(tables: readonly StoredTable[]): string {
  const copies = tables.map(({ name }) => `CREATE TABLE backup.${name} (LIKE public.${name} INCLUDING GENERATED)`);
  return [
    'CREATE SCHEMA backup',
    'CREATE TABLE backup.sequence_states (name text PRIMARY KEY, last_value bigint, is_called boolean)',
    ...copies,
  ].join(';');
}

function copyOut(tables: readonly StoredTable[], sequences: readonly string[]): string {
  return [
    'BEGIN',
    'DELETE FROM backup.sequence_states',
    ...sequences.map(
      (name) => `INSERT INTO backup.sequence_states SELECT '${name}', last_value, is_called FROM public.${name}`,
    ),
    ...tables.flatMap(({ name, columns }) => [
      `DELETE FROM backup.${name}`,
      `INSERT INTO backup.${name} (${columns}) SELECT ${columns} FROM public.${name}`,
    ]),
    'COMMIT',
  ].join(';');
}

function copyBack(tables: readonly StoredTable[], sequences: readonly string[]): string {
  return [
    'BEGIN',
    // No foreign key is checked while the rows are exchanged.
    'SET LOCAL session_replication_role = replica',
    ...tables.flatMap(({ name, columns }) => [
      `DELETE FROM public.${name}`,
      `INSERT INTO public.${name} (${columns}) OVERRIDING SYSTEM VALUE SELECT ${columns} FROM backup.${name}`,
    ]),
    ...sequences.map(
      (name) =>
        `SELECT setval('public.${name}', last_value, is_called) FROM backup.sequence_states WHERE name = '${name}'`,
    ),
    'COMMIT',
  ].join(';');
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectClient } from '@counterfoil/database/connection';
import { connectDatabase } from '@counterfoil/database/database';
import { startEmbeddedPostgres } from '@counterfoil/database/embedded-postgres';
import { migrate } from '@counterfoil/database/migrations';
import { silentLog } from '@counterfoil/platform/log';
import { systemSeams, type Seams } from '@counterfoil/platform/seams';
import type { Client } from 'pg';
import { peakRssMb, startServerProcess, type ServerProcess } from './server-process.ts';

/** What every part of the benchmark works with. */
export interface Workbench {
  readonly folder: string;
  /** Where the database server may read and write files. */
  readonly serverFolder: string;
  readonly seams: Seams;
  /** Fewer and shorter runs. */
  readonly quick: boolean;
  /** Runs of the product and of its limit each; their medians are reported. */
  readonly runCount: number;
  /** An empty database, or a copy of another; answers its URL. */
  createDatabase(name: string, template?: string): Promise<string>;
  urlOf(databaseName: string): string;
  dropDatabase(name: string): Promise<void>;
  /** Starts `file` as a server in its own process, whose peak memory is reported under `name`. */
  start(name: string, file: string, options: object): Promise<ServerProcess>;
  /** What is going on, for whoever waits. */
  progress(text: string): void;
  /** Peak resident memory in MiB by process; the largest where several had the name. */
  peaks(): Record<string, number>;
  close(): Promise<void>;
}

/** A PostgreSQL of its own, flushing to disk at every commit, in a folder that is deleted at the end. */
export async function openWorkbench(quick: boolean): Promise<Workbench> {
  const folder = await mkdtemp(join(tmpdir(), 'counterfoil-bench-'));
  const serverFolder = join(folder, 'postgresql');
  const server = await startEmbeddedPostgres({ dataFolder: serverFolder, durability: 'full', log: silentLog });
  const peaks = new Map<string, number>();
  const administrator = await connectClient(server.urlFor('postgres'));
  return {
    folder,
    serverFolder,
    urlOf: (databaseName) => server.urlFor(databaseName),
    seams: systemSeams(silentLog),
    quick,
    runCount: quick ? 1 : 3,
    async createDatabase(name, template = 'template1') {
      await administrator.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
      return server.urlFor(name);
    },
    dropDatabase: async (name) => void (await administrator.query(`DROP DATABASE ${name}`)),
    async start(name, file, options) {
      const url = new URL(file, import.meta.url);
      const started = await startServerProcess(url, options, join(folder, `${name}.log`));
      return { ...started, stop: () => noteUnder(peaks, name, started.stop()) };
    },
    progress: (text) => void process.stderr.write(`${text}\n`),
    peaks: () => ({ ...Object.fromEntries(peaks), loadGenerator: peakRssMb() }),
    async close() {
      await administrator.end();
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function noteUnder(peaks: Map<string, number>, name: string, stopped: Promise<number>): Promise<number> {
  const peak = await stopped;
  peaks.set(name, Math.max(peak, peaks.get(name) ?? 0));
  return peak;
}

/** Brings the tables of the product into a database. */
export async function migrateDatabase(workbench: Workbench, url: string, migrations: URL): Promise<void> {
  const database = await connectDatabase({ url, poolSize: 1, seams: workbench.seams });
  try {
    await migrate(database, migrations, workbench.seams);
  } finally {
    await database.close();
  }
}

/** One connection for as long as `work` takes. */
export async function onConnection<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = await connectClient(url);
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** How many of `count` pieces of `work` are done per second. */
export async function perSecondOf(count: number, work: () => Promise<unknown>): Promise<number> {
  const startMs = performance.now();
  await work();
  return (count * 1_000) / (performance.now() - startMs);
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { silentLog } from '@counterfoil/platform/log';
import { systemSeams } from '@counterfoil/platform/seams';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from './database.ts';
import { connectDatabase } from './database.ts';
import type { EmbeddedPostgres } from './embedded-postgres.ts';
import { removeDataFolder, startEmbeddedPostgres } from './embedded-postgres.ts';
import { readPostmaster } from './orphan-postmaster.ts';
import { isAlive } from './process-identity.ts';
import { StartError } from './start-error.ts';

const fixture = fileURLToPath(new URL('./launcher-fixture.ts', import.meta.url));
const seams = systemSeams(silentLog);
let folder: string;
let running: EmbeddedPostgres[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'counterfoil-launcher-'));
  running = [];
});

afterEach(async () => {
  for (const server of running) await server.stop();
  await rm(folder, { recursive: true, force: true });
});

async function start(dataFolder = folder, durability: 'full' | 'none' = 'none'): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataFolder, durability, log: silentLog });
  running.push(server);
  return server;
}

async function stop(server: EmbeddedPostgres): Promise<void> {
  running = running.filter((other) => other !== server);
  await server.stop();
}

async function withDatabase<T>(url: string, work: (database: Database) => Promise<T>): Promise<T> {
  const database = await connectDatabase({ url, seams });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

async function startAndKillFixture(): Promise<number> {
  const child = spawn(process.execPath, [fixture, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  child.kill('SIGKILL');
  await once(child, 'exit');
  const postmaster = await readPostmaster(join(folder, 'cluster'));
  if (!postmaster) throw new Error('the fixture started no server');
  return postmaster.pid;
}

describe('the embedded database', () => {
  it('keeps what was committed when it is stopped and started again', async () => {
    const first = await start();
    await withDatabase(await first.ensureDatabase('stores'), (database) =>
      database.affected(`CREATE TABLE kept AS SELECT 'a customer' AS name`),
    );
    await stop(first);
    const second = await start();
    const rows = await withDatabase(second.urlFor('stores'), (database) => database.query('SELECT name FROM kept'));
    expect(rows).toEqual([{ name: 'a customer' }]);
  });

  it('creates a database once, also when two ask for it at the same time', async () => {
    const server = await start();
    const urls = await Promise.all([server.ensureDatabase('once'), server.ensureDatabase('once')]);
    expect(new Set(urls)).toEqual(new Set([server.urlFor('once')]));
    expect(await server.ensureDatabase('once')).toBe(server.urlFor('once'));
  });

  it('flushes every commit to disk unless it is told otherwise, and opens no TCP port', async () => {
    const server = await start(folder, 'full');
    const [settings] = await withDatabase(server.urlFor('postgres'), (database) =>
      database.query(
        `SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS commit,
                current_setting('full_page_writes') AS pages, current_setting('listen_addresses') AS addresses`,
      ),
    );
    expect(settings).toEqual({ fsync: 'on', commit: 'on', pages: 'on', addresses: '' });
  });

  it('takes over from a killed run: its server is stopped and no committed row is lost', async () => {
    const orphan = await startAndKillFixture();
    expect(isAlive(orphan)).toBe(true);
    const server = await start();
    expect(isAlive(orphan)).toBe(false);
    const rows = await withDatabase(server.urlFor('ledger'), (database) =>
      database.query('SELECT entry FROM acknowledged'),
    );
    expect(rows).toEqual([{ entry: 'the stub' }]);
  });

  it('recovers by itself when the server was killed together with the run', async () => {
    const orphan = await startAndKillFixture();
    process.kill(orphan, 'SIGKILL');
    const server = await start();
    const rows = await withDatabase(server.urlFor('ledger'), (database) =>
      database.query('SELECT entry FROM acknowledged'),
    );
    expect(rows).toEqual([{ entry: 'the stub' }]);
  });

  it('does not stop a stranger whose process number stands in an old lock file', async () => {
    await stop(await start());
    await writeFile(join(folder, 'cluster', 'postmaster.pid'), `${process.ppid}\n${join(folder, 'cluster')}\n`);
    await start();
    expect(isAlive(process.ppid)).toBe(true);
  });

  it('starts where an earlier first start was cut off', async () => {
    await mkdir(join(folder, 'cluster.new'), { recursive: true });
    await writeFile(join(folder, 'cluster.new', 'PG_VERSION'), '18\n');
    await writeFile(join(folder, 'launcher.json'), '{"pid":');
    await start();
    expect(await readdir(folder)).not.toContain('cluster.new');
  });

  it('works in a folder whose path is longer than a socket may have and holds blanks, quotes and accents', async () => {
    const deep = join(folder, 'x'.repeat(90), `magasin "été", n'1`);
    const server = await start(deep);
    const url = await server.ensureDatabase(`boutique d'été`);
    const [row] = await withDatabase(url, (database) => database.query('SELECT current_database() AS name'));
    expect(row).toEqual({ name: `boutique d'été` });
  });

  it('writes no customer data to its log when a statement fails', async () => {
    const server = await start();
    await withDatabase(server.urlFor('postgres'), async (database) => {
      await database.affected('CREATE TABLE shopper (email text PRIMARY KEY)');
      await database.affected(`INSERT INTO shopper (email) VALUES ('ada@example.com')`);
      await expect(database.affected(`INSERT INTO shopper (email) VALUES ('ada@example.com')`)).rejects.toThrow();
      await expect(database.query(`SELECT 'ada@example.com'::int`)).rejects.toThrow();
    });
    await stop(server);
    expect(await readFile(join(folder, 'postgres.log'), 'utf8')).not.toContain('ada@example.com');
  });
});

describe('a start that cannot succeed says why and what to do', () => {
  it('names the process that uses the data folder', async () => {
    await start();
    const attempt = startEmbeddedPostgres({ dataFolder: folder, log: silentLog });
    await expect(attempt).rejects.toThrow(StartError);
    await expect(attempt).rejects.toThrow(
      `The data folder ${folder} is in use by process ${process.pid}: stop that Counterfoil first`,
    );
    await expect(removeDataFolder(folder, silentLog)).rejects.toThrow(`in use by process ${process.pid}`);
  });

  it('says that the data folder cannot be made', async () => {
    await writeFile(join(folder, 'a-file'), '');
    await expect(start(join(folder, 'a-file', 'inside'))).rejects.toThrow(/cannot be made: choose a folder/u);
  });

  it('says that the data folder belongs to another major version', async () => {
    await stop(await start());
    await chmod(join(folder, 'cluster', 'PG_VERSION'), 0o600);
    await writeFile(join(folder, 'cluster', 'PG_VERSION'), '13\n');
    await expect(start()).rejects.toThrow(/made by another major version of PostgreSQL: use the program that made it/u);
  });

  it('gives the data folder free again after a failed start', async () => {
    await stop(await start());
    await writeFile(join(folder, 'cluster', 'PG_VERSION'), '13\n');
    await expect(start()).rejects.toThrow(StartError);
    await writeFile(join(folder, 'cluster', 'PG_VERSION'), '18\n');
    await expect(start()).resolves.toBeDefined();
  });
});

it('a data folder is removed together with the server that a killed run left on it', async () => {
  const orphan = await startAndKillFixture();
  await removeDataFolder(folder, silentLog);
  expect(isAlive(orphan)).toBe(false);
  await expect(readdir(folder)).rejects.toThrow('ENOENT');
});

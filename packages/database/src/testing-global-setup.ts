import { existsSync } from 'node:fs';
import { mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLog } from '@counterfoil/platform/log';
import { holderOf, lockFileName } from './data-folder-lock.ts';
import { removeDataFolder, startEmbeddedPostgres } from './embedded-postgres.ts';
import { testDatabaseVariable } from './testing.ts';

const folderPrefix = 'counterfoil-test-';

/**
 * Runs once before all tests: starts one embedded PostgreSQL in a temporary folder, unless the environment names a
 * server. The answer runs after the last test.
 */
export default async function startTestServer(): Promise<(() => Promise<void>) | undefined> {
  if (process.env[testDatabaseVariable]) return undefined;
  await removeAbandonedFolders();
  const dataFolder = await mkdtemp(join(tmpdir(), folderPrefix));
  const server = await startEmbeddedPostgres({ dataFolder, durability: 'none', log: silentLog });
  // The workers are forked from this process and inherit its environment.
  process.env[testDatabaseVariable] = server.urlFor('postgres');
  return async () => {
    await server.stop();
    await removeDataFolder(dataFolder, silentLog);
  };
}

// A killed test run leaves its server and folder behind; nobody would look for them again.
async function removeAbandonedFolders(): Promise<void> {
  const folders = (await readdir(tmpdir())).filter((name) => name.startsWith(folderPrefix));
  for (const name of folders) {
    const folder = join(tmpdir(), name);
    // A folder without the lock is one that another run is just making.
    if (!existsSync(join(folder, lockFileName))) continue;
    if ((await holderOf(folder)) === undefined) await removeDataFolder(folder, silentLog);
  }
}

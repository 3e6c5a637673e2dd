import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { PostgresAccount } from './postgres-account.ts';
import { giveToAccount } from './postgres-account.ts';
import type { PostgresBinaries } from './postgres-binaries.ts';
import { StartError } from './start-error.ts';

/** `full`: what is committed survives a power cut. `none`: nothing is flushed to disk. */
export type Durability = 'full' | 'none';

/** The places in a data folder. */
export interface ClusterPaths {
  readonly dataFolder: string;
  /** PostgreSQL's own folder. */
  readonly cluster: string;
  /** What the server and `initdb` report. */
  readonly logFile: string;
}

/** The places in `dataFolder`. */
export function clusterPaths(dataFolder: string): ClusterPaths {
  return { dataFolder, cluster: join(dataFolder, 'cluster'), logFile: join(dataFolder, 'postgres.log') };
}

// Order by code point and Unicode case rules that come with PostgreSQL: the same on every machine, whatever its locales.
const initdbOptions = [
  '--username=postgres',
  '--auth=trust',
  '--encoding=UTF8',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--locale=C',
  '--no-instructions',
];

/** Makes the cluster of a new data folder; a crash in between leaves nothing that counts as one. */
export async function createCluster(options: {
  readonly paths: ClusterPaths;
  readonly durability: Durability;
  readonly binaries: PostgresBinaries;
  readonly account: PostgresAccount;
}): Promise<void> {
  const { paths, account } = options;
  if (existsSync(paths.cluster)) return;
  const draft = `${paths.cluster}.new`;
  await rm(draft, { recursive: true, force: true });
  await chmod(paths.dataFolder, 0o700);
  giveToAccount(paths.dataFolder, account);
  const sync = options.durability === 'none' ? ['--no-sync'] : [];
  await runInitdb(account, [options.binaries.initdb, `--pgdata=${draft}`, ...initdbOptions, ...sync], paths.dataFolder);
  await rename(draft, paths.cluster);
}

async function runInitdb(account: PostgresAccount, command: readonly string[], dataFolder: string): Promise<void> {
  const [program = '', ...words] = [...account.prefix, ...command];
  const asOwner = account.prefix.length === 0 && account.owner ? account.owner : {};
  try {
    await promisify(execFile)(program, words, { ...asOwner, cwd: dataFolder, env: { ...process.env, LC_ALL: 'C' } });
  } catch (error) {
    throw new StartError(initdbFailure(error, dataFolder), { cause: error });
  }
}

function initdbFailure(error: unknown, dataFolder: string): string {
  const output = reportOf(error);
  if (output.includes('No space left on device')) {
    return `The disk with the data folder ${dataFolder} is full: free some space or choose another data folder.`;
  }
  if (output.includes('Permission denied')) {
    return `PostgreSQL may not write the data folder ${dataFolder}: correct its rights or choose another data folder.`;
  }
  const reason = output.trim().split('\n').at(-1) ?? '';
  return `The database cannot be made in ${dataFolder} (${reason}): correct that, or give the URL of a PostgreSQL server.`;
}

// What the program wrote; when it could not be run at all, why.
function reportOf(error: unknown): string {
  if (!(error instanceof Error)) return 'it gave no reason';
  return 'stderr' in error && typeof error.stderr === 'string' && error.stderr ? error.stderr : error.message;
}

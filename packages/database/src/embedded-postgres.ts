import { mkdir, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Log } from '@counterfoil/platform/log';
import type { ClusterPaths, Durability } from './cluster.ts';
import { clusterPaths, createCluster } from './cluster.ts';
import { holderOf, lockDataFolder, unlockDataFolder } from './data-folder-lock.ts';
import { ensureDatabase } from './ensure-database.ts';
import { stopOrphanPostmaster } from './orphan-postmaster.ts';
import { giveToAccount, postgresAccount } from './postgres-account.ts';
import { findPostgresBinaries } from './postgres-binaries.ts';
import { startPostmaster } from './postmaster.ts';
import { removeAbandonedSocket, socketFolderFor, socketPort } from './socket-folder.ts';
import { StartError } from './start-error.ts';

/** What the launcher of the embedded database needs. */
export interface EmbeddedPostgresOptions {
  /** The folder that keeps the databases; made when missing. It belongs to one process at a time. */
  readonly dataFolder: string;
  /** `full`: what is committed survives a power cut. `none`: for the simulator and tests only. */
  readonly durability?: Durability;
  readonly log: Log;
}

/** A running PostgreSQL that only this user's processes can reach, through a Unix socket. */
export interface EmbeddedPostgres {
  /** The connection URL of one of its databases. */
  urlFor(databaseName: string): string;
  /** Creates the database unless it exists; answers its URL. */
  ensureDatabase(databaseName: string): Promise<string>;
  /** Stops the server after open transactions were rolled back, and gives the data folder free. */
  stop(): Promise<void>;
}

/**
 * Starts the real PostgreSQL of the platform's npm package on a data folder. A server that a killed run left behind is
 * stopped first; nothing that was committed is lost by that. Throws a StartError with one sentence and what to do.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const dataFolder = resolve(options.dataFolder);
  await makeDataFolder(dataFolder);
  await lockDataFolder(dataFolder);
  try {
    const server = await startServer(clusterPaths(dataFolder), options.durability ?? 'full', options.log);
    return { ...server, stop: () => stopAndUnlock(server, dataFolder) };
  } catch (error) {
    await unlockDataFolder(dataFolder);
    throw error;
  }
}

/**
 * Deletes a data folder with all databases in it. Throws a StartError when a running Counterfoil uses it; a server that
 * a killed run left behind is stopped.
 */
export async function removeDataFolder(folder: string, log: Log): Promise<void> {
  const dataFolder = resolve(folder);
  const holder = await holderOf(dataFolder);
  if (holder !== undefined) {
    throw new StartError(`The data folder ${dataFolder} is in use by process ${holder}: stop that Counterfoil first.`);
  }
  await stopOrphanPostmaster(clusterPaths(dataFolder).cluster, log);
  await rm(dataFolder, { recursive: true, force: true });
}

async function stopAndUnlock(server: EmbeddedPostgres, dataFolder: string): Promise<void> {
  try {
    await server.stop();
  } finally {
    await unlockDataFolder(dataFolder);
  }
}

async function startServer(paths: ClusterPaths, durability: Durability, log: Log): Promise<EmbeddedPostgres> {
  await stopOrphanPostmaster(paths.cluster, log);
  const binaries = await findPostgresBinaries();
  const account = postgresAccount();
  await createCluster({ paths, durability, binaries, account });
  const socketFolder = await socketFolderFor(paths.dataFolder);
  await removeAbandonedSocket(socketFolder);
  for (const folder of [paths.dataFolder, paths.cluster, socketFolder]) giveToAccount(folder, account);
  const postmaster = await startPostmaster({ paths, durability, binaries, account, socketFolder, log });
  const urlFor = (databaseName: string): string => socketUrl(socketFolder, databaseName);
  const stop = async (): Promise<void> => {
    await postmaster.stop();
    if (socketFolder !== paths.dataFolder) await rm(socketFolder, { recursive: true, force: true });
  };
  return { urlFor, ensureDatabase: (name) => ensureDatabase(urlFor('postgres'), name), stop };
}

function socketUrl(socketFolder: string, databaseName: string): string {
  const place = `host=${encodeURIComponent(socketFolder)}&port=${socketPort}`;
  return `postgresql://postgres@/${encodeURIComponent(databaseName)}?${place}`;
}

async function makeDataFolder(dataFolder: string): Promise<void> {
  try {
    await mkdir(dataFolder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new StartError(
      `The data folder ${dataFolder} cannot be made: choose a folder that this user may write, or correct its rights.`,
      { cause: error },
    );
  }
}

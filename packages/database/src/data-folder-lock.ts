import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemClock } from '@counterfoil/platform/clock';
import { isAlive, processIdentity } from './process-identity.ts';
import { StartError } from './start-error.ts';

/**
 * One process at a time uses a data folder. The lock names its holder by number *and* start, so a killed process or a
 * restarted machine never leaves a folder that cannot be used. PostgreSQL's own lock stands behind it: should two
 * processes ever pass here together, the second server refuses to start.
 */
interface Holder {
  readonly pid: number;
  readonly identity: string;
}

/** The lock's file in the data folder. */
export const lockFileName = 'launcher.json';
const settleDelayMs = 30;

/** The process that uses the folder now, this one included; undefined when nobody does. */
export async function holderOf(dataFolder: string): Promise<number | undefined> {
  const holder = await readHolder(dataFolder);
  if (!holder || !isAlive(holder.pid) || processIdentity(holder.pid) !== holder.identity) return undefined;
  return holder.pid;
}

/** Takes the folder for this process; throws a StartError that names the other process when there is one. */
export async function lockDataFolder(dataFolder: string): Promise<void> {
  refuseWhenHeld(dataFolder, await holderOf(dataFolder));
  const own: Holder = { pid: process.pid, identity: processIdentity(process.pid) };
  const draft = join(dataFolder, `${lockFileName}.${process.pid}`);
  await writeFile(draft, JSON.stringify(own));
  await rename(draft, join(dataFolder, lockFileName));
  // Of two that found the folder free in the same instant, the later rename wins and the other sees it here.
  await systemClock.sleep(settleDelayMs);
  const holder = await holderOf(dataFolder);
  if (holder !== process.pid) refuseWhenHeld(dataFolder, holder ?? 0);
}

/** Gives the folder free again. */
export async function unlockDataFolder(dataFolder: string): Promise<void> {
  await rm(join(dataFolder, lockFileName), { force: true });
}

function refuseWhenHeld(dataFolder: string, pid: number | undefined): void {
  if (pid === undefined) return;
  throw new StartError(
    `The data folder ${dataFolder} is in use by process ${pid}: stop that Counterfoil first, or choose another data folder.`,
  );
}

async function readHolder(dataFolder: string): Promise<Holder | undefined> {
  try {
    return JSON.parse(await readFile(join(dataFolder, lockFileName), 'utf8')) as Holder;
  } catch (error) {
    // No file, or one cut off by a crash of the machine: nobody holds the folder.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

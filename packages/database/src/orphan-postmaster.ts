import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { systemClock } from '@counterfoil/platform/clock';
import type { Log } from '@counterfoil/platform/log';
import { commandLine, isAlive } from './process-identity.ts';
import { StartError } from './start-error.ts';

const pollDelayMs = 20;
const fastStopLimitMs = 20_000;
const immediateStopLimitMs = 10_000;

/** What `postmaster.pid` says about the server of a cluster. */
export interface Postmaster {
  readonly pid: number;
  /** True when it accepts connections. */
  readonly ready: boolean;
}

/** The server that PostgreSQL's own lock file names, running or not. */
export async function readPostmaster(cluster: string): Promise<Postmaster | undefined> {
  try {
    const lines = (await readFile(lockFile(cluster), 'utf8')).split('\n');
    const pid = Number(lines[0]);
    return Number.isInteger(pid) && pid > 0 ? { pid, ready: lines[7]?.trim() === 'ready' } : undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * Stops the server that a killed Counterfoil left behind, and removes a lock file whose number now belongs to a
 * stranger. Whoever calls holds the data folder, so the server has no living owner.
 */
export async function stopOrphanPostmaster(cluster: string, log: Log): Promise<void> {
  const postmaster = await readPostmaster(cluster);
  if (!postmaster) return;
  if (isAlive(postmaster.pid) && commandLine(postmaster.pid).includes(cluster)) {
    log.warn({ pid: postmaster.pid }, 'stopping the database server that an earlier run left behind');
    await stopPostmaster(postmaster.pid);
  }
  await rm(lockFile(cluster), { force: true });
}

/** Stops a server: orderly ("fast") first, at once when that takes too long. Nothing committed is lost either way. */
export async function stopPostmaster(pid: number): Promise<void> {
  if (await signalAndWait(pid, 'SIGINT', fastStopLimitMs)) return;
  if (await signalAndWait(pid, 'SIGQUIT', immediateStopLimitMs)) return;
  throw new StartError(`The database server, process ${pid}, does not stop: end it by hand and start again.`);
}

async function signalAndWait(pid: number, signal: NodeJS.Signals, limitMs: number): Promise<boolean> {
  const deadlineMs = systemClock.monotonicMs() + limitMs;
  if (isAlive(pid)) process.kill(pid, signal);
  while (isAlive(pid)) {
    if (systemClock.monotonicMs() > deadlineMs) return false;
    await systemClock.sleep(pollDelayMs);
  }
  return true;
}

function lockFile(cluster: string): string {
  return join(cluster, 'postmaster.pid');
}

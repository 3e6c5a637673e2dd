import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { systemClock } from '@counterfoil/platform/clock';
import type { Log } from '@counterfoil/platform/log';
import type { ClusterPaths, Durability } from './cluster.ts';
import { readPostmaster, stopPostmaster } from './orphan-postmaster.ts';
import type { PostgresAccount } from './postgres-account.ts';
import type { PostgresBinaries } from './postgres-binaries.ts';
import { socketPort } from './socket-folder.ts';
import { StartError } from './start-error.ts';

const pollDelayMs = 10;
// Recovery after a power cut replays at most max_wal_size of log.
const startLimitMs = 300_000;
const straggler = { triesMax: 20, delayMs: 500, symptom: 'pre-existing shared memory block' } as const;

/** What the server process is started with. */
export interface PostmasterOptions {
  readonly paths: ClusterPaths;
  readonly durability: Durability;
  readonly binaries: PostgresBinaries;
  readonly account: PostgresAccount;
  readonly socketFolder: string;
  readonly log: Log;
}

/** Starts the server and waits until it accepts connections; throws a StartError with the reason it gave. */
export async function startPostmaster(options: PostmasterOptions): Promise<{ stop(): Promise<void> }> {
  for (let tried = 1; ; tried++) {
    const server = launch(options);
    if (await becomesReady(server, options.paths)) return whileRunning(server, options.log);
    const output = await readFile(options.paths.logFile, 'utf8');
    // Sessions of a server that was killed end on their own within moments.
    if (!output.includes(straggler.symptom) || tried === straggler.triesMax) throw startFailure(output, options.paths);
    await systemClock.sleep(straggler.delayMs);
  }
}

function launch(options: PostmasterOptions): ChildProcess {
  const { account, paths } = options;
  const [program = '', ...words] = [
    ...account.prefix,
    options.binaries.postgres,
    '-D',
    paths.cluster,
    ...settings(options),
  ];
  // A file and not a pipe, and a process group of its own: the server outlives whoever started it without harm, and
  // Ctrl-C in a terminal reaches this process alone, which drains first. Each start begins the file anew.
  const output = openSync(paths.logFile, 'w', 0o600);
  const asOwner = account.prefix.length === 0 && account.owner ? account.owner : {};
  const server = spawn(program, words, {
    ...asOwner,
    cwd: paths.dataFolder,
    detached: true,
    stdio: ['ignore', output, output],
    env: { ...process.env, LC_ALL: 'C' },
  });
  closeSync(output);
  // A program that cannot be run shows as one that has no process number.
  server.on('error', (error) => options.log.error({ error: error.message }, 'the database server cannot be run'));
  server.unref();
  return server;
}

function settings({ durability, socketFolder }: PostmasterOptions): string[] {
  const values: Record<string, string> = {
    listen_addresses: '',
    port: String(socketPort),
    unix_socket_directories: `"${socketFolder.replaceAll('"', '""')}"`,
    unix_socket_permissions: '0700',
    max_connections: '200',
    shared_buffers: '256MB',
    max_wal_size: '4GB',
    checkpoint_timeout: '15min',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // No customer's data in the server's log: no statements, no details, no messages that quote values.
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    ...(durability === 'none' ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {}),
  };
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

async function becomesReady(server: ChildProcess, paths: ClusterPaths): Promise<boolean> {
  const deadlineMs = systemClock.monotonicMs() + startLimitMs;
  while (server.pid !== undefined && server.exitCode === null && server.signalCode === null) {
    const postmaster = await readPostmaster(paths.cluster);
    if (postmaster?.pid === server.pid && postmaster.ready) return true;
    if (systemClock.monotonicMs() > deadlineMs) throw await startTooSlow(server.pid, paths);
    await systemClock.sleep(pollDelayMs);
  }
  return false;
}

function whileRunning(server: ChildProcess, log: Log): { stop(): Promise<void> } {
  const pid = server.pid;
  if (pid === undefined) throw new Error('a server that became ready has a process number');
  const stopWithProcess = (): void => void server.kill('SIGINT');
  process.once('exit', stopWithProcess);
  const reportEnd = (): void => log.error({ pid }, 'the database server ended by itself');
  server.once('exit', reportEnd);
  return {
    async stop() {
      process.off('exit', stopWithProcess);
      server.off('exit', reportEnd);
      await stopPostmaster(pid);
    },
  };
}

async function startTooSlow(pid: number, paths: ClusterPaths): Promise<StartError> {
  await stopPostmaster(pid);
  return new StartError(
    `The database in ${paths.dataFolder} did not become ready in ${startLimitMs / 60_000} minutes: read ${paths.logFile} and start again.`,
  );
}

function startFailure(output: string, paths: ClusterPaths): StartError {
  const { dataFolder, logFile } = paths;
  if (output.includes('No space left on device')) {
    return new StartError(`The disk with the data folder ${dataFolder} is full: free some space and start again.`);
  }
  if (output.includes('incompatible with server') || output.includes('incompatible with this version')) {
    return new StartError(
      `The data folder ${dataFolder} was made by another major version of PostgreSQL: use the program that made it, or another data folder.`,
    );
  }
  if (output.includes('Permission denied')) {
    return new StartError(`PostgreSQL may not read the data folder ${dataFolder}: correct its rights and start again.`);
  }
  const reason = /(?:FATAL|PANIC):\s+(.*)/.exec(output)?.[1] ?? output.trim().split('\n').at(-1) ?? '';
  return new StartError(
    `The embedded database does not start (${reason || 'it gave no reason'}): read ${logFile}, or give the URL of a PostgreSQL server.`,
  );
}

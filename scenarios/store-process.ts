import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, vi } from 'vitest';

const program = fileURLToPath(new URL('../apps/cli/src/main.ts', import.meta.url));
const host = '127.0.0.1';
const startMaxMs = 60_000;

/** A scale unit as a process of its own, always at the same address. */
export interface StoreProcess {
  readonly url: string;
  /** SIGKILL: nothing is finished, nothing is said. */
  kill(): Promise<void>;
  /** As an operator stops it. */
  stop(): Promise<void>;
  start(): Promise<void>;
}

/** Starts the command `counterfoil scale-unit` with a configuration file; it is running when this resolves. */
export async function startStoreProcess(
  closing: AsyncDisposableStack,
  { folder, settings }: { folder: string; settings: { readonly channelDatabaseId: string } },
): Promise<StoreProcess> {
  const port = await freePort();
  const url = `http://${host}:${port}`;
  const file = join(folder, `${settings.channelDatabaseId}-process.json`);
  await writeFile(file, JSON.stringify({ ...settings, port, logLevel: 'error' }));
  let child: ChildProcess | null = null;
  const end = async (signal: 'SIGKILL' | 'SIGTERM'): Promise<void> => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  };
  const start = async (): Promise<void> => {
    if (child && child.exitCode === null && child.signalCode === null) return;
    child = spawn(process.execPath, [program, 'scale-unit', '--config', file], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    await vi.waitFor(async () => expect((await fetch(`${url}/health`)).status).toBe(200), {
      timeout: startMaxMs,
      interval: 50,
    });
  };
  await start();
  closing.defer(() => end('SIGKILL'));
  return { url, start, kill: () => end('SIGKILL'), stop: () => end('SIGTERM') };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, host);
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('a port without a number');
  return address.port;
}

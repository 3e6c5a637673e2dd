import { createHash } from 'node:crypto';
import { lstat, mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StartError } from './start-error.ts';

/** The number in the socket's file name; no TCP port is ever opened. */
export const socketPort = 5432;

const socketName = `.s.PGSQL.${socketPort}`;
const socketLockName = `${socketName}.lock`;

// The kernel's limit is 103 bytes on macOS and 107 on Linux, for the whole path of the socket.
const socketPathBytesMax = 100;

/**
 * The private folder for the server's Unix socket: the data folder itself, or a short one in the machine's temporary
 * folder when the path of the socket would be longer than the kernel allows.
 */
export async function socketFolderFor(dataFolder: string): Promise<string> {
  if (Buffer.byteLength(join(dataFolder, socketLockName)) <= socketPathBytesMax) return dataFolder;
  const digest = createHash('sha256').update(dataFolder).digest('hex').slice(0, 16);
  const folder = join(tmpdir(), `counterfoil-${digest}`);
  await mkdir(folder, { mode: 0o700, recursive: true });
  await refuseWhenNotPrivate(folder);
  return folder;
}

/**
 * Removes the socket of a server that was killed: its number may belong to a stranger or a zombie by now, and PostgreSQL
 * would take that for a running server. Whoever calls holds the data folder and has stopped any orphan.
 */
export async function removeAbandonedSocket(socketFolder: string): Promise<void> {
  for (const name of [socketName, socketLockName]) await rm(join(socketFolder, name), { force: true });
}

// Anyone may have made a folder of this name in the shared temporary folder before.
async function refuseWhenNotPrivate(folder: string): Promise<void> {
  const found = await lstat(folder);
  const own = process.getuid?.();
  if (found.isDirectory() && (found.mode & 0o077) === 0 && (own === 0 || found.uid === own)) return;
  throw new StartError(
    `The folder ${folder} for the database's socket belongs to someone else: remove it or set TMPDIR.`,
  );
}

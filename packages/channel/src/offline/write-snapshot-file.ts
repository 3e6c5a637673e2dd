import { unlinkSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import type { ChannelConfiguration } from '@counterfoil/contracts/channel-configuration';
import type { Customer } from '@counterfoil/contracts/customer';
import type { OfflineSnapshot } from '@counterfoil/contracts/offline-exchange';
import { pageSizeBytes } from '@counterfoil/till/local-database';
import {
  createSnapshotDigest,
  offlinePageReservedBytes,
  snapshotBlockSizeBytes,
} from '@counterfoil/till/offline-snapshot-format';
import { createSnapshotWriter, type SnapshotConnection } from '@counterfoil/till/snapshot-file';

/**
 * Writes an offline database into a file that is empty or isn't there yet, in the form that a till takes; `each` hands
 * over one customer after the other, in the order of identifiers, and answers how many. `unlink`: the file loses its name
 * before a customer is in it, so that nothing stays behind however the process ends; somebody has it open then.
 */
export async function writeSnapshotFile(
  file: string,
  settings: Pick<ChannelConfiguration, 'legalEntities'>,
  each: (take: (customer: Customer) => void) => Promise<number>,
  { unlink = false } = {},
): Promise<number> {
  makeEmptyFile(file);
  const database = new DatabaseSync(file);
  try {
    const writer = createSnapshotWriter(connectionOver(database), settings);
    if (unlink) unlinkSync(file);
    const count = await each((customer) => writer.add(customer));
    writer.finish();
    return count;
  } finally {
    database.close();
  }
}

/* How much of a page stays free for the cipher of the till is settled when a file is made, by copying an empty one. */
function makeEmptyFile(file: string): void {
  const empty = new DatabaseSync(':memory:');
  try {
    empty.exec(`PRAGMA page_size = ${pageSizeBytes}`);
    empty.prepare('VACUUM INTO ?').run(`${pathToFileURL(file).href}?reserve=${offlinePageReservedBytes}`);
  } finally {
    empty.close();
  }
}

function connectionOver(database: DatabaseSync): SnapshotConnection {
  const statements = new Map<string, StatementSync>();
  return {
    run(sql, parameters) {
      const statement = statements.get(sql) ?? database.prepare(sql);
      statements.set(sql, statement);
      return statement.run(...parameters);
    },
  };
}

type SizeAndDigest = Pick<OfflineSnapshot, 'byteCount' | 'sha256'>;

/** Size and digest of a snapshot's file. */
export async function digestOfSnapshot(path: string): Promise<SizeAndDigest> {
  const file = await open(path);
  try {
    return await digestOfHeldSnapshot(file);
  } finally {
    await file.close();
  }
}

/** The same of a file that is open, and may have lost its name. */
export async function digestOfHeldSnapshot(file: FileHandle): Promise<SizeAndDigest> {
  const digest = createSnapshotDigest();
  const block = new Uint8Array(snapshotBlockSizeBytes);
  let byteCount = 0;
  for (;;) {
    const { bytesRead } = await file.read(block, 0, block.length, byteCount);
    if (bytesRead === 0) return { byteCount, sha256: await digest.hex() };
    await digest.add(block.subarray(0, bytesRead));
    byteCount += bytesRead;
  }
}

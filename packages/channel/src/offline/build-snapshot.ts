import { mkdtemp, open, rm, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { Worker } from 'node:worker_threads';
import type { OfflineSnapshot } from '@counterfoil/contracts/offline-exchange';
import type { Channel } from '../channel.ts';
import { excludedParts } from './offline-data-exclusion.ts';
import type { SnapshotOrder, WrittenSnapshot } from './snapshot-order.ts';

const readSizeBytes = 256 * 1024;
/** Rights of the file. */
const ownerOnly = 0o600;

/** A file with all customers of the channel, which exists only as long as this process holds it. */
export interface BuiltSnapshot {
  readonly snapshot: OfflineSnapshot;
  /** The bytes of the file from the beginning; any number of readers at once. */
  read(): Readable;
  /** Gives the file up once its last reader is done. */
  discard(): Promise<void>;
}

/**
 * Writes the customers of the channel, as the exchange would send them, into a SQLite file. Null when an older
 * transaction still runs: later, then. Rejects when `stopping` aborts.
 */
export async function buildSnapshot(channel: Channel, stopping: AbortSignal): Promise<BuiltSnapshot | null> {
  const folder = await mkdtemp(join(tmpdir(), 'counterfoil-snapshot-'));
  try {
    return await buildIn(join(folder, 'customers.db'), channel, stopping);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/* The thread takes the file's name away before a customer is in it: only what is open here leads to it then. */
async function buildIn(path: string, channel: Channel, stopping: AbortSignal): Promise<BuiltSnapshot | null> {
  const file = await open(path, 'wx+', ownerOnly);
  try {
    const written = await inThread(orderFor(channel, path), stopping);
    if (written) return heldFile({ ...written, channelEpoch: channel.epoch }, file);
  } catch (error) {
    await file.close();
    throw error;
  }
  await file.close();
  return null;
}

function orderFor({ configuration, database, epoch }: Channel, file: string): SnapshotOrder {
  return {
    databaseUrl: database.url,
    epochNumber: epoch.number,
    file,
    excludedParts: excludedParts(configuration),
    legalEntities: configuration.legalEntities,
  };
}

function inThread(order: SnapshotOrder, stopping: AbortSignal): Promise<WrittenSnapshot> {
  const thread = new Worker(new URL('./snapshot-thread.ts', import.meta.url), { workerData: order });
  const stop = (): void => void thread.terminate();
  return new Promise<WrittenSnapshot>((resolve, reject) => {
    stopping.addEventListener('abort', stop, { once: true });
    if (stopping.aborted) stop();
    thread.once('message', resolve);
    thread.once('error', reject);
    thread.once('exit', (code) => reject(new Error(`the thread that wrote a snapshot ended with code ${code}`)));
  }).finally(() => stopping.removeEventListener('abort', stop));
}

function heldFile(snapshot: OfflineSnapshot, file: FileHandle): BuiltSnapshot {
  let readers = 0;
  let isDiscarded = false;
  const closeIfUnused = async (): Promise<void> => {
    if (isDiscarded && readers === 0) await file.close();
  };
  return {
    snapshot,
    read() {
      readers++;
      const stream = Readable.from(partsOf(file), { objectMode: false });
      stream.once('close', () => {
        readers--;
        void closeIfUnused();
      });
      return stream;
    },
    async discard() {
      if (isDiscarded) return;
      isDiscarded = true;
      await closeIfUnused();
    },
  };
}

/* By place, so that readers don't move one another on. */
async function* partsOf(file: FileHandle): AsyncGenerator<Buffer> {
  for (let position = 0; ;) {
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(readSizeBytes), 0, readSizeBytes, position);
    if (bytesRead === 0) return;
    yield buffer.subarray(0, bytesRead);
    position += bytesRead;
  }
}

import { readdirSync, readlinkSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSnapshot, type BuiltSnapshot } from '@counterfoil/channel/offline/build-snapshot';
import { ensureOfflineFeed } from '@counterfoil/channel/offline/offline-changes';
import { offlineSnapshotHeader, offlineSnapshotSchema } from '@counterfoil/contracts/offline-exchange';
import { pageSizeBytes } from '@counterfoil/till/local-database';
import { createSnapshotDigest, snapshotBlockSizeBytes } from '@counterfoil/till/offline-snapshot-format';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { imogen, openWorld, type World } from './commerce-api-fixture.ts';

let world: World;
let url: string;

beforeAll(async () => {
  world = await openWorld();
  const { channel } = world.houston;
  const register = { channelId: 'HOUSTON', name: 'Till', offlineProfileId: null };
  channel.configuration = {
    ...channel.configuration,
    registers: [{ ...register, registerId: 'HOUSTON-7', supportOffline: true }],
  };
  url = await world.houston.listen();
  await world.houston.call('POST', '/customers', { body: { channelId: 'HOUSTON', customer: imogen } });
});

afterAll(() => world.close());

async function download(): Promise<Response> {
  return fetch(`${url}/offline-databases/HOUSTON-7/snapshot`, { headers: { authorization: 'Bearer application' } });
}

async function digestOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = createSnapshotDigest();
  for (let at = 0; at < bytes.length; at += snapshotBlockSizeBytes) {
    await digest.add(bytes.subarray(at, at + snapshotBlockSizeBytes));
  }
  return digest.hex();
}

const soon = { timeout: 15_000, interval: 20 };
const folderPrefix = 'counterfoil-snapshot-';
/** Left by others. */
const present = new Set(readdirSync(tmpdir()));
/** Files of snapshots that this process has open. */
function heldFiles(): string[] {
  return readdirSync('/proc/self/fd').flatMap((descriptor) => {
    try {
      const path = readlinkSync(join('/proc/self/fd', descriptor));
      return path.includes(folderPrefix) ? [join('/proc/self/fd', descriptor)] : [];
    } catch (error) {
      /* Closed meanwhile, as that of this very folder. */
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    }
  });
}

/** Folders of snapshots in which there is something, or may be. */
function snapshotFolders(): string[] {
  const names = readdirSync(tmpdir()).filter((name) => name.startsWith(folderPrefix) && !present.has(name));
  return names.map((name) => join(tmpdir(), name));
}

describe('the file of a snapshot', () => {
  const build = (): Promise<BuiltSnapshot> =>
    vi.waitFor(async () => {
      const { channel } = world.houston;
      await ensureOfflineFeed(channel.database, channel.epoch.number);
      const built = await buildSnapshot(channel, new AbortController().signal);
      if (!built) throw new Error('an older transaction still runs');
      return built;
    }, soon);
  /** In bytes. */
  const namedSizes = (): number[] =>
    snapshotFolders().flatMap(
      (folder) => statSync(join(folder, 'customers.db'), { throwIfNoEntry: false })?.size ?? [],
    );

  it('R3: has no name any more by the time a customer is in it, so that nothing stays behind a process that is killed', async () => {
    const sizes: number[] = [];
    const watching = setInterval(() => sizes.push(...namedSizes()), 0);
    const built = await build();
    clearInterval(watching);
    expect(built.snapshot.byteCount).toBeGreaterThan(pageSizeBytes);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(pageSizeBytes);
    await built.discard();
    expect([snapshotFolders(), heldFiles()]).toEqual([[], []]);
  });

  it('is closed once it is given up and its last reader has left, before the first byte too', async () => {
    const built = await build();
    built.read().destroy();
    await built.discard();
    await expect.poll(heldFiles).toEqual([]);
  });
});

describe('the snapshot of a till over the Commerce API', () => {
  it('comes with its size and digest, is kept by no cache, and goes to several tills at once', async () => {
    for (const answer of await Promise.all([download(), download()])) {
      expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
      expect(answer.headers.get('content-type')).toBe('application/vnd.sqlite3');
      const described = Buffer.from(answer.headers.get(offlineSnapshotHeader) ?? '', 'base64url').toString('utf8');
      const snapshot = offlineSnapshotSchema.parse(JSON.parse(described));
      const bytes = new Uint8Array(await answer.arrayBuffer());
      expect(snapshot).toMatchObject({ customers: 1, byteCount: bytes.length, sha256: await digestOf(bytes) });
      expect(answer.headers.get('content-length')).toBe(String(bytes.length));
    }
  });

  it('is held once, for the tills to come, when one left while it was made', async () => {
    const { channel } = world.houston;
    for (const countryRegion of ['FR', 'DE']) {
      const legalEntities = channel.configuration.legalEntities.map((entity) => ({ ...entity, countryRegion }));
      channel.configuration = { ...channel.configuration, legalEntities };
      const leaving = new AbortController();
      const headers = { authorization: 'Bearer application' };
      const left = fetch(`${url}/offline-databases/HOUSTON-7/snapshot`, { headers, signal: leaving.signal });
      await vi.waitFor(() => expect(snapshotFolders()).toHaveLength(1), { interval: 5 });
      leaving.abort();
      await expect(left).rejects.toThrow('aborted');
      await (await download()).arrayBuffer();
    }
    await expect.poll(() => [heldFiles().length, snapshotFolders()]).toEqual([1, []]);
  });

  it('SD-25: is refused with the code while customer data is kept off tills', async () => {
    const { channel } = world.houston;
    channel.configuration = { ...channel.configuration, filterSharedCustomerDataTables: true };
    const refused = await world.houston.refused('GET', '/offline-databases/HOUSTON-7/snapshot', { language: 'fr' });
    expect(refused).toMatchObject({ status: 409, body: { error: { code: 'snapshot_unavailable' } } });
  });
});

import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSnapshot } from '@counterfoil/channel/offline/build-snapshot';
import { offlineSnapshotHeader, offlineSnapshotSchema } from '@counterfoil/contracts/offline-exchange';
import { createSnapshotDigest, snapshotBlockSizeBytes } from '@counterfoil/till/offline-snapshot-format';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { imogen, openWorld, type World } from './commerce-api-fixture.ts';

let world: World;

beforeAll(async () => {
  world = await openWorld();
  const { channel } = world.houston;
  const register = { channelId: 'HOUSTON', name: 'Till', offlineProfileId: null };
  channel.configuration = {
    ...channel.configuration,
    registers: [{ ...register, registerId: 'HOUSTON-7', supportOffline: true }],
  };
  await world.houston.call('POST', '/customers', { body: { channelId: 'HOUSTON', customer: imogen } });
});

afterAll(() => world.close());

async function download(url: string): Promise<Response> {
  return fetch(`${url}/offline-databases/HOUSTON-7/snapshot`, { headers: { authorization: 'Bearer application' } });
}

async function digestOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = createSnapshotDigest();
  for (let at = 0; at < bytes.length; at += snapshotBlockSizeBytes) {
    await digest.add(bytes.subarray(at, at + snapshotBlockSizeBytes));
  }
  return digest.hex();
}

const folderPrefix = 'counterfoil-snapshot-';
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

/** The folders of snapshots that are there, each with its files. */
function folders(): string[][] {
  return readdirSync(tmpdir())
    .filter((name) => name.startsWith(folderPrefix))
    .map((name) => readdirSync(join(tmpdir(), name)));
}

describe('the file of a snapshot', () => {
  const stopping = new AbortController();
  const holdsImogen = (): boolean =>
    heldFiles().some((path) => readFileSync(path).includes(Buffer.from(imogen.lastName, 'utf8')));

  it('R3: has no name any more by the time a customer is in it, so that nothing stays behind a process that is killed', async () => {
    const building = buildSnapshot(world.houston.channel, stopping.signal);
    let seen = 0;
    while (!holdsImogen()) {
      seen++;
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(seen).toBeGreaterThan(0);
    expect(folders().flat()).toEqual([]);
    await (await building)?.discard();
    expect([folders(), heldFiles()]).toEqual([[], []]);
  });

  it('is closed once it is given up and its last reader has left, before the first byte too', async () => {
    const built = await buildSnapshot(world.houston.channel, stopping.signal);
    built?.read().destroy();
    await built?.discard();
    await expect.poll(heldFiles).toEqual([]);
  });
});

describe('the snapshot of a till over the Commerce API', () => {
  it('comes with its size and digest, is kept by no cache, and goes to several tills at once', async () => {
    const url = await world.houston.listen();
    for (const answer of await Promise.all([download(url), download(url)])) {
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
    const url = await world.houston.listen();
    for (const countryRegion of ['FR', 'DE']) {
      const legalEntities = channel.configuration.legalEntities.map((entity) => ({ ...entity, countryRegion }));
      channel.configuration = { ...channel.configuration, legalEntities };
      const leaving = new AbortController();
      const headers = { authorization: 'Bearer application' };
      const left = fetch(`${url}/offline-databases/HOUSTON-7/snapshot`, { headers, signal: leaving.signal });
      await vi.waitFor(() => expect(folders()).toHaveLength(1), { interval: 5 });
      leaving.abort();
      await expect(left).rejects.toThrow('aborted');
      await (await download(url)).arrayBuffer();
    }
    await expect.poll(() => [heldFiles().length, folders()]).toEqual([1, []]);
  });

  it('SD-25: is refused with the code while customer data is kept off tills', async () => {
    const { channel } = world.houston;
    channel.configuration = { ...channel.configuration, filterSharedCustomerDataTables: true };
    const refused = await world.houston.refused('GET', '/offline-databases/HOUSTON-7/snapshot', { language: 'fr' });
    expect(refused).toMatchObject({ status: 409, body: { error: { code: 'snapshot_unavailable' } } });
  });
});

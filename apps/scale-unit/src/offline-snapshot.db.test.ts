import { offlineSnapshotHeader, offlineSnapshotSchema } from '@counterfoil/contracts/offline-exchange';
import { createSnapshotDigest, snapshotBlockSizeBytes } from '@counterfoil/till/offline-snapshot-format';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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

  it('SD-25: is refused with the code while customer data is kept off tills', async () => {
    const { channel } = world.houston;
    channel.configuration = { ...channel.configuration, filterSharedCustomerDataTables: true };
    const refused = await world.houston.refused('GET', '/offline-databases/HOUSTON-7/snapshot', { language: 'fr' });
    expect(refused).toMatchObject({ status: 409, body: { error: { code: 'snapshot_unavailable' } } });
  });
});

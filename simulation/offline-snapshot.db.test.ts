import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { DatabaseSync } from 'node:sqlite';
import type { Channel } from '@counterfoil/channel/channel';
import { createSnapshots, type Snapshots } from '@counterfoil/channel/offline/snapshots';
import type { OfflineSnapshot } from '@counterfoil/contracts/offline-exchange';
import { presentDevice, recordExchange } from '@counterfoil/till/device';
import { pageSizeBytes } from '@counterfoil/till/local-database';
import {
  createSnapshotDigest,
  offlinePageReservedBytes,
  snapshotBlockSizeBytes,
} from '@counterfoil/till/offline-snapshot-format';
import { allOfflineCustomers } from '@counterfoil/till/offline-customers';
import type { Till } from '@counterfoil/till/till';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createNamed, openExchangeWorld, type ExchangeWorld } from './exchange-fixture.ts';
import {
  addRegisters,
  configure,
  connectTill,
  createOffline,
  createTillFiles,
  everythingByPJob,
  exampleProfile,
  exchangeAll,
  startTill,
  type TillFiles,
} from './offline-fixture.ts';

let world: ExchangeWorld;
let files: TillFiles;
let houston: Channel;
let snapshots: Snapshots;
let stopping: AbortController;

beforeEach(async () => {
  [world, files] = await Promise.all([openExchangeWorld(everythingByPJob), createTillFiles()]);
  houston = world.stores.houston;
  addRegisters(houston);
  stopping = new AbortController();
  snapshots = createSnapshots(houston);
});

afterEach(async () => {
  stopping.abort();
  await Promise.all([world.close(), files.remove()]);
});

interface Taken {
  readonly snapshot: OfflineSnapshot;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

async function take(registerId = 'HOUSTON-2'): Promise<Taken> {
  const built = await snapshots.snapshotFor(registerId, stopping.signal);
  return { snapshot: built.snapshot, bytes: new Uint8Array(await buffer(built.read())) };
}

/* As a till does, but without a cipher. */
async function startFromSnapshot({ snapshot, bytes }: Taken): Promise<Till> {
  await writeFile(join(files.folder, 'from-snapshot.db'), bytes);
  const till = await startTill(files, 'HOUSTON-2', { name: 'from-snapshot' });
  await till.database.transaction('go on from snapshot', async (tx) => {
    const device = await presentDevice(tx);
    await recordExchange(tx, { ...device, channelEpoch: snapshot.channelEpoch, cursor: snapshot.cursor });
  });
  return till;
}

const contents = [
  'SELECT hex(customer_id) AS id, base, is_from_channel FROM customers ORDER BY customer_id',
  'SELECT kind, key, hex(customer_id) AS id FROM customer_search_keys ORDER BY kind, key, customer_id',
  'SELECT word, key_count FROM name_words ORDER BY word',
  'SELECT customer_count, search_key_version, countries FROM held_customers',
  `SELECT name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY name`,
];

async function contentOf({ database }: Till): Promise<unknown[]> {
  const parts: unknown[] = [await allOfflineCustomers(database)];
  for (const statement of contents) parts.push(await database.all(statement));
  return parts;
}

describe('a snapshot of the customers for a till', () => {
  it('with what changed since has the same customers and the same keys as a load page by page', async () => {
    for (const name of ['Lindqvist', 'Okonkwo', 'Ó Briain', 'Müller-Lüdenscheid']) await createNamed(houston, name);
    const paged = await startTill(files, 'HOUSTON-1');
    await exchangeAll(paged, connectTill(world));
    const taken = await take();
    expect(taken.snapshot).toMatchObject({ customers: 4, byteCount: taken.bytes.length });
    const fromSnapshot = await startFromSnapshot(taken);
    expect(await contentOf(fromSnapshot)).toEqual(await contentOf(paged));
    await createOffline(paged, 'Afterwards');
    await createNamed(houston, 'Lindqvist');
    for (const till of [paged, fromSnapshot, paged]) await exchangeAll(till, connectTill(world));
    expect(await contentOf(fromSnapshot)).toEqual(await contentOf(paged));
    await Promise.all([paged.database.close(), fromSnapshot.database.close()]);
  });

  it('is a sound database that leaves the room in every page which the cipher of a till takes', async () => {
    await createNamed(houston, 'Lindqvist');
    const { snapshot, bytes } = await take();
    await writeFile(join(files.folder, 'sound.db'), bytes);
    const database = new DatabaseSync(join(files.folder, 'sound.db'));
    expect(database.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
    database.close();
    expect(new DataView(bytes.buffer).getUint16(16)).toBe(pageSizeBytes);
    expect(bytes[20]).toBe(offlinePageReservedBytes);
    const digest = createSnapshotDigest();
    for (let at = 0; at < bytes.length; at += snapshotBlockSizeBytes) {
      await digest.add(bytes.subarray(at, at + snapshotBlockSizeBytes));
    }
    expect(await digest.hex()).toBe(snapshot.sha256);
  });

  it('is made once for all that ask, and again when other customer data goes to tills than before', async () => {
    const { customerId } = await createNamed(houston, 'Lindqvist');
    const [one, other] = await Promise.all([take('HOUSTON-1'), take('HOUSTON-2')]);
    await createNamed(houston, 'Later');
    const later = await take();
    expect([other.snapshot, later.snapshot]).toEqual([one.snapshot, one.snapshot]);
    configure(houston, { excludedFromOfflineDatabases: { jobs: [], subjobs: ['LOGISTICSELECTRONICADDRESS'] } });
    const without = await take();
    expect(without.snapshot.customers).toBe(2);
    const till = await startFromSnapshot(without);
    const customers = await allOfflineCustomers(till.database);
    expect(customers.find((customer) => customer.customerId === customerId)?.contacts).toEqual([]);
    await till.database.close();
  });

  it('SD-25, LK-23, LK-29: is refused while no customers go to offline databases', async () => {
    await createNamed(houston, 'Lindqvist');
    const paused = { offlineProfiles: [{ ...exampleProfile, pauseOfflineSynchronization: true }] };
    const excluded = { excludedFromOfflineDatabases: { jobs: [], subjobs: ['CUSTTABLE'] } };
    for (const changes of [{ filterSharedCustomerDataTables: true }, excluded, paused]) {
      const before = houston.configuration;
      configure(houston, changes);
      await expect(take()).rejects.toMatchObject({ code: 'snapshot_unavailable' });
      houston.configuration = before;
    }
    await expect(take('NOBODY')).rejects.toMatchObject({ code: 'register_unknown' });
    expect((await take()).snapshot.customers).toBe(1);
  });
});

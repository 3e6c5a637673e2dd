import { downloadAvailable } from '@counterfoil/channel/exchange/apply-1010';
import { findCustomer } from '@counterfoil/channel/customers/find-customers';
import { readLink } from '@counterfoil/channel/exchange/headquarters-link';
import { runPJob } from '@counterfoil/channel/exchange/p-job';
import { updateCustomer } from '@counterfoil/channel/customers/update-customer';
import type { Customer } from '@counterfoil/contracts/customer';
import { CommunicationException } from '@counterfoil/http/client';
import { cancelDownload, retryDownload } from '@counterfoil/headquarters/exchange/download-sessions';
import { publish1010 } from '@counterfoil/headquarters/exchange/publish-1010';
import { synchronizeCustomers } from '@counterfoil/headquarters/conversion/synchronize-customers';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  createNamed,
  customersIn,
  drainRoad,
  openExchangeWorld,
  storeNames,
  type ExchangeOptions,
  type ExchangeWorld,
} from './exchange-fixture.ts';

let world: ExchangeWorld;
/** What the line does to downloads of Paris and to receipts of its uploads. */
let line: { spoilDownloads: boolean; lostReceipts: number };

async function open(options: ExchangeOptions = {}): Promise<ExchangeWorld> {
  return openExchangeWorld({
    ...options,
    line: (store, connection) => ({
      ...connection,
      async upload(bytes) {
        const receipt = await connection.upload(bytes);
        if (line.lostReceipts-- > 0) throw new CommunicationException('the receipt was lost', null);
        return receipt;
      },
      async nextDownload() {
        const next = await connection.nextDownload();
        if (!next || !line.spoilDownloads || store !== 'paris') return next;
        return { ...next, bytes: next.bytes.subarray(0, next.bytes.length >> 1) };
      },
    }),
  });
}

beforeEach(() => {
  line = { spoilDownloads: false, lostReceipts: 0 };
});

afterEach(() => world.close());

interface SessionRow {
  id: string;
  state: string;
  row_count: number;
  byte_count: number;
  try_count: number;
  package_id: string | null;
}

async function downloadSessions(channelDatabaseId = 'paris'): Promise<SessionRow[]> {
  return world.headquarters.database.query<SessionRow>(
    `SELECT download_session_id AS id, state, row_count, byte_count, try_count, package_id
     FROM download_sessions WHERE channel_database_id = $1 AND configuration_version IS NULL ORDER BY download_session_id`,
    [channelDatabaseId],
  );
}

const states = async (): Promise<string[]> => (await downloadSessions()).map((session) => session.state);

async function uploadSessions(): Promise<Omit<SessionRow, 'id' | 'package_id'>[]> {
  return world.headquarters.database.query(
    `SELECT package_number, state, row_count, byte_count, try_count FROM upload_sessions
     WHERE channel_database_id = 'paris' ORDER BY upload_session_id`,
  );
}

/** Creates customers in Houston, each published in a session of its own. */
async function publishEach(names: readonly string[]): Promise<Customer[]> {
  const customers: Customer[] = [];
  for (const name of names) {
    customers.push(await createNamed(world.stores.houston, name));
    await publish1010(world.headquarters);
  }
  return customers;
}

async function namesIn(store: (typeof storeNames)[number]): Promise<string[]> {
  const customers = await customersIn(world.stores[store].database);
  return [...customers.values()].map((customer) => customer.lastName ?? '').toSorted((a, b) => a.localeCompare(b));
}

describe('download sessions (WD-31)', () => {
  beforeEach(async () => {
    world = await open({ headquartersLimits: { tryCountMax: 3 } });
  });

  it('are applied in their order, each once', async () => {
    const order: string[] = [];
    const { paris: store } = world.stores;
    const paris: typeof store = {
      ...store,
      headquarters: {
        ...store.headquarters,
        async reportDownload(id, report) {
          order.push(`${report.result} ${id}`);
          await store.headquarters.reportDownload(id, report);
        },
      },
    };
    await publishEach(['One', 'Two', 'Three']);
    expect(await downloadAvailable(paris)).toEqual({ sessions: 3, rows: 3 });
    expect(order).toEqual((await downloadSessions()).map(({ id }) => `applied ${id}`));
    expect(await states()).toEqual(['applied', 'applied', 'applied']);
    expect(await namesIn('paris')).toEqual(['One', 'Three', 'Two']);
    expect(await downloadAvailable(paris)).toEqual({ sessions: 0, rows: 0 });
  });

  async function suspendFirst(): Promise<SessionRow> {
    await publishEach(['Suspended', 'Behind']);
    line.spoilDownloads = true;
    for (let tries = 0; tries < 3; tries++) {
      await expect(downloadAvailable(world.stores.paris)).rejects.toMatchObject({ code: 'package_corrupt' });
    }
    line.spoilDownloads = false;
    const [first] = await downloadSessions();
    if (!first) throw new Error('two sessions were opened');
    return first;
  }

  it('are suspended after Try count failures, and everything behind waits in order', async () => {
    expect(await suspendFirst()).toMatchObject({ state: 'suspended', try_count: 3 });
    expect(await states()).toEqual(['suspended', 'available']);
    expect(await downloadAvailable(world.stores.paris)).toEqual({ sessions: 0, rows: 0 });
    expect(await namesIn('paris')).toEqual([]);
    expect(await downloadAvailable(world.stores.houston)).toMatchObject({ sessions: 2 });
  });

  it('go on in order after a retry', async () => {
    const { id } = await suspendFirst();
    await retryDownload(world.headquarters, id);
    expect(await downloadAvailable(world.stores.paris)).toEqual({ sessions: 2, rows: 2 });
    expect(await states()).toEqual(['applied', 'applied']);
    expect(await namesIn('paris')).toEqual(['Behind', 'Suspended']);
  });

  it('that are canceled are packed anew from where the store stands: no row is lost', async () => {
    const { id } = await suspendFirst();
    await cancelDownload(world.headquarters, id);
    expect(await states()).toEqual(['canceled', 'canceled']);
    await createNamed(world.stores.houston, 'Later');
    await publish1010(world.headquarters);
    expect(await downloadAvailable(world.stores.paris)).toMatchObject({ rows: 3 });
    expect(await namesIn('paris')).toEqual(['Behind', 'Later', 'Suspended']);
  });

  it('that are no longer open can neither be retried nor canceled', async () => {
    await publishEach(['Applied']);
    await downloadAvailable(world.stores.paris);
    const [{ id } = { id: '' }] = await downloadSessions();
    for (const act of [retryDownload, cancelDownload]) {
      await expect(act(world.headquarters, id)).rejects.toMatchObject({ code: 'download_session_unknown' });
    }
  });

  it('of two databases of a group share one package, which goes when the last of them has applied it', async () => {
    await publishEach(['Shared']);
    const [[ofParis], [ofHouston]] = await Promise.all([downloadSessions('paris'), downloadSessions('houston')]);
    expect(ofParis?.package_id).toBe(ofHouston?.package_id);
    const packages = async (): Promise<unknown[]> =>
      world.headquarters.database.query('SELECT package_id FROM download_packages');
    await downloadAvailable(world.stores.houston);
    expect(await packages()).toHaveLength(1);
    await downloadAvailable(world.stores.paris);
    expect(await packages()).toHaveLength(0);
    expect(await namesIn('paris')).toEqual(['Shared']);
  });

  it('of two databases that publish and apply at the same moment never lose their package', async () => {
    for (let round = 0; round < 15; round++) {
      await createNamed(world.stores.houston, `Round ${round}`);
      await Promise.all([
        publish1010(world.headquarters),
        downloadAvailable(world.stores.houston),
        downloadAvailable(world.stores.paris),
      ]);
    }
    await drainRoad(world);
    expect(await namesIn('paris')).toHaveLength(15);
    expect(await namesIn('houston')).toHaveLength(15);
  });
});

describe('bounded packages', () => {
  it('of downloads split by rows and by bytes, and nothing is lost', async () => {
    world = await open({ headquartersLimits: { downloadRowCountMax: 2 } });
    for (const name of ['A', 'B', 'C', 'D', 'E']) await createNamed(world.stores.houston, name);
    await publish1010(world.headquarters);
    expect((await downloadSessions()).map((session) => session.row_count)).toEqual([2, 2, 1]);
    expect(await downloadAvailable(world.stores.paris)).toEqual({ sessions: 3, rows: 5 });
    expect(await namesIn('paris')).toEqual(['A', 'B', 'C', 'D', 'E']);
  });

  it('of downloads split by bytes, a customer larger than the bound included', async () => {
    world = await open({ headquartersLimits: { downloadTextByteCountMax: 10 } });
    for (const name of ['A', 'B', 'C']) await createNamed(world.stores.houston, name);
    await publish1010(world.headquarters);
    expect((await downloadSessions()).map((session) => session.row_count)).toEqual([1, 1, 1]);
    await downloadAvailable(world.stores.paris);
    expect(await namesIn('paris')).toEqual(['A', 'B', 'C']);
  });

  it.each([
    ['rows', { uploadRowCountMax: 2 }, [2, 2, 1]],
    ['bytes', { uploadTextByteCountMax: 10 }, [1, 1, 1, 1, 1]],
  ])('of uploads split by %s, recorded with rows, bytes and tries', async (_unit, channelLimits, rowCounts) => {
    world = await open({ channelLimits });
    for (const name of ['A', 'B', 'C', 'D', 'E']) await createNamed(world.stores.paris, name);
    expect(await runPJob(world.stores.paris)).toEqual({ packages: rowCounts.length, rows: 5 });
    const sessions = await uploadSessions();
    expect(sessions).toEqual(
      rowCounts.map((row_count, index) => ({
        package_number: String(index + 1),
        state: 'applied',
        row_count,
        byte_count: expect.any(Number),
        try_count: 1,
      })),
    );
    for (const session of sessions) expect(session.byte_count).toBeGreaterThan(200);
    await drainRoad(world);
    expect(await namesIn('houston')).toEqual(['A', 'B', 'C', 'D', 'E']);
  });
});

describe('the jobs (LK-01, I4)', () => {
  it('P-job: a package whose receipt was lost is sent again, counts another try and stages nothing twice', async () => {
    world = await open();
    await createNamed(world.stores.paris, 'Once');
    line.lostReceipts = 2;
    for (let tries = 0; tries < 2; tries++) {
      await expect(runPJob(world.stores.paris)).rejects.toBeInstanceOf(CommunicationException);
    }
    expect(await runPJob(world.stores.paris)).toEqual({ packages: 1, rows: 1 });
    expect(await uploadSessions()).toMatchObject([
      { package_number: '1', state: 'applied', row_count: 1, try_count: 3 },
    ]);
    await drainRoad(world);
    expect(await namesIn('houston')).toEqual(['Once']);
    expect(await runPJob(world.stores.paris)).toEqual({ packages: 0, rows: 0 });
  });

  it('run again and in any order change nothing that has arrived, and bring everything home (R5)', async () => {
    world = await open();
    const jobs = {
      'P-job in Paris': () => runPJob(world.stores.paris),
      'P-job in Houston': () => runPJob(world.stores.houston),
      synchronize: () => synchronizeCustomers(world.headquarters),
      '1010': () => publish1010(world.headquarters),
      'download in Paris': () => downloadAvailable(world.stores.paris),
      'download in Houston': () => downloadAvailable(world.stores.houston),
    } as const;
    const names = Object.keys(jobs) as (keyof typeof jobs)[];
    let created = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...names), { minLength: 1, maxLength: 12 }), async (order) => {
        const { customerId } = await createNamed(world.stores.paris, `Any ${created++}`);
        await updateCustomer(world.stores.paris, customerId, {
          channelId: 'PARIS',
          changes: { phone: '+33612345678' },
        });
        for (const name of order) await jobs[name]();
        await drainRoad(world);
        const settled = await customersIn(world.headquarters.database);
        expect(settled.size).toBe(created);
        for (const name of order) await jobs[name]();
        await drainRoad(world);
        expect(await customersIn(world.headquarters.database)).toEqual(settled);
        for (const store of storeNames) expect(await customersIn(world.stores[store].database)).toEqual(settled);
      }),
      { numRuns: 12, seed: 10_10 },
    );
    const numbers = [...(await customersIn(world.headquarters.database)).values()].map(
      (row) => row.customerAccountNumber,
    );
    expect(new Set(numbers).size).toBe(created);
  });
});

describe('a reader during every apply (R9)', () => {
  it('sees the old or the new customer whole: name, phone and address change together', async () => {
    world = await open({ headquartersLimits: { downloadRowCountMax: 1 } });
    const created = await createNamed(world.stores.houston, 'Generation 0');
    const { customerId } = created;
    const addressId = created.addresses[0]?.addressId ?? '';
    await publish1010(world.headquarters);
    await downloadAvailable(world.stores.paris);
    let reading = true;
    const torn: string[] = [];
    const read = async (): Promise<string[]> => {
      const seen: string[] = [];
      while (reading) {
        const { document, version } = await findCustomer(world.stores.paris, customerId);
        const generation = document.lastName?.replace('Generation ', '') ?? '';
        const parts = [document.addresses[0]?.streetNumber, String(version - 1)];
        if (generation !== '0' && parts.some((part) => part !== generation)) torn.push(JSON.stringify(document));
        if (seen.at(-1) !== generation) seen.push(generation);
      }
      return seen;
    };
    const readers = [read(), read()];
    const generations = 25;
    for (let generation = 1; generation <= generations; generation++) {
      await updateCustomer(world.stores.houston, customerId, {
        channelId: 'HOUSTON',
        changes: {
          lastName: `Generation ${generation}`,
          addresses: [{ addressId, streetNumber: String(generation) }],
        },
      });
      await publish1010(world.headquarters);
      await downloadAvailable(world.stores.paris);
    }
    reading = false;
    for (const seen of await Promise.all(readers)) {
      expect(seen.map(Number)).toEqual(seen.map(Number).toSorted((a, b) => a - b));
      expect(new Set(seen).size).toBeGreaterThan(generations / 2);
    }
    expect(torn, 'torn reads').toEqual([]);
    expect((await readLink(world.stores.paris.database)).appliedPosition.n).not.toBe('0');
  });
});

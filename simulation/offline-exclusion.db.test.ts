import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { requestFullSynchronization } from '@counterfoil/channel/offline/device-epochs';
import { registerOfflineStatus } from '@counterfoil/channel/offline/register-offline-status';
import type { OfflineExchangeResponse } from '@counterfoil/contracts/offline-exchange';
import { exchangeOnce, type ScaleUnitConnection } from '@counterfoil/till/exchange-once';
import { offlineStatus } from '@counterfoil/till/offline-status';
import type { Till } from '@counterfoil/till/till';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createNamed, customersIn, drainRoad, openExchangeWorld, type ExchangeWorld } from './exchange-fixture.ts';
import {
  addRegisters,
  configure,
  connectTill,
  createOffline,
  createTillFiles,
  customersOnTill,
  everythingByPJob,
  exampleProfile,
  exchangeAll,
  startTill,
  type TillFiles,
} from './offline-fixture.ts';

let world: ExchangeWorld;
let files: TillFiles;

beforeEach(async () => {
  [world, files] = await Promise.all([openExchangeWorld(everythingByPJob), createTillFiles()]);
  addRegisters(world.stores.houston);
});

afterEach(async () => {
  await Promise.all([world.close(), files.remove()]);
});

async function tillWith(...names: string[]): Promise<Till> {
  for (const name of names) await createNamed(world.stores.houston, name);
  await drainRoad(world);
  const till = await startTill(files, 'HOUSTON-1');
  await exchangeAll(till, connectTill(world));
  return till;
}

async function namesOn(till: Till): Promise<string[]> {
  return [...(await customersOnTill(till)).values()].map(({ lastName }) => lastName ?? '').toSorted();
}

/** Customer rows, search keys and contents of operations in an offline database. */
async function customerRows(till: Till): Promise<number> {
  const [row] = await till.database.all<{ rows: number }>(
    `SELECT (SELECT count(*) FROM customers) + (SELECT count(*) FROM customer_search_keys)
       + (SELECT count(operation) FROM outbox) AS rows`,
  );
  return row?.rows ?? -1;
}

/** Whether any file of the offline database holds the text. */
async function isInFiles(text: string): Promise<boolean> {
  const names = await readdir(files.folder);
  const contents = await Promise.all(names.map((name) => readFile(join(files.folder, name))));
  return contents.some((content) => content.includes(text));
}

/** Remembers what came down. */
function recording(): ScaleUnitConnection & { readonly responses: OfflineExchangeResponse[] } {
  const responses: OfflineExchangeResponse[] = [];
  return {
    responses,
    async exchange(registerId, request) {
      const response = await connectTill(world).exchange(registerId, request);
      responses.push(response);
      return response;
    },
  };
}

const filterOn = { filterSharedCustomerDataTables: true };
const exclude = (jobs: string[], subjobs: string[] = []): object => ({
  excludedFromOfflineDatabases: { jobs, subjobs },
});

describe('Filter shared customer data tables', () => {
  it('I8: uploads what was captured, then removes every customer row, and the till holds none afterwards', async () => {
    const till = await tillWith('Downloaded');
    await createOffline(till, 'Captured');
    configure(world.stores.houston, filterOn);
    await exchangeAll(till, connectTill(world));
    expect(await namesOn(till)).toEqual([]);
    await drainRoad(world);
    const connection = recording();
    await exchangeAll(till, connection);

    const atHeadquarters = [...(await customersIn(world.headquarters.database)).values()];
    expect(new Set(atHeadquarters.map(({ lastName }) => lastName))).toEqual(new Set(['Captured', 'Downloaded']));
    expect(await customerRows(till)).toBe(0);
    expect(connection.responses.flatMap(({ customers }) => customers)).toEqual([]);
    await exchangeAll(till, connection);
    const [status] = await registerOfflineStatus(world.stores.houston);
    expect(status).toMatchObject({ customerData: 'filtered', customers: 0 });
    expect(status?.purgedAt).not.toBeNull();
    await till.database.close();
    for (const name of ['Captured', 'Downloaded', 'captured@example.com']) expect(await isInFiles(name)).toBe(false);
  });

  it('never removes what the scale unit has not acknowledged, whatever the answer says', async () => {
    const till = await tillWith('Downloaded');
    await createOffline(till, 'Captured');
    configure(world.stores.houston, filterOn);
    const withoutEntries: ScaleUnitConnection = {
      exchange: (registerId, request) => connectTill(world).exchange(registerId, { ...request, entries: [] }),
    };
    await exchangeOnce(till, withoutEntries);
    expect(await namesOn(till)).toEqual(['Captured']);
    expect(await offlineStatus(till)).toMatchObject({ undelivered: 1, canCreateCustomers: false });
    await exchangeAll(till, connectTill(world));
    expect(await namesOn(till)).toEqual([]);
    await till.database.close();
  });

  it('scenario 6: refuses creation offline in both languages, with what to do instead (SD-25, T3)', async () => {
    configure(world.stores.houston, filterOn);
    const till = await tillWith();
    await expect(createOffline(till, 'Nobody')).rejects.toMatchObject({ code: 'customer_creation_offline_excluded' });
    expect(await customerRows(till)).toBe(0);
    const [row] = await till.database.all<{ entries: number }>('SELECT count(*) AS entries FROM outbox');
    expect(row?.entries).toBe(0);
    await till.database.close();
  });

  it('switched off again loads everything', async () => {
    const till = await tillWith('Downloaded');
    configure(world.stores.houston, filterOn);
    await exchangeAll(till, connectTill(world));
    configure(world.stores.houston, { filterSharedCustomerDataTables: false });
    await exchangeAll(till, connectTill(world));
    expect(await namesOn(till)).toEqual(['Downloaded']);
    await createOffline(till, 'Again');
    await till.database.close();
  });
});

describe('Exclude from offline databases', () => {
  it.each([
    { by: 'job 1010', exclusion: exclude(['1010']) },
    { by: 'its subjob CUSTTABLE', exclusion: exclude([], ['CUSTTABLE']) },
  ])('$by: nothing of it is sent, and the next full synchronization empties it', async ({ exclusion }) => {
    const till = await tillWith('Old');
    configure(world.stores.houston, exclusion);
    await createNamed(world.stores.houston, 'New');
    const connection = recording();
    await exchangeAll(till, connection);
    expect(await namesOn(till)).toEqual(['Old']);
    expect(connection.responses.flatMap(({ customers }) => customers)).toEqual([]);

    await createOffline(till, 'Captured');
    await requestFullSynchronization(world.stores.houston.database, 'HOUSTON-1');
    const [waiting] = await registerOfflineStatus(world.stores.houston);
    expect(waiting?.fullSynchronizationWaits).toBe(true);
    await exchangeAll(till, connection);
    await exchangeAll(till, connection);
    expect(await namesOn(till)).toEqual([]);
    const [done] = await registerOfflineStatus(world.stores.houston);
    expect(done).toMatchObject({ fullSynchronizationWaits: false, customerData: 'excluded' });

    configure(world.stores.houston, exclude([]));
    await drainRoad(world);
    await exchangeAll(till, connection);
    await requestFullSynchronization(world.stores.houston.database, 'HOUSTON-1');
    await exchangeAll(till, connection);
    expect(await namesOn(till)).toEqual(['Captured', 'New', 'Old']);
    await till.database.close();
  });

  it('a customer captured while job 1010 is excluded stays as it was captured once headquarters has it', async () => {
    configure(world.stores.houston, exclude(['1010']));
    const till = await tillWith();
    const { customerId } = await createOffline(till, 'Captured');
    await exchangeAll(till, connectTill(world));
    await drainRoad(world);
    await exchangeAll(till, connectTill(world));
    expect((await customersOnTill(till)).get(customerId)).toMatchObject({ customerAccountNumber: null });
    await till.database.close();
  });

  it('of a subjob sends the customers without its part, and keeps what the till has of it until then', async () => {
    const till = await tillWith('Old');
    configure(world.stores.houston, exclude([], ['LOGISTICSPOSTALADDRESS']));
    await createNamed(world.stores.houston, 'New');
    await world.stores.houston.database.query('UPDATE customers SET document = document');
    await exchangeAll(till, connectTill(world));
    const addressCounts = async (): Promise<Record<string, number>> =>
      Object.fromEntries(
        [...(await customersOnTill(till)).values()].map(({ lastName, addresses }) => [lastName, addresses.length]),
      );
    expect(await addressCounts()).toEqual({ Old: 1, New: 0 });
    await requestFullSynchronization(world.stores.houston.database, 'HOUSTON-1');
    await exchangeAll(till, connectTill(world));
    expect(await addressCounts()).toEqual({ Old: 0, New: 0 });
    await till.database.close();
  });

  it('of other jobs leaves their part of the settings behind', async () => {
    configure(world.stores.houston, {
      ...exclude(['1060'], ['CUSTGROUP']),
      workers: [
        { workerId: '000160', name: 'Worker', languageId: 'en-US', role: 'cashier', channelIds: [], pinVerifier: null },
      ],
      customerGroups: [{ legalEntity: 'USRT', customerGroup: '30', name: 'Retail', financialDimensions: {} }],
    });
    const till = await tillWith();
    expect(till.configuration).toMatchObject({ workers: [], customerGroups: [] });
    expect(till.configuration.registers).toHaveLength(2);
    await till.database.close();
  });
});

describe('Pause offline synchronization', () => {
  it('sends nothing down, and takes what was captured (LK-29)', async () => {
    const till = await tillWith('Old');
    const version = till.configuration.version;
    configure(world.stores.houston, { offlineProfiles: [{ ...exampleProfile, pauseOfflineSynchronization: true }] });
    await createNamed(world.stores.houston, 'New');
    await createOffline(till, 'Captured');
    await exchangeAll(till, connectTill(world));
    expect(await namesOn(till)).toEqual(['Captured', 'Old']);
    expect(till.configuration.version).toBe(version);
    expect([...(await customersIn(world.stores.houston.database)).values()]).toHaveLength(3);
    configure(world.stores.houston, { offlineProfiles: [exampleProfile] });
    await exchangeAll(till, connectTill(world));
    expect(await namesOn(till)).toEqual(['Captured', 'New', 'Old']);
    await till.database.close();
  });
});

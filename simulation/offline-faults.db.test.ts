import type { Channel } from '@counterfoil/channel/channel';
import { createCustomer } from '@counterfoil/channel/customers/create-customer';
import { registerOfflineStatus } from '@counterfoil/channel/offline/register-offline-status';
import type { OfflineExchangeRequest } from '@counterfoil/contracts/offline-exchange';
import { connectDatabase } from '@counterfoil/database/database';
import { CommunicationException } from '@counterfoil/http/client';
import type { CrashPoints } from '@counterfoil/platform/crash-points';
import { systemIds } from '@counterfoil/platform/identifiers';
import { createCustomerOffline } from '@counterfoil/till/create-customer-offline';
import { editCustomerOffline } from '@counterfoil/till/edit-customer-offline';
import { exchangeOnce, type ScaleUnitConnection } from '@counterfoil/till/exchange-once';
import { showOfflineCustomer } from '@counterfoil/till/show-offline-customer';
import type { Till } from '@counterfoil/till/till';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { customersIn, drainRoad, openExchangeWorld, type ExchangeWorld } from './exchange-fixture.ts';
import {
  addRegisters,
  configure,
  connectTill,
  createOffline,
  createTillFiles,
  customersOnTill,
  everythingByPJob,
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

async function namesIn(node: 'houston' | 'headquarters'): Promise<string[]> {
  const { database } = node === 'headquarters' ? world.headquarters : world.stores.houston;
  return [...(await customersIn(database)).values()].map(({ lastName }) => lastName ?? '').toSorted();
}

/** Requests that don't arrive or arrive twice, and answers that get lost. */
function unreliable(connection: ScaleUnitConnection, faults: ('cut' | 'lost' | 'twice')[]): ScaleUnitConnection {
  return {
    async exchange(registerId, request) {
      const fault = faults.shift();
      if (fault === 'cut') throw new CommunicationException('the request was lost', null);
      if (fault === 'twice') await connection.exchange(registerId, request);
      const response = await connection.exchange(registerId, request);
      if (fault === 'lost') throw new CommunicationException('the answer was lost', null);
      return response;
    },
  };
}

class Crashed extends Error {}

/** Crashes when the nth point, of those whose name begins so, is passed. */
function crashAt(place: number, beginning = ''): CrashPoints & { readonly passed: string[] } {
  const passed: string[] = [];
  return {
    passed,
    reach(point) {
      if (!point.startsWith(beginning)) return;
      passed.push(point);
      if (passed.length === place) throw new Crashed(point);
    },
  };
}

describe('what a till was told is recorded', () => {
  it('R1: is neither lost nor doubled by a crash between any two steps', async () => {
    const acknowledged: string[] = [];
    const crashed = new Set<string>();
    addRegisters(
      world.stores.houston,
      Array.from({ length: 100 }, (_, place) => `CRASH-${place + 1}`),
    );
    for (let place = 1; ; place++) {
      const registerId = `CRASH-${place}`;
      const open = await startTill(files, registerId);
      await exchangeAll(open, connectTill(world));
      await open.database.close();
      const crashPoints = crashAt(place);
      const name = `Person ${place}`;
      const wasAcknowledged = await createAndExchange(registerId, crashPoints, name);
      const again = await startTill(files, registerId);
      if (wasAcknowledged) expect([...(await customersOnTill(again)).values()].map((c) => c.lastName)).toContain(name);
      await exchangeAll(again, connectTill(world));
      expect(await customersOnTill(again)).toEqual(await customersIn(world.stores.houston.database));
      await again.database.close();
      if (wasAcknowledged) acknowledged.push(name);
      const last = crashPoints.passed[place - 1];
      if (last === undefined) break;
      crashed.add(last);
    }
    expect(crashed.size).toBeGreaterThan(20);
    const names = await namesIn('houston');
    expect(names.filter((name) => acknowledged.includes(name))).toEqual(acknowledged.toSorted());
    expect(new Set(names).size).toBe(names.length);
  });

  /** Runs until the crash; whether the creation was acknowledged. */
  async function createAndExchange(registerId: string, crashPoints: CrashPoints, name: string): Promise<boolean> {
    let till: Till | null = null;
    let wasAcknowledged = false;
    try {
      till = await startTill(files, registerId, { crashPoints });
      await createOffline(till, name);
      wasAcknowledged = true;
      await exchangeOnce(till, connectTill(world));
    } catch (error) {
      if (!(error instanceof Crashed)) throw error;
    }
    await till?.database.close();
    return wasAcknowledged;
  }

  it('R1: is delivered once although answers get lost and requests come twice', async () => {
    const till = await startTill(files, 'HOUSTON-1');
    await exchangeAll(till, connectTill(world));
    const connection = unreliable(connectTill(world), ['twice', 'lost', 'cut', 'lost', 'twice', 'cut']);
    const names = [];
    for (let place = 0; place < 6; place++) {
      names.push(`Person ${place}`);
      await createOffline(till, `Person ${place}`);
      await exchangeOnce(till, connection).catch((error: unknown) => {
        expect(error).toBeInstanceOf(CommunicationException);
      });
    }
    await exchangeAll(till, connection);
    expect(await namesIn('houston')).toEqual(names);
    await drainRoad(world);
    expect(await namesIn('headquarters')).toEqual(names);
    await exchangeAll(till, connection);
    expect(await customersOnTill(till)).toEqual(await customersIn(world.headquarters.database));
    await till.database.close();
  });

  it('R1: stays one customer when the scale unit had recorded it but the till got no answer in time', async () => {
    const till = await startTill(files, 'HOUSTON-1');
    await exchangeAll(till, connectTill(world));
    const identifiers = { operationId: systemIds.uuid(), customerId: systemIds.uuid() };
    const customer = { customerType: 'person', lastName: 'Lindqvist', addresses: [] } as const;
    await createCustomer(world.stores.houston, {
      ...identifiers,
      channelId: 'HOUSTON',
      terminalId: 'HOUSTON-1',
      customer: { ...customer, addresses: [] },
    });
    const request = { ...identifiers, customer: { ...customer, addresses: [] } };
    expect(await createCustomerOffline(till, request)).toEqual({ ...identifiers, replayed: false, warnings: [] });
    expect(await createCustomerOffline(till, request)).toEqual({ ...identifiers, replayed: true, warnings: [] });
    await exchangeAll(till, connectTill(world));
    await drainRoad(world);
    await exchangeAll(till, connectTill(world));
    expect(await namesIn('headquarters')).toEqual(['Lindqvist']);
    expect(await customersOnTill(till)).toEqual(await customersIn(world.headquarters.database));
    await till.database.close();
  });

  it('R1: is taken over once although the scale unit crashes between any two steps', async () => {
    const till = await startTill(files, 'HOUSTON-1');
    await exchangeAll(till, connectTill(world));
    const { houston } = world.stores;
    const names: string[] = [];
    let crashCount = 0;
    for (let place = 1; ; place++) {
      names.push(`Person ${place}`);
      await createOffline(till, `Person ${place}`);
      const crashPoints = crashAt(place, 'receive offline entries/');
      world.stores.houston = await reopened(houston, crashPoints);
      await exchangeOnce(till, connectTill(world)).catch((error: unknown) => {
        expect(error).toBeInstanceOf(Crashed);
        crashCount++;
      });
      await world.stores.houston.database.close();
      world.stores.houston = houston;
      await exchangeAll(till, connectTill(world));
      expect(await namesIn('houston')).toEqual(names.toSorted());
      if (crashPoints.passed.length < place) break;
    }
    expect(crashCount).toBeGreaterThan(10);
    expect(await customersOnTill(till)).toEqual(await customersIn(houston.database));
    await till.database.close();
  });

  /** The scale unit in a process that is about to crash. */
  async function reopened(channel: Channel, crashPoints: CrashPoints): Promise<Channel> {
    const seams = { ...channel.seams, crashPoints };
    const database = await connectDatabase({ url: channel.database.url, seams });
    return { ...channel, database, seams };
  }
});

describe('a database that was restored or lost', () => {
  it('R11: of the scale unit gets again what the till still holds, and doubles nothing', async () => {
    const till = await startTill(files, 'HOUSTON-1');
    await exchangeAll(till, connectTill(world));
    await createOffline(till, 'Before');
    await exchangeAll(till, connectTill(world));
    await world.backUp('houston');
    addRegisters(world.stores.houston);
    await createOffline(till, 'After');
    await exchangeAll(till, connectTill(world));
    await world.restore('houston');
    addRegisters(world.stores.houston);
    expect(await namesIn('houston')).toEqual(['Before']);

    await exchangeAll(till, connectTill(world));
    expect(await namesIn('houston')).toEqual(['After', 'Before']);
    await drainRoad(world);
    await exchangeAll(till, connectTill(world));
    expect(await namesIn('headquarters')).toEqual(['After', 'Before']);
    expect(await customersOnTill(till)).toEqual(await customersIn(world.headquarters.database));
    await till.database.close();
  });

  it('R12: of the till is noticed, begins another incarnation and uses no identifier again', async () => {
    const lost = await startTill(files, 'HOUSTON-1', { name: 'lost' });
    await exchangeAll(lost, connectTill(world));
    await createOffline(lost, 'Delivered');
    await exchangeAll(lost, connectTill(world));
    await createOffline(lost, 'Undelivered');
    await exchangeOnce(lost, failing(connectTill(world)));
    const till = await startTill(files, 'HOUSTON-1', { name: 'empty' });
    await exchangeAll(till, connectTill(world));
    await createOffline(till, 'Anew');
    await exchangeAll(till, connectTill(world));

    expect(await namesIn('houston')).toEqual(['Anew', 'Delivered']);
    const [status] = await registerOfflineStatus(world.stores.houston);
    expect(status).toMatchObject({ storageLostCount: 1, undeliveredLost: 1 });
    expect(status?.storageLostAt).not.toBeNull();
    /* The old database turns up again: what it holds is taken over under its own numbers. */
    await exchangeAll(lost, connectTill(world));
    expect(await namesIn('houston')).toEqual(['Anew', 'Delivered', 'Undelivered']);
    await Promise.all([lost.database.close(), till.database.close()]);
  });

  /** The till thinks that it exchanged nothing. */
  function failing(connection: ScaleUnitConnection): ScaleUnitConnection {
    return {
      exchange: (registerId, request) => connection.exchange(registerId, { ...request, entries: [] }),
    };
  }

  it('copied to a second till is noticed at the first number that stands for two things', async () => {
    const till = await startTill(files, 'HOUSTON-1');
    await exchangeAll(till, connectTill(world));
    await till.database.all('PRAGMA wal_checkpoint(TRUNCATE)');
    await copyFile(join(files.folder, 'HOUSTON-1.db'), join(files.folder, 'copy.db'));
    const copy = await startTill(files, 'HOUSTON-1', { name: 'copy' });
    await createOffline(till, 'Original');
    await createOffline(copy, 'Copy');
    await exchangeAll(till, connectTill(world));
    expect(await exchangeOnce(copy, connectTill(world))).toMatchObject({ result: 'disagreed' });
    await exchangeAll(copy, connectTill(world));
    expect(await namesIn('houston')).toEqual(['Copy', 'Original']);
    await Promise.all([copy.database.close(), till.database.close()]);
  });
});

describe('entries that are not in order', () => {
  it('with a gap are refused with its place, and nothing is stored', async () => {
    const till = await startTill(files, 'HOUSTON-1');
    await exchangeAll(till, connectTill(world));
    for (const name of ['First', 'Second', 'Third']) await createOffline(till, name);
    const refused: unknown[] = [];
    const withGap: ScaleUnitConnection = {
      async exchange(registerId, request) {
        const entries = request.entries.filter((_, place) => place !== 1);
        const error: unknown = await connectTill(world)
          .exchange(registerId, { ...request, entries })
          .catch((reason: unknown) => reason);
        refused.push(error);
        throw error;
      },
    };
    expect(await exchangeOnce(till, withGap)).toMatchObject({ result: 'disagreed', more: true });
    expect(refused).toMatchObject([
      { code: 'device_sequence_gap', problems: [{ parameters: { given: 3, expected: 2 } }] },
    ]);
    expect(await namesIn('houston')).toEqual([]);
    await exchangeAll(till, connectTill(world));
    expect(await namesIn('houston')).toEqual(['First', 'Second', 'Third']);
    await till.database.close();
  });

  it('R13: that are no operations are kept as rejected and hold up no neighbour', async () => {
    const till = await startTill(files, 'HOUSTON-1');
    await exchangeAll(till, connectTill(world));
    const created = [];
    for (const name of ['First', 'Foreign', 'Poisoned', 'Last']) created.push(await createOffline(till, name));
    const tampering: ScaleUnitConnection = {
      exchange: (registerId, request) => connectTill(world).exchange(registerId, tampered(request)),
    };
    await exchangeAll(till, tampering);
    expect(await namesIn('houston')).toEqual(['First', 'Last']);
    const [status] = await registerOfflineStatus(world.stores.houston);
    expect(status).toMatchObject({ rejected: 2, undelivered: 0 });
    const shown = await showOfflineCustomer(till.database, created[1]?.customerId ?? '', 'en');
    expect(shown).toMatchObject({
      state: 'needsAttention',
      display: { reason: 'The entry was not made at this register.' },
    });
    const kept = await world.stores.houston.database.query<{ content: string }>(
      "SELECT convert_from(rejected_content, 'UTF8') AS content FROM offline_inbox WHERE problem IS NOT NULL",
    );
    expect(kept.map(({ content }) => content).join()).toContain('Foreign');
    await till.database.close();
  });

  it('R4: that follow a rejected one are rejected with it: no edit waits for a customer that never comes', async () => {
    configure(world.stores.houston, { features: ['asyncCustomerEditing', 'asyncAddressCreation'] });
    const till = await startTill(files, 'HOUSTON-1');
    await exchangeAll(till, connectTill(world));
    const { customerId } = await createOffline(till, 'Foreign');
    await editCustomerOffline(till, customerId, { changes: { addresses: [{ city: 'Austin' }] } });
    await createOffline(till, 'Neighbour');
    await exchangeAll(till, {
      exchange: (registerId, request) => connectTill(world).exchange(registerId, tampered(request)),
    });
    expect(await namesIn('houston')).toEqual(['Neighbour']);
    const rejected = await world.stores.houston.database.query<{ code: string }>(
      "SELECT problem ->> 'code' AS code FROM offline_inbox WHERE problem IS NOT NULL ORDER BY device_sequence",
    );
    expect(rejected.map(({ code }) => code)).toEqual(['offline_entry_foreign', 'offline_entry_follows_rejected']);
    /* What the cashier typed is still to be seen on the till. */
    expect((await customersOnTill(till)).get(customerId)?.addresses).toHaveLength(2);
    await till.database.close();
  });

  function tampered(request: OfflineExchangeRequest): OfflineExchangeRequest {
    const text = JSON.stringify(request.entries).replace('"lastName":"Poisoned"', '"lastName":"Poi\\u0000soned"');
    const entries = (JSON.parse(text) as OfflineExchangeRequest['entries']).map((entry) =>
      JSON.stringify(entry).includes('Foreign')
        ? { ...entry, operation: { ...entry.operation, origin: foreignOrigin(entry.operation['origin']) } }
        : entry,
    );
    return { ...request, entries };
  }

  function foreignOrigin(origin: unknown): unknown {
    return { ...(origin as object), terminalId: 'HOUSTON-2' };
  }
});

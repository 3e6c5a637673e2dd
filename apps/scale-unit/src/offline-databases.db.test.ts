import { exchangeOfflineDatabaseRoute } from '@counterfoil/channel/commerce-api/exchange-offline-database';
import type { OfflineExchangeRequest, OfflineExchangeResponse } from '@counterfoil/contracts/offline-exchange';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorld, type World } from './commerce-api-fixture.ts';

let world: World;

beforeAll(async () => {
  world = await openWorld();
  const { channel } = world.houston;
  const register = { channelId: 'HOUSTON', name: 'Till', offlineProfileId: null };
  channel.configuration = {
    ...channel.configuration,
    channels: channel.configuration.channels.map((settings) => ({ ...settings, createCustomerInAsyncMode: true })),
    registers: [
      { ...register, registerId: 'HOUSTON-7', supportOffline: true },
      { ...register, registerId: 'HOUSTON-8', supportOffline: false },
    ],
  };
});

afterAll(() => world.close());

const example = exchangeOfflineDatabaseRoute.examples.request as OfflineExchangeRequest;
const firstRequest: OfflineExchangeRequest = { ...example, channelEpoch: null, cursor: null };

describe('the exchange of an offline database over the Commerce API', () => {
  it('takes entries over once, however often the request comes, and answers settings and customers', async () => {
    const path = '/offline-databases/HOUSTON-7/exchange';
    for (const attempt of ['first', 'repeated']) {
      const answer = await world.houston.call<OfflineExchangeResponse>('POST', path, { body: firstRequest });
      expect([attempt, answer.status]).toEqual([attempt, 200]);
      expect(answer.body).toMatchObject({ acknowledgedSequence: 1, rejected: [], customerData: 'sent' });
      expect(answer.body.configuration?.channels).toHaveLength(1);
    }
    expect(await world.houston.recorded()).toEqual({ operations: 1, customers: 1 });
  });

  it.each([
    ['/offline-databases/NOBODY/exchange', 404, 'register_unknown'],
    ['/offline-databases/HOUSTON-8/exchange', 409, 'register_offline_unsupported'],
  ])('%s is refused with %d %s', async (path, status, code) => {
    const refused = await world.houston.refused('POST', path, { body: firstRequest, language: 'fr' });
    expect(refused).toMatchObject({ status, body: { error: { code } } });
  });

  it('R13: anything else in the request is refused with the field, and nothing is stored', async () => {
    const path = '/offline-databases/HOUSTON-7/exchange';
    const before = await world.houston.recorded();
    for (const part of [
      { entries: [{ deviceSequence: 0, operation: {} }] },
      { entries: 'none' },
      { deviceEpoch: { number: 1, epochId: 'x' } },
      { acknowledgedSequence: -1 },
      { cursor: { position: {}, load: null } },
      { status: null },
      { protocolVersion: 9 },
      { awaiting: ['\u0000'] },
    ]) {
      const refused = await world.houston.refused('POST', path, { body: { ...firstRequest, ...part } });
      expect(refused.status).toBeGreaterThanOrEqual(400);
      expect(refused.status).toBeLessThan(500);
    }
    expect(await world.houston.recorded()).toEqual(before);
  });

  it('R13: an entry that is no operation is rejected by itself', async () => {
    const deviceEpoch = { number: 2, epochId: '019b0000-0000-7000-8000-0000000000b1' };
    const operations = [{}, { operationId: 'x' }, { operationId: example.entries[0]?.operation['operationId'] }];
    const entries = operations.map((operation, place) => ({ deviceSequence: place + 1, operation }));
    const body = { ...firstRequest, deviceEpoch, entries };
    const answer = await world.houston.call<OfflineExchangeResponse>('POST', '/offline-databases/HOUSTON-7/exchange', {
      body,
    });
    expect(answer.body.acknowledgedSequence).toBe(3);
    expect(answer.body.rejected.map(({ code }) => code)).toEqual(Array(3).fill('offline_entry_unreadable'));
  });

  it('lists the registers with offline databases for administrators only', async () => {
    const listed = await world.houston.call('GET', '/offline-databases', { role: 'administrator' });
    expect(listed).toMatchObject({
      status: 200,
      body: { offlineDatabases: [{ registerId: 'HOUSTON-7', mode: 'online', rejected: 3 }] },
    });
    expect((await world.houston.refused('GET', '/offline-databases', { role: 'employee' })).status).toBe(403);
  });

  it('R13: shows administrators what was rejected, with its reason, page by page', async () => {
    const path = '/offline-databases/HOUSTON-7/rejected-entries';
    interface Page {
      rejectedEntries: { deviceSequence: number; content: unknown; reason: string }[];
      nextCursor: string | null;
    }
    const read = (query: string): Promise<{ status: number; body: Page }> =>
      world.houston.call<Page>('GET', `${path}${query}`, { role: 'administrator', language: 'fr' });
    const first = await read('?limit=2');
    expect(first.body.rejectedEntries).toMatchObject([
      { deviceSequence: 3, content: { operationId: example.entries[0]?.operation['operationId'] } },
      { deviceSequence: 2, content: { operationId: 'x' }, reason: "L'entrée n'est pas une opération client." },
    ]);
    const second = await read(`?limit=2&cursor=${first.body.nextCursor}`);
    expect(second.body).toMatchObject({ rejectedEntries: [{ deviceSequence: 1, content: {} }], nextCursor: null });
    expect((await world.houston.refused('GET', path, { role: 'employee' })).status).toBe(403);
    const none = await world.houston.call('GET', '/offline-databases/HOUSTON-8/rejected-entries', {
      role: 'administrator',
    });
    expect(none.body).toEqual({ rejectedEntries: [], nextCursor: null });
    const unknown = await world.houston.refused('GET', '/offline-databases/NOBODY/rejected-entries', {
      role: 'administrator',
    });
    expect(unknown.body.error.code).toBe('register_unknown');
    const wrong = await world.houston.refused('GET', `${path}?cursor=1`, { role: 'administrator' });
    expect(wrong.status).toBe(400);
  });

  it('asks for a full data sync, which waits for the next exchange', async () => {
    const path = '/offline-databases/HOUSTON-7/full-data-sync';
    const asked = await world.houston.call('POST', path, { role: 'administrator' });
    expect(asked).toEqual({ status: 200, body: { fullSynchronization: 1 } });
    expect((await world.houston.refused('POST', path, { role: 'employee' })).status).toBe(403);
    const unknown = await world.houston.refused('POST', '/offline-databases/NOBODY/full-data-sync', {
      role: 'administrator',
    });
    expect(unknown.body.error.code).toBe('register_unknown');
  });
});

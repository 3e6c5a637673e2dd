import { exchangeOfflineDatabaseRoute } from '@counterfoil/channel/commerce-api/exchange-offline-database';
import { createCustomer } from '@counterfoil/channel/customers/create-customer';
import { applyPublished } from '@counterfoil/channel/exchange/apply-published';
import type { OfflineExchangeRequest } from '@counterfoil/contracts/offline-exchange';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { imogen, openWorld, type World } from './commerce-api-fixture.ts';

const example = exchangeOfflineDatabaseRoute.examples.request as OfflineExchangeRequest;
const path = '/offline-databases/HOUSTON-7/wake-ups';

let world: World;
let url: string;
let streams: AbortController;

beforeEach(async () => {
  world = await openWorld();
  streams = new AbortController();
  const { channel } = world.houston;
  const register = { registerId: 'HOUSTON-7', channelId: 'HOUSTON', name: 'Till', supportOffline: true };
  channel.configuration = { ...channel.configuration, registers: [{ ...register, offlineProfileId: null }] };
  url = await world.houston.listen();
  const body = { ...example, channelEpoch: null, cursor: null, entries: [] };
  await world.houston.call('POST', '/offline-databases/HOUSTON-7/exchange', { body });
});

afterEach(async () => {
  streams.abort();
  await world.close();
});

interface Stream {
  /** All lines so far. */
  readonly lines: string[];
  /** Resolves once a line holds `text` for the `count`-th time. */
  heard(text: string, count?: number): Promise<void>;
  /** Resolves when the server ends the stream. */
  readonly ended: Promise<void>;
}

async function listen(): Promise<Stream> {
  const answer = await fetch(`${url}${path}`, {
    headers: { authorization: 'Bearer application' },
    signal: streams.signal,
  });
  expect(answer.status).toBe(200);
  const lines: string[] = [];
  let wake = Promise.withResolvers<void>();
  const read = async (): Promise<void> => {
    const decoder = new TextDecoder();
    for await (const chunk of answer.body ?? []) {
      lines.push(
        ...decoder
          .decode(chunk as Uint8Array)
          .split('\n\n')
          .filter(Boolean),
      );
      wake.resolve();
      wake = Promise.withResolvers<void>();
    }
  };
  const stream = {
    lines,
    ended: read().catch(() => undefined),
    async heard(text: string, count = 1) {
      while (lines.filter((line) => line.includes(text)).length < count) await wake.promise;
    },
  };
  await stream.heard(': connected');
  return stream;
}

describe('wake-ups of a till', () => {
  it('tell that customers changed, to every till that listens, and never whose', async () => {
    const [first, second] = [await listen(), await listen()];
    const { local } = await createCustomer(world.houston.channel, { channelId: 'HOUSTON', customer: imogen as never });
    await Promise.all([first.heard('changes'), second.heard('changes')]);
    const events = first.lines.filter((line) => line.startsWith('data: '));
    for (const event of events) expect(event).toBe('data: {"kind":"changes"}');
    expect(first.lines.join('')).not.toContain(local.document.customerId);
  });

  it('tell of fates that change no customer: an operation that needs attention, an order that was decided', async () => {
    const { channel } = world.houston;
    channel.configuration = {
      ...channel.configuration,
      channels: channel.configuration.channels.map((settings) => ({ ...settings, createCustomerInAsyncMode: true })),
    };
    const { operationId, local } = await createCustomer(channel, { channelId: 'HOUSTON', customer: imogen as never });
    const sale = {
      channelId: 'HOUSTON',
      transactionType: 'cashAndCarry',
      lines: [{ itemId: '81125', quantity: '1', price: '1', amount: '1' }],
    };
    expect((await world.houston.call('POST', '/transactions', { body: sale })).status).toBe(201);
    const stream = await listen();
    const { customerId } = local.document;
    const outcome = { operationId, customerId, node: 'houston', status: 'failed', lastKnownError: null } as const;
    await channel.database.transaction('test', (tx) =>
      applyPublished(channel, tx, { customers: [], outcomes: [outcome], headquartersEpochNumber: 1 }),
    );
    await stream.heard('changes');
    const before = stream.lines.filter((line) => line.includes('changes')).length;
    await channel.database.query("UPDATE retail_transactions SET status = 'failed'");
    await stream.heard('changes', before + 1);
  });

  it('tell that the settings changed, and end where the register is gone', async () => {
    const { channel } = world.houston;
    const stream = await listen();
    channel.configuration = { ...channel.configuration, version: channel.configuration.version + 1 };
    await stream.heard('configuration');
    channel.configuration = { ...channel.configuration, version: channel.configuration.version + 1, registers: [] };
    await stream.ended;
    expect(stream.lines.filter((line) => line.includes('configuration'))).toHaveLength(2);
  });

  it('tell of changes that another process of the scale unit writes, and of a full data sync', async () => {
    const stream = await listen();
    await world.houston.channel.database.query(
      "INSERT INTO offline_changes (epoch_number, customer_ids) VALUES (1, '{}')",
    );
    await stream.heard('changes');
    const before = stream.lines.filter((line) => line.includes('changes')).length;
    await world.houston.call('POST', '/offline-databases/HOUSTON-7/full-data-sync', { role: 'administrator' });
    await stream.heard('changes', before + 1);
  });

  it('show signs of life while nothing happens', async () => {
    const stream = await listen();
    await stream.heard(': alive', 2);
    expect(stream.lines[0]).toBe(': connected');
  });

  it.each([
    ['/offline-databases/NOBODY/wake-ups', 'application', 404],
    [path, 'employee', 403],
    [path, 'customer', 403],
    [path, null, 401],
  ] as const)('%s as %s is refused with %d', async (refusedPath, role, status) => {
    expect((await world.houston.refused('GET', refusedPath, { role })).status).toBe(status);
  });
});

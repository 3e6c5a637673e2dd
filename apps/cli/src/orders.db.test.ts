import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startHeadquarters, type RunningHeadquarters } from '@counterfoil/app-headquarters/start-headquarters';
import { startScaleUnit } from '@counterfoil/app-scale-unit/start-scale-unit';
import type { Channel } from '@counterfoil/channel/channel';
import { createCustomer } from '@counterfoil/channel/customers/create-customer';
import { createTransaction } from '@counterfoil/channel/orders/create-transaction';
import type { FunctionalityProfileOptions } from '@counterfoil/contracts/channel-configuration';
import { createAccessToken, newAccessToken } from '@counterfoil/database/access-tokens';
import { createTestDatabase } from '@counterfoil/database/testing';
import { transactionAtHeadquarters } from '@counterfoil/headquarters/orders/orders';
import { allowRegistration } from '@counterfoil/headquarters/exchange/registration';
import { insertSampleSettings } from '@counterfoil/headquarters/settings/sample-settings';
import { silentLog } from '@counterfoil/platform/log';
import { systemSeams } from '@counterfoil/platform/seams';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runCli, type CliRun } from './run-cli-fixture.ts';

const soon = { timeout: 20_000, interval: 50 };
const seams = systemSeams(silentLog);
const uuidInText = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/u;
const lines = [{ itemId: '81125', quantity: '2', price: '19.95', amount: '39.90' }];

describe('orders and statements over the wire and by the command line', () => {
  let closing: AsyncDisposableStack;
  let headquarters: RunningHeadquarters;
  let folder: string;
  let token: string;

  beforeEach(async () => {
    closing = new AsyncDisposableStack();
    folder = await mkdtemp(join(tmpdir(), 'counterfoil-orders-'));
    closing.defer(() => rm(folder, { recursive: true }));
    token = newAccessToken();
    const { url, drop } = await createTestDatabase(undefined);
    closing.defer(drop);
    headquarters = await startHeadquarters({
      databaseUrl: url,
      host: '127.0.0.1',
      port: 0,
      poolSize: 10,
      requestsPerMinute: 'unlimited',
      firstRecurrence: 'continuous',
      seams,
      prepare: async (database) => {
        await insertSampleSettings(database);
        await createAccessToken(database, { role: 'administrator', name: 'test', token, now: seams.clock.now() });
      },
    });
    closing.defer(() => headquarters.stop());
  });

  afterEach(() => closing.disposeAsync());

  async function startRegistered(channelDatabaseId: string): Promise<Channel> {
    const { url, drop } = await createTestDatabase(undefined);
    closing.defer(drop);
    const registrationCode = newAccessToken();
    await allowRegistration(headquarters.headquarters.database, channelDatabaseId, registrationCode);
    const scaleUnit = await startScaleUnit({
      channelDatabaseId,
      databaseUrl: url,
      poolSize: 5,
      headquartersUrl: headquarters.url,
      keyFile: join(folder, `${channelDatabaseId}.json`),
      registrationCode,
      host: '127.0.0.1',
      port: 0,
      requestsPerMinute: 'unlimited',
      realTimeTimeoutMs: 10_000,
      seams,
    });
    closing.defer(() => scaleUnit.stop());
    await vi.waitFor(() => expect(scaleUnit.channel.configuration.channels).not.toEqual([]), soon);
    return scaleUnit.channel;
  }

  /** Settings that a store acts on until it is given others. */
  function setProfile(channel: Channel, wanted: Partial<FunctionalityProfileOptions>): void {
    const channels = channel.configuration.channels.map((settings) => ({ ...settings, ...wanted }));
    channel.configuration = { ...channel.configuration, channels };
  }

  const cli = (...words: string[]): Promise<CliRun> =>
    runCli([...words, '--headquarters-url', headquarters.url, '--token', token], folder);

  it('an asynchronous order of a pending customer goes its whole way by itself; a synchronous one is made at once', async () => {
    const [houston, paris] = [await startRegistered('houston'), await startRegistered('paris')];
    const customer = { customerType: 'person' as const, firstName: 'Ada', lastName: 'Example', addresses: [] };
    const pending = await createCustomer(paris, { channelId: 'PARIS', customer });
    setProfile(paris, { createCustomerOrderInAsyncMode: true });
    const order = { channelId: 'PARIS', transactionType: 'customerOrder' as const, lines };
    const ordered = await createTransaction(paris, { ...order, customer: pending.local.document.customerId });
    expect(ordered.recorded.way).toBe('async');
    const { database } = headquarters.headquarters;
    const { transactionId } = ordered.recorded.transaction;
    await vi.waitFor(
      async () => expect((await transactionAtHeadquarters(database, transactionId)).salesOrderNumber).not.toBeNull(),
      soon,
    );

    const known = await createCustomer(houston, { channelId: 'HOUSTON', customer });
    const asked = { ...order, channelId: 'HOUSTON', customer: known.local.document.customerAccountNumber ?? '' };
    const made = await createTransaction(houston, asked);
    expect(made.recorded).toMatchObject({ way: 'sync', status: 'completed', salesOrderNumber: 'SO-000000002' });
    setProfile(houston, { createCustomerOrderWithAsyncFallback: true, createCustomerOrderWaitTimeoutMs: 5_000 });
    expect((await createTransaction(houston, asked)).recorded.salesOrderNumber).toBe('SO-000000003');

    const listed = await cli('orders', 'list', '--status', 'success');
    expect(listed).toMatchObject({ exitCode: 0, errors: '' });
    expect(listed.output).toContain('SO-000000003');
    expect(listed.output).not.toMatch(uuidInText);
    expect(await cli('orders', 'sync', transactionId)).toMatchObject({ exitCode: 1, output: '' });

    await createTransaction(paris, { ...order, transactionType: 'cashAndCarry' });
    await vi.waitFor(async () => {
      expect((await cli('statements', 'calculate')).output).toContain('1 statements calculated');
    }, soon);
    const posted = await cli('statements', 'post', '1');
    expect(posted).toMatchObject({ exitCode: 0, errors: '' });
    expect(posted.output).toContain('IN-000000001');
    expect((await cli('statements', 'list', '--channel', 'PARIS')).output).toContain('posted');
  });

  it('an order that fails is listed with its reason, edited and made', async () => {
    const paris = await startRegistered('paris');
    setProfile(paris, { createCustomerOrderInAsyncMode: true, createCustomerInAsyncMode: true });
    const customer = { customerType: 'person' as const, firstName: 'Ada', lastName: 'Example', addresses: [] };
    const failing = await createCustomer(paris, { channelId: 'PARIS', customer: { ...customer, customerGroup: '99' } });
    const sound = await createCustomer(paris, { channelId: 'PARIS', customer });
    const order = { channelId: 'PARIS', transactionType: 'customerOrder' as const, lines, transactionId: 'PARIS-1' };
    await createTransaction(paris, { ...order, customer: failing.local.document.customerId });
    await vi.waitFor(async () => {
      expect((await cli('orders', 'list', '--status', 'failure')).output).toContain('Unknown customer group');
    }, soon);
    expect((await cli('orders', 'sync', 'PARIS-1')).exitCode).toBe(1);
    const edited = await cli(
      'orders',
      'edit',
      'PARIS-1',
      '--customer',
      sound.local.document.customerId,
      '--line',
      '1,1,2,2',
    );
    expect(edited.output).toContain('counterfoil orders sync PARIS-1');
    expect(await cli('orders', 'sync', 'PARIS-1')).toMatchObject({
      exitCode: 0,
      output: 'The order PARIS-1 is sales order SO-000000001.\n',
    });
  });
});

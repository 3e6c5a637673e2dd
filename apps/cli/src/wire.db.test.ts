import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startHeadquarters, type RunningHeadquarters } from '@counterfoil/app-headquarters/start-headquarters';
import { startScaleUnit, type RunningScaleUnit } from '@counterfoil/app-scale-unit/start-scale-unit';
import { createCustomer } from '@counterfoil/channel/customers/create-customer';
import { findCustomer } from '@counterfoil/channel/customers/find-customers';
import type { DevicePublicKey } from '@counterfoil/contracts/devices';
import { createAccessToken, newAccessToken } from '@counterfoil/database/access-tokens';
import { createTestDatabase } from '@counterfoil/database/testing';
import { allowRegistration } from '@counterfoil/headquarters/exchange/registration';
import { insertSampleSettings } from '@counterfoil/headquarters/settings/sample-settings';
import { createClient, type Client } from '@counterfoil/http/client';
import type { Log } from '@counterfoil/platform/log';
import { systemSeams } from '@counterfoil/platform/seams';
import { exportJWK, generateKeyPair } from 'jose';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

/** Keeps what is logged at info and above. */
function rememberingLog(lines: string[]): Log {
  const keep = (fields: object, message: string): void => void lines.push(`${message} ${JSON.stringify(fields)}`);
  const log: Log = { debug: () => undefined, info: keep, warn: keep, error: keep, child: () => log };
  return log;
}

const soon = { timeout: 10_000, interval: 25 };
const ada = {
  customerType: 'person' as const,
  firstName: 'Ada',
  lastName: 'Lovelace-Example',
  email: 'ada.lovelace@example.com',
  addresses: [],
};

async function newPublicKey(): Promise<DevicePublicKey> {
  const { x = '', y = '' } = await exportJWK((await generateKeyPair('ES256', { extractable: true })).publicKey);
  return { kty: 'EC', crv: 'P-256', x, y };
}

describe('headquarters and scale units over the wire', () => {
  let closing: AsyncDisposableStack;
  let lines: string[];
  let headquarters: RunningHeadquarters;
  let administrator: Client;
  let folder: string;

  beforeEach(async () => {
    closing = new AsyncDisposableStack();
    lines = [];
    folder = await mkdtemp(join(tmpdir(), 'counterfoil-wire-'));
    closing.defer(() => rm(folder, { recursive: true }));
    const { url, drop } = await createTestDatabase(undefined);
    closing.defer(drop);
    const token = newAccessToken();
    const seams = systemSeams(rememberingLog(lines));
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
    administrator = createClient({ baseUrl: headquarters.url, token: async () => token, timeoutMs: 30_000 });
    closing.defer(() => administrator.close());
  });

  afterEach(() => closing.disposeAsync());

  async function start(channelDatabaseId: string, registrationCode?: string): Promise<RunningScaleUnit> {
    const { url, drop } = await createTestDatabase(undefined);
    closing.defer(drop);
    const scaleUnit = await startScaleUnit({
      channelDatabaseId,
      databaseUrl: url,
      poolSize: 5,
      headquartersUrl: headquarters.url,
      keyFile: join(folder, `${channelDatabaseId}.json`),
      ...(registrationCode && { registrationCode }),
      host: '127.0.0.1',
      port: 0,
      requestsPerMinute: 'unlimited',
      realTimeTimeoutMs: 10_000,
      seams: systemSeams(rememberingLog(lines)),
    });
    closing.defer(() => scaleUnit.stop());
    return scaleUnit;
  }

  async function startRegistered(channelDatabaseId: string): Promise<RunningScaleUnit> {
    const code = newAccessToken();
    await allowRegistration(headquarters.headquarters.database, channelDatabaseId, code);
    const scaleUnit = await start(channelDatabaseId, code);
    await vi.waitFor(() => expect(scaleUnit.channel.configuration.channels).not.toEqual([]), soon);
    return scaleUnit;
  }

  it('SD-02: a customer created in sync mode is in the other channels at once', async () => {
    const [houston, paris] = [await startRegistered('houston'), await startRegistered('paris')];
    const created = await createCustomer(houston.channel, { channelId: 'HOUSTON', customer: ada });
    expect(created.way).toBe('sync');
    const number = created.local.document.customerAccountNumber ?? '';
    await vi.waitFor(
      async () => expect((await findCustomer(paris.channel, number)).document.lastName).toBe(ada.lastName),
      soon,
    );
  });

  it('SD-04: the mode of a functionality profile reaches the scale unit without a restart', async () => {
    const houston = await startRegistered('houston');
    await administrator.call('PUT', '/functionality-profiles/POS-SYNC', { createCustomerInAsyncMode: true });
    await vi.waitFor(
      () => expect(houston.channel.configuration.channels[0]?.createCustomerInAsyncMode).toBe(true),
      soon,
    );
    const created = await createCustomer(houston.channel, { channelId: 'HOUSTON', customer: ada });
    expect(created.way).toBe('async');
    expect(houston.channel.counters.realTimeServiceCalls).toBe(0);
  });

  it('LK-07: with job 1070 off a channel goes on with the settings it has, and headquarters says why', async () => {
    const houston = await startRegistered('houston');
    await administrator.call('PUT', '/batch-jobs/1070_ChannelConfiguration/recurrence', { recurrence: 'off' });
    await administrator.call('PUT', '/functionality-profiles/POS-SYNC', { createCustomerInAsyncMode: true });
    await administrator.call('POST', '/batch-jobs/1110/runs', { wait: true });
    const asked = '/configuration-status?channelDatabaseId=houston&job=1070';
    expect((await administrator.call('GET', asked)).body).toMatchObject({
      configurations: [{ settingsVersion: 2, publishedVersion: 1, onItsWay: 'notPublished' }],
      changes: [{ version: 2, setting: 'functionality profile POS-SYNC', changedBy: 'test' }],
    });
    expect((await administrator.call('GET', '/channels/HOUSTON/creation-mode')).body).toMatchObject({
      settings: 'async',
      acting: 'sync',
      callsRealTimeService: true,
      sentence: { en: expect.stringMatching(/job 1070 is off/u), fr: expect.stringMatching(/désactivée/u) },
    });
    expect((await createCustomer(houston.channel, { channelId: 'HOUSTON', customer: ada })).way).toBe('sync');
    await administrator.call('POST', '/batch-jobs/1070/runs', { wait: true });
    await vi.waitFor(async () => {
      const { body } = await administrator.call('GET', '/channels/HOUSTON/creation-mode');
      expect(body).toMatchObject({ acting: 'async', actingVersion: 2, onItsWay: 'none', callsRealTimeService: false });
    }, soon);
    const later = { ...ada, email: 'ada.later@example.com' };
    expect((await createCustomer(houston.channel, { channelId: 'HOUSTON', customer: later })).way).toBe('async');
  });

  it('a full data sync is asked for once, and its sessions end when the scale unit acts on them', async () => {
    await startRegistered('houston');
    const asked = await administrator.call('POST', '/channel-databases/houston/full-data-sync', {});
    expect(asked).toMatchObject({ status: 202, body: { sessions: 7, customers: true } });
    await vi.waitFor(async () => {
      const { body } = await administrator.call('GET', '/configuration-status?channelDatabaseId=houston');
      const { configurations } = body as { configurations: { actingVersion: number; onItsWay: string }[] };
      expect(configurations.map(({ actingVersion }) => actingVersion)).toEqual([2, 2, 2, 2, 2, 2, 2]);
      expect(configurations.every(({ onItsWay }) => onItsWay === 'none')).toBe(true);
    }, soon);
    const open = await administrator.call('GET', '/download-sessions?channelDatabaseId=houston&state=available');
    expect(open.body).toMatchObject({ downloadSessions: [] });
    expect((await administrator.call('POST', '/channel-databases/nowhere/full-data-sync', {})).status).toBe(404);
  });

  it('a till is activated at the scale unit of its register, and its revocation is known there soon', async () => {
    const houston = await startRegistered('houston');
    const paris = await startRegistered('paris');
    const made = await administrator.call('POST', '/registers/HOUSTON-1/activation-codes');
    const { code: activationCode } = made.body as { code: string };
    const activation = { activationCode, signingKey: await newPublicKey(), encryptionKey: await newPublicKey() };
    await expect(paris.channel.headquarters.activateDevice(activation)).rejects.toMatchObject({
      code: 'activation_code_invalid',
    });
    const { deviceId, registerId } = await houston.channel.headquarters.activateDevice(activation);
    expect(registerId).toBe('HOUSTON-1');
    const stateThere = () =>
      houston.channel.configuration.devices.find((device) => device.deviceId === deviceId)?.state;
    await vi.waitFor(() => expect(stateThere()).toBe('active'), soon);
    await administrator.call('POST', `/devices/${deviceId}/revocation`);
    await vi.waitFor(() => expect(stateThere()).toBe('revoked'), soon);
    expect(paris.channel.configuration.devices).toEqual([]);
    expect(lines.join('\n')).not.toContain(activationCode);
  });

  it('LK-01: with the P-job off a customer waits in the store until the job is run, and then goes the whole road', async () => {
    const paris = await startRegistered('paris');
    await administrator.call('PUT', '/batch-jobs/P-0001/recurrence', { recurrence: 'off' });
    await vi.waitFor(() => expect(paris.channel.configuration.pJobRecurrence).toBe('off'), soon);
    /* A run that began before ends before this one. */
    await administrator.call('POST', '/batch-jobs/P-0001/runs', { wait: true });
    const created = await createCustomer(paris.channel, { channelId: 'PARIS', customer: ada });
    const { customerId } = created.local.document;
    await administrator.call('POST', '/batch-jobs/synchronize-customers/runs', { wait: true });
    expect((await findCustomer(paris.channel, customerId)).document.customerAccountNumber).toBeNull();
    const run = await administrator.call('POST', '/batch-jobs/P-0001/runs', { wait: true });
    expect(run.body).toMatchObject({ state: 'succeeded', result: { packages: 1, rows: 1, failed: 0 } });
    await vi.waitFor(async () => {
      expect((await findCustomer(paris.channel, customerId)).document.customerAccountNumber).toMatch(/^C-\d{9}$/u);
    }, soon);
  });

  it('R15: a scale unit with a code that was used before is told nothing', async () => {
    const code = newAccessToken();
    await allowRegistration(headquarters.headquarters.database, 'houston', code);
    const houston = await start('houston', code);
    await vi.waitFor(() => expect(houston.channel.configuration.channels).not.toEqual([]), soon);
    await rm(join(folder, 'houston.json'));
    const impostor = await start('houston', code);
    await vi.waitFor(() => expect(lines.join('\n')).toContain('registration_code_invalid'), soon);
    expect(impostor.channel.configuration.channels).toEqual([]);
  });

  it('R3: no log line at info or above holds a customer’s name, address, identifier or number', async () => {
    const [houston, paris] = [await startRegistered('houston'), await startRegistered('paris')];
    const sync = await createCustomer(houston.channel, { channelId: 'HOUSTON', customer: ada });
    const pending = await createCustomer(paris.channel, {
      channelId: 'PARIS',
      customer: { ...ada, customerGroup: 'none such' },
    });
    await expect(
      createCustomer(houston.channel, { channelId: 'HOUSTON', customer: { ...ada, customerGroup: 'none such' } }),
    ).rejects.toMatchObject({ code: 'customer_group_unknown' });
    const found = await administrator.call('POST', '/customers/search', { name: 'lovelace' });
    expect(found.status).toBe(200);
    await vi.waitFor(async () => {
      const status = await administrator.call('GET', '/customer-synchronization-status?status=failed');
      expect(JSON.stringify(status.body)).toContain('customer_group_unknown');
    }, soon);
    const secrets = [
      'Lovelace',
      'lovelace',
      sync.local.document.customerId,
      pending.local.document.customerId,
      sync.local.document.customerAccountNumber ?? '',
    ];
    expect(lines.length).toBeGreaterThan(5);
    expect(lines.filter((line) => secrets.some((secret) => line.includes(secret)))).toEqual([]);
  });
});

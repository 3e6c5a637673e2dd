import { verifyPin } from '@counterfoil/platform/pin-verifier';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { channelConfigurationFor } from '../configuration/channel-configuration.ts';
import { publishConfiguration } from '../configuration/publish-configuration.ts';
import { hasUncheckedSettings } from '../configuration/published-configurations.ts';
import { samplePins } from '../settings/sample-pins.ts';
import { insertSampleSettings } from '../settings/sample-settings.ts';
import { readSettingsVersions } from '../settings/settings-versions.ts';
import { openAdministrationWorld, type AdministrationWorld } from './administration-fixture.ts';

let world: AdministrationWorld;

beforeEach(async () => {
  world = await openAdministrationWorld();
});
afterEach(() => world.close());

const call: AdministrationWorld['call'] = (...given) => world.call(...given);
const configurationOf = (channelDatabaseId: string) =>
  channelConfigurationFor(world.headquarters, channelDatabaseId, 'off');
const verifierOf = async (workerId: string) =>
  (await configurationOf('houston')).workers.find((worker) => worker.workerId === workerId)?.pinVerifier ?? null;

describe('the administration of tills', () => {
  it('makes a code, lists and revokes', async () => {
    const made = await call('POST', '/registers/HOUSTON-1/activation-codes');
    expect(made).toMatchObject({ status: 201, body: { code: expect.stringMatching(/^(?:\w{4}-){3}\w{4}$/u) } });
    expect(await call('POST', '/registers/NOWHERE/activation-codes')).toMatchObject({
      status: 404,
      body: { error: { code: 'register_unknown' } },
    });
    expect(await call('GET', '/devices', { as: 'auditor' })).toEqual({
      status: 200,
      body: { devices: [], nextCursor: null },
    });
    const nobody = world.headquarters.seams.ids.uuid();
    expect(await call('POST', `/devices/${nobody}/revocation`)).toMatchObject({
      status: 404,
      body: { error: { code: 'device_not_found' } },
    });
  });

  it('is for administrators; auditors read', async () => {
    const calls = [
      ['POST', '/registers/HOUSTON-1/activation-codes', undefined],
      ['POST', `/devices/${world.headquarters.seams.ids.uuid()}/revocation`, undefined],
      ['PUT', '/workers/000110/pin', { pin: '4711' }],
    ] as const;
    for (const [method, path, body] of calls) {
      expect((await call(method, path, { as: 'auditor', body })).status, path).toBe(403);
      expect((await call(method, path, { as: 'nobody', body })).status, path).toBe(401);
    }
    expect((await call('GET', '/devices', { as: 'application' })).status).toBe(403);
  });
});

describe("a worker's PIN", () => {
  it('reaches the store as what it is compared with, by job 1060', async () => {
    const before = await verifierOf('000120');
    expect(await call('PUT', '/workers/000120/pin', { body: { pin: '271828' } })).toEqual({
      status: 204,
      body: undefined,
    });
    expect(world.woken.settingsChanged).toBe(1);
    expect(await verifierOf('000120')).toEqual(before);
    await publishConfiguration(world.headquarters, '1060');
    const verifier = await verifierOf('000120');
    if (!verifier) throw new Error('no verifier was published');
    expect(await verifyPin('271828', verifier)).toBe(true);
    expect(await verifyPin('1120', verifier)).toBe(false);
  });

  it('is of 4 to 12 digits and of a worker that there is', async () => {
    for (const pin of ['123', '1234567890123', '12a4', '', 1234]) {
      const { status, body } = await call('PUT', '/workers/000120/pin', { body: { pin } });
      expect([status, JSON.stringify(body).includes('12a4')]).toEqual([400, false]);
    }
    expect(await call('PUT', '/workers/999999/pin', { body: { pin: '4711' } })).toMatchObject({
      status: 404,
      body: { error: { code: 'setting_unknown' } },
    });
  });

  it('and its verifier appear in no answer and in no audit', async () => {
    await call('PUT', '/workers/000120/pin', { body: { pin: '82828281' } });
    await publishConfiguration(world.headquarters, '1060');
    const verifier = await verifierOf('000120');
    const paths = [
      '/settings-audit',
      '/settings/workers',
      '/settings/workers/000120',
      '/devices',
      '/configuration-status?channelDatabaseId=houston&job=1060',
      '/download-sessions',
      '/doctor',
    ];
    for (const path of paths) {
      const { status, body } = await call('GET', path);
      expect(status, path).toBe(200);
      const text = JSON.stringify(body);
      for (const secret of ['82828281', verifier?.hash ?? 'none', verifier?.salt ?? 'none', 'PBKDF2']) {
        expect(text.includes(secret), `${secret} in ${path}`).toBe(false);
      }
    }
    const { body } = await call('GET', '/settings-audit');
    expect(body).toMatchObject({
      changes: [{ changedBy: 'the administrator', setting: 'PIN of worker 000120', oldValue: null, newValue: 'set' }],
    });
    const stored = await world.database.query(
      `SELECT concat(setting_documents::text) AS row FROM setting_documents
       UNION ALL SELECT concat(settings_audit::text) FROM settings_audit
       UNION ALL SELECT concat(worker_pin_verifiers::text) FROM worker_pin_verifiers`,
    );
    expect(JSON.stringify(stored)).not.toContain('82828281');
  });

  it('goes with the worker: who comes back under the same identifier has none', async () => {
    const { body } = await call('GET', '/settings/workers/000120');
    await call('DELETE', '/settings/workers/000120');
    await call('PUT', '/settings/workers/000120', { body: (body as { setting: unknown }).setting });
    await publishConfiguration(world.headquarters, '1060');
    expect(await verifierOf('000120')).toBeNull();
  });
});

describe('the sample staff', () => {
  it('sign in by the PINs that the demonstration shows', async () => {
    const { workers } = await configurationOf('paris');
    expect(workers.map(({ workerId }) => workerId)).toEqual(['000160', '000170', '000190']);
    for (const { workerId, pin, verifier } of samplePins) {
      expect(await verifyPin(pin, verifier), workerId).toBe(true);
      expect(pin).toBe(`1${workerId.slice(-3)}`);
    }
    expect(workers.every(({ pinVerifier }) => pinVerifier !== null)).toBe(true);
  });

  it('whose PINs were changed keep theirs when the product starts again', async () => {
    await call('PUT', '/workers/000110/pin', { body: { pin: '2468' } });
    const versions = await readSettingsVersions(world.database);
    await insertSampleSettings(world.database);
    expect(await readSettingsVersions(world.database)).toEqual(versions);
    const verifier = await verifierOf('000110');
    expect(verifier && (await verifyPin('2468', verifier))).toBe(true);
  });
});

/** What an earlier version of the product published, without what it didn't know. */
async function forgetPointOfSale(): Promise<void> {
  await world.database.affected(`DELETE FROM published_configurations WHERE job = '1040'`);
  await world.database.affected(
    `UPDATE published_configurations SET part = jsonb_set(part, '{workers}', (
       SELECT jsonb_agg(worker - 'pinVerifier') FROM jsonb_array_elements(part -> 'workers') AS worker))
     WHERE job = '1060'`,
  );
  await world.database.affected(`UPDATE published_configurations SET part = part - 'devices' WHERE job = '1090'`);
  await world.database.affected('DELETE FROM worker_pin_verifiers');
  await world.database.affected(`DELETE FROM setting_documents WHERE kind = 'products'`);
}

describe('a headquarters that published its settings before there were tills with PINs and products', () => {
  it('goes on with them, and brings the new parts with the next runs of the jobs', async () => {
    await configurationOf('houston');
    await forgetPointOfSale();
    expect(await hasUncheckedSettings(world.database, '1040')).toBe(true);
    await insertSampleSettings(world.database);
    expect(await hasUncheckedSettings(world.database, '1060')).toBe(true);
    for (const job of ['1040', '1060', '1090'] as const) await publishConfiguration(world.headquarters, job);
    const configuration = await configurationOf('houston');
    expect(configuration.products.length).toBeGreaterThan(20);
    expect(configuration.devices).toEqual([]);
    expect(configuration.workers.every(({ pinVerifier }) => pinVerifier !== null)).toBe(true);
    expect(await hasUncheckedSettings(world.database, '1040')).toBe(false);
  });
});

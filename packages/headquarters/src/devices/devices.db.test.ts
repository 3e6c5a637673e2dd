import {
  activationCodeLifeMs,
  publishedRevocationsPerRegister,
  type DevicePublicKey,
} from '@counterfoil/contracts/devices';
import { createTestDatabase } from '@counterfoil/database/testing';
import { silentLog } from '@counterfoil/platform/log';
import { systemSeams } from '@counterfoil/platform/seams';
import { compactDecrypt, exportJWK, generateKeyPair, type CryptoKey } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { channelConfigurationFor } from '../configuration/channel-configuration.ts';
import { publishConfiguration } from '../configuration/publish-configuration.ts';
import { headquartersMigrations, noWakeUps, openHeadquarters, type Headquarters } from '../headquarters.ts';
import { insertSampleSettings } from '../settings/sample-settings.ts';
import { deleteSetting, saveSetting } from '../settings/save-setting.ts';
import { registers } from '../settings/setting-kinds.ts';
import { settingChanges } from '../settings/settings-audit.ts';
import { readSettingsVersions } from '../settings/settings-versions.ts';
import { activateDevice } from './activate-device.ts';
import { issueActivationCode } from './activation-codes.ts';
import { listDevices } from './devices.ts';
import { revokeDevice } from './revoke-device.ts';

const author = { changedBy: 'Simone', language: 'en' } as const;
const all = { registerId: null, state: null };
const firstPage = { before: undefined, countMax: 50 };
const invalid = { code: 'activation_code_invalid' };

let headquarters: Headquarters;
let settingsChanges: number;
/** Added to the time of the machine, in milliseconds. */
let laterMs: number;
let drop: () => Promise<void>;

beforeEach(async () => {
  laterMs = 0;
  settingsChanges = 0;
  const seams = systemSeams(silentLog);
  const { clock } = seams;
  const test = await createTestDatabase(headquartersMigrations);
  drop = test.drop;
  await insertSampleSettings(test.database);
  headquarters = await openHeadquarters({
    database: test.database,
    seams: { ...seams, clock: { ...clock, now: () => new Date(clock.now().getTime() + laterMs) } },
    wakeUps: { ...noWakeUps, settingsChanged: () => void settingsChanges++ },
  });
});

afterEach(() => drop());

/** The keys of a till, as its browser makes them. */
interface TillKeys {
  readonly signingKey: DevicePublicKey;
  readonly encryptionKey: DevicePublicKey;
  readonly decryptionKey: CryptoKey;
}

async function makeKeys(): Promise<TillKeys> {
  const signing = await generateKeyPair('ES256', { extractable: true });
  const encryption = await generateKeyPair('ECDH-ES+A256KW', { extractable: true });
  return {
    signingKey: await publicPartOf(signing.publicKey),
    encryptionKey: await publicPartOf(encryption.publicKey),
    decryptionKey: encryption.privateKey,
  };
}

async function publicPartOf(key: CryptoKey): Promise<DevicePublicKey> {
  const { x = '', y = '' } = await exportJWK(key);
  return { kty: 'EC', crv: 'P-256', x, y };
}

const codeFor = async (registerId: string) => (await issueActivationCode(headquarters, registerId, 'Simone')).code;

const activate = (activationCode: string, { signingKey, encryptionKey }: TillKeys, by = 'houston') =>
  activateDevice(headquarters, by, { activationCode, signingKey, encryptionKey });

async function newTill(registerId: string): Promise<{ deviceId: string; key: string }> {
  const keys = await makeKeys();
  const { deviceId, recoveryKey } = await activate(await codeFor(registerId), keys);
  return { deviceId, key: await keyIn(recoveryKey, keys) };
}

async function keyIn(recoveryKey: string, { decryptionKey }: TillKeys): Promise<string> {
  const { plaintext, protectedHeader } = await compactDecrypt(recoveryKey, decryptionKey);
  expect(protectedHeader).toMatchObject({ alg: 'ECDH-ES+A256KW', enc: 'A256GCM' });
  expect(plaintext).toHaveLength(32);
  return Buffer.from(plaintext).toString('hex');
}

const statesOf = async (registerId: string | null = null) =>
  (await listDevices(headquarters.database, { ...all, registerId }, firstPage)).map(({ state }) => state);

const auditOf = async () =>
  (await settingChanges(headquarters.database, undefined, 20)).map(
    ({ changedBy, setting, oldValue, newValue }) => [changedBy, setting, oldValue, newValue] as const,
  );

describe('an activation code', () => {
  it('makes one till the device of its register, once', async () => {
    const code = await codeFor('HOUSTON-1');
    expect(code).toMatch(/^(?:[2-9A-HJKMNP-Z]{4}-){3}[2-9A-HJKMNP-Z]{4}$/u);
    const keys = await makeKeys();
    const activated = await activate(code, keys);
    expect(activated.registerId).toBe('HOUSTON-1');
    await expect(activate(code, await makeKeys())).rejects.toMatchObject(invalid);
    expect(await listDevices(headquarters.database, all, firstPage)).toEqual([
      {
        n: '1',
        deviceId: activated.deviceId,
        registerId: 'HOUSTON-1',
        channelId: 'HOUSTON',
        state: 'active',
        activatedAt: expect.any(String),
        activatedBy: 'houston',
        revokedAt: null,
        revokedBy: null,
      },
    ]);
  });

  it('is read without its hyphens and in small letters', async () => {
    const code = (await codeFor('HOUSTON-1')).replaceAll('-', ' ').toLowerCase();
    expect(await activate(`${code} `, await makeKeys())).toMatchObject({ registerId: 'HOUSTON-1' });
  });

  it('whose answer was lost gives the same till the same device again', async () => {
    const code = await codeFor('HOUSTON-1');
    const keys = await makeKeys();
    const first = await activate(code, keys);
    const other = await makeKeys();
    const again = await activate(code, { ...other, signingKey: keys.signingKey });
    expect(again.deviceId).toBe(first.deviceId);
    expect(await keyIn(again.recoveryKey, other)).toBe(await keyIn(first.recoveryKey, keys));
    expect(await statesOf()).toEqual(['active']);
  });

  it('is void after a day', async () => {
    const code = await codeFor('HOUSTON-1');
    laterMs = activationCodeLifeMs + 1;
    await expect(activate(code, await makeKeys())).rejects.toMatchObject(invalid);
    expect(await statesOf()).toEqual([]);
  });

  it("of another scale unit's register activates nothing and stays good for its own", async () => {
    const code = await codeFor('PARIS-1');
    await expect(activate(code, await makeKeys())).rejects.toMatchObject(invalid);
    expect(await activate(code, await makeKeys(), 'paris')).toMatchObject({ registerId: 'PARIS-1' });
  });

  it('stops working when a later one is made, and nobody makes one for a register that there is not', async () => {
    const earlier = await codeFor('HOUSTON-1');
    const later = await codeFor('HOUSTON-1');
    await expect(activate(earlier, await makeKeys())).rejects.toMatchObject(invalid);
    await expect(activate('AAAA-AAAA-AAAA-AAAA', await makeKeys())).rejects.toMatchObject(invalid);
    expect(await activate(later, await makeKeys())).toMatchObject({ registerId: 'HOUSTON-1' });
    await expect(codeFor('NOWHERE-1')).rejects.toMatchObject({ code: 'register_unknown' });
  });

  it('is not used up by keys that are none', async () => {
    const code = await codeFor('HOUSTON-1');
    const keys = await makeKeys();
    const noPoint = { ...keys.signingKey, y: keys.signingKey.x };
    for (const broken of [{ signingKey: noPoint }, { encryptionKey: noPoint }]) {
      const [field] = Object.keys(broken);
      await expect(activate(code, { ...keys, ...broken })).rejects.toMatchObject({
        problems: [{ code: 'request_invalid', field }],
      });
    }
    expect(await activate(code, keys)).toMatchObject({ registerId: 'HOUSTON-1' });
  });

  it('for another register than the one that a till already is ends no till, and stays good for its own', async () => {
    const other = await newTill('HOUSTON-2');
    const code = await codeFor('HOUSTON-2');
    const { signingKey, encryptionKey } = await makeKeys();
    const bring = (registerId: string) =>
      activateDevice(headquarters, 'houston', { activationCode: code, registerId, signingKey, encryptionKey });
    await expect(bring('HOUSTON-1')).rejects.toMatchObject({
      problems: [
        { code: 'activation_code_other_register', field: 'activationCode', parameters: { value: 'HOUSTON-1' } },
      ],
    });
    expect(await listDevices(headquarters.database, all, firstPage)).toMatchObject([
      { deviceId: other.deviceId, state: 'active' },
    ]);
    expect(await bring('HOUSTON-2')).toMatchObject({ registerId: 'HOUSTON-2' });
  });

  it('that two tills bring at once makes one of them the device', async () => {
    const code = await codeFor('HOUSTON-1');
    const keys = await Promise.all([makeKeys(), makeKeys(), makeKeys()]);
    const outcomes = await Promise.allSettled(keys.map((own) => activate(code, own)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await statesOf()).toEqual(['active']);
  });

  it('is kept as a hash only', async () => {
    const code = await codeFor('HOUSTON-1');
    const rows = await headquarters.database.query('SELECT activation_codes::text AS row FROM activation_codes');
    expect(JSON.stringify(rows)).not.toMatch(new RegExp(`${code}|${code.replaceAll('-', '')}`, 'iu'));
    expect(JSON.stringify(await settingChanges(headquarters.database, undefined, 20))).not.toContain(code);
  });
});

describe('a register', () => {
  it('has one till at a time: a new one revokes the one before', async () => {
    const first = await newTill('HOUSTON-1');
    const second = await newTill('HOUSTON-1');
    expect(second.deviceId).not.toBe(first.deviceId);
    expect(await statesOf('HOUSTON-1')).toEqual(['active', 'revoked']);
    expect(await listDevices(headquarters.database, { ...all, state: 'revoked' }, firstPage)).toMatchObject([
      { deviceId: first.deviceId, revokedBy: 'scale unit houston' },
    ]);
  });

  it('keeps its recovery key from till to till, and has it for itself', async () => {
    const [first, second, other] = [await newTill('HOUSTON-1'), await newTill('HOUSTON-1'), await newTill('HOUSTON-2')];
    expect(second.key).toBe(first.key);
    expect(other.key).not.toBe(first.key);
  });

  it('with an activated till is not deleted', async () => {
    const { deviceId } = await newTill('HOUSTON-1');
    const remove = () => deleteSetting(headquarters, registers, ['HOUSTON-1'], author);
    await expect(remove()).rejects.toMatchObject({ problems: [{ parameters: { users: 'an activated till' } }] });
    await revokeDevice(headquarters, deviceId, 'Simone');
    await remove();
    expect(await listDevices(headquarters.database, all, firstPage)).toMatchObject([{ channelId: null }]);
  });
});

describe('a revocation', () => {
  it('ends the till once, and a new code brings one back', async () => {
    const { deviceId } = await newTill('HOUSTON-1');
    const before = await readSettingsVersions(headquarters.database);
    settingsChanges = 0;
    expect(await revokeDevice(headquarters, deviceId, 'Simone')).toBe('HOUSTON-1');
    expect(await revokeDevice(headquarters, deviceId, 'Simone')).toBe('HOUSTON-1');
    expect(settingsChanges).toBe(1);
    expect(await readSettingsVersions(headquarters.database)).toEqual({ ...before, '1090': before['1090'] + 1 });
    expect(await statesOf()).toEqual(['revoked']);
    await newTill('HOUSTON-1');
    expect(await statesOf()).toEqual(['active', 'revoked']);
  });

  it('of a till that there is not is refused', async () => {
    const nobody = headquarters.seams.ids.uuid();
    await expect(revokeDevice(headquarters, nobody, 'Simone')).rejects.toMatchObject({ code: 'device_not_found' });
  });

  it('makes its code useless also to whoever has the keys', async () => {
    const code = await codeFor('HOUSTON-1');
    const keys = await makeKeys();
    const { deviceId } = await activate(code, keys);
    await revokeDevice(headquarters, deviceId, 'Simone');
    await expect(activate(code, keys)).rejects.toMatchObject(invalid);
  });

  it('is in the audit like every step before it, with who did it', async () => {
    const { deviceId } = await newTill('HOUSTON-1');
    await revokeDevice(headquarters, deviceId, 'Simone');
    expect(await auditOf()).toEqual([
      ['Simone', 'till of register HOUSTON-1', 'active', 'revoked'],
      ['scale unit houston', 'till of register HOUSTON-1', null, 'activated'],
      ['Simone', 'activation code of register HOUSTON-1', null, 'issued'],
    ]);
  });
});

describe('job 1090', () => {
  const devicesAt = async (channelDatabaseId: string) =>
    (await channelConfigurationFor(headquarters, channelDatabaseId, 'off')).devices;

  it('tells the scale unit of the register which tills are active and which are revoked, and nobody else', async () => {
    await devicesAt('houston');
    await devicesAt('paris');
    const first = await newTill('HOUSTON-1');
    const second = await newTill('HOUSTON-1');
    expect(await publishConfiguration(headquarters, '1090')).toMatchObject({ sessions: 1, failed: 0 });
    const expected = [
      { deviceId: first.deviceId, registerId: 'HOUSTON-1', state: 'revoked' },
      { deviceId: second.deviceId, registerId: 'HOUSTON-1', state: 'active' },
    ];
    expect(await devicesAt('houston')).toMatchObject(expected);
    expect(await devicesAt('paris')).toEqual([]);
    const { signingKey } = (await devicesAt('houston'))[0] ?? {};
    expect(Object.keys(signingKey ?? {}).toSorted()).toEqual(['crv', 'kty', 'x', 'y']);
  });

  it('tells of the tills of a register that were revoked last only, so that it does not grow for ever', async () => {
    const replaced = publishedRevocationsPerRegister + 2;
    const deviceIds: string[] = [];
    for (let till = 0; till <= replaced; till++) deviceIds.push((await newTill('HOUSTON-1')).deviceId);
    const { deviceId: other } = await newTill('HOUSTON-2');
    await revokeDevice(headquarters, other, 'Simone');
    const told = await devicesAt('houston');
    expect(told.map(({ deviceId }) => deviceId)).toEqual([...deviceIds.slice(2), other]);
    expect(told.filter(({ state }) => state === 'active').map(({ deviceId }) => deviceId)).toEqual(deviceIds.slice(-1));
  });

  it('takes the tills of a register along to another channel', async () => {
    await newTill('HOUSTON-1');
    const moved = { ...registers.example, registerId: 'HOUSTON-1', channelId: 'PARIS' };
    await saveSetting(headquarters, registers, moved, author);
    expect(await devicesAt('houston')).toEqual([]);
    expect(await devicesAt('paris')).toMatchObject([{ registerId: 'HOUSTON-1' }]);
  });
});

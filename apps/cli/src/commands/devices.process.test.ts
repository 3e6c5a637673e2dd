import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startHeadquarters, type RunningHeadquarters } from '@counterfoil/app-headquarters/start-headquarters';
import type { DevicePublicKey } from '@counterfoil/contracts/devices';
import { createAccessToken, newAccessToken } from '@counterfoil/database/access-tokens';
import { createTestDatabase } from '@counterfoil/database/testing';
import { activateDevice } from '@counterfoil/headquarters/devices/activate-device';
import { issueActivationCode } from '@counterfoil/headquarters/devices/activation-codes';
import { pinVerifiersOfWorkers } from '@counterfoil/headquarters/devices/worker-pins';
import { insertSampleSettings } from '@counterfoil/headquarters/settings/sample-settings';
import { uuidPattern } from '@counterfoil/platform/identifiers';
import type { Log } from '@counterfoil/platform/log';
import { verifyPin } from '@counterfoil/platform/pin-verifier';
import { systemSeams } from '@counterfoil/platform/seams';
import { exportJWK, generateKeyPair } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCli, type CliRun } from '../run-cli-fixture.ts';

const closing = new AsyncDisposableStack();
const token = newAccessToken();
const logLines: string[] = [];
const keepLine = (fields: object, message: string): void => void logLines.push(JSON.stringify({ ...fields, message }));
const log: Log = { debug: keepLine, info: keepLine, warn: keepLine, error: keepLine, child: () => log };
let headquarters: RunningHeadquarters;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'counterfoil-cli-'));
  closing.defer(() => rm(folder, { recursive: true }));
  const { url, drop } = await createTestDatabase(undefined);
  closing.defer(drop);
  const seams = systemSeams(log);
  headquarters = await startHeadquarters({
    databaseUrl: url,
    host: '127.0.0.1',
    port: 0,
    poolSize: 5,
    requestsPerMinute: 'unlimited',
    firstRecurrence: 'off',
    seams,
    prepare: async (database) => {
      await insertSampleSettings(database);
      await createAccessToken(database, { role: 'administrator', name: 'test', token, now: seams.clock.now() });
    },
  });
  closing.defer(() => headquarters.stop());
});
afterAll(() => closing.disposeAsync());

const french = { LC_ALL: 'fr_FR.UTF-8' };

function run(words: string, environment?: Readonly<Record<string, string>>, input?: string): Promise<CliRun> {
  const access = ['--headquarters-url', headquarters.url, '--token', token];
  return runCli([...words.split(' '), ...access], folder, environment, input);
}

async function publicKey(): Promise<DevicePublicKey> {
  const { x = '', y = '' } = await exportJWK((await generateKeyPair('ES256', { extractable: true })).publicKey);
  return { kty: 'EC', crv: 'P-256', x, y };
}

async function activate(activationCode: string): Promise<void> {
  const keys = { signingKey: await publicKey(), encryptionKey: await publicKey() };
  await activateDevice(headquarters.headquarters, 'houston', { activationCode, ...keys });
}

describe('counterfoil device', () => {
  test('makes a code, by which a till is activated, and lists the till', async () => {
    const made = await run('device activation-code HOUSTON-1');
    expect(made).toMatchObject({ exitCode: 0, errors: '' });
    const [code = '', sentence] = made.output.split('\n');
    expect(code).toMatch(/^(?:[2-9A-Z]{4}-){3}[2-9A-Z]{4}$/u);
    expect(sentence).toMatch(/^Enter this code at the till of HOUSTON-1\. It works once, until .+\.$/u);
    await activate(code);
    const listed = await run('device list --state active');
    expect(listed.output).toMatch(/^HOUSTON-1 +HOUSTON +active +\d{4}-/mu);
    expect(listed.output).not.toMatch(uuidPattern);
  });

  test('revokes the till of a register, or the one that is named', async () => {
    const { code } = await issueActivationCode(headquarters.headquarters, 'HOUSTON-1', 'test');
    await activate(code);
    expect(await run('device revoke HOUSTON-1', french)).toMatchObject({
      exitCode: 0,
      output: 'La caisse HOUSTON-1 est révoquée ; la tâche 1090 le dit à son magasin.\n',
    });
    const answer = JSON.parse((await run('device list --register HOUSTON-1 --json')).output) as {
      devices: { deviceId: string; state: string; revokedBy: string }[];
    };
    expect(answer.devices[0]).toMatchObject({ state: 'revoked', revokedBy: 'test' });
    const again = await run(`device revoke ${answer.devices[0]?.deviceId}`);
    expect(again).toMatchObject({ exitCode: 0, output: expect.stringContaining('HOUSTON-1 is revoked') });
  });

  test('says in one sentence what it cannot do', async () => {
    expect(await run('device revoke PARIS-1')).toMatchObject({
      exitCode: 2,
      errors: 'Register PARIS-1 has no activated till: see counterfoil device list.\n',
    });
    expect(await run('device activation-code NOWHERE', french)).toMatchObject({
      exitCode: 1,
      errors: expect.stringContaining('NOWHERE'),
    });
    expect(await run('device sell HOUSTON-1')).toMatchObject({ exitCode: 2 });
    expect((await run('device --help', french)).output).toMatch(/activation-code CAISSE\n +Créer un code unique/u);
  });
});

describe('counterfoil worker pin', () => {
  test('sets the PIN that it reads from standard input, and shows and logs it nowhere', async () => {
    const set = await run('worker pin 000110 --pin-from-stdin', {}, '61803398\n');
    expect(set).toMatchObject({
      exitCode: 0,
      errors: '',
      output: 'The PIN of 000110 is set; job 1060 takes it to the tills.\n',
    });
    const verifier = (await pinVerifiersOfWorkers(headquarters.headquarters.database)).get('000110');
    if (!verifier) throw new Error('no PIN was set');
    expect(await verifyPin('61803398', verifier)).toBe(true);
    expect(logLines.length).toBeGreaterThan(0);
    expect(logLines.join('')).not.toMatch(/61803398|PBKDF2/u);
    expect(logLines.join('')).not.toContain(verifier.hash);
  });

  test('refuses what is no PIN, a PIN on the command line, and a worker that there is not', async () => {
    expect(await run('worker pin 000110', french, 'secret\n')).toMatchObject({
      exitCode: 2,
      errors: "Un code PIN compte de 4 à 12 chiffres ; il est lu sur l'entrée standard.\n",
    });
    expect(await run('worker pin 000110 4711', {}, '4711\n')).toMatchObject({ exitCode: 2 });
    expect(await run('worker pin 999999', {}, '4711\n')).toMatchObject({ exitCode: 1, output: '' });
  });
});

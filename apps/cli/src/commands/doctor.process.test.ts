import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startHeadquarters, type RunningHeadquarters } from '@counterfoil/app-headquarters/start-headquarters';
import { startScaleUnit } from '@counterfoil/app-scale-unit/start-scale-unit';
import { createAccessToken, newAccessToken } from '@counterfoil/database/access-tokens';
import { createTestDatabase } from '@counterfoil/database/testing';
import type { Check } from '@counterfoil/headquarters/doctor/finding';
import { allowRegistration } from '@counterfoil/headquarters/exchange/registration';
import { insertSampleSettings } from '@counterfoil/headquarters/settings/sample-settings';
import { silentLog } from '@counterfoil/platform/log';
import { systemSeams } from '@counterfoil/platform/seams';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { connectionFileName } from '../connection.ts';
import { runCli, type CliRun } from '../run-cli-fixture.ts';

/* The tests follow one retailer from sound to silent, in their order. */
const closing = new AsyncDisposableStack();
let running: RunningHeadquarters;
let folder: string;
const token = newAccessToken();
const seams = systemSeams(silentLog);
/** How far the scale unit's time has been put forward, in milliseconds. */
let passedMs = 0;
const scaleUnitSeams = {
  ...seams,
  clock: { ...seams.clock, monotonicMs: () => seams.clock.monotonicMs() + passedMs },
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'counterfoil-doctor-'));
  closing.defer(() => rm(folder, { recursive: true }));
  const { url, drop } = await createTestDatabase(undefined);
  closing.defer(drop);
  running = await startHeadquarters({
    databaseUrl: url,
    host: '127.0.0.1',
    port: 0,
    poolSize: 8,
    requestsPerMinute: 'unlimited',
    firstRecurrence: 'continuous',
    seams,
    prepare: async (database) => {
      await insertSampleSettings(database);
      await createAccessToken(database, { role: 'administrator', name: 'test', token, now: seams.clock.now() });
      await database.query("DELETE FROM channels WHERE channel_database_id IN ('paris', 'online')");
      await database.query("DELETE FROM channel_databases WHERE channel_database_id <> 'houston'");
    },
  });
  await startHouston();
  const connection = {
    headquartersUrl: running.url,
    administratorToken: token,
    scaleUnits: [],
    controlUrl: `${running.url}/demo`,
  };
  await writeFile(join(folder, connectionFileName), JSON.stringify(connection));
});
afterAll(() => closing.disposeAsync());

async function startHouston(): Promise<void> {
  const { url, drop } = await createTestDatabase(undefined);
  closing.defer(drop);
  const registrationCode = newAccessToken();
  await allowRegistration(running.headquarters.database, 'houston', registrationCode);
  const scaleUnit = await startScaleUnit({
    channelDatabaseId: 'houston',
    databaseUrl: url,
    poolSize: 5,
    headquartersUrl: running.url,
    keyFile: join(folder, 'houston.json'),
    registrationCode,
    host: '127.0.0.1',
    port: 0,
    requestsPerMinute: 'unlimited',
    realTimeTimeoutMs: 10_000,
    seams: scaleUnitSeams,
  });
  closing.defer(() => scaleUnit.stop());
  await vi.waitFor(() => expect(scaleUnit.channel.configuration.channels).not.toEqual([]), { timeout: 10_000 });
}

interface Told {
  readonly status: string;
  readonly checks: Check[];
}

/** The doctor of the data folder's product, as JSON. */
async function doctor(): Promise<{ run: CliRun; told: Told }> {
  const run = await runCli(['doctor', '--json'], folder);
  return { run, told: JSON.parse(run.output) as Told };
}

test('a sound retailer is fine: exit code 0, and every check has its four fields', async () => {
  const { run, told } = await doctor();
  expect(told.checks.filter(({ status }) => status !== 'fine')).toEqual([]);
  expect(run).toMatchObject({ exitCode: 0, errors: '' });
  for (const check of told.checks)
    expect(Object.keys(check).toSorted()).toEqual(['message', 'name', 'remedy', 'status']);
  expect(told.checks.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['headquarters', 'clock/this-machine', 'disk', 'job/P-0001', 'scale-units', 'features']),
  );
});

test('the clock that the scale unit told is compared with that of headquarters', async () => {
  const { told } = await doctor();
  expect(told.checks.find(({ name }) => name === 'clocks')?.message).toMatch(/agree \(Houston\)/u);
});

test('a scale unit says each minute how it is doing', async () => {
  const receivedAt = async (): Promise<unknown> =>
    (await running.headquarters.database.query('SELECT received_at FROM scale_unit_reports'))[0];
  const before = await receivedAt();
  passedMs += 61_000;
  await vi.waitFor(async () => expect(await receivedAt()).not.toEqual(before), { timeout: 10_000, interval: 100 });
});

test('a person reads a line for each check, and the sum of all', async () => {
  const english = await runCli(['doctor'], folder);
  expect(english.output).toMatch(/^✓ Headquarters answers\.$/mu);
  expect(english.output).toMatch(/^✓ The job P-job \(Channel transactions\) \(P-0001\) runs by "continuous"/mu);
  expect(english.output).toMatch(/\nEverything is as it must be\.\n$/u);
  const french = await runCli(['doctor'], folder, { LC_ALL: 'fr_FR.UTF-8' });
  expect(french.output).toMatch(/^✓ Toutes les unités d'échelle \(1\) sont en contact\.$/mu);
});

test('what needs attention makes exit code 1', async () => {
  await running.headquarters.database.query(
    "UPDATE number_sequences SET largest_value = next_value + 5 WHERE number_sequence_id = 'USRT'",
  );
  const { run, told } = await doctor();
  expect(run.exitCode).toBe(1);
  expect(told.status).toBe('attention');
  expect((await runCli(['doctor'], folder)).output).toMatch(
    /^! Only 6 numbers .*\n {2}→ Raise its largest number: .*$/mu,
  );
});

test('a required job that is off makes exit code 2', async () => {
  expect((await runCli(['job', 'recurrence', 'P-0001', 'off'], folder)).exitCode).toBe(0);
  const { run, told } = await doctor();
  expect(run.exitCode).toBe(2);
  expect(told.checks.find(({ name }) => name === 'job/P-0001')).toMatchObject({
    status: 'broken',
    remedy: expect.stringContaining('counterfoil job recurrence P-0001 continuous'),
  });
});

test('a headquarters that does not answer is broken, and what can be seen without it is still told', async () => {
  await running.stop();
  const { run, told } = await doctor();
  expect(run).toMatchObject({ exitCode: 2, errors: '' });
  expect(told.checks).toMatchObject([
    { name: 'headquarters', status: 'broken', remedy: expect.stringContaining('counterfoil start') },
    { name: 'disk' },
  ]);
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startHeadquarters, type RunningHeadquarters } from '@counterfoil/app-headquarters/start-headquarters';
import { createAccessToken, newAccessToken } from '@counterfoil/database/access-tokens';
import { createTestDatabase } from '@counterfoil/database/testing';
import { operationOf, stageOperations } from '@counterfoil/headquarters/api/administration-fixture';
import { insertSampleSettings } from '@counterfoil/headquarters/settings/sample-settings';
import { synchronizeCustomers } from '@counterfoil/headquarters/conversion/synchronize-customers';
import { uuidPattern } from '@counterfoil/platform/identifiers';
import { silentLog } from '@counterfoil/platform/log';
import { systemSeams } from '@counterfoil/platform/seams';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCli, type CliRun } from '../run-cli-fixture.ts';

const closing = new AsyncDisposableStack();
let running: RunningHeadquarters;
let folder: string;
const token = newAccessToken();

const made = operationOf({ fields: { lastName: 'Quimby' } });
const failed = operationOf({ fields: { lastName: 'Prentiss', customerGroup: '99' } });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'counterfoil-cli-'));
  closing.defer(() => rm(folder, { recursive: true }));
  const { url, drop } = await createTestDatabase(undefined);
  closing.defer(drop);
  const seams = systemSeams(silentLog);
  running = await startHeadquarters({
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
  closing.defer(() => running.stop());
  await stageOperations(running, [made, failed]);
  await synchronizeCustomers(running.headquarters);
});
afterAll(() => closing.disposeAsync());

function run(words: string, environment?: Readonly<Record<string, string>>): Promise<CliRun> {
  const access = ['--headquarters-url', running.url, '--token', token];
  return runCli([...words.split(' '), ...access], folder, environment);
}

const french = { LC_ALL: 'fr_FR.UTF-8' };

test('R3: counterfoil trace tells in both languages where a customer is and what comes next', async () => {
  const english = await run('trace C-000000001');
  expect(english).toMatchObject({ exitCode: 0, errors: '' });
  expect(english.output).toMatch(/^Lachlan Quimby {2}C-000000001$/mu);
  expect(english.output).toContain('Became the account C-000000001.');
  expect(english.output).toMatch(/^Next: .+/mu);
  expect(english.output).not.toMatch(uuidPattern);
  const other = await run(`trace ${failed.customerId}`, french);
  expect(other.output).toContain("Le siège n'a pas pu le traiter : Groupe de clients inconnu « 99 ».");
  expect(other.output).toContain('Ensuite : Un administrateur');
  expect(JSON.parse((await run('trace C-000000001 --json')).output)).toMatchObject({
    customerAccountNumber: 'C-000000001',
  });
});

test('a customer that headquarters does not know is told so', async () => {
  const unknown = await run('trace C-999999999');
  expect(unknown.exitCode).toBe(1);
  expect(unknown.errors).toContain('the P-job brings it here');
});

test('counterfoil synchronization-status lists with values, by filter, and as JSON', async () => {
  const all = await run('synchronization-status --values');
  expect(all.output).toContain('Unknown customer group "99".');
  expect(all.output).toMatch(/Customer group +→ +99/u);
  expect(all.output).not.toMatch(uuidPattern);
  expect((await run('synchronization-status --channel HOUSTON')).output).toContain('None.');
  const found = JSON.parse((await run('synchronization-status --text prent --json')).output) as object;
  expect(found).toMatchObject({ operations: [{ operationId: failed.operationId }] });
});

test('and puts those of a filter through synchronization again', async () => {
  const none = await run('synchronization-status --synchronize --code name_required');
  expect(none.output).toContain('0 failed operations');
  const one = await run('synchronization-status --synchronize --code customer_group_unknown');
  expect(one.output).toContain('1 failed operations');
});

test('counterfoil doctor warns of a number sequence that comes to its end', async () => {
  expect((await run('doctor')).output).not.toContain('number sequence USRT');
  await running.headquarters.database.query(
    "UPDATE number_sequences SET largest_value = next_value + 5 WHERE number_sequence_id = 'USRT'",
  );
  expect((await run('doctor')).output).toContain('Only 6 numbers are left in the number sequence USRT.');
});

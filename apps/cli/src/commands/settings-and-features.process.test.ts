import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startHeadquarters, type RunningHeadquarters } from '@counterfoil/app-headquarters/start-headquarters';
import { createAccessToken, newAccessToken } from '@counterfoil/database/access-tokens';
import { createTestDatabase } from '@counterfoil/database/testing';
import { insertSampleSettings } from '@counterfoil/headquarters/settings/sample-settings';
import { silentLog } from '@counterfoil/platform/log';
import { systemSeams } from '@counterfoil/platform/seams';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCli, type CliRun } from '../run-cli-fixture.ts';

const closing = new AsyncDisposableStack();
let headquarters: RunningHeadquarters;
let folder: string;
const token = newAccessToken();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'counterfoil-cli-'));
  closing.defer(() => rm(folder, { recursive: true }));
  const { url, drop } = await createTestDatabase(undefined);
  closing.defer(drop);
  const seams = systemSeams(silentLog);
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

function run(words: string, environment?: Readonly<Record<string, string>>): Promise<CliRun> {
  const access = ['--headquarters-url', headquarters.url, '--token', token];
  return runCli([...words.split(' '), ...access], folder, environment);
}

const french = { LC_ALL: 'fr_FR.UTF-8' };

describe('counterfoil setting', () => {
  test('lists the kinds with their keys and jobs, and the settings of one', async () => {
    const kinds = await run('setting list', french);
    expect(kinds.output).toMatch(/^customer-groups +groupe de clients +legalEntity customerGroup +1010$/mu);
    const books = await run('setting list address-books');
    expect(books).toMatchObject({ exitCode: 0, errors: '' });
    expect(books.output).toMatch(/^addressBookId +name\nONLINE +Online store\nSHARED +All channels\n$/u);
  });

  test('changes one field and leaves the others, and says which job tells the channels', async () => {
    const put = await run('setting put registers HOUSTON-1 supportOffline=false name=Door');
    expect(put.output).toBe('registers HOUSTON-1 is saved; job 1090 takes it to the channels as version 2.\n');
    const got = await run('setting get registers HOUSTON-1');
    expect(JSON.parse(got.output)).toEqual({
      registerId: 'HOUSTON-1',
      channelId: 'HOUSTON',
      name: 'Door',
      supportOffline: false,
      offlineProfileId: 'STANDARD',
    });
    const again = await run('setting put registers HOUSTON-1 name=Door', french);
    expect(again.output).toBe('registers HOUSTON-1 était déjà ainsi.\n');
  });

  test('creates a setting with a key of two parts from a file, and deletes it', async () => {
    const file = join(folder, 'group.json');
    await writeFile(file, '{"name": "Wholesale", "financialDimensions": {"BusinessUnit": "004"}}');
    expect((await run(`setting put customer-groups USRT 80 --file ${file}`)).exitCode).toBe(0);
    const got = await run('setting get customer-groups USRT 80');
    expect(JSON.parse(got.output)).toMatchObject({ customerGroup: '80', financialDimensions: { BusinessUnit: '004' } });
    expect((await run('setting delete customer-groups USRT 80')).output).toBe('customer-groups USRT 80 is deleted.\n');
  });

  test('shows and changes the only one of its kind', async () => {
    const put = await run('setting put commerce-parameters recommendedAddressCountMax=9');
    expect(put.exitCode).toBe(0);
    expect(JSON.parse((await run('setting list commerce-parameters')).output)).toMatchObject({
      recommendedAddressCountMax: 9,
      customerAttributeGroupId: 'CUSTOMER',
    });
  });

  test('tells the warning of a setting', async () => {
    const put = await run('setting put channel-schemas AX7 filterSharedCustomerDataTables=true', french);
    expect(put.output).toContain('! Filtrer les tables de données client partagées');
  });

  test('tells why a change is refused', async () => {
    expect(await run('setting delete channels PARIS', french)).toMatchObject({
      exitCode: 1,
      errors: expect.stringMatching(/^Refusé : « PARIS » est encore utilisé par : caisse PARIS-1, /u) as unknown,
    });
    expect((await run('setting put registers X-1 channelId=ROME')).exitCode).toBe(1);
  });

  test.each([
    ['setting list tills', /^There is no kind of settings "tills": use one of legal-entities, /u],
    ['setting get customer-groups USRT', /is named by: legalEntity customerGroup/u],
    ['setting get address-books SHARED more', /does not take "more"/u],
    ['setting put address-books NORTH', /needs more words/u],
    ['setting put address-books NORTH name', /as FIELD=VALUE/u],
    ['setting put address-books NORTH --json [1]', /not a JSON object/u],
    ['setting put address-books NORTH --file nothing.json', /cannot be read \(ENOENT\)/u],
    ['setting delete commerce-parameters', /can be changed, not deleted/u],
    ['setting rename address-books NORTH', /does not take "rename"/u],
  ])('%s ends with code 2 and one sentence', async (words, sentence) => {
    expect(await run(words)).toMatchObject({ exitCode: 2, errors: expect.stringMatching(sentence) as unknown });
  });
});

describe('counterfoil feature', () => {
  test('enables several with what they need, lists them, and tells why one cannot go off', async () => {
    const alone = await run('feature enable asyncCustomerEditing', french);
    expect(alone).toMatchObject({
      exitCode: 1,
      errors: expect.stringContaining("Activez d'abord ces fonctionnalités : ") as unknown,
    });
    const words = 'feature enable asyncCustomerEditing enhancedAsyncCustomerCreation asyncAddressCreation';
    expect((await run(words)).exitCode).toBe(0);
    const list = await run('feature list');
    expect(list.output).toMatch(/^asyncCustomerEditing +Enable editing .* 10\.0\.29 +released +on +\S+ +test$/mu);
    expect((await run('feature disable asyncAddressCreation')).errors).toContain('disable them first');
    expect((await run('feature disable asyncAddressCreation asyncCustomerEditing')).exitCode).toBe(0);
  });

  test('schedules one for a day', async () => {
    const scheduled = await run('feature schedule queueLoyaltyEnrollment 2999-01-01', french);
    expect(scheduled.output).toBe("queueLoyaltyEnrollment s'activera au début du 2999-01-01 (UTC).\n");
    expect((await run('feature list')).output).toMatch(/queueLoyaltyEnrollment .* scheduled +2999-01-01/u);
  });

  test.each([
    ['feature schedule queueLoyaltyEnrollment', /needs more words/u],
    ['feature enable', /needs more words/u],
    ['feature list all', /does not take "all"/u],
    ['feature toggle x', /does not take "toggle"/u],
  ])('%s ends with code 2 and one sentence', async (words, sentence) => {
    expect(await run(words)).toMatchObject({ exitCode: 2, errors: expect.stringMatching(sentence) as unknown });
  });
});

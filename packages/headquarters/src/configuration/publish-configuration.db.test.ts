import {
  configurationJobs,
  emptyConfiguration,
  type ConfigurationJob,
} from '@counterfoil/contracts/channel-configuration';
import { feedStart, protocolVersion } from '@counterfoil/contracts/exchange';
import { createTestDatabase } from '@counterfoil/database/testing';
import { silentLog } from '@counterfoil/platform/log';
import { systemSeams } from '@counterfoil/platform/seams';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { agreeWithScaleUnit } from '../exchange/agree-with-scale-unit.ts';
import { channelConfigurationFor } from './channel-configuration.ts';
import { configurationSentence } from './configuration-sentences.ts';
import { changesSince, configurationStatus, type ConfigurationStatus } from './configuration-status.ts';
import { creationMode } from './creation-mode.ts';
import { cancelDownload } from '../exchange/download-sessions.ts';
import { fullDataSync } from '../exchange/full-data-sync.ts';
import { headquartersMigrations, noWakeUps, openHeadquarters, type Headquarters } from '../headquarters.ts';
import { publishConfiguration } from './publish-configuration.ts';
import { insertSampleSettings } from '../settings/sample-settings.ts';
import { listDownloads } from '../exchange/session-lists.ts';
import { saveSetting } from '../settings/save-setting.ts';
import {
  addressBooks,
  attributeGroups,
  channelDatabaseGroups,
  channelSchemas,
  commerceParameters,
  customerAttributes,
  customerGroups,
  defaultCustomers,
  distributionSchedules,
  functionalityProfiles,
  loyaltyPrograms,
  offlineProfiles,
  products,
  registers,
  schedulerJobs,
  workers,
} from '../settings/setting-kinds.ts';
import { findSetting } from '../settings/setting-store.ts';

const seams = systemSeams(silentLog);
const author = { changedBy: 'Simone', language: 'en' } as const;
const nothing = { sessions: 0, rows: 0, failed: 0 };
const off = () => ({ recurrence: 'off', now: seams.clock.now() });
const channelEpoch = { number: 1, epochId: '01890000-0000-7000-8000-0000000000aa' };

let headquarters: Headquarters;
let woken: string[];
let drop: () => Promise<void>;

beforeEach(async () => {
  const test = await createTestDatabase(headquartersMigrations);
  drop = test.drop;
  woken = [];
  await insertSampleSettings(test.database);
  headquarters = await openHeadquarters({
    database: test.database,
    seams,
    wakeUps: { ...noWakeUps, configurationPublished: (id) => woken.push(id) },
  });
});

afterEach(() => drop());

const contact = (channelDatabaseId: string) => channelConfigurationFor(headquarters, channelDatabaseId, 'off');

/** What a scale unit says of itself when it comes by. */
async function report(channelDatabaseId: string, versions: Record<ConfigurationJob, number>): Promise<void> {
  await agreeWithScaleUnit(headquarters, channelDatabaseId, {
    protocolVersion,
    channelEpoch,
    headquartersEpoch: headquarters.epoch,
    appliedPosition: feedStart,
    configurationVersion: Object.values(versions).reduce((sum, version) => sum + version, 0),
    configurationVersions: versions,
    fullDataSync: 0,
  });
}

async function fetchAndReport(channelDatabaseId: string): Promise<void> {
  await report(channelDatabaseId, (await contact(channelDatabaseId)).versions);
}

async function setAsyncMode(functionalityProfileId: string, createCustomerInAsyncMode: boolean): Promise<void> {
  const profile = await findSetting(headquarters.database, functionalityProfiles, [functionalityProfileId]);
  if (!profile) throw new Error('no such profile in the sample settings');
  await saveSetting(headquarters, functionalityProfiles, { ...profile, createCustomerInAsyncMode }, author);
}

async function statusOf(channelDatabaseId: string, job: ConfigurationJob): Promise<ConfigurationStatus> {
  const [line] = await configurationStatus(headquarters.database, { channelDatabaseId, job });
  if (!line) throw new Error('no status');
  return line;
}

const isAsync = async (channelDatabaseId: string): Promise<boolean | undefined> =>
  (await contact(channelDatabaseId)).channels[0]?.createCustomerInAsyncMode;

async function openSessions(channelDatabaseId: string): Promise<string[]> {
  const sessions = await listDownloads(headquarters.database, { channelDatabaseId, state: 'available', countMax: 50 });
  return sessions.map(({ job }) => job).toSorted();
}

describe('the jobs that carry settings', () => {
  it('everything is published at the first contact, and ends when the channel acts on it', async () => {
    expect(await publishConfiguration(headquarters, '1070')).toEqual(nothing);
    const configuration = await contact('houston');
    expect(configuration.versions).toEqual({
      '1010': 1,
      '1040': 1,
      '1050': 1,
      '1060': 1,
      '1070': 1,
      '1090': 1,
      '1110': 1,
    });
    expect(configuration.version).toBe(7);
    expect(configuration.channels.map(({ channelId }) => channelId)).toEqual(['HOUSTON']);
    expect(await openSessions('houston')).toEqual([...configurationJobs]);
    await report('houston', configuration.versions);
    expect(await openSessions('houston')).toEqual([]);
    expect(await configurationStatus(headquarters.database, { channelDatabaseId: 'houston' })).toEqual(
      configurationJobs.map((job) => expect.objectContaining({ job, actingVersion: 1, onItsWay: 'none' })),
    );
    expect(await openSessions('paris')).toEqual([]);
  });

  it('LK-07: a change stays at headquarters until its job has run, and its version is seen on every step', async () => {
    await fetchAndReport('houston');
    await setAsyncMode('POS-SYNC', true);
    expect(await isAsync('houston')).toBe(false);
    expect(await publishConfiguration(headquarters, '1110')).toEqual(nothing);
    expect(await isAsync('houston')).toBe(false);
    expect(await statusOf('houston', '1070')).toMatchObject({
      settingsVersion: 2,
      publishedVersion: 1,
      actingVersion: 1,
      onItsWay: 'notPublished',
    });
    woken = [];
    expect(await publishConfiguration(headquarters, '1070')).toMatchObject({ sessions: 1, failed: 0 });
    expect(woken).toEqual(['houston']);
    expect(await statusOf('houston', '1070')).toMatchObject({
      publishedVersion: 2,
      actingVersion: 1,
      onItsWay: 'notFetched',
    });
    expect(await openSessions('houston')).toEqual(['1070']);
    expect(await isAsync('houston')).toBe(true);
    await fetchAndReport('houston');
    expect(await statusOf('houston', '1070')).toMatchObject({ actingVersion: 2, onItsWay: 'none' });
    expect(await openSessions('houston')).toEqual([]);
  });

  it('running a job again publishes nothing, and what concerns another channel changes nothing here', async () => {
    await fetchAndReport('houston');
    await fetchAndReport('paris');
    await setAsyncMode('POS-ASYNC', false);
    expect(await publishConfiguration(headquarters, '1070')).toMatchObject({ sessions: 1 });
    expect(await publishConfiguration(headquarters, '1070')).toEqual(nothing);
    const line = await statusOf('houston', '1070');
    expect(line).toMatchObject({ settingsVersion: 2, publishedVersion: 1, actingVersion: 1, onItsWay: 'none' });
    expect(configurationSentence(line, off()).en).toMatch(/since version 1 does not concern/u);
  });

  it('a later publication takes the place of one that nobody fetched', async () => {
    await fetchAndReport('houston');
    for (const mode of [true, false, true]) {
      await setAsyncMode('POS-SYNC', mode);
      await publishConfiguration(headquarters, '1070');
    }
    expect(await openSessions('houston')).toEqual(['1070']);
    expect((await contact('houston')).versions['1070']).toBe(4);
  });

  it('a session with settings holds up no customers and cannot be cancelled', async () => {
    await contact('houston');
    const sessions = await listDownloads(headquarters.database, { channelDatabaseId: 'houston', countMax: 1 });
    await expect(cancelDownload(headquarters, sessions[0]?.downloadSessionId ?? '')).rejects.toMatchObject({
      code: 'configuration_session_kept',
    });
  });

  it('R17: an older node, which tells only the sum of its versions, is understood and answered as before', async () => {
    const { version } = await contact('houston');
    const agreement = await agreeWithScaleUnit(headquarters, 'houston', {
      protocolVersion,
      channelEpoch,
      headquartersEpoch: headquarters.epoch,
      appliedPosition: feedStart,
      configurationVersion: version,
    });
    expect(Object.keys(agreement).toSorted()).toEqual([
      'configurationVersion',
      'headquartersEpoch',
      'lastUploadPackage',
      'position',
    ]);
    expect(await statusOf('houston', '1070')).toMatchObject({ actingVersion: 1, onItsWay: 'none' });
  });

  it('R11: versions of another incarnation of headquarters are not taken for ours', async () => {
    const { versions } = await contact('houston');
    await agreeWithScaleUnit(headquarters, 'houston', {
      protocolVersion,
      channelEpoch,
      headquartersEpoch: { number: 1, epochId: '01890000-0000-7000-8000-0000000000bb' },
      appliedPosition: feedStart,
      configurationVersion: 6,
      configurationVersions: versions,
      fullDataSync: 0,
    });
    expect(await statusOf('houston', '1070')).toMatchObject({ actingVersion: 0, onItsWay: 'notFetched' });
  });

  it('settings that came into the database without a version get one when their job runs', async () => {
    await fetchAndReport('houston');
    await headquarters.database.query('UPDATE functionality_profiles SET create_customer_in_async_mode = true');
    expect(await publishConfiguration(headquarters, '1070')).toMatchObject({ sessions: 1 });
    expect(await statusOf('houston', '1070')).toMatchObject({ settingsVersion: 2, publishedVersion: 2 });
    expect(await publishConfiguration(headquarters, '1070')).toEqual(nothing);
  });

  it('a part that cannot be published does not hold up the other channel databases', async () => {
    await fetchAndReport('houston');
    await fetchAndReport('paris');
    const worker = {
      workerId: '1',
      name: 'Ann',
      languageId: 'en-US',
      role: 'cashier',
      channelIds: ['HOUSTON', 'PARIS'],
    };
    await saveSetting(headquarters, workers, { ...worker, role: 'cashier' }, author);
    await headquarters.database.query(
      `INSERT INTO setting_documents (kind, key, document)
       VALUES ('workers', '2', '{"workerId": "2", "name": "", "languageId": "fr-FR", "role": "cashier", "channelIds": ["PARIS"]}')`,
    );
    expect(await publishConfiguration(headquarters, '1060')).toMatchObject({ sessions: 1, failed: 1 });
    expect((await contact('houston')).workers).toContainEqual({
      ...worker,
      pinVerifier: null,
      channelIds: ['HOUSTON'],
    });
    expect(await statusOf('paris', '1060')).toMatchObject({ onItsWay: 'notPublished' });
  });

  it('an inactive distribution schedule keeps its groups from a job; others go on', async () => {
    await fetchAndReport('houston');
    const schedule = {
      distributionScheduleId: 'CONFIGURATION',
      name: 'Configuration',
      direction: 'download',
      active: false,
      schedulerJobs: ['1070'],
      channelDatabaseGroups: ['default'],
    } as const;
    if (!(await findSetting(headquarters.database, schedulerJobs, ['1070']))) {
      const text = { en: 'Channel configuration', fr: 'Configuration du canal' };
      const job = {
        schedulerJobId: '1070',
        text,
        direction: 'download',
        subjobs: [],
        excludeFromOfflineDatabases: false,
      };
      await saveSetting(headquarters, schedulerJobs, { ...job, direction: 'download' }, author);
      await publishConfiguration(headquarters, '1070');
    }
    const value = { ...schedule, schedulerJobs: ['1070'], channelDatabaseGroups: ['default'] };
    await saveSetting(headquarters, distributionSchedules, value, author);
    await setAsyncMode('POS-SYNC', true);
    expect(await publishConfiguration(headquarters, '1070')).toEqual(nothing);
    expect(configurationSentence(await statusOf('houston', '1070'), off()).fr).toMatch(
      /aucun planning de distribution/u,
    );
    await saveSetting(headquarters, distributionSchedules, { ...value, active: true }, author);
    expect(await publishConfiguration(headquarters, '1070')).toMatchObject({ sessions: 1 });
  });
});

describe('what each job carries', () => {
  it('1010, 1040, 1050, 1060, 1070, 1090 and 1110 carry exactly their part', async () => {
    await fetchAndReport('houston');
    const before = await contact('houston');
    const text = { en: 'Something', fr: 'Quelque chose' };
    const dimensions = { BusinessUnit: '002' };
    const group = { legalEntity: 'USRT', customerGroup: '77', name: 'Clubs', financialDimensions: dimensions };
    await saveSetting(headquarters, customerGroups, group, author);
    const gloves = { ...products.example, itemId: '77', prices: { USD: '12.00', EUR: '11.50' } };
    await saveSetting(headquarters, products, gloves, author);
    await saveSetting(headquarters, products, { ...gloves, itemId: '78', prices: { EUR: '11.50' } }, author);
    await saveSetting(headquarters, loyaltyPrograms, { loyaltyProgramId: 'GOLD', text }, author);
    await saveSetting(headquarters, workers, { ...workers.example, workerId: '77', channelIds: ['HOUSTON'] }, author);
    await saveSetting(headquarters, workers, { ...workers.example, workerId: '78', channelIds: ['PARIS'] }, author);
    await saveSetting(headquarters, offlineProfiles, { ...offlineProfiles.example, offlineProfileId: 'SLOW' }, author);
    const till = { ...registers.example, registerId: 'HOUSTON-77', channelId: 'HOUSTON', offlineProfileId: 'SLOW' };
    await saveSetting(headquarters, registers, till, author);
    await saveSetting(headquarters, addressBooks, { addressBookId: 'TEXAS', name: 'Texas' }, author);
    const attribute = { ...customerAttributes.example, attributeId: 'HAT' };
    await saveSetting(headquarters, customerAttributes, attribute, author);
    await saveSetting(headquarters, customerAttributes, { ...attribute, attributeId: 'OTHER' }, author);
    const attributes = { attributeGroupId: 'HATS', text, attributes: ['HAT'] };
    await saveSetting(headquarters, attributeGroups, attributes, author);
    const parameters = { ...commerceParameters.example, customerAttributeGroupId: 'HATS' };
    await saveSetting(headquarters, commerceParameters, parameters, author);
    expect(await contact('houston')).toEqual(before);
    const fields = {
      '1010': ['customerGroups', 'defaultCustomers'],
      '1040': ['products'],
      '1050': ['loyaltyPrograms'],
      '1060': ['workers'],
      '1070': [
        'legalEntities',
        'channels',
        'offlineProfiles',
        'filterSharedCustomerDataTables',
        'excludedFromOfflineDatabases',
      ],
      '1090': ['registers', 'devices'],
      '1110': [
        'features',
        'commerceParameters',
        'personalTitles',
        'affiliations',
        'addressBooks',
        'customerAttributes',
        'addressFormats',
      ],
    } as const;
    let present = before;
    for (const job of configurationJobs) {
      expect(await publishConfiguration(headquarters, job)).toMatchObject({ sessions: 1, failed: 0 });
      const after = await contact('houston');
      const changed = Object.keys(after).filter(
        (field) => JSON.stringify(Reflect.get(after, field)) !== JSON.stringify(Reflect.get(present, field)),
      );
      const own: readonly string[] = fields[job];
      expect(changed.filter((field) => !['version', 'versions', ...own].includes(field))).toEqual([]);
      expect(changed.some((field) => own.includes(field))).toBe(true);
      present = after;
    }
    expect(present.customerGroups).toContainEqual(group);
    expect(present.customerGroups.every(({ legalEntity }) => legalEntity === 'USRT')).toBe(true);
    expect(present.loyaltyPrograms).toContainEqual({ loyaltyProgramId: 'GOLD', text });
    expect(present.workers.map(({ workerId }) => workerId)).toContain('77');
    expect(present.workers.map(({ workerId }) => workerId)).not.toContain('78');
    expect(present.products).toContainEqual({ ...gloves, prices: { USD: '12.00' } });
    expect(present.products.map(({ itemId }) => itemId)).not.toContain('78');
    expect(present.registers).toContainEqual(till);
    expect(present.addressBooks).toContainEqual({ addressBookId: 'TEXAS', name: 'Texas' });
    expect(present.customerAttributes).toEqual([attribute]);
    expect(present.commerceParameters).toEqual(parameters);
    expect(present.features).toContain('uniqueTransactionIds');
    expect(Object.keys(present).toSorted()).toEqual(Object.keys(emptyConfiguration('houston')).toSorted());
  });

  it('1070 tells whether the schema of its group filters customers, and what is excluded from offline databases', async () => {
    await fetchAndReport('houston');
    const schema = { channelSchemaId: 'PRIVATE', name: 'Private', filterSharedCustomerDataTables: true };
    await saveSetting(headquarters, channelSchemas, schema, author);
    const group = { channelDatabaseGroupId: 'default', name: 'Default', channelSchemaId: 'PRIVATE' };
    await saveSetting(headquarters, channelDatabaseGroups, group, author);
    const text = { en: 'Customers', fr: 'Clients' };
    const job = { schedulerJobId: '1010', text, subjobs: [], excludeFromOfflineDatabases: true } as const;
    await saveSetting(headquarters, schedulerJobs, { ...job, subjobs: [], direction: 'download' }, author);
    await publishConfiguration(headquarters, '1070');
    const { filterSharedCustomerDataTables, excludedFromOfflineDatabases } = await contact('houston');
    expect(filterSharedCustomerDataTables).toBe(true);
    expect(excludedFromOfflineDatabases.jobs).toContain('1010');
  });

  it('LK-17: 1010 resolves default customers from the customer master, follows them, and leaves receipt e-mail out', async () => {
    await fetchAndReport('houston');
    const document = {
      customerType: 'organization',
      customerGroup: '40',
      receiptOption: 'email',
      receiptEmail: 'till@example.com',
      currency: 'USD',
      languageId: 'en-US',
      affiliations: ['STUDENT'],
      addressBooks: [],
    };
    await headquarters.database.query(
      `INSERT INTO customers (customer_id, legal_entity, account_number, version, name_key, document)
       VALUES ('01890000-0000-7000-8000-000000000001', 'USRT', 'C-7', 1, 'walk in', $1)`,
      [JSON.stringify(document)],
    );
    await saveSetting(headquarters, defaultCustomers, { channelId: 'HOUSTON', customerAccountNumber: 'C-7' }, author);
    await publishConfiguration(headquarters, '1010');
    const { receiptEmail: _receiptEmail, ...taken } = document;
    expect((await contact('houston')).defaultCustomers).toEqual({
      HOUSTON: { customerAccountNumber: 'C-7', ...taken },
    });
    await headquarters.database.query(
      `UPDATE customers SET document = document || '{"customerGroup": "30"}' WHERE account_number = 'C-7'`,
    );
    expect(await publishConfiguration(headquarters, '1010')).toMatchObject({ sessions: 1 });
    expect((await contact('houston')).defaultCustomers['HOUSTON']?.customerGroup).toBe('30');
    expect(await publishConfiguration(headquarters, '1010')).toEqual(nothing);
  });
});

describe('why it still calls the Real-time Service (LK-28)', () => {
  const sentenceOf = async (recurrence = 'off'): Promise<string> =>
    (await creationMode(headquarters.database, 'HOUSTON', () => ({ recurrence, now: seams.clock.now() }))).sentence.en;

  it('names the next thing to do on every step of the way', async () => {
    expect(await sentenceOf()).toMatch(/has not said yet.*Never in contact.*scale-unit code houston/u);
    await fetchAndReport('houston');
    expect(await sentenceOf()).toMatch(/is No in the functionality profile POS-SYNC, so Houston calls/u);
    await setAsyncMode('POS-SYNC', true);
    expect(await sentenceOf('off')).toMatch(/is Yes .* still acts on No\..*job 1070 is off.*job run 1070/u);
    expect(await sentenceOf('continuous')).toMatch(/Job 1070 is publishing version 2/u);
    expect(await sentenceOf('0 2 * * *')).toMatch(/next run of job 1070 \(0 2 \* \* \*\)/u);
    await publishConfiguration(headquarters, '1070');
    expect(await sentenceOf()).toMatch(/still acts on No\. Version 2 is published; .* within seconds/u);
    await headquarters.database.query(
      "UPDATE channel_databases SET last_contact_at = '2020-01-01' WHERE channel_database_id = 'houston'",
    );
    expect(await sentenceOf()).toMatch(/last in contact 2020-.* Check its scale unit/u);
    await fetchAndReport('houston');
    expect(await sentenceOf()).toMatch(/acts on it: creating a customer does not call/u);
  });

  it('names the features that still call it, and refuses a channel that there is not', async () => {
    await fetchAndReport('paris');
    const mode = await creationMode(headquarters.database, 'PARIS', off);
    expect(mode).toMatchObject({ acting: 'async', callsRealTimeService: false });
    expect(mode.remainingCalls.every(({ en, fr }) => en.includes('Enable') && fr.includes('Activer'))).toBe(true);
    await expect(creationMode(headquarters.database, 'NOWHERE', off)).rejects.toMatchObject({
      code: 'channel_unknown',
    });
  });

  it('lists what changed since the version that is acted on', async () => {
    await fetchAndReport('houston');
    await setAsyncMode('POS-SYNC', true);
    await setAsyncMode('POS-SYNC', false);
    const { actingVersion } = await statusOf('houston', '1070');
    expect(await changesSince(headquarters.database, '1070', actingVersion)).toEqual([
      expect.objectContaining({ version: 3, setting: 'functionality profile POS-SYNC', changedBy: 'Simone' }),
      expect.objectContaining({ version: 2, setting: 'functionality profile POS-SYNC' }),
    ]);
    expect(await changesSince(headquarters.database, '1090', 1)).toEqual([]);
  });
});

describe('full data sync', () => {
  it('publishes all parts to one channel database under new versions; for the others nothing is on its way', async () => {
    await fetchAndReport('houston');
    await fetchAndReport('paris');
    expect(await fullDataSync(headquarters, 'houston', 'Simone')).toEqual({ sessions: 7, customers: true });
    expect(await openSessions('houston')).toEqual([...configurationJobs]);
    expect(await statusOf('houston', '1070')).toMatchObject({ publishedVersion: 2, onItsWay: 'notFetched' });
    expect(await statusOf('paris', '1070')).toMatchObject({ settingsVersion: 2, onItsWay: 'none' });
    for (const job of configurationJobs) expect(await publishConfiguration(headquarters, job)).toEqual(nothing);
    await fetchAndReport('houston');
    expect(await openSessions('houston')).toEqual([]);
  });

  it('takes only the jobs that were named, and refuses a channel database that there is not', async () => {
    await fetchAndReport('houston');
    expect(await fullDataSync(headquarters, 'houston', 'Simone', ['1090'])).toEqual({ sessions: 1, customers: false });
    await expect(fullDataSync(headquarters, 'nowhere', 'Simone')).rejects.toMatchObject({
      code: 'channel_database_unknown',
    });
  });
});

import { configurationJobs, type ConfigurationJob } from '@counterfoil/contracts/channel-configuration';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keyOf, type AnySettingKind } from '../settings/setting-kind.ts';
import { settingKindNamed, settingKinds } from '../settings/setting-kinds.ts';
import { readSettings } from '../settings/setting-store.ts';
import { readSettingsVersions } from '../settings/settings-versions.ts';
import { initializeCommerceScheduler } from '../settings/initialize-commerce-scheduler.ts';
import { synchronizeCustomers } from '../conversion/synchronize-customers.ts';
import {
  openAdministrationWorld,
  operationOf,
  stageOperations,
  type AdministrationWorld,
} from './administration-fixture.ts';

let world: AdministrationWorld;
/** The account of the only customer, who is in USRT. */
let accountNumber: string;
beforeAll(async () => {
  world = await openAdministrationWorld();
  await stageOperations(world, [operationOf()]);
  await synchronizeCustomers(world.headquarters);
  const [customer] = await world.database.query<{ account_number: string }>('SELECT account_number FROM customers');
  accountNumber = customer?.account_number ?? '';
});
afterAll(() => world.close());

type Answer = Awaited<ReturnType<AdministrationWorld['call']>>;
const call: AdministrationWorld['call'] = (method, path, options) => world.call(method, path, options);

function put(path: string, body: unknown, language = 'en'): Promise<Answer> {
  return call('PUT', `/settings/${path}`, { body, language });
}

function remove(path: string, language = 'en'): Promise<Answer> {
  return call('DELETE', `/settings/${path}`, { language });
}

/** A refusal of one field. */
function refused(status: number, code: string, field: string, message: unknown = expect.any(String)): object {
  const problem: unknown = expect.objectContaining({ code, field, message });
  return { status, body: { error: expect.objectContaining({ code, problems: [problem] }) as unknown } };
}

async function latestChange(): Promise<unknown> {
  const { body } = await call('GET', '/settings-audit?limit=1', { as: 'auditor' });
  return (body as { changes: unknown[] }).changes[0];
}

/** A value of each kind that the sample retailer lacks, the key of it, and another value of the same key. */
const additions: Readonly<Record<string, { add: object; key: string[]; change: object }>> = {
  'legal-entities': {
    key: ['DERT'],
    add: { name: 'Contoso Germany', countryRegion: 'DE', currency: 'EUR', languageId: 'de' },
    change: { name: 'Contoso Deutschland' },
  },
  'address-books': { key: ['NORTH'], add: { name: 'The north' }, change: { name: 'North' } },
  'customer-groups': {
    key: ['USRT', '80'],
    add: { name: 'Wholesale', financialDimensions: { BusinessUnit: '004' } },
    change: { financialDimensions: {} },
  },
  'functionality-profiles': {
    key: ['KIOSK'],
    add: {
      kind: 'pos',
      name: 'Kiosk',
      createCustomerInAsyncMode: true,
      createCustomerOrderInAsyncMode: true,
      createCustomerOrderWithAsyncFallback: true,
      createCustomerOrderWaitTimeoutMs: 2_500,
      generateLoyaltyCardNumber: false,
      searchAllStoresByDefault: true,
      lockedFieldsForAsyncCustomers: false,
    },
    change: { searchAllStoresByDefault: false },
  },
  'offline-profiles': {
    key: ['SLOW'],
    add: {
      name: 'Slow lines',
      timeoutMs: 30_000,
      reconnectIntervalMs: 120_000,
      manualSwitchAllowed: true,
      manualSwitchBeforeSignInAllowed: true,
      advancedOfflineSwitching: true,
      healthCheckIntervalMs: 60_000,
      pauseOfflineSynchronization: true,
    },
    change: { pauseOfflineSynchronization: false },
  },
  'email-notification-profiles': {
    key: ['PARIS'],
    add: {
      name: 'Paris',
      active: true,
      channelIds: ['PARIS'],
      senderAddress: 'paris@contoso.example',
      senderName: 'Contoso Paris',
      templates: {
        en: { subject: 'Welcome', html: '<p>%customername%</p>\n<p>%accountnumber%</p>', text: '%customername%\n' },
        fr: { subject: 'Bienvenue', html: '<p>%customername%</p>', text: '%customername%\n%accountnumber%\n' },
      },
    },
    change: { active: false },
  },
  'event-subscriptions': {
    key: ['ERP'],
    add: { name: 'ERP', active: true, url: 'https://erp.example/hook', eventTypes: ['counterfoil.customer.created'] },
    change: { eventTypes: [] },
  },
  'channel-schemas': {
    key: ['PRIVATE'],
    add: { name: 'Without customers', filterSharedCustomerDataTables: true },
    change: { filterSharedCustomerDataTables: false },
  },
  'channel-database-groups': {
    key: ['dummy'],
    add: { name: 'New registers', channelSchemaId: 'AX7' },
    change: { name: 'Dummy group' },
  },
  'channel-databases': {
    key: ['lyon'],
    add: { channelDatabaseGroupId: 'default', name: 'Lyon' },
    change: { name: 'Lyon Part-Dieu' },
  },
  channels: {
    key: ['LYON'],
    add: {
      channelType: 'store',
      name: 'Lyon',
      legalEntity: 'FRRT',
      functionalityProfileId: 'POS-ASYNC',
      channelDatabaseId: 'paris',
      countryRegion: 'FR',
      currency: 'EUR',
      languageId: 'fr-FR',
      customerGroup: '30',
      addressBooks: ['SHARED'],
    },
    change: { addressBooks: ['SHARED', 'ONLINE'] },
  },
  registers: {
    key: ['PARIS-9'],
    add: { channelId: 'PARIS', name: 'Paris 9', supportOffline: true, offlineProfileId: 'STANDARD' },
    change: { supportOffline: false, offlineProfileId: null },
  },
  workers: {
    key: ['000200'],
    add: { name: 'Ana Lima', languageId: 'pt', role: 'cashier', channelIds: ['HOUSTON'] },
    change: { role: 'storeManager' },
  },
  products: {
    key: ['81200'],
    add: { description: { en: 'Gloves', fr: 'Gants' }, barcode: null, prices: { USD: '12.00' } },
    change: { prices: { USD: '12.00', EUR: '11.50' } },
  },
  'scheduler-subjobs': {
    key: ['RETAILWISHLIST'],
    add: { excludeFromOfflineDatabases: false },
    change: { excludeFromOfflineDatabases: true },
  },
  'scheduler-jobs': {
    key: ['2010'],
    add: {
      text: { en: 'Wish lists', fr: 'Listes de souhaits' },
      direction: 'download',
      subjobs: ['CUSTTABLE'],
      excludeFromOfflineDatabases: false,
    },
    change: { excludeFromOfflineDatabases: true },
  },
  'distribution-schedules': {
    key: ['NIGHT'],
    add: {
      name: 'By night',
      direction: 'download',
      active: true,
      schedulerJobs: ['1010', '1070'],
      channelDatabaseGroups: ['default'],
    },
    change: { active: false },
  },
  'commerce-scheduler-parameters': {
    key: [],
    add: { tryCount: 5, whenTryCountReached: 'cancel' },
    change: { whenTryCountReached: 'suspend' },
  },
  'address-formats': {
    key: ['GB'],
    add: { zipCodeFormats: ['&# #&&', '&&# #&&'], zipCodeRequired: true },
    change: { zipCodeRequired: false },
  },
  'personal-titles': {
    key: ['LADY'],
    add: { text: { en: 'Lady', fr: 'Madame' } },
    change: { text: { en: 'L', fr: 'L' } },
  },
  affiliations: {
    key: ['PRESS'],
    add: { text: { en: 'Press', fr: 'Presse' }, hiddenInChannels: false },
    change: { hiddenInChannels: true },
  },
  'loyalty-programs': {
    key: ['GOLD'],
    add: { text: { en: 'Gold', fr: 'Or' } },
    change: { text: { en: 'Gold card', fr: "Carte d'or" } },
  },
  'customer-attributes': {
    key: ['AGE'],
    add: {
      text: { en: 'Age', fr: 'Âge' },
      attributeType: 'integer',
      fixedList: [],
      minimum: 0,
      maximum: 130,
      defaultValue: 30,
      required: true,
    },
    change: { required: false },
  },
  'attribute-groups': {
    key: ['WEB'],
    add: { text: { en: 'Web', fr: 'Web' }, attributes: ['SHOE-SIZE', 'NICKNAME'] },
    change: { attributes: ['NICKNAME', 'SHOE-SIZE'] },
  },
  'commerce-parameters': {
    key: [],
    add: { customerAttributeGroupId: 'CUSTOMER', searchCriteria: ['email', 'name'], recommendedAddressCountMax: 20 },
    change: { customerAttributeGroupId: null },
  },
};

const pathOf = (kind: AnySettingKind, key: readonly string[]): string => [kind.name, ...key].join('/');

test('every kind is listed with its key and the job that carries it', async () => {
  const { body } = await call('GET', '/settings', { as: 'auditor' });
  const { kinds } = body as { kinds: { kind: string; key: string[]; job: string | null }[] };
  expect(kinds.map(({ kind, job }) => [kind, job])).toEqual([
    ['legal-entities', '1070'],
    ['address-books', '1110'],
    ['customer-groups', '1010'],
    ['functionality-profiles', '1070'],
    ['offline-profiles', '1070'],
    ['channel-schemas', '1070'],
    ['channel-database-groups', '1070'],
    ['channel-databases', '1070'],
    ['channels', '1070'],
    ['registers', '1090'],
    ['workers', '1060'],
    ['products', '1040'],
    ['scheduler-subjobs', '1070'],
    ['scheduler-jobs', '1070'],
    ['distribution-schedules', null],
    ['commerce-scheduler-parameters', null],
    ['personal-titles', '1110'],
    ['affiliations', '1110'],
    ['loyalty-programs', '1050'],
    ['customer-attributes', '1110'],
    ['attribute-groups', '1110'],
    ['commerce-parameters', '1110'],
    ['address-formats', '1110'],
    ['default-customers', '1010'],
    ['email-notification-profiles', null],
    ['event-subscriptions', null],
    ['alert-rules', null],
  ]);
});

/** These name customers, a mail server's sender, other systems: nothing that a sample could have. */
const withoutSamples = ['default-customers', 'email-notification-profiles', 'event-subscriptions'];

test('the sample retailer has settings of every kind that can have samples, and each of them keeps the rules', async () => {
  for (const kind of settingKinds) {
    const settings = await readSettings(world.database, kind);
    if (!withoutSamples.includes(kind.name)) expect(settings.length, kind.name).toBeGreaterThan(0);
    for (const setting of settings) {
      const key = keyOf(kind, setting);
      expect(await put(pathOf(kind, key), setting), pathOf(kind, key)).toMatchObject({
        status: 200,
        body: { changed: false, version: null },
      });
    }
  }
});

describe.each(Object.entries(additions))('%s', (name, { add, key, change }) => {
  const kind = settingKindNamed(name);
  const path = pathOf(kind, key);
  const isSingle = kind.key.length === 0;
  const keyed = Object.fromEntries(kind.key.map((field, index) => [field, key[index]]));
  const added = { ...keyed, ...add };

  async function expectRaised(act: () => Promise<Answer>, others: readonly ConfigurationJob[] = []): Promise<Answer> {
    const before = await readSettingsVersions(world.database);
    const answer = await act();
    const version = kind.job && before[kind.job] + 1;
    const jobs = [...(kind.job ? [kind.job] : []), ...others];
    const raised = Object.fromEntries(jobs.map((job) => [job, before[job] + 1]));
    expect(await readSettingsVersions(world.database)).toEqual({ ...before, ...raised });
    expect(answer).toMatchObject({ status: 200, body: { job: kind.job, version } });
    return answer;
  }

  test('is created, on record, told to the channels by its job only, read and listed', async () => {
    const wokenBefore = world.woken.settingsChanged;
    /* The customer groups of a new channel's legal entity and the prices in its currency may be new to its channel database. */
    const created = await expectRaised(() => put(path, add), name === 'channels' ? ['1010', '1040'] : []);
    expect(created.body).toMatchObject({ setting: added, created: !isSingle, changed: true });
    expect(await latestChange()).toMatchObject({
      changedBy: 'the administrator',
      setting: [kind.title.en, ...key].join(' '),
      ...(isSingle ? {} : { oldValue: null }),
      newValue: added,
    });
    expect(world.woken.settingsChanged).toBe(wokenBefore + 1);
    expect(await call('GET', `/settings/${path}`, { as: 'auditor' })).toMatchObject({ body: { setting: added } });
    if (isSingle) return;
    const list = await call('GET', `/settings/${name}`, { as: 'auditor' });
    expect((list.body as { settings: unknown[] }).settings).toContainEqual(added);
  });

  test('the same again, with or without its key, changes nothing', async () => {
    const versions = await readSettingsVersions(world.database);
    const [latest, woken] = [await latestChange(), world.woken.settingsChanged];
    for (const body of [add, added]) {
      expect(await put(path, body)).toMatchObject({
        status: 200,
        body: { created: false, changed: false, version: null },
      });
    }
    expect(await readSettingsVersions(world.database)).toEqual(versions);
    expect(await latestChange()).toEqual(latest);
    expect(world.woken.settingsChanged).toBe(woken);
  });

  test('is changed, with both values on record', async () => {
    await expectRaised(() => put(path, { ...add, ...change }));
    expect(await latestChange()).toMatchObject({ oldValue: added, newValue: { ...added, ...change } });
    expect(await call('GET', `/settings/${path}`)).toMatchObject({ body: { setting: { ...added, ...change } } });
  });

  test('bad input is refused with 4xx and changes nothing', async () => {
    const stands = await call('GET', `/settings/${path}`);
    const texts = Object.entries(add).filter(([, value]) => typeof value === 'string');
    const bodies: [unknown, string][] = [
      [{ ...add, surplus: 1 }, 'surplus'],
      [{}, ''],
      [[add], ''],
      ['text', ''],
      ...texts.map(([field]): [unknown, string] => [{ ...add, [field]: 'x'.repeat(100_000) }, field]),
      ...texts.map(([field]): [unknown, string] => [{ ...add, [field]: `a\0b` }, field]),
      ...texts.map(([field]): [unknown, string] => [{ ...add, [field]: 7 }, field]),
    ];
    for (const [body, field] of bodies) {
      const answer = await put(path, body);
      expect(answer.status, JSON.stringify(body).slice(0, 100)).toBeGreaterThanOrEqual(400);
      expect(answer.status, JSON.stringify(body).slice(0, 100)).toBeLessThan(500);
      if (field === '') continue;
      const { problems } = (answer.body as { error: { problems: { field: string }[] } }).error;
      expect(problems.map((problem) => problem.field)).toContain(field);
    }
    expect(await call('GET', `/settings/${path}`)).toEqual(stands);
  });
});

test.each(Object.keys(additions).filter((name) => settingKindNamed(name).key.length > 0))(
  '%s: one is deleted, once, and the channels are told by its job',
  async (name) => {
    const kind = settingKindNamed(name);
    const { key, add, change } = additions[name] ?? { key: [], add: {}, change: {} };
    const path = pathOf(kind, key);
    const before = await readSettingsVersions(world.database);
    const version = kind.job && before[kind.job] + 1;
    const deleted = { ...add, ...change };
    expect(await remove(path)).toMatchObject({ status: 200, body: { deleted, job: kind.job, version } });
    expect(await latestChange()).toMatchObject({ oldValue: deleted, newValue: null });
    const gone = { status: 404, body: { error: expect.objectContaining({ code: 'setting_unknown' }) as unknown } };
    expect(await remove(path)).toEqual(gone);
    expect(await call('GET', `/settings/${path}`)).toEqual(gone);
  },
);

test('a body with __proto__, a key that cannot be stored and a flood of text are refused', async () => {
  const polluting: unknown = JSON.parse('{"name": "N", "__proto__": {"administrator": true}}');
  expect((await put('address-books/NORTH', polluting)).status).toBe(400);
  expect((await put('address-books/%00', { name: 'N' })).status).toBe(400);
  expect((await put(`address-books/${'x'.repeat(61)}`, { name: 'N' })).status).toBe(400);
  expect((await put('address-books/%20N', { name: 'N' })).status).toBe(400);
  expect((await put('address-books/NORTH', { name: 'x'.repeat(2_000_000) })).status).toBe(413);
  expect((await put('address-books/NORTH', { name: '\u202Egninrut' })).status).toBe(422);
  expect((await put('address-books/NORTH', { name: '\u200B' })).status).toBe(422);
  expect((await put('customer-groups/USRT/80', { name: 'W', financialDimensions: { 'a\0': 'b' } })).status).toBe(422);
  expect((await call('GET', '/settings/address-books/%00')).status).toBe(400);
});

test('a body that names another key than its address is refused', async () => {
  expect(await put('address-books/NORTH', { addressBookId: 'SOUTH', name: 'N' })).toEqual(
    refused(422, 'setting_key_mismatch', 'addressBookId'),
  );
});

describe('what a setting names must exist', () => {
  const sample = (kind: string): Record<string, unknown> => ({ ...additions[kind]?.add });

  test.each([
    ['customer-groups/XXRT/30', {}, 'legalEntity', 'legal entity', 'XXRT'],
    ['channels/LYON', { legalEntity: 'USRT', customerGroup: '99' }, 'customerGroup', 'customer group', '99'],
    ['channels/LYON', { functionalityProfileId: 'NONE' }, 'functionalityProfileId', 'functionality profile', 'NONE'],
    ['channels/LYON', { channelDatabaseId: 'rome' }, 'channelDatabaseId', 'channel database', 'rome'],
    ['channels/LYON', { addressBooks: ['SHARED', 'NONE'] }, 'addressBooks.1', 'address book', 'NONE'],
    ['registers/R-1', { channelId: 'ROME' }, 'channelId', 'channel', 'ROME'],
    ['registers/R-1', { offlineProfileId: 'NONE' }, 'offlineProfileId', 'offline profile', 'NONE'],
    ['workers/1', { channelIds: ['ROME'] }, 'channelIds.0', 'channel', 'ROME'],
    [
      'channel-databases/rome',
      { channelDatabaseGroupId: 'x' },
      'channelDatabaseGroupId',
      'channel database group',
      'x',
    ],
    ['channel-database-groups/g', { channelSchemaId: 'AX8' }, 'channelSchemaId', 'Commerce channel schema', 'AX8'],
    ['scheduler-jobs/2010', { subjobs: ['NOTABLE'] }, 'subjobs.0', 'scheduler subjob', 'NOTABLE'],
    ['distribution-schedules/N', { schedulerJobs: ['2099'] }, 'schedulerJobs.0', 'scheduler job', '2099'],
    [
      'distribution-schedules/N',
      { channelDatabaseGroups: ['g'] },
      'channelDatabaseGroups.0',
      'channel database group',
      'g',
    ],
    ['attribute-groups/WEB', { attributes: ['NONE'] }, 'attributes.0', 'customer attribute', 'NONE'],
    ['commerce-parameters', { customerAttributeGroupId: 'X' }, 'customerAttributeGroupId', 'attribute group', 'X'],
    ['default-customers/ROME', { customerAccountNumber: 'C-1' }, 'channelId', 'channel', 'ROME'],
  ])('%s with %j', async (path, wrong, field, kind, value) => {
    const name = path.split('/')[0] ?? '';
    const message = `There is no ${kind} "${value}". Create it first, or name another.`;
    expect(await put(path, { ...sample(name), ...wrong })).toEqual(
      refused(422, 'setting_reference_unknown', field, message),
    );
  });

  test('in French the sentence is French', async () => {
    const group = { ...sample('customer-groups') };
    expect(await put('customer-groups/XXRT/30', group, 'fr')).toEqual(
      refused(
        422,
        'setting_reference_unknown',
        'legalEntity',
        "Introuvable : entité juridique « XXRT ». Créez-le d'abord, ou indiquez-en un autre.",
      ),
    );
  });
});

describe('what is in use is not deleted', () => {
  test.each([
    ['legal-entities/FRRT', 'customer group FRRT 30, customer group FRRT 40, number sequences'],
    ['customer-groups/USRT/40', 'channel ONLINE'],
    ['functionality-profiles/POS-SYNC', 'channel HOUSTON'],
    ['channel-databases/paris', 'channel PARIS'],
    ['channel-schemas/AX7', 'channel database group default'],
    ['offline-profiles/STANDARD', 'register HOUSTON-1, register PARIS-1'],
    ['scheduler-jobs/P-0001', 'distribution schedule TRANSACTIONS'],
    ['scheduler-subjobs/DIRPARTYTABLE', 'scheduler job 1010, scheduler job 1060, scheduler job 1070'],
    ['customer-attributes/SEGMENT', 'attribute group CUSTOMER'],
    ['address-books/SHARED', 'channel CALLCENTER, channel HOUSTON, channel ONLINE, channel PARIS'],
    [
      'channel-database-groups/default',
      'channel database houston, channel database online, channel database paris, distribution schedule CONFIGURATION, distribution schedule CUSTOMERS, …',
    ],
    ['channels/PARIS', 'register PARIS-1, register PARIS-2, worker 000160, worker 000170, worker 000190'],
  ])('%s', async (path, users) => {
    const value = path.split('/').slice(1).join(' ');
    const answer = await remove(path);
    expect(answer).toEqual(
      refused(409, 'setting_in_use', '', `"${value}" is still used by: ${users}. Change those first.`),
    );
    expect((await call('GET', `/settings/${path}`)).status).toBe(200);
  });

  test('a customer group with customers, in French', async () => {
    await put('channels/PARIS', { ...(await settingOf('channels/PARIS')), customerGroup: '40' });
    await put('channels/HOUSTON', { ...(await settingOf('channels/HOUSTON')), customerGroup: '40' });
    await put('channels/CALLCENTER', { ...(await settingOf('channels/CALLCENTER')), customerGroup: '40' });
    expect(await remove('customer-groups/USRT/30', 'fr')).toEqual(
      refused(409, 'setting_in_use', '', "« USRT 30 » est encore utilisé par : des clients. Modifiez-les d'abord."),
    );
  });
});

async function settingOf(path: string): Promise<Record<string, unknown>> {
  const { body } = await call('GET', `/settings/${path}`);
  return (body as { setting: Record<string, unknown> }).setting;
}

describe('channels', () => {
  test.each([
    [{ name: 'Paris Opéra' }, ['1070']],
    [{ channelDatabaseId: 'houston' }, ['1010', '1040', '1060', '1070', '1090']],
    [{ legalEntity: 'FRRT' }, ['1010', '1070']],
    [{ currency: 'USD' }, ['1040', '1070']],
  ])('a change of %j is told by the jobs %j', async (change, jobs) => {
    const paris = await settingOf('channels/PARIS');
    const before = await readSettingsVersions(world.database);
    expect((await put('channels/PARIS', { ...paris, ...change })).status).toBe(200);
    const after = await readSettingsVersions(world.database);
    expect(configurationJobs.filter((job) => after[job] > before[job])).toEqual(jobs);
    await put('channels/PARIS', paris);
  });

  const store = additions['channels']?.add ?? {};

  test('a call center has no channel database and no functionality profile, any other channel has both', async () => {
    const callCenter = { ...store, channelType: 'callCenter' };
    const empty = { channelDatabaseId: null, functionalityProfileId: null };
    expect(await put('channels/HELP', { ...callCenter, ...empty })).toMatchObject({ status: 200 });
    expect(await put('channels/HELP', { ...callCenter, ...empty, channelDatabaseId: 'paris' })).toEqual(
      refused(422, 'call_center_without_channel_database', 'channelDatabaseId'),
    );
    expect(await put('channels/LYON', { ...store, functionalityProfileId: null })).toEqual(
      refused(422, 'field_required', 'functionalityProfileId'),
    );
    expect((await remove('channels/HELP')).status).toBe(200);
  });

  test('a store has a profile for stores, also when the profile or the store becomes another kind', async () => {
    const wrong = refused(422, 'functionality_profile_kind_wrong', 'functionalityProfileId');
    expect(await put('channels/LYON', { ...store, functionalityProfileId: 'ONLINE' })).toEqual(wrong);
    const profile = await settingOf('functionality-profiles/POS-SYNC');
    expect(await put('functionality-profiles/POS-SYNC', { ...profile, kind: 'online' })).toEqual(
      refused(422, 'functionality_profile_kind_wrong', ''),
    );
    expect(await settingOf('functionality-profiles/POS-SYNC')).toMatchObject({ kind: 'pos' });
    const paris = await settingOf('channels/PARIS');
    const online = { ...paris, channelType: 'online', functionalityProfileId: 'ONLINE' };
    expect(await put('channels/PARIS', online)).toEqual(refused(422, 'register_needs_store', ''));
  });

  test.each([
    ['countryRegion', 'XX', 'country_invalid'],
    ['currency', 'eur', 'currency_invalid'],
    ['languageId', '??', 'language_invalid'],
  ])('%s "%s" is refused', async (field, value, code) => {
    expect(await put('channels/LYON', { ...store, [field]: value })).toEqual(refused(422, code, field));
  });
});

test('the routes of functionality profiles change single options of the same setting and leave the others', async () => {
  const before = await settingOf('functionality-profiles/POS-ASYNC');
  const wanted = { createCustomerOrderWaitTimeoutMs: 1_234, searchAllStoresByDefault: true };
  const answer = await call('PUT', '/functionality-profiles/POS-ASYNC', { body: wanted });
  expect(answer).toMatchObject({ status: 200, body: { profile: { ...before, ...wanted } } });
  expect(await settingOf('functionality-profiles/POS-ASYNC')).toEqual({ ...before, ...wanted });
  expect(await latestChange()).toMatchObject({ setting: 'functionality profile POS-ASYNC', oldValue: before });
  const { body } = await call('GET', '/functionality-profiles', { as: 'auditor' });
  const { functionalityProfiles } = body as { functionalityProfiles: unknown[] };
  expect(functionalityProfiles).toContainEqual({ ...before, ...wanted, channelIds: ['PARIS'] });
});

describe('default customers', () => {
  test('must have an account in the legal entity of the channel; their receipt address is warned of', async () => {
    const wrong = { customerAccountNumber: 'C-999999999' };
    expect(await put('default-customers/HOUSTON', wrong)).toEqual(
      refused(
        422,
        'default_customer_unknown',
        'customerAccountNumber',
        'The legal entity USRT has no customer account "C-999999999".',
      ),
    );
    const before = await readSettingsVersions(world.database);
    const saved = await put('default-customers/HOUSTON', { customerAccountNumber: accountNumber });
    expect(saved).toMatchObject({
      status: 200,
      body: {
        setting: { channelId: 'HOUSTON', customerAccountNumber: accountNumber },
        job: '1010',
        version: before['1010'] + 1,
        warnings: [expect.stringMatching(/receipt e-mail address .* is never copied to new customers: /u) as unknown],
      },
    });
    expect((await readSettingsVersions(world.database))['1070']).toBe(before['1070']);
  });

  test('keep their channel in the legal entity of the account', async () => {
    const houston = await settingOf('channels/HOUSTON');
    expect(await put('channels/HOUSTON', { ...houston, legalEntity: 'FRRT' })).toEqual(
      refused(422, 'default_customer_unknown', ''),
    );
    expect((await remove('default-customers/HOUSTON')).status).toBe(200);
  });
});

describe('offline data exclusion', () => {
  test('the warning of the row filter is told when a schema is read and when the filter is switched on, in both languages', async () => {
    const path = '/settings/channel-schemas/AX7';
    const warnings = async (language: string): Promise<unknown> =>
      ((await call('GET', path, { language })).body as { warnings: unknown }).warnings;
    expect(await warnings('en')).toEqual([
      expect.stringContaining('1010 first of all, must also be excluded') as unknown,
    ]);
    expect(await warnings('fr')).toEqual([expect.stringContaining("la 1010 d'abord") as unknown]);
    const on = { name: 'AX7', filterSharedCustomerDataTables: true };
    expect(await put('channel-schemas/AX7', on)).toMatchObject({ body: { warnings: await warnings('en') } });
    expect(await put('channel-schemas/AX7', { ...on, filterSharedCustomerDataTables: false })).toMatchObject({
      status: 200,
    });
    expect((await call('GET', '/settings/channel-schemas')).body).toMatchObject({ warnings: await warnings('en') });
  });

  test('DIRPARTYTABLE is fed by three jobs, and excluding it is advised against', async () => {
    const { body } = await call('GET', '/settings/scheduler-jobs');
    const { settings } = body as { settings: { schedulerJobId: string; subjobs: string[] }[] };
    const feeding = settings.filter(({ subjobs }) => subjobs.includes('DIRPARTYTABLE'));
    expect(feeding.map(({ schedulerJobId }) => schedulerJobId)).toEqual(['1010', '1060', '1070']);
    const excluded = { excludeFromOfflineDatabases: true };
    expect(await put('scheduler-subjobs/DIRPARTYTABLE', excluded)).toMatchObject({
      status: 200,
      body: { warnings: [expect.stringMatching(/^Do not exclude DIRPARTYTABLE/u) as unknown] },
    });
    expect(await put('scheduler-subjobs/CUSTTABLE', excluded)).toMatchObject({ status: 200, body: { warnings: [] } });
  });
});

test('a distribution schedule carries jobs of its own direction only, also when a job turns round', async () => {
  const schedule = await settingOf('distribution-schedules/CUSTOMERS');
  expect(await put('distribution-schedules/CUSTOMERS', { ...schedule, schedulerJobs: ['1010', 'P-0001'] })).toEqual(
    refused(422, 'distribution_direction_wrong', 'schedulerJobs.1'),
  );
  const job = await settingOf('scheduler-jobs/1010');
  expect(await put('scheduler-jobs/1010', { ...job, direction: 'upload' })).toEqual(
    refused(422, 'distribution_direction_wrong', ''),
  );
});

describe('customer attributes', () => {
  const age = { ...additions['customer-attributes']?.add };
  const entry = (value: string): object => ({ value, text: { en: value, fr: value } });
  const text = { ...age, attributeType: 'text', minimum: null, maximum: null, defaultValue: null };

  test.each([
    ['a fixed list of numbers', { ...age, fixedList: [entry('30')] }, 'attribute_fixed_list_invalid', 'fixedList'],
    ['an entry twice', { ...text, fixedList: [entry('A'), entry('A')] }, 'setting_entry_duplicate', 'fixedList.1'],
    ['a range of texts', { ...text, minimum: 1 }, 'attribute_range_invalid', 'minimum'],
    ['a range upside down', { ...age, minimum: 131, defaultValue: null }, 'attribute_range_invalid', 'maximum'],
    ['half an integer', { ...age, minimum: 0.5 }, 'attribute_range_invalid', 'minimum'],
    ['a default out of range', { ...age, defaultValue: 131 }, 'attribute_default_invalid', 'defaultValue'],
    ['a broken default', { ...age, defaultValue: 1.5 }, 'attribute_default_invalid', 'defaultValue'],
    ['a default of another type', { ...age, defaultValue: 'old' }, 'attribute_default_invalid', 'defaultValue'],
    [
      'a default that is not in the list',
      { ...text, fixedList: [entry('A')], defaultValue: 'B' },
      'attribute_default_invalid',
      'defaultValue',
    ],
    ['a flood of text', { ...text, defaultValue: 'x'.repeat(1_001) }, 'field_too_long', 'defaultValue'],
    [
      'a text where yes or no is asked',
      { ...text, attributeType: 'boolean', defaultValue: 'yes' },
      'attribute_default_invalid',
      'defaultValue',
    ],
  ])('%s is refused', async (_what, attribute, code, field) => {
    expect(await put('customer-attributes/AGE', attribute)).toEqual(refused(422, code, field));
  });
});

describe('initialize commerce scheduler', () => {
  test('brings back what is missing and leaves everything else as it is', async () => {
    expect((await remove('distribution-schedules/TRANSACTIONS')).status).toBe(200);
    expect((await remove('scheduler-jobs/P-0001')).status).toBe(200);
    const changed = { ...(await settingOf('scheduler-jobs/1040')), excludeFromOfflineDatabases: true };
    await put('scheduler-jobs/1040', changed);
    expect(await call('POST', '/commerce-scheduler/initialize')).toEqual({ status: 200, body: { created: 1 } });
    expect(await settingOf('scheduler-jobs/P-0001')).toMatchObject({ direction: 'upload' });
    expect(await settingOf('scheduler-jobs/1040')).toEqual(changed);
    const again = await initializeCommerceScheduler(world.headquarters, { changedBy: 'Simone', language: 'en' });
    expect(again).toBe(0);
  });
});

test('two administrators at once: a setting is never deleted while another comes to name it', async () => {
  for (let round = 0; round < 10; round++) {
    await put('address-books/RACE', { name: 'Race' });
    const houston = await settingOf('channels/HOUSTON');
    const [deleted, named] = await Promise.all([
      remove('address-books/RACE'),
      put('channels/HOUSTON', { ...houston, addressBooks: ['RACE'] }),
    ]);
    expect([deleted.status, named.status].toSorted((one, other) => one - other)).toEqual(
      named.status === 200 ? [200, 409] : [200, 422],
    );
    await put('channels/HOUSTON', houston);
  }
});

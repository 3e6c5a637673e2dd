import { settingEffectSchema, type SettingEffect } from '@counterfoil/contracts/administration/settings';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openAdministrationWorld, type AdministrationWorld } from '../api/administration-fixture.ts';
import { publishConfigurationTo } from '../configuration/publish-configuration.ts';

let world: AdministrationWorld;
beforeAll(async () => {
  world = await openAdministrationWorld();
});
afterAll(() => world.close());

async function effectOf(path: string): Promise<SettingEffect> {
  const { status, body } = await world.call('GET', `/settings/${path}/effect`, { as: 'auditor' });
  expect(status).toBe(200);
  return settingEffectSchema.parse(body);
}

async function channelsOf(path: string): Promise<string[]> {
  return (await effectOf(path)).channels.map(({ channelId }) => channelId);
}

async function databasesOf(path: string): Promise<string[]> {
  return (await effectOf(path)).channelDatabases.map(({ channelDatabaseId }) => channelDatabaseId);
}

async function put(path: string, body: object): Promise<void> {
  expect(await world.call('PUT', `/settings/${path}`, { body })).toMatchObject({ status: 200 });
}

const allDatabases = `SELECT channel_database_id AS id FROM channel_databases ORDER BY 1`;

describe('the effect of a setting', () => {
  it('names the settings that name it and the channels behind them', async () => {
    const { users, userCount, channels } = await effectOf('functionality-profiles/POS-SYNC');
    expect(userCount).toBe(users.length);
    expect(users.map(({ key }) => key)).toContainEqual(['HOUSTON']);
    expect(channels.map(({ channelId }) => channelId)).toContain('HOUSTON');
    const naming = await world.database.query<{ id: string }>(
      `SELECT channel_id AS id FROM channels WHERE functionality_profile_id = 'POS-SYNC' ORDER BY 1`,
    );
    expect(channels.map(({ channelId }) => channelId)).toEqual(naming.map(({ id }) => id));
  });

  it('follows references over several settings: schema, group, channel database, channel', async () => {
    const all = await world.database.query<{ id: string }>(allDatabases);
    expect(await databasesOf('channel-schemas/AX7')).toEqual(all.map(({ id }) => id));
    expect(await channelsOf('channel-schemas/AX7')).toEqual(await channelsOf('channel-database-groups/default'));
    expect(await channelsOf('channel-databases/houston')).toEqual(['HOUSTON']);
  });

  it('concerns with a register only the store where it stands, and with an offline profile those of its registers', async () => {
    await put('offline-profiles/ONLY-PARIS', offlineProfile);
    await put('registers/PARIS-9', {
      channelId: 'PARIS',
      name: 'Paris, till 9',
      supportOffline: true,
      offlineProfileId: 'ONLY-PARIS',
    });
    expect(await channelsOf('registers/PARIS-9')).toEqual(['PARIS']);
    expect(await channelsOf('offline-profiles/ONLY-PARIS')).toEqual(['PARIS']);
    expect(await databasesOf('offline-profiles/ONLY-PARIS')).toEqual(['paris']);
  });

  it('does not take what else a worker of a channel names for a user of its profile', async () => {
    await put('workers/009999', { name: 'Ann', languageId: 'en', role: 'cashier', channelIds: ['HOUSTON', 'PARIS'] });
    await put('functionality-profiles/LONE', profile);
    const { setting } = (await world.call('GET', '/settings/channels/HOUSTON')).body as { setting: object };
    await put('channels/HOUSTON', { ...setting, functionalityProfileId: 'LONE' });
    expect(await channelsOf('functionality-profiles/LONE')).toEqual(['HOUSTON']);
    expect(await channelsOf('workers/009999')).toEqual(['HOUSTON', 'PARIS']);
    await put('channels/HOUSTON', setting);
  });

  it('reaches every channel database with what all channels are told, whoever names it', async () => {
    const all = await world.database.query<{ id: string }>(allDatabases);
    expect(await databasesOf('personal-titles/MR')).toEqual(all.map(({ id }) => id));
    expect(await databasesOf('commerce-parameters')).toEqual(all.map(({ id }) => id));
  });

  it('tells which channel databases do not act on a change yet, and that it is published', async () => {
    const reached = await databasesOf('functionality-profiles/POS-SYNC');
    await publishConfigurationTo(world.headquarters, '1070', reached);
    await put('functionality-profiles/POS-SYNC', { ...profile, createCustomerInAsyncMode: true });
    const placesOf = async (): Promise<string[]> =>
      (await effectOf('functionality-profiles/POS-SYNC')).channelDatabases.map(({ onItsWay }) => onItsWay);
    expect(new Set(await placesOf())).toEqual(new Set(['notPublished']));
    await publishConfigurationTo(world.headquarters, '1070', reached);
    expect(new Set(await placesOf())).toEqual(new Set(['notFetched']));
  });

  it('names no job and no channel database for what acts at headquarters alone', async () => {
    expect(await effectOf('commerce-scheduler-parameters')).toEqual({
      users: [],
      userCount: 0,
      channels: [],
      job: null,
      channelDatabases: [],
    });
  });

  it('is not there for a setting that is not', async () => {
    const { status } = await world.call('GET', '/settings/address-books/NOWHERE/effect');
    expect(status).toBe(404);
  });
});

describe('the changes of one setting', () => {
  it('are found by its name in the audit, and no others', async () => {
    await put('address-books/EAST', { name: 'East' });
    await put('address-books/EAST', { name: 'The east' });
    await put('address-books/WEST', { name: 'West' });
    const { body } = await world.call('GET', '/settings-audit?setting=address%20book%20EAST', { as: 'auditor' });
    expect((body as { changes: { newValue: unknown }[] }).changes.map(({ newValue }) => newValue)).toEqual([
      { addressBookId: 'EAST', name: 'The east' },
      { addressBookId: 'EAST', name: 'East' },
    ]);
  });
});

const profile = {
  kind: 'pos',
  name: 'Lone',
  createCustomerInAsyncMode: false,
  createCustomerOrderInAsyncMode: false,
  createCustomerOrderWithAsyncFallback: false,
  createCustomerOrderWaitTimeoutMs: 5_000,
  generateLoyaltyCardNumber: true,
  searchAllStoresByDefault: false,
  lockedFieldsForAsyncCustomers: true,
};

const offlineProfile = {
  name: 'Only Paris',
  timeoutMs: 5_000,
  reconnectIntervalMs: 60_000,
  manualSwitchAllowed: true,
  manualSwitchBeforeSignInAllowed: false,
  advancedOfflineSwitching: false,
  healthCheckIntervalMs: 300_000,
  pauseOfflineSynchronization: false,
};

import { agreeWithHeadquarters } from '@counterfoil/channel/exchange/agree-with-headquarters';
import { downloadAvailable } from '@counterfoil/channel/exchange/apply-1010';
import type { Channel } from '@counterfoil/channel/channel';
import { refreshConfiguration, storedConfiguration } from '@counterfoil/channel/exchange/configuration';
import { createCustomer } from '@counterfoil/channel/customers/create-customer';
import { startExchangeLoop } from '@counterfoil/channel/exchange/exchange-loop';
import { readLink } from '@counterfoil/channel/exchange/headquarters-link';
import type { ConfigurationJob } from '@counterfoil/contracts/channel-configuration';
import { CodedError } from '@counterfoil/contracts/refusal';
import { configurationStatus } from '@counterfoil/headquarters/configuration/configuration-status';
import { fullDataSync } from '@counterfoil/headquarters/exchange/full-data-sync';
import { publish1010 } from '@counterfoil/headquarters/exchange/publish-1010';
import { publishConfiguration } from '@counterfoil/headquarters/configuration/publish-configuration';
import { saveSetting } from '@counterfoil/headquarters/settings/save-setting';
import { functionalityProfiles } from '@counterfoil/headquarters/settings/setting-kinds';
import { findSetting } from '@counterfoil/headquarters/settings/setting-store';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createNamed, customersIn, drainRoad, openExchangeWorld, type ExchangeWorld } from './exchange-fixture.ts';

let world: ExchangeWorld;
beforeEach(async () => {
  world = await openExchangeWorld();
});
afterEach(() => world.close());

async function setAsyncMode(createCustomerInAsyncMode: boolean): Promise<void> {
  const profile = await findSetting(world.headquarters.database, functionalityProfiles, ['POS-SYNC']);
  if (!profile) throw new Error('no such profile in the sample settings');
  const author = { changedBy: 'Simone', language: 'en' } as const;
  await saveSetting(world.headquarters, functionalityProfiles, { ...profile, createCustomerInAsyncMode }, author);
}

/** What the product's exchange loop does at a contact. */
async function contact(channel: Channel): Promise<void> {
  await agreeWithHeadquarters(channel);
  if (await refreshConfiguration(channel)) await agreeWithHeadquarters(channel);
}

async function actingVersion(channelDatabaseId: string, job: ConfigurationJob): Promise<number> {
  const [line] = await configurationStatus(world.headquarters.database, { channelDatabaseId, job });
  return line?.actingVersion ?? 0;
}

const wayOf = async (lastName: string): Promise<string> => {
  const customer = { customerType: 'person' as const, firstName: 'Ada', lastName, addresses: [] };
  return (await createCustomer(world.stores.houston, { channelId: 'HOUSTON', customer })).way;
};

describe('a channel acts on the version of the settings that it has', () => {
  it('LK-07: switched to async, it calls the Real-time Service until job 1070 has run and the channel has fetched it', async () => {
    const { houston } = world.stores;
    expect(await wayOf('One')).toBe('sync');
    await setAsyncMode(true);
    await contact(houston);
    expect(await wayOf('Two')).toBe('sync');
    await publishConfiguration(world.headquarters, '1110');
    await contact(houston);
    expect(await wayOf('Three')).toBe('sync');
    await publishConfiguration(world.headquarters, '1070');
    expect(await wayOf('Four')).toBe('sync');
    expect(await actingVersion('houston', '1070')).toBe(1);
    await contact(houston);
    expect(await wayOf('Five')).toBe('async');
    expect(await actingVersion('houston', '1070')).toBe(2);
    expect(houston.counters.realTimeServiceCalls).toBe(4);
  });

  it('one that was away gets the latest at its next contact, and keeps it over a restart without headquarters', async () => {
    for (const mode of [true, false, true]) {
      await setAsyncMode(mode);
      await publishConfiguration(world.headquarters, '1070');
    }
    expect(await wayOf('One')).toBe('sync');
    await contact(world.stores.houston);
    await world.restart('houston');
    expect(world.stores.houston.configuration.versions['1070']).toBe(4);
    expect(await wayOf('Two')).toBe('async');
  });

  it('tells the version by itself, seconds after it was published, once its exchange is running', async () => {
    await setAsyncMode(true);
    await publishConfiguration(world.headquarters, '1070');
    const times = { fallbackIntervalMs: 50, retryDelayMs: 10, retryDelayMaxMs: 50, backupHorizonMs: 60_000 };
    const loop = startExchangeLoop(world.stores.houston, times);
    try {
      await vi.waitFor(async () => expect(await actingVersion('houston', '1070')).toBe(2), 10_000);
      await setAsyncMode(false);
      await publishConfiguration(world.headquarters, '1070');
      loop.configured();
      await vi.waitFor(async () => expect(await actingVersion('houston', '1070')).toBe(3), 10_000);
    } finally {
      await loop.stop();
    }
  });

  it('R11: after a restore of headquarters it acts on what headquarters publishes then, and says so', async () => {
    await contact(world.stores.houston);
    await world.backUp('headquarters');
    await setAsyncMode(true);
    await publishConfiguration(world.headquarters, '1070');
    await contact(world.stores.houston);
    await createNamed(world.stores.houston, 'Before');
    await world.restore('headquarters');
    await contact(world.stores.houston);
    await contact(world.stores.houston);
    expect(world.stores.houston.configuration.versions['1070']).toBe(1);
    expect(await actingVersion('houston', '1070')).toBe(1);
  });
});

describe('full data sync of customers', () => {
  it('R5: the channel database downloads everything again from the start, once, and what it lost is back', async () => {
    const { houston } = world.stores;
    for (const name of ['One', 'Two', 'Three']) await createNamed(world.stores.paris, name);
    await drainRoad(world);
    const before = await customersIn(houston.database);
    expect(before.size).toBe(3);
    await houston.database.query("DELETE FROM customers WHERE document ->> 'lastName' = 'Two'");
    await fullDataSync(world.headquarters, 'houston', 'Simone', ['1010']);
    const refusal = await downloadAvailable(houston).catch((error: unknown) => error);
    expect(refusal instanceof CodedError && refusal.code).toBe('epoch_foreign');
    /* An answer that gets lost is asked for again, and the channel still starts over. */
    await world.stores.houston.headquarters.agree({
      protocolVersion: 1,
      channelEpoch: houston.epoch,
      headquartersEpoch: world.headquarters.epoch,
      appliedPosition: (await readLink(houston.database)).appliedPosition,
      configurationVersion: 0,
      fullDataSync: 0,
    });
    await contact(houston);
    await publish1010(world.headquarters);
    await downloadAvailable(houston);
    expect(await customersIn(houston.database)).toEqual(before);
    await contact(houston);
    await publish1010(world.headquarters);
    expect(await downloadAvailable(houston)).toEqual({ sessions: 0, rows: 0 });
    expect(await storedConfiguration(houston.database, 'houston')).toMatchObject({ channelDatabaseId: 'houston' });
  });
});

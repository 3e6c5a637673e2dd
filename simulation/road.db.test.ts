import { agreeWithHeadquarters } from '@counterfoil/channel/exchange/agree-with-headquarters';
import { downloadAvailable } from '@counterfoil/channel/exchange/apply-1010';
import { channelMigrations, openChannel, type Channel } from '@counterfoil/channel/channel';
import { refreshConfiguration } from '@counterfoil/channel/exchange/configuration';
import { createCustomer } from '@counterfoil/channel/customers/create-customer';
import { findCustomer } from '@counterfoil/channel/customers/find-customers';
import { runPJob } from '@counterfoil/channel/exchange/p-job';
import { updateCustomer } from '@counterfoil/channel/customers/update-customer';
import { createTestDatabase } from '@counterfoil/database/testing';
import { headquartersMigrations, openHeadquarters, type Headquarters } from '@counterfoil/headquarters/headquarters';
import { publish1010 } from '@counterfoil/headquarters/exchange/publish-1010';
import { createRealTimeService, type RealTimeService } from '@counterfoil/headquarters/conversion/real-time-service';
import { insertSampleSettings } from '@counterfoil/headquarters/settings/sample-settings';
import { synchronizeCustomers } from '@counterfoil/headquarters/conversion/synchronize-customers';
import { switchOnFeatures } from '@counterfoil/headquarters/testing';
import { silentLog } from '@counterfoil/platform/log';
import { systemSeams } from '@counterfoil/platform/seams';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectDirectly } from './direct-connection.ts';

const seams = systemSeams(silentLog);
let headquarters: Headquarters;
let realTimeService: RealTimeService;
let houston: Channel;
let paris: Channel;
const closing: (() => Promise<void>)[] = [];

async function openSampleChannel(channelDatabaseId: string): Promise<Channel> {
  const { database, drop } = await createTestDatabase(channelMigrations);
  closing.push(drop);
  const channel = await openChannel({
    channelDatabaseId,
    database,
    seams,
    headquarters: connectDirectly(() => ({ headquarters, realTimeService }), channelDatabaseId),
  });
  await agreeWithHeadquarters(channel);
  await refreshConfiguration(channel);
  return channel;
}

beforeEach(async () => {
  const { database, drop } = await createTestDatabase(headquartersMigrations);
  closing.push(drop);
  await insertSampleSettings(database);
  await switchOnFeatures(database);
  headquarters = await openHeadquarters({ database, seams });
  realTimeService = createRealTimeService(headquarters);
  houston = await openSampleChannel('houston');
  paris = await openSampleChannel('paris');
});

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const lachlan = {
  customerType: 'person' as const,
  firstName: 'Lachlan',
  lastName: 'Berry',
  email: 'lachlan@example.com',
  phone: '(713) 555-0123',
  addresses: [{ countryRegion: 'US', street: 'Giblin Street', streetNumber: '69', city: 'Houston', zipCode: '77001' }],
};

async function runTheThreeJobs(): Promise<void> {
  await runPJob(paris);
  await runPJob(houston);
  await synchronizeCustomers(headquarters);
  await publish1010(headquarters);
  await downloadAvailable(paris);
  await downloadAvailable(houston);
}

describe('the road of a customer', () => {
  it('sync: a customer created in Houston has its account number at once and in Paris after 1010', async () => {
    const created = await createCustomer(houston, { channelId: 'HOUSTON', customer: lachlan });
    expect(created.way).toBe('sync');
    expect(created.local.document.customerAccountNumber).toBe('C-000000001');
    await publish1010(headquarters);
    await downloadAvailable(paris);
    const inParis = await findCustomer(paris, 'C-000000001');
    expect(inParis.document).toEqual(created.local.document);
    expect(await runPJob(houston)).toEqual({ packages: 0, rows: 0 });
  });

  it('async: a customer created in Paris is pending until the three jobs have run, and running them again changes nothing', async () => {
    const created = await createCustomer(paris, { channelId: 'PARIS', customer: lachlan });
    expect(created.way).toBe('async');
    expect(created.local.document.customerAccountNumber).toBeNull();
    expect(paris.counters.realTimeServiceCalls).toBe(0);
    await runTheThreeJobs();
    const { customerId } = created.local.document;
    const first = await findCustomer(paris, customerId);
    expect(first.document.customerAccountNumber).toBe('C-000000001');
    expect((await findCustomer(houston, customerId)).document).toEqual(first.document);
    await runTheThreeJobs();
    expect(await findCustomer(paris, customerId)).toEqual(first);
  });

  it('an edit and an address of a pending customer follow it and survive the download', async () => {
    const created = await createCustomer(paris, { channelId: 'PARIS', customer: lachlan });
    const { customerId } = created.local.document;
    await updateCustomer(paris, customerId, { channelId: 'PARIS', changes: { phone: '+33 6 12 34 56 78' } });
    await updateCustomer(paris, customerId, {
      channelId: 'PARIS',
      changes: { addresses: [{ countryRegion: 'FR', city: 'Paris' }] },
    });
    await runTheThreeJobs();
    const inHouston = await findCustomer(houston, customerId);
    expect(inHouston.document.phone).toBe('+33 6 12 34 56 78');
    expect(inHouston.document.addresses.map((address) => address.city)).toEqual(['Houston', 'Paris']);
    expect(inHouston.version).toBe(3);
  });

  it('the same key again returns the same customer; with other content it is refused', async () => {
    const first = await createCustomer(paris, { channelId: 'PARIS', customer: lachlan }, 'till 7, receipt 12');
    const again = await createCustomer(paris, { channelId: 'PARIS', customer: lachlan }, 'till 7, receipt 12');
    expect(again.replayed).toBe(true);
    expect(again.local.document.customerId).toBe(first.local.document.customerId);
    await expect(
      createCustomer(paris, { channelId: 'PARIS', customer: { ...lachlan, lastName: 'Other' } }, 'till 7, receipt 12'),
    ).rejects.toMatchObject({ code: 'idempotency_key_reused' });
  });
});

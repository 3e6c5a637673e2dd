import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ChannelConfiguration } from '@counterfoil/contracts/channel-configuration';
import { messageOf } from '@counterfoil/contracts/error-register';
import { uuidPattern } from '@counterfoil/platform/identifiers';
import { silentLog } from '@counterfoil/platform/log';
import { systemSeams } from '@counterfoil/platform/seams';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCustomerOffline, type OfflineCreation } from './create-customer-offline.ts';
import { exampleTillConfiguration } from './example-configuration-fixture.ts';
import { editCustomerOffline } from './edit-customer-offline.ts';
import { openSqliteFile } from './node-sqlite-fixture.ts';
import { pendingEntries } from './offline-outbox.ts';
import { offlineStatus } from './offline-status.ts';
import { searchOffline } from './search-offline.ts';
import { showOfflineCustomer } from './show-offline-customer.ts';
import { openTill, type Till } from './till.ts';

let folder: string;
let till: Till;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'counterfoil-till-'));
  till = await openOn({});
});

afterEach(async () => {
  await till.database.close();
  await rm(folder, { recursive: true, force: true });
});

async function openOn(changes: Partial<ChannelConfiguration>): Promise<Till> {
  const database = openSqliteFile(join(folder, 'till.db'));
  const opened = await openTill({ registerId: 'HOUSTON-1', database, seams: systemSeams(silentLog) });
  opened.configuration = { ...exampleTillConfiguration, ...changes };
  return opened;
}

const person = (rest: Partial<OfflineCreation['customer']> = {}): OfflineCreation => ({
  customer: { customerType: 'person', firstName: 'Imogen', lastName: 'Lindqvist', addresses: [], ...rest },
});

const titles = [{ personalTitleId: 'DR', text: { en: 'Dr.', fr: 'Dr' } }];
const affiliations = [{ affiliationId: 'VIP', text: { en: 'VIP', fr: 'VIP' }, hiddenInChannels: false }];
const defaultCustomer = {
  customerAccountNumber: 'C-000000001',
  customerType: 'person',
  customerGroup: '80',
  receiptOption: 'email',
  currency: 'CAD',
  languageId: 'fr-FR',
  affiliations: ['VIP'],
  addressBooks: [],
} as const;

describe('a creation at a till without a network', () => {
  it('inherits from the default customer; affiliations only with the feature for it (LK-17, SD-17)', async () => {
    const defaultCustomers = { HOUSTON: { ...defaultCustomer, affiliations: ['VIP'], addressBooks: [] } };
    till.configuration = { ...till.configuration, defaultCustomers, affiliations };
    const without = await createCustomerOffline(till, person());
    till.configuration = { ...till.configuration, features: ['enhancedAsyncCustomerCreation'] };
    const withFeature = await createCustomerOffline(till, person());
    const shown = [without, withFeature].map(({ customerId }) => showOfflineCustomer(till.database, customerId, 'en'));
    expect((await Promise.all(shown)).map((found) => found?.customer)).toMatchObject([
      { customerGroup: '80', currency: 'CAD', receiptOption: 'email', affiliations: [] },
      { customerGroup: '80', currency: 'CAD', receiptOption: 'email', affiliations: ['VIP'] },
    ]);
  });

  it.each([
    ['title_feature_needed', { personalTitle: 'DR' }],
    ['affiliation_feature_needed', { affiliations: ['VIP'] }],
    ['contact_feature_needed', { contacts: [{ contactType: 'email', locator: 'a@example.com' }] }],
    ['address_feature_needed', { addresses: [{ city: 'Houston' }, { city: 'Austin' }] }],
    ['email_invalid', { email: 'nonsense' }],
    ['name_required', { firstName: '', lastName: '' }],
  ] as const)('is refused with %s, and nothing is recorded', async (code, rest) => {
    till.configuration = { ...till.configuration, personalTitles: titles, affiliations };
    await expect(createCustomerOffline(till, person(rest as object))).rejects.toMatchObject({ code });
    expect(await pendingEntries(till.database, 10)).toEqual([]);
    expect(await offlineStatus(till)).toMatchObject({ customers: 0, undelivered: 0 });
  });

  it('captures all of it with the features (SD-16..SD-22)', async () => {
    const features = ['enhancedAsyncCustomerCreation', 'asyncAddressCreation', 'multipleContactsWithConsent'];
    till.configuration = { ...till.configuration, personalTitles: titles, affiliations, features };
    const { customerId } = await createCustomerOffline(
      till,
      person({
        personalTitle: 'DR',
        affiliations: ['VIP'],
        contacts: [{ contactType: 'email', locator: 'a@example.com', marketingConsent: 'granted' }],
        addresses: [{ city: 'Houston' }, { city: 'Austin' }],
      }),
    );
    const shown = await showOfflineCustomer(till.database, customerId, 'en');
    expect(shown?.customer).toMatchObject({ personalTitle: 'DR', affiliations: ['VIP'] });
    expect(shown?.customer.contacts).toHaveLength(1);
    expect(shown?.customer.addresses.map(({ isPrimary }) => isPrimary)).toEqual([true, false]);
  });

  it('needs a till that has been online once', async () => {
    till.configuration = { ...till.configuration, registers: [] };
    await expect(createCustomerOffline(till, person())).rejects.toMatchObject({ code: 'offline_database_not_ready' });
  });

  it('scenario 6: is refused in English and French with what to do instead where customer data is kept off tills', async () => {
    till.configuration = { ...till.configuration, filterSharedCustomerDataTables: true };
    await expect(createCustomerOffline(till, person())).rejects.toMatchObject({
      code: 'customer_creation_offline_excluded',
    });
    expect(messageOf('customer_creation_offline_excluded', 'en')).toContain('sale without a customer');
    expect(messageOf('customer_creation_offline_excluded', 'fr')).toContain('vente sans client');
  });

  it('R3: shows no identifier to anybody, whatever its state', async () => {
    const { customerId } = await createCustomerOffline(till, person());
    for (const language of ['en', 'fr'] as const) {
      const shown = await showOfflineCustomer(till.database, customerId, language);
      expect(JSON.stringify(shown?.display)).not.toMatch(new RegExp(uuidPattern.source, 'iu'));
    }
  });
});

describe('the offline database', () => {
  it('numbers operations without a gap, refused ones included in no way, over restarts', async () => {
    await createCustomerOffline(till, person());
    await expect(createCustomerOffline(till, person({ email: 'nonsense' }))).rejects.toThrow();
    await till.database.close();
    till = await openOn({ features: ['asyncCustomerEditing'] });
    const { customerId } = await createCustomerOffline(till, person());
    await editCustomerOffline(till, customerId, { changes: { notes: 'Calls back' } });
    const entries = await pendingEntries(till.database, 10);
    expect(entries.map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
    expect(entries[2]?.operation.follows).toBe(entries[1]?.operation.operationId);
  });

  it('belongs to one register', async () => {
    const database = openSqliteFile(join(folder, 'till.db'));
    await expect(openTill({ registerId: 'HOUSTON-2', database, seams: till.seams })).rejects.toThrow(
      /another register/u,
    );
    await database.close();
  });

  it('finds by name, phone, e-mail and account number as everywhere (WD-06)', async () => {
    await createCustomerOffline(till, person({ lastName: 'Łukasiewicz', email: 'Imogen@Example.com' }));
    await createCustomerOffline(till, person({ lastName: 'Lindqvist', phone: '(713) 555-0147' }));
    const namesOf = async (search: Parameters<typeof searchOffline>[1]): Promise<(string | null)[]> =>
      (await searchOffline(till, search)).customers.map(({ lastName }) => lastName);
    expect(await namesOf({ name: 'lukas imo' })).toEqual(['Łukasiewicz']);
    expect(await namesOf({ name: 'imogen' })).toHaveLength(2);
    expect(await namesOf({ email: 'imogen@example.COM' })).toEqual(['Łukasiewicz']);
    expect(await namesOf({ phone: '+1 713 555 0147' })).toEqual(['Lindqvist']);
    expect(await namesOf({ phone: '0147', name: 'lind' })).toEqual(['Lindqvist']);
    expect(await namesOf({ phone: '0147', name: 'lukas' })).toEqual([]);
    expect(await namesOf({ accountNumber: 'C-1' })).toEqual([]);
    expect(await namesOf({ name: '%' })).toEqual([]);
  });
});

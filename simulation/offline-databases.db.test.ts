import { updateCustomer } from '@counterfoil/channel/customers/update-customer';
import { registerOfflineStatus } from '@counterfoil/channel/offline/register-offline-status';
import type { Customer } from '@counterfoil/contracts/customer';
import { editCustomerOffline } from '@counterfoil/till/edit-customer-offline';
import { exchangeOnce } from '@counterfoil/till/exchange-once';
import { offlineStatus } from '@counterfoil/till/offline-status';
import { searchOffline } from '@counterfoil/till/search-offline';
import { showOfflineCustomer } from '@counterfoil/till/show-offline-customer';
import type { Till } from '@counterfoil/till/till';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createNamed, customersIn, drainRoad, openExchangeWorld, type ExchangeWorld } from './exchange-fixture.ts';
import {
  addRegisters,
  configure,
  connectTill,
  createOffline,
  createTillFiles,
  customersOnTill,
  everythingByPJob,
  exchangeAll,
  startTill,
  type TillFiles,
} from './offline-fixture.ts';

const editingFeatures = [
  'performanceImprovementsForCustomerOrders',
  'enhancedAsyncCustomerCreation',
  'asyncAddressCreation',
  'asyncCustomerEditing',
];

let world: ExchangeWorld;
let files: TillFiles;

beforeEach(async () => {
  [world, files] = await Promise.all([openExchangeWorld(everythingByPJob), createTillFiles()]);
  addRegisters(world.stores.houston);
});

afterEach(async () => {
  await Promise.all([world.close(), files.remove()]);
});

async function firstTill(): Promise<Till> {
  const till = await startTill(files, 'HOUSTON-1');
  await exchangeAll(till, connectTill(world));
  return till;
}

async function onlyCustomer(till: Till): Promise<Customer> {
  const [customer, ...more] = (await customersOnTill(till)).values();
  if (!customer || more.length > 0) throw new Error('there is not exactly one customer');
  return customer;
}

describe('a customer created offline', () => {
  it("R1: scenario 5: is shown with its account number on the register's own row once the three jobs have run", async () => {
    const before = await firstTill();
    const { customerId } = await createOffline(before, 'Lindqvist');
    await before.database.close();

    const till = await startTill(files, 'HOUSTON-1');
    const pending = await showOfflineCustomer(till.database, customerId, 'fr');
    expect(pending).toMatchObject({ state: 'onThisTill', display: { account: 'En attente de synchronisation' } });
    await exchangeAll(till, connectTill(world));
    expect(await showOfflineCustomer(till.database, customerId, 'en')).toMatchObject({ state: 'delivered' });
    await drainRoad(world);
    await exchangeAll(till, connectTill(world));

    const atHeadquarters = (await customersIn(world.headquarters.database)).get(customerId);
    expect(atHeadquarters?.customerAccountNumber).toMatch(/^C-/u);
    expect(await onlyCustomer(till)).toEqual(atHeadquarters);
    expect(await showOfflineCustomer(till.database, customerId, 'en')).toMatchObject({
      state: 'synchronized',
      display: { account: atHeadquarters?.customerAccountNumber, status: 'Synchronized' },
    });
    const { customers } = await searchOffline(till, { name: 'imogen lind' });
    expect(customers.map((found) => found.customerId)).toEqual([customerId]);
    await till.database.close();
  });

  it('takes the defaults of the channel although its profile creates in sync mode (SD-08)', async () => {
    const till = await firstTill();
    const { customerId } = await createOffline(till, 'Lindqvist');
    const shown = await showOfflineCustomer(till.database, customerId, 'en');
    expect(shown?.customer).toMatchObject({ currency: 'USD', languageId: 'en-US', customerGroup: '30' });
    expect(shown?.customer.addresses).toMatchObject([{ countryRegion: 'US', purpose: 'home', isPrimary: true }]);
    expect(world.stores.houston.counters.realTimeServiceCalls).toBe(0);
    await till.database.close();
  });

  it('scenario 15: is converted beside the same person created at another register', async () => {
    const tills = await Promise.all([startTill(files, 'HOUSTON-1'), startTill(files, 'HOUSTON-2')]);
    for (const till of tills) await exchangeAll(till, connectTill(world));
    const created = [];
    for (const till of tills) created.push((await createOffline(till, 'Lindqvist')).customerId);
    for (const till of tills) await exchangeAll(till, connectTill(world));
    await drainRoad(world);
    for (const till of tills) await exchangeAll(till, connectTill(world));

    const atHeadquarters = await customersIn(world.headquarters.database);
    const numbers = created.map((customerId) => atHeadquarters.get(customerId)?.customerAccountNumber);
    expect(new Set(numbers).size).toBe(2);
    expect(numbers.every((number) => number?.startsWith('C-'))).toBe(true);
    for (const till of tills) {
      expect(await customersOnTill(till)).toEqual(atHeadquarters);
      await till.database.close();
    }
  });

  it('may be edited at the scale unit before headquarters has it, and keeps both edits (R6)', async () => {
    configure(world.stores.houston, { features: editingFeatures });
    const till = await firstTill();
    const { customerId } = await createOffline(till, 'Lindqvist');
    await exchangeAll(till, connectTill(world));
    await updateCustomer(world.stores.houston, customerId, {
      channelId: 'HOUSTON',
      changes: { email: 'new@example.com', emailMarketingConsent: 'granted' },
    });
    await editCustomerOffline(till, customerId, { changes: { phone: '(713) 555-0199' } });
    await exchangeAll(till, connectTill(world));
    await drainRoad(world);
    await exchangeAll(till, connectTill(world));
    expect(await onlyCustomer(till)).toMatchObject({
      email: 'new@example.com',
      emailMarketingConsent: 'granted',
      phone: '(713) 555-0199',
    });
    await till.database.close();
  });
});

describe('an edit made offline', () => {
  it('R6: is neither lost nor reverted by what comes down while it waits', async () => {
    configure(world.stores.houston, { features: editingFeatures });
    const { customerId } = await createNamed(world.stores.houston, 'Lindqvist');
    await drainRoad(world);
    const till = await startTill(files, 'HOUSTON-1', { limits: { entryCountMax: 1 } });
    await exchangeAll(till, connectTill(world));
    await editCustomerOffline(till, customerId, { changes: { phone: '(713) 555-0199' } });
    await editCustomerOffline(till, customerId, { changes: { addresses: [{ street: 'Second Street' }] } });
    await updateCustomer(world.stores.houston, customerId, {
      channelId: 'HOUSTON',
      changes: { email: 'other@example.com' },
    });
    await drainRoad(world);
    /* One entry goes up and the customer comes down, which lacks the other. */
    expect(await exchangeOnce(till, connectTill(world))).toMatchObject({ delivered: 1, customers: 1, more: true });
    const [beside] = await customersIn(world.stores.houston.database).then((found) => [...found.values()]);
    expect(beside?.addresses).toHaveLength(1);
    const expected = { email: 'other@example.com', phone: '(713) 555-0199' };
    expect(await onlyCustomer(till)).toMatchObject({ ...expected, addresses: [{}, { street: 'Second Street' }] });
    await exchangeAll(till, connectTill(world));
    await drainRoad(world);
    await exchangeAll(till, connectTill(world));
    expect(await onlyCustomer(till)).toEqual((await customersIn(world.headquarters.database)).get(customerId));
    expect(await onlyCustomer(till)).toMatchObject({ ...expected, addresses: [{}, { street: 'Second Street' }] });
    await till.database.close();
  });

  it('R6: of the field that the scale unit changed meanwhile is a conflict with both values', async () => {
    configure(world.stores.houston, { features: editingFeatures });
    const { customerId } = await createNamed(world.stores.houston, 'Lindqvist');
    await drainRoad(world);
    const till = await firstTill();
    await editCustomerOffline(till, customerId, { changes: { email: 'till@example.com' } });
    await updateCustomer(world.stores.houston, customerId, {
      channelId: 'HOUSTON',
      changes: { email: 'channel@example.com' },
    });
    await drainRoad(world);
    await exchangeAll(till, connectTill(world));
    await drainRoad(world);
    const conflicts = await world.headquarters.database.query<{ held_value: unknown; offered_value: unknown }>(
      'SELECT held_value, offered_value FROM merge_conflicts',
    );
    expect(conflicts).toMatchObject([{ held_value: 'channel@example.com', offered_value: 'till@example.com' }]);
    await till.database.close();
  });

  it('is refused with what to do instead without the feature, and so is a new address', async () => {
    configure(world.stores.houston, { features: [] });
    const till = await firstTill();
    const { customerId } = await createOffline(till, 'Lindqvist');
    await expect(editCustomerOffline(till, customerId, { changes: { notes: 'x' } })).rejects.toMatchObject({
      code: 'customer_edit_offline_unavailable',
    });
    await expect(
      editCustomerOffline(till, customerId, { changes: { addresses: [{ street: 'Second Street' }] } }),
    ).rejects.toMatchObject({ code: 'customer_address_offline_unavailable' });
    await till.database.close();
  });
});

describe('what comes down', () => {
  it('is every customer of the channel database at first, then what changed, page by page', async () => {
    const created: string[] = [];
    for (let place = 0; place < 3; place++) {
      created.push((await createNamed(world.stores.houston, `Lindqvist ${place}`)).customerId);
    }
    const till = await firstTill();
    expect([...(await customersOnTill(till)).keys()]).toEqual(created.toSorted());
    await createNamed(world.stores.houston, 'Later');
    await exchangeAll(till, connectTill(world));
    expect(await customersOnTill(till)).toEqual(await customersIn(world.stores.houston.database));
    expect(await offlineStatus(till)).toMatchObject({ customers: 4, undelivered: 0, isLoading: false });
    await till.database.close();
  });

  it('takes away what is no longer in the channel database', async () => {
    const { customerId } = await createNamed(world.stores.houston, 'Lindqvist');
    const till = await firstTill();
    await world.stores.houston.database.query('DELETE FROM customers WHERE customer_id = $1', [customerId]);
    await exchangeAll(till, connectTill(world));
    expect((await customersOnTill(till)).size).toBe(0);
    expect((await searchOffline(till, { name: 'lindqvist' })).customers).toEqual([]);
    await till.database.close();
  });

  it('is listed with the registers: last exchange, queue, age and how far behind', async () => {
    const till = await firstTill();
    await createOffline(till, 'Lindqvist');
    await exchangeAll(till, connectTill(world));
    await createNamed(world.stores.houston, 'Later');
    const [first, second] = await registerOfflineStatus(world.stores.houston);
    expect(first).toMatchObject({ registerId: 'HOUSTON-1', mode: 'online', undelivered: 0, customerData: 'sent' });
    expect(first?.changesBehind).toBeGreaterThan(0);
    expect(second).toMatchObject({ registerId: 'HOUSTON-2', lastExchangeAt: null, mode: null });
    await till.database.close();
  });
});

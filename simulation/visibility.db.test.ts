import { agreeWithHeadquarters } from '@counterfoil/channel/exchange/agree-with-headquarters';
import { applyDownload, downloadAvailable } from '@counterfoil/channel/exchange/apply-1010';
import type { Channel } from '@counterfoil/channel/channel';
import { refreshConfiguration } from '@counterfoil/channel/exchange/configuration';
import { createTransaction } from '@counterfoil/channel/orders/create-transaction';
import { findCustomer } from '@counterfoil/channel/customers/find-customers';
import type { HeadquartersConnection } from '@counterfoil/channel/exchange/headquarters-connection';
import { readLink } from '@counterfoil/channel/exchange/headquarters-link';
import { runPJob } from '@counterfoil/channel/exchange/p-job';
import { updateCustomer } from '@counterfoil/channel/customers/update-customer';
import type { Customer } from '@counterfoil/contracts/customer';
import { decodePackage } from '@counterfoil/data-exchange/package-codec';
import { customerVisibility } from '@counterfoil/headquarters/visibility/customer-visibility';
import { cancelDownload } from '@counterfoil/headquarters/exchange/download-sessions';
import {
  createCustomerAtHeadquarters,
  updateCustomerAtHeadquarters,
} from '@counterfoil/headquarters/customers/edit-at-headquarters';
import { publish1010 } from '@counterfoil/headquarters/exchange/publish-1010';
import { publishConfiguration } from '@counterfoil/headquarters/configuration/publish-configuration';
import { saveSetting } from '@counterfoil/headquarters/settings/save-setting';
import { addressBooks, channels } from '@counterfoil/headquarters/settings/setting-kinds';
import { findSetting } from '@counterfoil/headquarters/settings/setting-store';
import { synchronizeCustomers } from '@counterfoil/headquarters/conversion/synchronize-customers';
import { whyNotVisible } from '@counterfoil/headquarters/trace/why-not-visible';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  createNamed,
  customersIn,
  drainRoad,
  openExchangeWorld,
  storeNames,
  type ExchangeWorld,
  type StoreName,
} from './exchange-fixture.ts';

let world: ExchangeWorld;
/** Every package of customers that was fetched, in that order. */
let fetched: { store: StoreName; bytes: Buffer }[];

function listening(store: StoreName, connection: HeadquartersConnection): HeadquartersConnection {
  return {
    ...connection,
    async nextDownload() {
      const download = await connection.nextDownload();
      if (download) fetched.push({ store, bytes: download.bytes });
      return download;
    },
  };
}

beforeEach(async () => {
  fetched = [];
  world = await openExchangeWorld({ line: listening, headquartersLimits: { downloadRowCountMax: 3 } });
  for (const name of ['HOUSTON', 'PARIS']) {
    await saveSetting(world.headquarters, addressBooks, { addressBookId: name, name: `Customers of ${name}` }, author);
  }
  await setAddressBooks('HOUSTON', ['HOUSTON']);
  await setAddressBooks('PARIS', ['PARIS']);
  await publishAddressBooks();
});
afterEach(() => world.close());

const author = { changedBy: 'Simone', language: 'en' } as const;
const administrator = { subject: 'Simone' };

async function setAddressBooks(channelId: string, books: string[]): Promise<void> {
  const channel = await findSetting(world.headquarters.database, channels, [channelId]);
  if (!channel) throw new Error('no such channel in the sample settings');
  await saveSetting(world.headquarters, channels, { ...channel, addressBooks: books }, author);
}

async function publishAddressBooks(): Promise<void> {
  for (const job of ['1110', '1070', '1010'] as const) await publishConfiguration(world.headquarters, job);
  for (const store of storeNames) {
    await agreeWithHeadquarters(world.stores[store]);
    await refreshConfiguration(world.stores[store]);
    await agreeWithHeadquarters(world.stores[store]);
  }
  await drainRoad(world);
}

async function createAtHeadquarters(lastName: string, books: string[]): Promise<Customer> {
  const customer = {
    customerType: 'person' as const,
    firstName: 'Ada',
    lastName,
    languageId: 'en-US',
    currency: 'USD',
    customerGroup: '30',
    addressBooks: books,
    addresses: [],
  };
  const request = { legalEntity: 'USRT', customer };
  return (await createCustomerAtHeadquarters(world.headquarters, request, administrator)).customer;
}

async function changeAddressBooks(
  customer: Customer,
  changes: { addedAddressBooks?: string[]; removedAddressBooks?: string[] },
): Promise<void> {
  await updateCustomerAtHeadquarters(world.headquarters, customer.customerId, { changes }, administrator);
}

async function namesAt(store: StoreName): Promise<string[]> {
  const here = await customersIn(world.stores[store].database);
  return [...here.values()].map(({ lastName }) => lastName ?? '').sort();
}

async function linesTo(store: StoreName): Promise<string[]> {
  const packages = await Promise.all(
    fetched.filter((one) => one.store === store).map(({ bytes }) => decodePackage(bytes)),
  );
  return packages.flatMap(({ lines }) => lines);
}

describe('a customer is downloaded by the address books of the channels (WD-12, T21)', () => {
  it('reaches the channels that show one of its address books, and no other', async () => {
    await createAtHeadquarters('Of Houston', ['HOUSTON']);
    await createAtHeadquarters('Of Paris', ['PARIS']);
    await createAtHeadquarters('Of Both', ['HOUSTON', 'PARIS']);
    await createAtHeadquarters('Of None', []);
    await createAtHeadquarters('Of Another', ['ONLINE']);
    await drainRoad(world);
    expect(await namesAt('houston')).toEqual(['Of Both', 'Of Houston']);
    expect(await namesAt('paris')).toEqual(['Of Both', 'Of Paris']);
    expect((await linesTo('paris')).join()).not.toContain('Of Houston');
  });

  it('reaches every channel database of which one channel has no address book, address books or not', async () => {
    await setAddressBooks('PARIS', []);
    await publishAddressBooks();
    await createAtHeadquarters('Of Houston', ['HOUSTON']);
    await createAtHeadquarters('Of None', []);
    await drainRoad(world);
    expect(await namesAt('houston')).toEqual(['Of Houston']);
    expect(await namesAt('paris')).toEqual(['Of Houston', 'Of None']);
  });

  it('stays in the database that made it, whatever the address books, with every later change', async () => {
    const made = await createNamed(world.stores.houston, 'Made Here');
    await drainRoad(world);
    await changeAddressBooks(made, { addedAddressBooks: ['PARIS'], removedAddressBooks: ['HOUSTON'] });
    await drainRoad(world);
    await updateCustomerAtHeadquarters(
      world.headquarters,
      made.customerId,
      { changes: { firstName: 'Zoe' } },
      administrator,
    );
    await drainRoad(world);
    expect((await customersIn(world.stores.houston.database)).get(made.customerId)?.firstName).toBe('Zoe');
    expect(await customersIn(world.stores.houston.database)).toEqual(await customersIn(world.stores.paris.database));
  });

  it('packages are shared by databases with the same address books only', async () => {
    const shared = 'SELECT count(*)::integer AS packages FROM download_packages';
    await createAtHeadquarters('Of Both', ['HOUSTON', 'PARIS']);
    await publish1010(world.headquarters);
    expect(await world.headquarters.database.query(shared)).toEqual([{ packages: 2 }]);
    await setAddressBooks('PARIS', ['HOUSTON']);
    await publishAddressBooks();
    await createAtHeadquarters('Of Houston', ['HOUSTON']);
    await publish1010(world.headquarters);
    expect(await world.headquarters.database.query(shared)).toEqual([{ packages: 1 }]);
    await drainRoad(world);
    expect(await namesAt('paris')).toEqual(['Of Both', 'Of Houston']);
  });

  it('the place in the feed moves on over customers of others', async () => {
    for (let nth = 0; nth < 10; nth++) await createAtHeadquarters(`Of Houston ${nth}`, ['HOUSTON']);
    fetched = [];
    await drainRoad(world);
    const places = await Promise.all(storeNames.map((store) => readLink(world.stores[store].database)));
    expect(places[0]?.appliedPosition.n).toBe(places[1]?.appliedPosition.n);
    expect(fetched.filter(({ store }) => store === 'paris')).toHaveLength(1);
    expect(await linesTo('paris')).toEqual([]);
  });
});

describe('when the address books of a customer change', () => {
  it('it arrives where it becomes visible, and is withdrawn where it no longer is', async () => {
    const customer = await createAtHeadquarters('Traveller', ['HOUSTON']);
    await drainRoad(world);
    await changeAddressBooks(customer, { addedAddressBooks: ['PARIS'] });
    await drainRoad(world);
    expect(await namesAt('paris')).toEqual(['Traveller']);
    await changeAddressBooks(customer, { removedAddressBooks: ['PARIS'] });
    fetched = [];
    await drainRoad(world);
    expect(await namesAt('paris')).toEqual([]);
    expect(await namesAt('houston')).toEqual(['Traveller']);
    expect(await linesTo('paris')).toEqual([
      `{"withdrawn" : {"customerId" : "${customer.customerId}", "version" : 3}}`,
    ]);
    await changeAddressBooks(customer, { addedAddressBooks: ['PARIS'] });
    await drainRoad(world);
    expect(await namesAt('paris')).toEqual(['Traveller']);
  });

  it('nothing is told of it where it never was', async () => {
    const customer = await createAtHeadquarters('Stranger', ['HOUSTON', 'ONLINE']);
    await changeAddressBooks(customer, { removedAddressBooks: ['ONLINE'] });
    await drainRoad(world);
    expect(await linesTo('paris')).toEqual([]);
  });

  it('R6: a pending edit of a withdrawn customer stays, arrives, and then the customer goes', async () => {
    const customer = await createAtHeadquarters('Edited', ['PARIS']);
    await drainRoad(world);
    const { paris } = world.stores;
    const changes = { phone: '(713) 555-0199' };
    await updateCustomer(paris, customer.customerId, { channelId: 'PARIS', changes });
    await changeAddressBooks(customer, { removedAddressBooks: ['PARIS'] });
    await publish1010(world.headquarters);
    await downloadAvailable(paris);
    expect((await findCustomer(paris, customer.customerId)).document.phone).toBe('(713) 555-0199');
    await drainRoad(world);
    expect(await namesAt('paris')).toEqual([]);
    const atHeadquarters = (await customersIn(world.headquarters.database)).get(customer.customerId);
    expect(atHeadquarters?.phone).toBe('(713) 555-0199');
    expect(await fatesAt(paris)).toEqual(['completed']);
  });

  it('the database that recorded an operation learns its outcome, also where it made the customer invisible', async () => {
    const customer = await createAtHeadquarters('Leaving', ['PARIS', 'HOUSTON']);
    await drainRoad(world);
    for (const store of storeNames) {
      const { [store]: channel } = world.stores;
      const changes = { removedAddressBooks: [store.toUpperCase()] };
      await updateCustomer(channel, customer.customerId, { channelId: store.toUpperCase(), changes });
    }
    await drainRoad(world);
    for (const store of storeNames) {
      expect(await namesAt(store)).toEqual([]);
      expect(await fatesAt(world.stores[store])).toEqual(['completed']);
    }
  });

  it('BX-01: transactions go on to find whom the identifier stands for', async () => {
    const customer = await createAtHeadquarters('Shopper', ['PARIS']);
    await drainRoad(world);
    await changeAddressBooks(customer, { removedAddressBooks: ['PARIS'] });
    await drainRoad(world);
    const { paris } = world.stores;
    await expect(findCustomer(paris, customer.customerId)).rejects.toMatchObject({ code: 'customer_unknown' });
    for (const identifier of [customer.customerId, customer.customerAccountNumber ?? '']) {
      const sale = await createTransaction(paris, {
        channelId: 'PARIS',
        transactionType: 'cashAndCarry',
        customer: identifier,
        lines: [{ itemId: '81125', quantity: '1', price: '1.00', amount: '1.00' }],
      });
      expect(sale.recorded.transaction.customerId).toBe(customer.customerId);
      expect(sale.customer?.document).toMatchObject({
        customerAccountNumber: customer.customerAccountNumber,
        lastName: null,
      });
    }
  });
});

async function fatesAt(channel: Channel): Promise<string[]> {
  const rows = await channel.database.query<{ status: string }>('SELECT status FROM customer_operations ORDER BY n');
  return rows.map(({ status }) => status);
}

describe('when the address books of a channel change', () => {
  beforeEach(async () => {
    for (let nth = 1; nth <= 7; nth++) {
      await createAtHeadquarters(`Of Houston ${nth}`, ['HOUSTON']);
      await createAtHeadquarters(`Of Paris ${nth}`, ['PARIS']);
    }
    await createAtHeadquarters('Of None', []);
    await drainRoad(world);
  });

  const named = (place: string): string[] => [1, 2, 3, 4, 5, 6, 7].map((nth) => `Of ${place} ${nth}`);

  it('customers that become visible are downloaded, in bounded packages, and others withdrawn', async () => {
    await setAddressBooks('PARIS', ['HOUSTON']);
    expect(await publish1010(world.headquarters)).toEqual({ sessions: 0, rows: 0 });
    fetched = [];
    await publishAddressBooks();
    expect(await namesAt('paris')).toEqual(named('Houston'));
    const toParis = await linesTo('paris');
    expect(toParis.filter((line) => line.includes('"withdrawn"'))).toHaveLength(7);
    expect(fetched.filter(({ store }) => store === 'paris').length).toBeGreaterThanOrEqual(5);
    expect(fetched.filter(({ store }) => store === 'houston')).toEqual([]);
    await setAddressBooks('PARIS', ['HOUSTON', 'PARIS']);
    await publishAddressBooks();
    expect(await namesAt('paris')).toEqual([...named('Houston'), ...named('Paris')]);
    await setAddressBooks('PARIS', []);
    await publishAddressBooks();
    expect(await namesAt('paris')).toEqual([...named('Houston'), 'Of None', ...named('Paris')]);
    await setAddressBooks('PARIS', ['PARIS']);
    await publishAddressBooks();
    expect(await namesAt('paris')).toEqual(named('Paris'));
    expect(await namesAt('houston')).toEqual(named('Houston'));
  });

  it('the feed goes on beside it, and changes made meanwhile win (R6)', async () => {
    const { headquarters, stores } = world;
    const [first] = [...(await customersIn(headquarters.database)).values()];
    await setAddressBooks('PARIS', ['HOUSTON']);
    await publishConfiguration(headquarters, '1070');
    await publish1010(headquarters);
    if (!first) throw new Error('no customer');
    await updateCustomerAtHeadquarters(
      headquarters,
      first.customerId,
      { changes: { firstName: 'Eve' } },
      administrator,
    );
    await createAtHeadquarters('Newcomer', ['HOUSTON']);
    await publish1010(headquarters);
    await downloadAvailable(stores.paris);
    expect(await namesAt('paris')).toEqual(['Newcomer', ...named('Houston')]);
    expect((await customersIn(stores.paris.database)).get(first.customerId)?.firstName).toBe('Eve');
  });

  it('a change back before the first is over leaves exactly what belongs there', async () => {
    for (const books of [['HOUSTON'], ['PARIS'], ['HOUSTON', 'PARIS'], [], ['PARIS']]) {
      await setAddressBooks('PARIS', books);
      await publishConfiguration(world.headquarters, '1070');
      await publish1010(world.headquarters);
      const download = await world.stores.paris.headquarters.nextDownload();
      if (!download) continue;
      await applyDownload(world.stores.paris, download.bytes);
      await world.stores.paris.headquarters.reportDownload(download.downloadSessionId, { result: 'applied' });
    }
    await publishAddressBooks();
    expect(await namesAt('paris')).toEqual(named('Paris'));
  });

  it('canceled sessions are packed anew, and a lost report changes nothing', async () => {
    await setAddressBooks('PARIS', ['HOUSTON']);
    await publishConfiguration(world.headquarters, '1070');
    await publish1010(world.headquarters);
    for (let nth = 0; nth < 2; nth++) {
      const download = await world.stores.paris.headquarters.nextDownload();
      if (!download) throw new Error('nothing waits');
      await applyDownload(world.stores.paris, download.bytes);
      if (nth === 0) {
        await world.stores.paris.headquarters.reportDownload(download.downloadSessionId, { result: 'applied' });
      } else await cancelDownload(world.headquarters, download.downloadSessionId);
    }
    await publishAddressBooks();
    expect(await namesAt('paris')).toEqual(named('Houston'));
  });

  it('R11: a store restored from before the change is brought there again', async () => {
    await world.backUp('paris');
    await setAddressBooks('PARIS', ['HOUSTON']);
    await publishAddressBooks();
    expect(await namesAt('paris')).toEqual(named('Houston'));
    await world.restore('paris');
    expect(await namesAt('paris')).toEqual(named('Paris'));
    await publishAddressBooks();
    expect(await namesAt('paris')).toEqual(named('Houston'));
  });

  it('R11: a headquarters restored from before the change takes it back', async () => {
    await world.backUp('headquarters');
    await setAddressBooks('PARIS', ['HOUSTON']);
    await publishAddressBooks();
    await world.restore('headquarters');
    await publishAddressBooks();
    await publishAddressBooks();
    expect(await namesAt('paris')).toEqual(named('Paris'));
  });

  it('R5: all packages once more, in any order, change nothing', async () => {
    const customers = [...(await customersIn(world.headquarters.database)).values()];
    for (const books of [['HOUSTON'], ['HOUSTON', 'PARIS'], ['PARIS']]) {
      await setAddressBooks('PARIS', books);
      await publishAddressBooks();
      for (const customer of customers.slice(0, 3)) {
        const isIn = customer.addressBooks.includes('PARIS');
        await changeAddressBooks(
          customer,
          isIn ? { removedAddressBooks: ['PARIS'] } : { addedAddressBooks: ['PARIS'] },
        );
      }
      await drainRoad(world);
    }
    const before = await Promise.all(storeNames.map((store) => customersIn(world.stores[store].database)));
    for (const { store, bytes } of [...fetched, ...fetched.toReversed()]) {
      await applyDownload(world.stores[store], bytes).catch((error: unknown) => {
        if (!(error instanceof Error && 'code' in error && error.code === 'package_out_of_order')) throw error;
      });
    }
    expect(await Promise.all(storeNames.map((store) => customersIn(world.stores[store].database)))).toEqual(before);
  });
});

describe('why a customer is visible in a channel, or not (pain 8, F52)', () => {
  it('names the address books of both, and what to do', async () => {
    const customer = await createAtHeadquarters('Sought', ['HOUSTON']);
    await publish1010(world.headquarters);
    await downloadAvailable(world.stores.houston);
    const accountNumber = customer.customerAccountNumber ?? '';
    const answer = await customerVisibility(world.headquarters, accountNumber, 'en');
    const [houston, online, paris] = ['houston', 'online', 'paris'].map((id) =>
      answer.channelDatabases.find(({ channelDatabaseId }) => channelDatabaseId === id),
    );
    expect(houston).toMatchObject({ visible: true, ground: 'addressBook', addressBooks: ['HOUSTON'], arrived: true });
    expect(houston?.text).toBe(
      'Visible in Houston: the customer belongs to HOUSTON (Customers of HOUSTON), which its channels show. ' +
        'It is in the channel database Houston.',
    );
    expect(online).toMatchObject({ visible: false, ground: null, shownAddressBooks: ['SHARED'], arrived: false });
    expect(paris?.text).toBe(
      'Not for Paris: the customer belongs to the address books HOUSTON (Customers of HOUSTON); its channels show PARIS ' +
        '(Customers of PARIS). Add one of these to the customer, or one of the customer’s to a channel and run 1070 and 1010.',
    );
    const french = await customerVisibility(world.headquarters, customer.customerId, 'fr');
    expect(french.channelDatabases.map(({ text }) => text).join()).toContain("carnets d'adresses");
    const reasons = await whyNotVisible(world.headquarters.database, customer, ['houston', 'paris']);
    expect([...reasons.keys()]).toEqual(['paris']);
  });

  it('says that 1010 is still to come after the address books of a channel have changed', async () => {
    const customer = await createAtHeadquarters('Sought', ['HOUSTON']);
    await drainRoad(world);
    await setAddressBooks('PARIS', ['HOUSTON']);
    await publishConfiguration(world.headquarters, '1070');
    const atParis = async (): Promise<object | undefined> =>
      (await customerVisibility(world.headquarters, customer.customerId, 'en')).channelDatabases.find(
        ({ channelDatabaseId }) => channelDatabaseId === 'paris',
      );
    expect(await atParis()).toMatchObject({ visible: true, arrived: false, arrival: 'addressBooksChanged' });
    await publishAddressBooks();
    expect(await atParis()).toMatchObject({ visible: true, arrived: true, arrival: 'applied' });
  });

  it('tells where it was created, though no address book matches', async () => {
    const made = await createNamed(world.stores.paris, 'Made Here');
    await runPJob(world.stores.paris);
    await synchronizeCustomers(world.headquarters);
    await changeAddressBooks(made, { removedAddressBooks: ['PARIS'] });
    const { channelDatabases } = await customerVisibility(world.headquarters, made.customerId, 'en');
    expect(channelDatabases.filter(({ visible }) => visible)).toMatchObject([
      { channelDatabaseId: 'paris', ground: 'createdThere', arrived: false, arrival: 'notPacked' },
    ]);
  });
});

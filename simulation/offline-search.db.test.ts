import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { channelMigrations, openChannel, type Channel } from '@counterfoil/channel/channel';
import { searchCustomers } from '@counterfoil/channel/customers/search-customers';
import { connectOverHttp } from '@counterfoil/channel/exchange/connect-over-http';
import { emptyConfiguration } from '@counterfoil/contracts/channel-configuration';
import type { Customer } from '@counterfoil/contracts/customer';
import type { CustomerSearch, SearchHit } from '@counterfoil/contracts/real-time-service';
import { keyColumns, keyRecordset, storedKeys, writeOtherKeys } from '@counterfoil/customer-search/stored-keys';
import { emptyCustomerFields, emptyCustomerLists } from '@counterfoil/customer/merge/empty-customer';
import { searchKeys } from '@counterfoil/customer/search/search-keys';
import { createTestDatabase, type TestDatabase } from '@counterfoil/database/testing';
import { silentLog } from '@counterfoil/platform/log';
import { systemSeams } from '@counterfoil/platform/seams';
import { openSqliteFile } from '@counterfoil/till/node-sqlite-fixture';
import { keepOfflineCustomer, refreshView } from '@counterfoil/till/offline-customers';
import { searchOffline } from '@counterfoil/till/search-offline';
import { createSnapshotWriter } from '@counterfoil/till/snapshot-file';
import { openTill, type Till } from '@counterfoil/till/till';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const settings = {
  ...emptyConfiguration('houston'),
  version: 1,
  legalEntities: [
    { legalEntity: 'USRT', countryRegion: 'US' },
    { legalEntity: 'FRRT', countryRegion: 'FR' },
  ],
};
const countryOf = (legalEntity: string): string => (legalEntity === 'FRRT' ? 'FR' : 'US');

const lastNames = ['Berry', 'Berryman', 'García Márquez', 'Smith', 'Šmíd', 'Van der Berg', 'Lee', 'Featherstone'];
const firstNames = ['Lachlan', 'Berta', 'José', 'Josephine', 'Lee', 'Ann', 'Katherine', 'Catherine'];
const cities = ['Houston', 'Nîmes', 'Paris', 'Springfield'];
const at = <T>(texts: readonly T[], index: number): T => texts[index % texts.length] as T;

const idAt = (index: number, version: string): string =>
  `019b0000-${((index * 7_919) % 65_536).toString(16).padStart(4, '0')}-${version}-8000-${index.toString(16).padStart(12, '0')}`;

/** People of few names, so that every search has many answers and two customers often have the same key. */
function personAt(index: number): Customer {
  const legalEntity = index % 5 === 0 ? 'FRRT' : 'USRT';
  const address = {
    ...{ purpose: 'home' as const, isPrimary: true, name: null, buildingComplement: null, district: null },
    ...{ county: null, state: null },
  };
  return {
    ...emptyCustomerFields,
    ...emptyCustomerLists(),
    customerId: idAt(index, '7000'),
    legalEntity,
    customerAccountNumber: index % 11 === 0 ? null : `C-${String(Math.floor(index / 2)).padStart(4, '0')}`,
    version: 1,
    deactivated: false,
    firstName: at(firstNames, index),
    lastName: at(lastNames, Math.floor(index / 8)),
    middleName: index % 5 === 0 ? 'Maria' : null,
    organizationName: index % 17 === 0 ? `Berry & Söhne ${index % 4}` : null,
    email: index % 3 === 0 ? 'none@example.com' : `person.${index % 40}@example.com`,
    phone: legalEntity === 'FRRT' ? `01 42 68 50 ${String(10 + (index % 50))}` : `(713) 555-01${10 + (index % 30)}`,
    identificationNumber: index % 9 === 0 ? `ID ${index % 4}` : null,
    loyaltyCards:
      index % 13 === 0
        ? [
            {
              loyaltyCardId: idAt(index, '7003'),
              loyaltyProgramId: 'P',
              cardNumber: `55${1_000 + index}`,
              enrollmentChannelId: 'HOUSTON',
            },
          ]
        : [],
    contacts:
      index % 6 === 0
        ? [
            {
              contactId: idAt(index, '7002'),
              contactType: index % 12 === 0 ? 'email' : 'phone',
              locator: index % 12 === 0 ? `other.${index % 30}@work.example` : `+33 1 42 68 51 ${10 + (index % 50)}`,
              label: null,
              marketingConsent: 'unknown',
            },
          ]
        : [],
    addresses: [
      {
        ...address,
        addressId: idAt(index, '7001'),
        countryRegion: legalEntity === 'FRRT' ? 'FR' : 'US',
        street: 'Rue de la Paix',
        streetNumber: String(1 + (index % 20)),
        city: at(cities, Math.floor(index / 2)),
        zipCode: String(75_000 + (index % 3)),
      },
    ],
    fieldStamps: {},
    createdBy: 'houston',
    recentOperations: [],
  };
}

const customerCount = 400;
const people = Array.from({ length: customerCount }, (_, index) => personAt(index));

let folder: string;
let test: TestDatabase;
let channel: Channel;
let fromSnapshot: Till;
let oneByOne: Till;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'counterfoil-search-'));
  test = await createTestDatabase(channelMigrations);
  const seams = systemSeams(silentLog);
  /* Nobody is asked: only the channel database is searched. */
  const headquarters = connectOverHttp({
    baseUrl: 'http://127.0.0.1:9',
    token: () => Promise.resolve(''),
    limits: { realTimeTimeoutMs: 1_000, exchangeTimeoutMs: 1_000, realTimeCallCountMax: 1 },
  });
  channel = await openChannel({ channelDatabaseId: 'houston', database: test.database, seams, headquarters });
  channel.configuration = settings;
  await fillChannel();
  fromSnapshot = await openTillOn(writeSnapshot());
  oneByOne = await openTillOn(join(folder, 'one-by-one.db'));
  await fillOneByOne();
}, 60_000);

afterAll(async () => {
  for (const till of [fromSnapshot, oneByOne]) await till.database.close();
  await test.drop();
  await rm(folder, { recursive: true, force: true });
});

async function fillChannel(): Promise<void> {
  const rows = people.map((customer) => ({
    customer_id: customer.customerId,
    legal_entity: customer.legalEntity,
    account_number: customer.customerAccountNumber,
    ...storedKeys(searchKeys(customer, countryOf(customer.legalEntity))),
    document: customer,
  }));
  await test.database.query(
    `WITH input AS MATERIALIZED (
       SELECT * FROM jsonb_to_recordset($1::jsonb) AS input (
         customer_id uuid, legal_entity text, account_number text, ${keyRecordset}, document jsonb)
     ), ${writeOtherKeys('input', 'input')}
     INSERT INTO customers (
       customer_id, legal_entity, account_number, version, headquarters_epoch_number, ${keyColumns}, document)
     SELECT customer_id, legal_entity, account_number, 1, 1, ${keyColumns}, document FROM input`,
    [JSON.stringify(rows)],
  );
}

function writeSnapshot(): string {
  const file = join(folder, 'snapshot.db');
  const database = new DatabaseSync(file);
  const connection = {
    run: (sql: string, parameters: readonly (string | number | null)[]) => database.prepare(sql).run(...parameters),
  };
  const writer = createSnapshotWriter(connection, settings);
  for (const customer of people) writer.add(customer);
  writer.finish();
  database.close();
  return file;
}

async function openTillOn(file: string): Promise<Till> {
  const till = await openTill({
    registerId: 'HOUSTON-1',
    database: openSqliteFile(file),
    seams: systemSeams(silentLog),
  });
  till.configuration = settings;
  return till;
}

/** Latest first, each once as somebody else, and a few who are gone again. */
async function fillOneByOne(): Promise<void> {
  await oneByOne.database.transaction('fill', async (tx) => {
    for (const document of people.toReversed()) {
      const before = { ...document, lastName: 'Beery', phone: '+1 713 555 0199', addresses: [] };
      await keepOfflineCustomer(tx, settings, { document: before, base: before });
      await keepOfflineCustomer(tx, settings, { document, base: document });
    }
    for (let index = customerCount; index < customerCount + 20; index++) {
      const document = { ...personAt(index), lastName: 'Beery' };
      await keepOfflineCustomer(tx, settings, { document, base: document });
      await refreshView(tx, settings, document.customerId, null);
    }
  });
}

interface Page {
  readonly hits: readonly SearchHit[];
  readonly nextCursor: string | null;
  readonly isTypoTolerant: boolean;
}

async function channelPage(search: CustomerSearch): Promise<Page> {
  const { hits, ...rest } = await searchCustomers(channel, search);
  return {
    ...rest,
    hits: hits.map(({ found, matches }) => ({ customerId: found.document.customerId, matches: [...matches] })),
  };
}

async function tillPage(till: Till, search: CustomerSearch): Promise<Page> {
  const { customers, hits, nextCursor, isTypoTolerant } = await searchOffline(till, search);
  expect(customers).toEqual(hits.map(({ customerId }) => people.find((person) => person.customerId === customerId)));
  return { hits, nextCursor, isTypoTolerant };
}

/** All pages, each asked of another one: a cursor goes on wherever it is handed in. */
async function allPages(
  search: CustomerSearch,
  ask: readonly ((search: CustomerSearch) => Promise<Page>)[],
): Promise<SearchHit[]> {
  let page = await at(ask, 0)(search);
  const hits = [...page.hits];
  for (let count = 1; page.nextCursor !== null; count++) {
    page = await at(ask, count)({ ...search, cursor: page.nextCursor });
    hits.push(...page.hits);
  }
  return hits;
}

async function expectSame(search: CustomerSearch): Promise<SearchHit[]> {
  const fromChannel = await channelPage(search);
  const snapshotPage = (asked: CustomerSearch): Promise<Page> => tillPage(fromSnapshot, asked);
  const oneByOnePage = (asked: CustomerSearch): Promise<Page> => tillPage(oneByOne, asked);
  for (const page of [await snapshotPage(search), await oneByOnePage(search)]) {
    expect(page).toMatchObject({ hits: fromChannel.hits, isTypoTolerant: fromChannel.isTypoTolerant });
  }
  const all = await allPages(search, [channelPage]);
  expect(await allPages(search, [snapshotPage, oneByOnePage, channelPage])).toEqual(all);
  return all;
}

const searches: readonly CustomerSearch[] = [
  ...[
    'b',
    'ber',
    'berry',
    'lachlan berry',
    'berr lach',
    'jose garcia',
    'maria',
    'lee',
    'van berg',
    'smid',
    'sohne',
  ].map((name) => ({ name })),
  ...['fetherstone', 'kathreine', 'lachlan bery', 'josephina featerstone', 'smyth ann'].map((name) => ({ name })),
  ...['none@example.com', 'NONE@', 'person.7@example.com', 'other.12', 'other.'].map((email) => ({ email })),
  ...['01 42 68 50 15', '+33 1 42 68 51 22', '5116', '(713) 555-0111', '550111'].map((phone) => ({ phone })),
  ...['c-0011', 'C-0000'].map((accountNumber) => ({ accountNumber })),
  ...['paix nimes', '75002', 'rue paix 7 springfield', 'houston 75001'].map((address) => ({ address })),
  { identificationNumber: 'id-0' },
  { loyaltyCard: '55 1013' },
  { name: 'berry', address: 'paris' },
  { name: 'berry', email: 'person.3' },
  { name: 'berri', legalEntity: 'FRRT' },
  { text: 'smith' },
  { text: '5116' },
  { text: 'OTHER.6@work' },
  { text: 'paix 75001' },
];

describe('a search at a till without a network', () => {
  it.each(searches)('finds whom its channel finds, in the same order and for the same reason: %o', async (search) => {
    expect((await expectSame(search)).length).toBeGreaterThan(0);
  });

  it('finds nobody where its channel finds nobody', async () => {
    for (const search of [{ name: 'zzyzx' }, { name: '%' }, { phone: '999' }, { email: 'nobody@' }]) {
      expect(await expectSame(search)).toEqual([]);
    }
  });

  it('is as tolerant of typing errors as its channel, whatever was mistyped', async () => {
    const names = [...lastNames, ...firstNames];
    const mistyped = fc
      .tuple(
        fc.constantFrom(...names),
        fc.constantFrom('', ...names),
        fc.nat(12),
        fc.nat(2),
        fc.constantFrom('a', 'x', ' ', ''),
      )
      .map(([one, other, place, removed, added]) =>
        `${one.slice(0, place)}${added}${one.slice(place + removed)} ${other}`.trim(),
      )
      .filter((name) => name !== '');
    await fc.assert(
      fc.asyncProperty(mistyped, async (name) => {
        await expectSame({ name });
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  it('keeps the words of names as the keys have them, and the number of customers', async () => {
    for (const { database } of [fromSnapshot, oneByOne]) {
      const counted = `SELECT substr(key, 1, instr(key || ' ', ' ') - 1) AS word, count(*) AS key_count
        FROM customer_search_keys WHERE kind = 0 GROUP BY 1 ORDER BY 1`;
      expect(await database.all('SELECT word, key_count FROM name_words ORDER BY word')).toEqual(
        await database.all(counted),
      );
      expect(await database.all('SELECT customer_count FROM held_customers')).toEqual([
        { customer_count: customerCount },
      ]);
      expect(await database.all("SELECT word FROM name_words WHERE word = 'beery'")).toEqual([]);
    }
    const keys = 'SELECT kind, key, hex(customer_id) AS id FROM customer_search_keys ORDER BY kind, key, customer_id';
    expect(await oneByOne.database.all(keys)).toEqual(await fromSnapshot.database.all(keys));
  });

  it('finds phones by the country of their company, when that changes', async () => {
    const moved = {
      ...settings,
      legalEntities: [
        { legalEntity: 'USRT', countryRegion: 'US' },
        { legalEntity: 'FRRT', countryRegion: 'BE' },
      ],
    };
    const before = await oneByOne.database.all('SELECT count(*) AS count FROM customer_search_keys');
    const document = { ...personAt(900), legalEntity: 'FRRT', phone: '02 511 01 23', addresses: [] };
    await oneByOne.database.transaction('move', async (tx) => {
      await keepOfflineCustomer(tx, settings, { document, base: document });
      await refreshView(tx, moved, document.customerId, document);
    });
    oneByOne.configuration = moved;
    const { customers } = await searchOffline(oneByOne, { phone: '+32 2 511 01 23' });
    expect(customers.map(({ customerId }) => customerId)).toEqual([document.customerId]);
    await oneByOne.database.transaction('move back', async (tx) => {
      await refreshView(tx, settings, document.customerId, null);
    });
    expect(await oneByOne.database.all("SELECT * FROM customer_search_keys WHERE key LIKE '32101152%'")).toEqual([]);
    expect(before).toHaveLength(1);
  });
});

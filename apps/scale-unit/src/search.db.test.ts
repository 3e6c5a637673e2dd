import { createCustomer } from '@counterfoil/channel/customers/create-customer';
import { rebuildChannelSearchKeys, searchCustomers } from '@counterfoil/channel/customers/search-customers';
import type { Customer } from '@counterfoil/contracts/customer';
import type { CustomerSearch } from '@counterfoil/contracts/real-time-service';
import { rankMatches } from '@counterfoil/customer/search/search-matches';
import { planSearch } from '@counterfoil/customer/search/search-plan';
import { localCustomers } from '@counterfoil/channel/customers/local-customers';
import {
  rebuildHeadquartersSearchKeys,
  searchHeadquarters,
} from '@counterfoil/headquarters/customers/search-customers';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openWorld, type World } from './commerce-api-fixture.ts';

let world: World;
let everybody: readonly Customer[];

const lastNames = ['Berry', 'Berryman', 'García Márquez', 'Smith', 'Šmíd', 'Van der Berg', 'Lee'];
const firstNames = ['Lachlan', 'Berta', 'José', 'Josephine', 'Lee', 'Ann'];
const cities = ['Houston', 'Nîmes', 'Paris'];

/** People of few names, so that every search has many answers and two customers often have the same key. */
function personAt(index: number): Parameters<typeof createCustomer>[1]['customer'] {
  const of = <T>(texts: readonly T[], divisor: number): T | undefined =>
    texts[Math.floor(index / divisor) % texts.length];
  return {
    customerType: 'person',
    firstName: of(firstNames, 1) ?? '',
    lastName: of(lastNames, 3) ?? '',
    middleName: index % 5 === 0 ? 'Maria' : null,
    email: `person.${index % 40}@example.com`,
    phone: `+33 1 42 68 ${String(50 + (index % 7))} ${String(10 + (index % 50))}`,
    identificationNumber: index % 9 === 0 ? `ID ${index % 4}` : null,
    contacts: index % 6 === 0 ? [{ contactType: 'email' as const, locator: `other.${index % 30}@work.example` }] : [],
    addresses: [{ countryRegion: 'FR', street: 'Rue de la Paix', city: of(cities, 2) ?? '', zipCode: '75002' }],
  };
}

const customerCount = 180;

beforeAll(async () => {
  world = await openWorld();
  const { channel } = world.paris;
  await Promise.all(
    Array.from({ length: customerCount }, (_, index) =>
      createCustomer(channel, { channelId: 'PARIS', customer: personAt(index) }),
    ),
  );
  await world.runTheThreeJobs();
  const rows = await channel.database.query<{ customer_id: string }>('SELECT customer_id FROM customers');
  const ids = rows.map((row) => row.customer_id);
  everybody = (await localCustomers(channel.database, ids)).map(({ document }) => document);
  expect(everybody).toHaveLength(customerCount);
}, 120_000);

afterAll(() => world.close());

interface Page {
  readonly ids: readonly string[];
  readonly matches: readonly unknown[];
  readonly nextCursor: string | null;
}

async function headquartersPage(search: CustomerSearch): Promise<Page> {
  const answer = await searchHeadquarters(world.headquarters, search);
  return {
    ids: answer.hits.map((hit) => hit.customerId),
    matches: answer.hits.map((hit) => hit.matches),
    nextCursor: answer.nextCursor,
  };
}

async function channelPage(search: CustomerSearch): Promise<Page> {
  const answer = await searchCustomers(world.paris.channel, search);
  return {
    ids: answer.hits.map((hit) => hit.found.document.customerId),
    matches: answer.hits.map((hit) => hit.matches),
    nextCursor: answer.nextCursor,
  };
}

async function allPages(page: (search: CustomerSearch) => Promise<Page>, search: CustomerSearch): Promise<Page> {
  const pages = [await page(search)];
  for (let last = pages.at(-1); last?.nextCursor; last = pages.at(-1)) {
    pages.push(await page({ ...search, cursor: last.nextCursor }));
  }
  return {
    ids: pages.flatMap(({ ids }) => ids),
    matches: pages.flatMap(({ matches }) => matches),
    nextCursor: null,
  };
}

function ranked(search: CustomerSearch): Page {
  const plan = planSearch(search, ['FR', 'US']);
  const found = plan ? rankMatches(everybody, plan, () => 'US') : [];
  return {
    ids: found.map((hit) => hit.customer.customerId),
    matches: found.map((hit) => hit.matches),
    nextCursor: null,
  };
}

const searches: readonly CustomerSearch[] = [
  { name: 'b' },
  { name: 'ber' },
  { name: 'berry' },
  { name: 'lachlan berry' },
  { name: 'berr lach' },
  { name: 'jose garcia' },
  { name: 'marquez jose' },
  { name: 'maria' },
  { name: 'lee' },
  { name: 'van berg' },
  { name: 'smid' },
  { email: 'person.7@example.com' },
  { email: 'person.' },
  { email: 'other.1' },
  { phone: '01 42 68 51 11' },
  { phone: '5010' },
  { phone: '5111' },
  { identificationNumber: 'id-0' },
  { address: 'paix nimes' },
  { address: '75002' },
  { name: 'berry', address: 'paris' },
  { name: 'berry', email: 'person.3' },
  { text: 'smith' },
  { text: '5010' },
  { text: 'OTHER.6@work' },
];

describe('a search', () => {
  it.each(searches)(
    '%j gives the same at headquarters, in the channel, and as the rule says, on all pages',
    async (search) => {
      const expected = ranked(search);
      expect(expected.ids.length).toBeGreaterThan(0);
      expect(await allPages(channelPage, search)).toEqual(expected);
      expect(await allPages(headquartersPage, search)).toEqual(expected);
    },
  );

  it('goes on at headquarters where the channel stopped', async () => {
    const first = await channelPage({ name: 'b' });
    expect(first.ids).toHaveLength(50);
    const rest = await allPages(headquartersPage, { name: 'b', cursor: first.nextCursor ?? '' });
    expect([...first.ids, ...rest.ids]).toEqual(ranked({ name: 'b' }).ids);
  });

  it('that finds nobody looks for similar names, and says so', async () => {
    for (const name of ['lachaln bery', 'jsoe', 'smitth lachlan', 'berrymen', 'garcia marqeuz']) {
      const [here, there] = [
        await searchCustomers(world.paris.channel, { name }),
        await searchHeadquarters(world.headquarters, { name }),
      ];
      expect(here.isTypoTolerant && there.isTypoTolerant, name).toBe(true);
      expect(here.hits.length, name).toBeGreaterThan(0);
      const pages = await allPages(channelPage, { name });
      expect(await allPages(headquartersPage, { name })).toEqual(pages);
      expect(new Set(pages.ids).size).toBe(pages.ids.length);
    }
    expect((await searchCustomers(world.paris.channel, { name: 'xyzzyx' })).isTypoTolerant).toBe(false);
  });

  it('takes wildcards and quotes as what they are', async () => {
    for (const text of ['%', '_', "'; DROP TABLE customers; --", '\\', 'ber%', '%@%', '[[:alpha:]]']) {
      for (const criterion of ['name', 'email', 'address', 'text', 'accountNumber', 'loyaltyCard'] as const) {
        const search = { [criterion]: text };
        const { ids } = await allPages(channelPage, search);
        if (criterion !== 'name' && criterion !== 'text') expect(ids, JSON.stringify(search)).toEqual([]);
        expect(ids).toEqual((await allPages(headquartersPage, search)).ids);
      }
    }
    expect((await channelPage({ name: '%' })).ids).toEqual([]);
  });

  it('refuses a cursor that is none', async () => {
    for (const cursor of ['x', '[]', '["a00","b"]', '["a00","b","c"]', '{"a":1}']) {
      await expect(channelPage({ name: 'b', cursor })).rejects.toMatchObject({ code: 'request_invalid' });
    }
    expect((await channelPage({ name: 'b', cursor: '["~","","019b0000-0000-7000-8000-000000000001"]' })).ids).toEqual(
      [],
    );
  });
});

interface SearchBody {
  readonly customers: readonly { readonly customerId: string }[];
  readonly hits: readonly { readonly customerId: string; readonly matches: readonly object[] }[];
  readonly nextCursor: string | null;
  readonly otherLegalEntities: readonly object[];
  readonly allStores: boolean;
  readonly complete: boolean;
}

async function searchInParis(body: object): Promise<SearchBody> {
  const answer = await world.paris.call<SearchBody>('POST', '/customers/search', { body });
  expect(answer.status).toBe(200);
  expect(answer.body.hits.map((hit) => hit.customerId)).toEqual(answer.body.customers.map((one) => one.customerId));
  return answer.body;
}

async function allPagesInParis(body: object): Promise<string[]> {
  const ids: string[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page: SearchBody = await searchInParis({ ...body, ...(cursor && { cursor }) });
    ids.push(...page.customers.map((customer) => customer.customerId));
    cursor = page.nextCursor;
  }
  return ids;
}

describe('a search of all stores', () => {
  afterEach(() => {
    world.circumstances.line = 'up';
  });

  it('pages through headquarters; who has something pending here comes first, and nobody twice', async () => {
    const { channel } = world.paris;
    const pending = await createCustomer(channel, {
      channelId: 'PARIS',
      customer: { ...personAt(0), lastName: 'Smith' },
    });
    const pendingId = pending.local.document.customerId;
    const edited = ranked({ name: 'smith' }).ids.at(-1) ?? '';
    const edit = { channelId: 'PARIS', changes: { notes: 'Rings twice.' } };
    expect((await world.paris.call('PATCH', `/customers/${edited}`, { body: edit })).status).toBe(200);
    const ids = await allPagesInParis({ name: 'smith', searchLocation: 'all' });
    expect(new Set(ids.slice(0, 2))).toEqual(new Set([pendingId, edited]));
    expect(ids.slice(2)).toEqual(ranked({ name: 'smith' }).ids.filter((id) => id !== edited));
    await world.runTheThreeJobs();
    await channel.database.query('DELETE FROM customers WHERE customer_id = $1', [pendingId]);
    await world.headquarters.database.query('DELETE FROM customers WHERE customer_id = $1', [pendingId]);
  });

  it('is made without being asked for where the profile says so, and falls back to the channel (WD-10)', async () => {
    const { channel } = world.paris;
    const { configuration } = channel;
    const channels = configuration.channels.map((one) => ({ ...one, searchAllStoresByDefault: true }));
    channel.configuration = { ...configuration, channels };
    for (const body of [{ name: 'berry' }, { name: 'berry', channelId: 'PARIS' }]) {
      expect(await searchInParis(body)).toMatchObject({ allStores: true, complete: true });
    }
    expect(await searchInParis({ name: 'ber' })).toMatchObject({ allStores: false, complete: true });
    expect(await searchInParis({ name: 'berry', searchLocation: 'local' })).toMatchObject({ allStores: false });
    world.circumstances.line = 'down';
    const cutOff = await searchInParis({ name: 'berry' });
    expect(cutOff).toMatchObject({ allStores: false, complete: false });
    expect(cutOff.customers.map((one) => one.customerId)).toEqual(ranked({ name: 'berry' }).ids.slice(0, 50));
    channel.configuration = configuration;
    world.circumstances.line = 'up';
    world.circumstances.passedMs += 60_000;
  });

  it('tells of customers of another legal entity no more than name and account (WD-07)', async () => {
    const { database } = world.headquarters;
    const [someone] = ranked({ name: 'smid' }).ids;
    await database.query(`INSERT INTO legal_entities (legal_entity, name, country_region, currency, language_id)
      VALUES ('SERT', 'Contoso Sweden', 'SE', 'SEK', 'sv-SE')`);
    const move = `UPDATE customers SET legal_entity = $2, document = document || jsonb_build_object('legalEntity', $2::text)
      WHERE customer_id = $1`;
    await database.query(move, [someone, 'SERT']);
    const page = await searchInParis({ name: 'smid', searchLocation: 'all' });
    expect(page.customers.map((one) => one.customerId)).not.toContain(someone);
    expect(page.otherLegalEntities).toEqual([
      {
        legalEntity: 'SERT',
        name: expect.stringContaining('Šmíd') as unknown,
        customerAccountNumber: expect.any(String) as unknown,
        matches: [{ field: 'name' }],
      },
    ]);
    await database.query(move, [someone, 'USRT']);
  });
});

describe('search keys of an earlier program', () => {
  it('are made again at the start, on both sides, while customers are found by what is there', async () => {
    const before = ranked({ name: 'maria' });
    for (const { database } of [world.headquarters, world.paris.channel]) {
      await database.query('UPDATE search_key_version SET version = 0, rebuilding_version = 0');
      await database.query('UPDATE customers SET given_name_key = NULL, address_words = NULL');
      await database.query('DELETE FROM customer_search_keys');
    }
    expect((await allPages(channelPage, { name: 'maria' })).ids).toEqual([]);
    expect(await rebuildHeadquartersSearchKeys(world.headquarters)).toBe(customerCount);
    expect(await rebuildChannelSearchKeys(world.paris.channel)).toBe(customerCount);
    expect(await allPages(channelPage, { name: 'maria' })).toEqual(before);
    expect(await allPages(headquartersPage, { name: 'maria' })).toEqual(before);
    expect(await rebuildHeadquartersSearchKeys(world.headquarters)).toBe(0);
  });

  it('do not outlive their customer (R14)', async () => {
    const { database } = world.paris.channel;
    await database.query(`DELETE FROM customers WHERE customer_id = $1`, [everybody[0]?.customerId]);
    const left = await database.query('SELECT 1 FROM customer_search_keys WHERE customer_id = $1', [
      everybody[0]?.customerId,
    ]);
    expect(left).toEqual([]);
  });
});

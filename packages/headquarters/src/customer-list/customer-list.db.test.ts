import type { CustomerListAnswer, CustomerCountAnswer } from '@counterfoil/contracts/administration/customer-list';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openAdministrationWorld, type AdministrationWorld } from '../api/administration-fixture.ts';
import { fillWithCustomers } from './filled-master-fixture.ts';

const customerCount = 450;

describe('All customers', () => {
  let world: AdministrationWorld;
  beforeAll(async () => {
    world = await openAdministrationWorld();
    await fillWithCustomers(world.database, customerCount);
  });
  afterAll(() => world.close());

  const list = async (body: object): Promise<CustomerListAnswer> => {
    const answer = await world.call('POST', '/customers/list', { body });
    expect(answer).toMatchObject({ status: 200 });
    return answer.body as CustomerListAnswer;
  };
  const readAll = async (body: object): Promise<CustomerListAnswer['customers']> => {
    const customers = [];
    let cursor: string | null = null;
    do {
      const page: CustomerListAnswer = await list({ ...body, limit: 90, ...(cursor !== null && { cursor }) });
      customers.push(...page.customers);
      cursor = page.nextCursor;
    } while (cursor !== null);
    return customers;
  };

  it.each(['name', 'accountNumber', 'newest'] as const)('shows each of them once, by %s', async (sort) => {
    const customers = await readAll({ sort });
    expect(new Set(customers.map(({ customerId }) => customerId)).size).toBe(customerCount);
    const numbers = customers.map((customer) => `${customer.legalEntity} ${customer.customerAccountNumber}`);
    const times = customers.map(({ createdAt }) => createdAt);
    if (sort === 'accountNumber') expect(numbers).toEqual(numbers.toSorted());
    if (sort === 'newest') expect(times).toEqual(times.toSorted().toReversed());
  });

  it.each([
    [{ customerType: 'organization' }, 45],
    [{ legalEntity: 'FRRT' }, 150],
    [{ countryRegion: 'FR' }, 150],
    [{ customerGroup: '80' }, 90],
    [{ createdBy: 'paris' }, 150],
    [{ affiliation: 'GOLD' }, 45],
    [{ affiliation: 'SILVER' }, 45],
    [{ hasLoyaltyCard: true }, 18],
    [{ isDeactivated: true }, 9],
    [{ isBlockedForLoyaltyEnrollment: true }, 5],
    [{ legalEntity: 'FRRT', customerType: 'organization' }, 15],
    [{ createdFrom: '2026-01-03', createdThrough: '2026-01-04' }, 20],
  ] as const)('filters by %o in every order, and counts as many', async (filters, expected) => {
    for (const sort of ['name', 'accountNumber', 'newest']) {
      expect((await readAll({ sort, filters })).length, sort).toBe(expected);
    }
    const counted = await world.call('POST', '/customers/count', { body: { filters } });
    expect(counted.body as CustomerCountAnswer).toMatchObject({ count: expected, isExact: true });
  });

  it('begins at the names that were asked for', async () => {
    const { customers } = await list({ sort: 'name', namesFrom: 'M' });
    expect(customers.length).toBeGreaterThan(0);
    const lastNames = customers.map(({ name }) => name.split(' ').at(-1) ?? '');
    expect(lastNames.every((name) => name.toLowerCase() >= 'm')).toBe(true);
  });

  it('reads a page again up to the place where the next one begins', async () => {
    const first = await list({ sort: 'name', limit: 50 });
    const again = await list({ sort: 'name', limit: 200, until: first.nextCursor ?? '' });
    expect(again.customers).toEqual(first.customers);
    expect(again.nextCursor).toBe(first.nextCursor);
  });

  it('searches as everywhere else, and says why somebody was found', async () => {
    const [someone] = (await list({ sort: 'accountNumber', limit: 1 })).customers;
    const { customers } = await list({ search: { by: 'accountNumber', for: someone?.customerAccountNumber } });
    expect(customers).toMatchObject([{ customerId: someone?.customerId, foundBy: ['accountNumber'] }]);
    const none = await list({
      search: { by: 'accountNumber', for: someone?.customerAccountNumber },
      filters: { isDeactivated: someone?.deactivated !== true },
    });
    expect(none.customers).toEqual([]);
  });

  it('refuses a cursor of another order', async () => {
    const { nextCursor } = await list({ sort: 'name', limit: 10 });
    const answer = await world.call('POST', '/customers/list', { body: { sort: 'newest', cursor: nextCursor } });
    expect(answer.status).toBe(400);
  });

  it('exports what is shown, in its order, and not to whoever only reads', async () => {
    const body = { sort: 'accountNumber', filters: { customerType: 'organization' } };
    const answer = await fetch(`${world.address}/customers/list/export`, {
      method: 'POST',
      headers: { authorization: `Bearer ${world.token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect(answer.headers.get('content-disposition')).toMatch(/customers-\d{4}-\d\d-\d\d\.csv/u);
    const lines = (await answer.text()).trimEnd().split('\n');
    const shown = await readAll(body);
    expect(lines.slice(1).map((line) => line.split(',')[1])).toEqual(
      shown.map(({ customerAccountNumber }) => customerAccountNumber),
    );
    const refused = await world.call('POST', '/customers/list/export', { body, as: 'auditor' });
    expect(refused.status).toBe(403);
  });
});

describe('saved views', () => {
  let world: AdministrationWorld;
  beforeAll(async () => {
    world = await openAdministrationWorld();
  });
  afterAll(() => world.close());

  const view = { sort: 'name', filters: { countryRegion: 'FR' }, columns: ['name', 'city'] };
  const views = async (): Promise<unknown> => (await world.call('GET', '/saved-views/customers')).body;

  it('are kept under a name, replaced, chosen as the first view, and deleted', async () => {
    const made = await world.call('POST', '/saved-views/customers', { body: { name: 'France', view } });
    expect(made.status).toBe(201);
    const { savedViewId } = made.body as { savedViewId: string };
    const again = await world.call('POST', '/saved-views/customers', {
      body: { name: 'France', isShared: true, view: { ...view, sort: 'newest' } },
    });
    expect(again.body).toEqual({ savedViewId });
    await world.call('PUT', '/default-views/customers', { body: { savedViewId } });
    expect(await views()).toMatchObject({
      views: [{ savedViewId, name: 'France', isShared: true, isOwn: true, isDefault: true, view: { sort: 'newest' } }],
    });
    expect(await world.call('DELETE', `/saved-views/customers/${savedViewId}`)).toMatchObject({ status: 204 });
    expect(await views()).toEqual({ views: [] });
    expect(await world.call('DELETE', `/saved-views/customers/${savedViewId}`)).toMatchObject({ status: 404 });
  });

  it('hold nothing but what a list can be filtered and sorted by', async () => {
    const made = await world.call('POST', '/saved-views/customers', {
      body: { name: 'Berry', view: { ...view, search: { by: 'name', for: 'Berry' } } },
    });
    expect(made.status).toBe(400);
  });

  it('are not given the name of another view of the same person', async () => {
    const [first, second] = [
      await world.call('POST', '/saved-views/customers', { body: { name: 'One', view } }),
      await world.call('POST', '/saved-views/customers', { body: { name: 'Two', view } }),
    ];
    const idOf = ({ body }: { body: unknown }): string => (body as { savedViewId: string }).savedViewId;
    const taken = await world.call('PUT', `/saved-views/customers/${idOf(second)}`, { body: { name: 'One', view } });
    expect(taken).toMatchObject({ status: 409, body: { error: { code: 'saved_view_name_taken' } } });
    for (const made of [first, second]) await world.call('DELETE', `/saved-views/customers/${idOf(made)}`);
  });

  it('are not for an auditor to save', async () => {
    const made = await world.call('POST', '/saved-views/customers', { body: { name: 'x', view }, as: 'auditor' });
    expect(made.status).toBe(403);
  });
});

describe('a large master', () => {
  let world: AdministrationWorld;
  const largeCount = 2_400;
  beforeAll(async () => {
    world = await openAdministrationWorld();
    await world.database.query('ALTER TABLE customers SET (autovacuum_enabled = false)');
    await fillWithCustomers(world.database, largeCount);
  });
  afterAll(() => world.close());

  it('is counted by its customers also where they are sampled and the database has no statistics of them yet', async () => {
    const counted = await world.call('POST', '/customers/count', { body: { filters: { legalEntity: 'USRT' } } });
    expect(counted).toMatchObject({ status: 200, body: { count: 1_600, isExact: false } });
  });

  it.each(['name', 'accountNumber', 'newest'] as const)(
    'by %s, tells a store manager nothing of others by the place where it goes on',
    async (sort) => {
      await world.database.query(`UPDATE channels SET address_books = ARRAY['NOBODY'] WHERE channel_id = 'PARIS'`);
      const person = { subject: 'paris', name: 'Paris', roles: ['storeManager'], channelIds: ['PARIS'] } as const;
      const asked = async (body: object): Promise<CustomerListAnswer> => {
        const answer = await world.call('POST', '/customers/list', { body: { sort, ...body }, person });
        expect(answer).toMatchObject({ status: 200 });
        return answer.body as CustomerListAnswer;
      };
      const [first, again] = [await asked({}), await asked({})];
      expect(first.customers).toEqual([]);
      expect(first.nextCursor).toMatch(/^[\w-]+$/u);
      expect(again.nextCursor).toBe(first.nextCursor);
      let cursor = first.nextCursor;
      for (let pageCount = 1; cursor !== null; pageCount++) {
        expect(pageCount).toBeLessThan(10);
        cursor = (await asked({ cursor })).nextCursor;
      }
      const place = JSON.stringify(['a', '01890000-0000-7000-8000-000000000001']);
      const made = await world.call('POST', '/customers/list', { body: { sort, cursor: place }, person });
      expect(made).toMatchObject({ status: 400, body: { error: { code: 'request_invalid' } } });
    },
  );

  it('by a search, tells a store manager nothing of others by the place where it goes on', async () => {
    await world.database.query(`UPDATE channels SET address_books = ARRAY['NOBODY'] WHERE channel_id = 'PARIS'`);
    const person = { subject: 'paris', name: 'Paris', roles: ['storeManager'], channelIds: ['PARIS'] } as const;
    const search = { name: 'robin' };
    const first = await world.call('POST', '/customers/search', { body: search, person });
    expect(first).toMatchObject({ status: 200, body: { customers: [] } });
    const { nextCursor } = first.body as { nextCursor: string | null };
    expect(nextCursor).toMatch(/^[\w-]+$/u);
    const next = await world.call('POST', '/customers/search', { body: { ...search, cursor: nextCursor }, person });
    expect(next).toMatchObject({ status: 200, body: { customers: [], nextCursor: null } });
  });
});

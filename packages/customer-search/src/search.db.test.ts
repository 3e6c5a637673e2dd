import type { Customer } from '@counterfoil/contracts/customer';
import type { CustomerSearch } from '@counterfoil/contracts/real-time-service';
import { emptyCustomerFields, emptyCustomerLists } from '@counterfoil/customer/merge/merge';
import { scannedKeyCountMax, type SearchPage } from '@counterfoil/customer/search/key-source';
import { readCursor } from '@counterfoil/customer/search/search-cursor';
import { planSearch } from '@counterfoil/customer/search/search-plan';
import { createTestDatabase, type TestDatabase } from '@counterfoil/database/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { search } from './search.ts';

let test: TestDatabase;

const customerCount = 2 * scannedKeyCountMax + 1_500;
const rareEvery = 7_000;

/** Everybody is called Anders, few have Zed in the middle; all live in one town. */
function customerAt(index: number): Customer {
  return {
    customerId: `019b0000-0000-7000-8000-${String(index).padStart(12, '0')}`,
    legalEntity: 'USRT',
    customerAccountNumber: null,
    version: 1,
    deactivated: false,
    ...emptyCustomerFields,
    ...emptyCustomerLists(),
    firstName: `M${String(index).padStart(6, '0')}`,
    lastName: 'Anders',
    middleName: index % rareEvery === 0 ? 'Zed' : null,
    languageId: 'en-US',
    currency: 'USD',
    customerGroup: '30',
    addresses: [
      {
        addressId: `019b0000-0000-7000-8001-${String(index).padStart(12, '0')}`,
        purpose: 'home',
        isPrimary: true,
        name: null,
        countryRegion: 'US',
        street: null,
        streetNumber: String(index),
        buildingComplement: null,
        district: null,
        city: 'Springfield',
        county: null,
        state: null,
        zipCode: null,
      },
    ],
    fieldStamps: {},
    createdBy: 'houston',
    recentOperations: [],
  };
}

beforeAll(async () => {
  test = await createTestDatabase(new URL('../../channel/migrations', import.meta.url));
  await test.database.query(
    `INSERT INTO customers (customer_id, legal_entity, version, headquarters_epoch_number, name_key, given_name_key,
       address_words, document)
     SELECT ('019b0000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'USRT', 1, 1,
       'anders m' || lpad(n::text, 6, '0') || CASE WHEN n % $2 = 0 THEN ' zed' ELSE '' END,
       'm' || lpad(n::text, 6, '0') || CASE WHEN n % $2 = 0 THEN ' zed anders' ELSE ' anders' END,
       CASE WHEN n > 999 THEN 'springfield ' || n ELSE 'springfield' END, '{}'
     FROM generate_series(0, $1::int - 1) AS n`,
    [customerCount, rareEvery],
  );
  await test.database.query('ANALYZE customers');
});

afterAll(() => test.drop());

async function page(asked: CustomerSearch): Promise<SearchPage<Customer>> {
  const plan = planSearch(asked, ['US']);
  if (!plan) throw new Error('nothing to search for');
  const customers = {
    tx: test.database,
    load: (ids: readonly string[]) => Promise.resolve(ids.map((id) => customerAt(Number(id.slice(-12))))),
    documentOf: (customer: Customer) => customer,
    idsByAccountNumber: () => Promise.resolve([]),
    countryOf: () => 'US',
  };
  return search(customers, plan, asked.cursor === undefined ? null : readCursor(asked.cursor));
}

async function allPages(asked: CustomerSearch): Promise<{ numbers: number[]; pages: number }> {
  let last = await page(asked);
  const all = [last];
  while (last.nextCursor !== null) {
    last = await page({ ...asked, cursor: last.nextCursor });
    all.push(last);
  }
  const numbers = all.flatMap(({ hits }) => hits.map(({ found }) => Number(found.customerId.slice(-12))));
  return { numbers, pages: all.length };
}

describe('a search that very many customers match by half', () => {
  it('reads a bounded part for a page, goes on where it stopped, and finds everybody once', async () => {
    const rare = [0, 7_000, 14_000, 21_000];
    const first = await page({ name: 'ander ze' });
    expect(first.nextCursor).not.toBeNull();
    expect(first.hits.length).toBeLessThan(rare.length);
    expect((await allPages({ name: 'ander ze' })).numbers).toEqual(rare);
    expect((await allPages({ name: 'ande', address: 'springfield 14000' })).numbers).toEqual([14_000]);
  });

  it('is answered page by page when all of them match', async () => {
    const first = await page({ name: 'an' });
    expect(first.hits).toHaveLength(50);
    const second = await page({ name: 'an', cursor: first.nextCursor ?? '' });
    expect(second.hits[0]?.found.customerId).toBe(customerAt(50).customerId);
  });

  it('finds a place with more customers than are sorted in the order of their registration', async () => {
    const first = await page({ address: 'springfield' });
    expect(first.hits.map(({ found }) => found.customerId)).toEqual(
      Array.from({ length: 50 }, (_, index) => customerAt(index).customerId),
    );
    expect((await allPages({ address: 'springfield 21001' })).numbers).toEqual([21_001]);
  });
});

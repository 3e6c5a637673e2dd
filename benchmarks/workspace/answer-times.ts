import type { CustomerListAnswer, CustomerListRequest } from '@counterfoil/contracts/administration/customer-list';
import type { Client } from 'pg';
import { searchPercentilesOf, type SearchPercentiles } from '../percentiles.ts';
import { searchedCustomerAt } from '../searched-people.ts';

const askedCount = 100;
const pageCount = 100;

/** Where headquarters is, and what opens it. */
export interface AskedHeadquarters {
  readonly url: string;
  readonly token: string;
  readonly client: Client;
  readonly customers: number;
}

/** How long headquarters takes for each kind of list. */
export async function measureAnswers(asked: AskedHeadquarters): Promise<Record<string, SearchPercentiles>> {
  const { customers } = asked;
  const someone = (place: number): ReturnType<typeof searchedCustomerAt> =>
    searchedCustomerAt((place * 7_919 + 13) % customers);
  const from = (place: number): string => (someone(place).lastName ?? '').slice(0, 2 + (place % 3));
  const lists: Readonly<Record<string, (place: number) => CustomerListRequest>> = {
    'by name, from anywhere': (place) => ({ namesFrom: from(place) }),
    'by account number': () => ({ sort: 'accountNumber' }),
    newest: () => ({ sort: 'newest' }),
    'filter that a tenth fits': (place) => ({ namesFrom: from(place), filters: { customerType: 'organization' } }),
    'filter that one in 200 fits': (place) => ({ namesFrom: from(place), filters: { affiliation: 'STUDENT' } }),
    'filter that hardly anybody fits': (place) => ({ namesFrom: from(place), filters: { isDeactivated: true } }),
    'three filters': (place) => ({
      sort: 'newest',
      filters: { customerType: place % 2 === 0 ? 'person' : 'organization', countryRegion: 'US', customerGroup: '30' },
    }),
    search: (place) => ({ search: { by: 'name', for: `${someone(place).firstName} ${someone(place).lastName}` } }),
  };
  const times: Record<string, SearchPercentiles> = { limit: await limitOf(asked) };
  for (const [kind, requestAt] of Object.entries(lists)) {
    times[kind] = await timesOf((place) => ask(asked, '/customers/list', requestAt(place)));
  }
  times['deep in the list'] = await deepTimes(asked);
  times['count with a filter'] = await timesOf((place) =>
    ask(asked, '/customers/count', { filters: { customerType: place % 2 === 0 ? 'person' : 'organization' } }),
  );
  return times;
}

async function deepTimes(asked: AskedHeadquarters): Promise<SearchPercentiles> {
  let cursor: string | null = null;
  return timesOf(async () => {
    const page: CustomerListAnswer = await ask(asked, '/customers/list', {
      limit: 200,
      ...(cursor !== null && { cursor }),
    });
    cursor = page.nextCursor;
  });
}

async function ask<Answer>({ url, token }: AskedHeadquarters, path: string, body: object): Promise<Answer> {
  const answer = await fetch(url + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as Answer;
}

async function limitOf({ client, customers }: AskedHeadquarters): Promise<SearchPercentiles> {
  return timesOf((page) => {
    const identifiers = Array.from(
      { length: pageCount },
      (_, place) => searchedCustomerAt((page * 6_007 + place * 9_973) % customers).customerId,
    );
    return client.query('SELECT document FROM customers WHERE customer_id = ANY($1::uuid[])', [identifiers]);
  });
}

/** A tenth first, so that caches are as in the middle of a day. */
async function timesOf(work: (place: number) => Promise<unknown>): Promise<SearchPercentiles> {
  for (let place = 0; place < askedCount / 10; place++) await work(place);
  const durationsMs: number[] = [];
  for (let place = 0; place < askedCount; place++) {
    const startMs = performance.now();
    await work(place);
    durationsMs.push(performance.now() - startMs);
  }
  return searchPercentilesOf(durationsMs);
}

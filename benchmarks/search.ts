import { openChannel } from '@counterfoil/channel/channel';
import { connectOverHttp } from '@counterfoil/channel/exchange/connect-over-http';
import { searchCustomers } from '@counterfoil/channel/customers/search-customers';
import { emptyConfiguration } from '@counterfoil/contracts/channel-configuration';
import type { CustomerSearch } from '@counterfoil/contracts/real-time-service';
import { connectDatabase, type Database } from '@counterfoil/database/database';
import { openHeadquarters } from '@counterfoil/headquarters/headquarters';
import { searchHeadquarters } from '@counterfoil/headquarters/customers/search-customers';
import { searchPercentilesOf, type SearchPercentiles } from './percentiles.ts';
import { makeSearchedDatabases } from './searched-databases.ts';
import { firstNameOf, lastNameOf, searchedCustomerAt } from './searched-people.ts';
import type { Workbench } from './workbench.ts';

/** The kinds of searches that are measured. */
export const searchKinds = ['name', 'prefix', 'commonName', 'phone', 'email', 'address', 'typo'] as const;
type SearchKindName = (typeof searchKinds)[number];

/** How long searches take by kind, and the limit: the customers of one page read by their primary key. */
export type SearchTimes = Readonly<Record<SearchKindName | 'limit', SearchPercentiles>>;

/** At headquarters, and in a channel database with the same customers. */
export interface SearchFigures extends SearchTimes {
  readonly customers: number;
  readonly channel: SearchTimes;
}

const pageCount = 50;

/** Searches one after the other in databases of `customerCount` customers, each with its customers read and decoded. */
export async function measureSearch(workbench: Workbench, customerCount: number): Promise<SearchFigures> {
  const { headquartersUrl, channelUrl } = await makeSearchedDatabases(workbench, customerCount);
  const searches = searchesAmong(customerCount, workbench.quick ? 100 : 300);
  const headquarters = await atHeadquarters(workbench, headquartersUrl, customerCount, searches);
  const channel = await inChannel(workbench, channelUrl, customerCount, searches);
  return { customers: customerCount, ...headquarters, channel };
}

type Searches = Readonly<Record<SearchKindName, readonly CustomerSearch[]>>;

/** Searches for customers who are there, spread over all of them; a prime step meets all ranks. */
function searchesAmong(customerCount: number, count: number): Searches {
  const someone = (place: number): ReturnType<typeof searchedCustomerAt> =>
    searchedCustomerAt((place * 7_919 + 13) % customerCount);
  const each = (make: (place: number) => CustomerSearch): CustomerSearch[] =>
    Array.from({ length: count }, (_, place) => make(place));
  return {
    name: each((place) => {
      const { firstName, lastName } = someone(place);
      const beginning = lastName?.slice(0, 4);
      return { name: place % 2 === 0 ? `${firstName} ${beginning}` : `${lastName} ${firstName}` };
    }),
    prefix: each((place) => ({ name: (someone(place).lastName ?? '').slice(0, 2 + (place % 2)) })),
    commonName: each((place) => ({
      name:
        [lastNameOf(place % 5), firstNameOf(place % 5), `${firstNameOf(place % 3)} ${lastNameOf(place % 4)}`][
          place % 3
        ] ?? '',
    })),
    phone: each((place) => ({ phone: (someone(place).phone ?? '').slice(place % 2 === 0 ? 0 : -4 - (place % 3)) })),
    email: each((place) => ({ email: (someone(place).email ?? '').slice(0, place % 2 === 0 ? undefined : 8) })),
    address: each((place) => {
      const [address] = someone(place).addresses;
      return { address: place % 2 === 0 ? `${address?.street} ${address?.zipCode}` : (address?.city ?? '') };
    }),
    typo: each((place) => {
      const { firstName, lastName } = someone(place);
      return { name: `${firstName} ${misspelt(lastName ?? '', place)}` };
    }),
  };
}

/** Two neighbouring letters exchanged, or one letter wrong or left out. */
function misspelt(name: string, place: number): string {
  const at = 1 + (place % (name.length - 2));
  const [before, one, two, after] = [name.slice(0, at), name.charAt(at), name.charAt(at + 1), name.slice(at + 2)];
  return before + ([two + one, `x${two}`, two][place % 3] ?? '') + after;
}

async function atHeadquarters(
  workbench: Workbench,
  url: string,
  customerCount: number,
  searches: Searches,
): Promise<SearchTimes> {
  return onDatabase(workbench, url, async (database) => {
    const headquarters = await openHeadquarters({ database, seams: workbench.seams });
    const find = (search: CustomerSearch): Promise<unknown> => searchHeadquarters(headquarters, search);
    return timesOf(workbench, database, customerCount, { searches, find });
  });
}

async function inChannel(
  workbench: Workbench,
  url: string,
  customerCount: number,
  searches: Searches,
): Promise<SearchTimes> {
  /* Nobody is asked: only the channel database is searched. */
  const headquarters = connectOverHttp({
    baseUrl: 'http://127.0.0.1:9',
    token: () => Promise.resolve(''),
    limits: { realTimeTimeoutMs: 1_000, exchangeTimeoutMs: 1_000, realTimeCallCountMax: 1 },
  });
  try {
    return await onDatabase(workbench, url, async (database) => {
      const channel = await openChannel({
        channelDatabaseId: 'houston',
        database,
        seams: workbench.seams,
        headquarters,
      });
      channel.configuration = {
        ...emptyConfiguration('houston'),
        legalEntities: [{ legalEntity: 'USRT', countryRegion: 'US' }],
      };
      const find = (search: CustomerSearch): Promise<unknown> => searchCustomers(channel, search);
      return timesOf(workbench, database, customerCount, { searches, find });
    });
  } finally {
    await headquarters.close();
  }
}

async function onDatabase<T>(workbench: Workbench, url: string, work: (database: Database) => Promise<T>): Promise<T> {
  const database = await connectDatabase({ url, poolSize: 2, seams: workbench.seams });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

async function timesOf(
  workbench: Workbench,
  database: Database,
  customerCount: number,
  { searches, find }: { searches: Searches; find: (search: CustomerSearch) => Promise<unknown> },
): Promise<SearchTimes> {
  const times = { limit: await limitOf(database, customerCount, searches.name.length) } as Record<
    SearchKindName | 'limit',
    SearchPercentiles
  >;
  for (const kind of searchKinds) {
    times[kind] = await percentiles(searches[kind], find);
    workbench.progress(`search, ${kind}: p50 ${times[kind].p50Ms} ms, p95 ${times[kind].p95Ms} ms`);
  }
  return times;
}

const lookUp = 'SELECT document FROM customers WHERE customer_id = ANY($1::uuid[])';

async function limitOf(database: Database, customerCount: number, count: number): Promise<SearchPercentiles> {
  const pages = Array.from({ length: count }, (_, page) =>
    Array.from(
      { length: pageCount },
      (_row, place) => searchedCustomerAt((page * 6_007 + place * 9_973) % customerCount).customerId,
    ),
  );
  return percentiles(pages, (page) => database.query(lookUp, [page]));
}

/** A tenth of the work first, so that caches and plans are as in the middle of a day. */
async function percentiles<T>(works: readonly T[], run: (work: T) => Promise<unknown>): Promise<SearchPercentiles> {
  for (const work of works.slice(0, works.length / 10)) await run(work);
  const durationsMs = [];
  for (const work of works) {
    const startMs = performance.now();
    await run(work);
    durationsMs.push(performance.now() - startMs);
  }
  return searchPercentilesOf(durationsMs);
}

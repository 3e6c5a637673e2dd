import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { Customer } from '@counterfoil/contracts/customer';
import type { CustomerSearch } from '@counterfoil/contracts/real-time-service';
import { createCustomerOffline } from '@counterfoil/till/create-customer-offline';
import { exampleTillConfiguration } from '@counterfoil/till/example-configuration-fixture';
import type { LocalValue } from '@counterfoil/till/local-database';
import { openSqliteFile } from '@counterfoil/till/node-sqlite-fixture';
import { customerCount, offlineCustomers } from '@counterfoil/till/offline-customers';
import { possibleDuplicatesOffline } from '@counterfoil/till/possible-duplicates';
import { searchOffline } from '@counterfoil/till/search-offline';
import { createSnapshotWriter } from '@counterfoil/till/snapshot-file';
import { openTill, type Till } from '@counterfoil/till/till';
import { personAt } from './people.ts';
import {
  percentilesOf,
  roundedTo,
  searchPercentilesOf,
  type Percentiles,
  type SearchPercentiles,
} from './percentiles.ts';
import { firstNameOf, lastNameOf, searchedCustomerAt } from './searched-people.ts';
import type { Workbench } from './workbench.ts';

/** How long an offline database takes to be written, to be searched and to take a new customer. */
export interface TillSearchFigures {
  readonly customers: number;
  readonly fileMb: number;
  /** To write the snapshot, its customers made up and their keys made. */
  readonly buildSeconds: number;
  /** *Save* without a network, until it is on the disk. */
  readonly save: Percentiles;
  /** By kind of search; `limit`: the customers of one page by primary key. */
  readonly times: Readonly<Record<string, SearchPercentiles>>;
}

const megabyteBytes = 1_000_000;
const pageCount = 50;

/** Searches one after the other in an offline database of `count` customers, in the SQLite that Node brings. */
export async function measureTillSearch(workbench: Workbench, count: number): Promise<TillSearchFigures> {
  const file = join(workbench.folder, 'till-search.db');
  workbench.progress(`writing an offline database of ${count} customers`);
  const buildSeconds = writeDatabase(file, count);
  const fileMb = Math.round((await stat(file)).size / megabyteBytes);
  workbench.progress(`${fileMb} MB in ${buildSeconds} s`);
  const till = await openOn(workbench, file);
  try {
    const times = await searchTimes(workbench, till, count);
    const save = await saveTimes(till, workbench.quick ? 200 : 1_000);
    return { customers: count, fileMb, buildSeconds, save, times };
  } finally {
    await till.database.close();
    await rm(file, { force: true });
  }
}

function writeDatabase(file: string, count: number): number {
  const startMs = performance.now();
  const database = new DatabaseSync(file);
  const statements = new Map<string, StatementSync>();
  const run = (sql: string, parameters: readonly LocalValue[]): unknown => {
    const statement = statements.get(sql) ?? database.prepare(sql);
    if (sql.startsWith('INSERT')) statements.set(sql, statement);
    return statement.run(...parameters);
  };
  const writer = createSnapshotWriter({ run }, exampleTillConfiguration);
  for (let index = 0; index < count; index++) writer.add(searchedCustomerAt(index));
  writer.finish();
  database.close();
  return roundedTo((performance.now() - startMs) / 1_000, 1);
}

async function openOn({ seams }: Workbench, file: string): Promise<Till> {
  const till = await openTill({ registerId: 'HOUSTON-1', database: openSqliteFile(file), seams });
  till.configuration = exampleTillConfiguration;
  return till;
}

async function searchTimes(
  workbench: Workbench,
  till: Till,
  count: number,
): Promise<Record<string, SearchPercentiles>> {
  const times: Record<string, SearchPercentiles> = {};
  const runCount = workbench.quick ? 100 : 300;
  const measure = async (kind: string, run: (place: number) => Promise<unknown>): Promise<void> => {
    times[kind] = await percentiles(runCount, run);
    workbench.progress(`till search, ${kind}: p50 ${times[kind].p50Ms} ms, p95 ${times[kind].p95Ms} ms`);
  };
  const someone = (place: number): Customer => searchedCustomerAt((place * 7_919 + 13) % count);
  const pageIds = (page: number): string[] =>
    Array.from(
      { length: pageCount },
      (_, place) => searchedCustomerAt((page * 6_007 + place * 9_973) % count).customerId,
    );
  await measure('limit', (place) => offlineCustomers(till.database, pageIds(place)));
  for (const [kind, searchOf] of Object.entries(searches)) {
    await measure(kind, (place) => searchOffline(till, searchOf(someone(place), place)));
  }
  await measure('duplicates', (place) => possibleDuplicatesOffline(till, almost(someone(place), place)));
  await measure('count', () => customerCount(till.database));
  return times;
}

/** By kind: somebody who is there is looked for. All of them find somebody, of all ranks of frequency. */
export const searches: Readonly<Record<string, (customer: Customer, place: number) => CustomerSearch>> = {
  'one word': ({ lastName, firstName }, place) => ({ name: (place % 2 === 0 ? lastName : firstName) ?? '' }),
  beginning: ({ lastName }, place) => ({ name: (lastName ?? '').slice(0, 2 + (place % 2)) }),
  'two words': ({ firstName, lastName }, place) => ({
    name: place % 2 === 0 ? `${firstName} ${lastName?.slice(0, 4)}` : `${lastName} ${firstName}`,
  }),
  'common name': (_, place) => ({
    name:
      [lastNameOf(place % 5), firstNameOf(place % 5), `${firstNameOf(place % 3)} ${lastNameOf(place % 4)}`][
        place % 3
      ] ?? '',
  }),
  phone: ({ phone }) => ({ text: phone ?? '' }),
  'last digits': ({ phone }, place) => ({ text: (phone ?? '').replace(/\D/gu, '').slice(-4 - (place % 3)) }),
  email: ({ email }, place) => ({ email: (email ?? '').slice(0, place % 2 === 0 ? undefined : 8) }),
  account: ({ customerAccountNumber }) => ({ text: customerAccountNumber ?? '' }),
  address: ({ addresses: [address] }, place) => ({
    address: place % 2 === 0 ? `${address?.street} ${address?.zipCode}` : (address?.city ?? ''),
  }),
  typo: ({ firstName, lastName }, place) => ({ name: `${firstName} ${misspelt(lastName ?? '', place)}` }),
  'typo, one word': ({ lastName }, place) => ({ name: misspelt(lastName ?? '', place) }),
};

/** Two neighbouring letters exchanged, or one letter wrong or left out. */
function misspelt(name: string, place: number): string {
  const at = 1 + (place % (name.length - 2));
  const [before, one, two, after] = [name.slice(0, at), name.charAt(at), name.charAt(at + 1), name.slice(at + 2)];
  return before + ([two + one, `x${two}`, two][place % 3] ?? '') + after;
}

/** Somebody who is there, a little otherwise, or with the same phone or e-mail address. */
function almost(customer: Customer, place: number): Parameters<typeof possibleDuplicatesOffline>[1] {
  const { firstName, lastName, phone, email, addresses } = customer;
  const name = { firstName: firstName ?? '', lastName: misspelt(lastName ?? '', place) };
  return { ...name, ...(place % 3 === 0 && { phone }), ...(place % 3 === 1 && { email }), addresses };
}

async function saveTimes(till: Till, count: number): Promise<Percentiles> {
  const durationsMs: number[] = [];
  for (let index = 0; index < count; index++) {
    const customer = personAt(index);
    const startMs = performance.now();
    await createCustomerOffline(till, { customer });
    durationsMs.push(performance.now() - startMs);
  }
  return percentilesOf(durationsMs);
}

/** A tenth of the work first, so that caches are as in the middle of a day. */
async function percentiles(count: number, run: (place: number) => Promise<unknown>): Promise<SearchPercentiles> {
  for (let place = 0; place < count / 10; place++) await run(place);
  const durationsMs: number[] = [];
  for (let place = 0; place < count; place++) {
    const startMs = performance.now();
    await run(place);
    durationsMs.push(performance.now() - startMs);
  }
  return searchPercentilesOf(durationsMs);
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { ServedFolder } from '@counterfoil/app-point-of-sale/worker/storage-page/serve-folder';
import { serveStoragePage } from '@counterfoil/app-point-of-sale/worker/storage-page/serve-storage-page';
import { openBrowser } from '@counterfoil/browser-testing/browser-session';
import { digestOfSnapshot, writeSnapshotFile } from '@counterfoil/channel/offline/write-snapshot-file';
import type { OfflineSnapshot } from '@counterfoil/contracts/offline-exchange';
import { searchKeyVersion } from '@counterfoil/customer/search/search-keys';
import { exampleTillConfiguration } from '@counterfoil/till/example-configuration-fixture';
import { offlineSchemaVersion } from '@counterfoil/till/offline-schema';
import { personAt } from '../people.ts';
import { percentilesOf, searchPercentilesOf } from '../percentiles.ts';
import { searchedCustomerAt } from '../searched-people.ts';
import { searches } from '../till-search.ts';
import { activateTill, callDurations, callTill, openedAfterMs } from './browser-till.ts';
import { bundleBytes } from './bundle-bytes.ts';
import type { TillFigures } from './till-figures.ts';

const registerId = 'HOUSTON-1';
const snapshotName = 'snapshot.db';
const searchCount = 200;
const saveCount = 500;
const readCount = 200;
const pageCount = 50;

/** Measures a till with `customers` customers in a browser of its own. `progress` gets a line now and then. */
export async function measureTill(customers: number, progress: (line: string) => void): Promise<TillFigures> {
  const served = await serveStoragePage();
  const profileFolder = await mkdtemp(join(tmpdir(), 'counterfoil-till-benchmark-'));
  try {
    progress(`writing a snapshot of ${customers} customers`);
    const { snapshot, buildMs } = await writeSnapshot(join(served.folder, snapshotName), customers);
    const filled = await fillTill(served, profileFolder, { snapshot, progress });
    const openMs = await measureOpening(served, profileFolder, customers);
    const { takeMs, ...measured } = filled;
    return {
      customers,
      openMs,
      ...measured,
      snapshotMs: { build: buildMs, take: takeMs },
      snapshotBytes: snapshot.byteCount,
      bundleBytes: await bundleBytes(),
    };
  } finally {
    await served.close();
    await rm(profileFolder, { recursive: true, force: true });
  }
}

async function writeSnapshot(file: string, customers: number): Promise<{ snapshot: OfflineSnapshot; buildMs: number }> {
  const startMs = performance.now();
  await writeSnapshotFile(file, exampleTillConfiguration, async (take) => {
    for (let index = 0; index < customers; index++) take(searchedCustomerAt(index));
    return customers;
  });
  const epochId = '019b0000-0000-7000-8000-000000000012';
  const snapshot = {
    channelEpoch: { number: 1, epochId },
    cursor: { position: { epochNumber: 1, xid: '1', n: '1', changeId: epochId }, load: null },
    customers,
    ...(await digestOfSnapshot(file)),
    schemaVersion: offlineSchemaVersion,
    searchKeyVersion,
  };
  return { snapshot, buildMs: Math.round(performance.now() - startMs) };
}

interface Filling {
  readonly snapshot: OfflineSnapshot;
  readonly progress: (line: string) => void;
}

async function fillTill(
  served: ServedFolder,
  profileFolder: string,
  { snapshot, progress }: Filling,
): Promise<Pick<TillFigures, 'searchMs' | 'saveOfflineMs'> & { takeMs: number }> {
  const browser = await openBrowser({ profileFolder });
  try {
    const { page } = browser;
    await page.goto(served.url);
    await activateTill(page, registerId);
    const takeMs = Math.round(await callTill(page, 'importSnapshot', `/${snapshotName}`, snapshot));
    progress(`taken in ${takeMs} ms`);
    await callTill(page, 'openEngine', registerId, exampleTillConfiguration);
    const searchMs = await measureSearches(page, snapshot.customers);
    progress('searched');
    return { takeMs, searchMs, saveOfflineMs: await measureSaving(page) };
  } finally {
    await browser.close();
  }
}

const selectPage = `SELECT hex(customer_id) AS id, document FROM customers
  WHERE customer_id IN (SELECT unhex(value, '-') FROM json_each(?))`;

async function measureSearches(page: Page, customers: number): Promise<TillFigures['searchMs']> {
  const someone = (place: number) => searchedCustomerAt((place * 7_919 + 13) % customers);
  const pages = Array.from({ length: readCount }, (_, place) => [
    selectPage,
    [JSON.stringify(idsOf(place, customers))],
  ]);
  const searchMs: Record<string, TillFigures['searchMs'][string]> = {
    limit: searchPercentilesOf(await warmDurations(page, 'all', pages)),
  };
  for (const [kind, searchFor] of Object.entries(searches)) {
    const each = Array.from({ length: searchCount }, (_, place) => [searchFor(someone(place), place)]);
    searchMs[kind] = searchPercentilesOf(await warmDurations(page, 'search', each));
  }
  return searchMs;
}

function idsOf(page: number, customers: number): string[] {
  return Array.from(
    { length: pageCount },
    (_, place) => searchedCustomerAt((page * 6_007 + place * 9_973) % customers).customerId,
  );
}

/** A tenth of the calls first, so that caches are as in the middle of a day. */
async function warmDurations(
  page: Page,
  name: Parameters<typeof callDurations>[1],
  each: unknown[][],
): Promise<number[]> {
  await callDurations(page, name, each.slice(0, each.length / 10));
  return callDurations(page, name, each);
}

async function measureSaving(page: Page): Promise<TillFigures['saveOfflineMs']> {
  const creations = Array.from({ length: saveCount }, (_, index) => [{ customer: personAt(index) }]);
  const saving = percentilesOf(await warmDurations(page, 'create', creations));
  await callTill(page, 'transaction', ['CREATE TABLE limit_of_saving (n INTEGER PRIMARY KEY, text TEXT)']);
  const row = `INSERT INTO limit_of_saving (text) VALUES ('${'x'.repeat(1_000)}')`;
  const rows = Array.from({ length: saveCount }, () => [[row]]);
  return { ...saving, limit: percentilesOf(await warmDurations(page, 'transaction', rows)) };
}

async function measureOpening(
  served: ServedFolder,
  profileFolder: string,
  customers: number,
): Promise<TillFigures['openMs']> {
  const browser = await openBrowser({ profileFolder });
  try {
    const { page } = browser;
    const first: Parameters<typeof openedAfterMs> = [page, selectPage, [JSON.stringify(idsOf(1, customers))]];
    await page.goto(served.url);
    const cold = Math.round(await openedAfterMs(...first));
    await page.reload();
    return { cold, warm: Math.round(await openedAfterMs(...first)) };
  } finally {
    await browser.close();
  }
}

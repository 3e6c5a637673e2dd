import { join } from 'node:path';
import { openBrowser, type BrowserSession } from '@counterfoil/browser-testing/browser-session';
import { rebuildSearchKeys } from '@counterfoil/customer-search/rebuild-search-keys';
import { createAccessToken, newAccessToken } from '@counterfoil/database/access-tokens';
import { connectDatabase } from '@counterfoil/database/database';
import { headquartersMigrations } from '@counterfoil/headquarters/headquarters';
import { sessionCookie } from '@counterfoil/headquarters/workspace/session-cookie';
import { openWorkspaceSession } from '@counterfoil/headquarters/workspace/workspace-sessions';
import type { Page } from 'playwright-core';
import { fillMaster } from '../searched-databases.ts';
import { lastNameOf, searchedCustomerAt } from '../searched-people.ts';
import { settle } from '../staged-customers.ts';
import { migrateDatabase, onConnection, openWorkbench, type Workbench } from '../workbench.ts';
import { measureAnswers } from './answer-times.ts';
import {
  firstRowsAfterMs,
  heldByPage,
  idleFrames,
  nothingAfterMs,
  roundTrips,
  scrollFrames,
  untilOtherRows,
} from './browser-workspace.ts';
import { listedCustomerAt } from './listed-people.ts';
import type { WorkspaceFigures } from './workspace-figures.ts';

const scrolledRows = 5_000;
const windowPx = { width: 1_400, height: 900 };

/** Measures *All customers* over `customers` customers. `progress` gets a line now and then. */
export async function measureWorkspace(customers: number, progress: (line: string) => void): Promise<WorkspaceFigures> {
  const workbench = await openWorkbench(false);
  try {
    const databaseUrl = await workbench.createDatabase('workspace_headquarters');
    await migrateDatabase(workbench, databaseUrl, headquartersMigrations);
    await sayKeysAreNew(workbench, databaseUrl);
    progress(`making ${customers} customers`);
    await fillMaster(databaseUrl, customers, listedCustomerAt);
    await settle(databaseUrl);
    progress('starting headquarters');
    const server = await workbench.start('headquarters', './headquarters-process.ts', {
      databaseUrl,
      recurrence: 'off',
    });
    const credentials = await makeCredentials(workbench, databaseUrl);
    const { url } = server;
    const answerMs = await onConnection(databaseUrl, (client) =>
      measureAnswers({ url, token: credentials.token, client, customers }),
    );
    progress('opening the page');
    const seen = await measurePage(workbench, url, credentials.cookie, customers);
    await server.stop();
    return { customers, answerMs, ...seen };
  } finally {
    await workbench.close();
  }
}

/** Said while there is nobody, so that headquarters doesn't make the keys of all customers again while it is measured. */
async function sayKeysAreNew({ seams }: Workbench, databaseUrl: string): Promise<void> {
  const database = await connectDatabase({ url: databaseUrl, poolSize: 1, seams });
  try {
    await rebuildSearchKeys({ database, countryOf: () => 'US' });
  } finally {
    await database.close();
  }
}

/** An administrator who calls, and one who looks. */
async function makeCredentials(
  { seams }: Workbench,
  databaseUrl: string,
): Promise<{ readonly token: string; readonly cookie: string }> {
  const database = await connectDatabase({ url: databaseUrl, poolSize: 1, seams });
  try {
    const [token, now] = [newAccessToken(), seams.clock.now()];
    await createAccessToken(database, { role: 'administrator', name: 'benchmark', token, now });
    const person = { subject: 'benchmark', name: 'Benchmark', roles: ['administrator'] as const, channelIds: [] };
    return { token, cookie: await openWorkspaceSession(database, person, now) };
  } finally {
    await database.close();
  }
}

async function measurePage(
  { folder }: Workbench,
  headquartersUrl: string,
  cookie: string,
  customers: number,
): Promise<Omit<WorkspaceFigures, 'customers' | 'answerMs'>> {
  const browser = await openBrowser({ profileFolder: join(folder, 'browser'), ...windowPx });
  try {
    const { page } = browser;
    await page.goto('about:blank');
    const limit = await idleFrames(page);
    await signIn(browser, headquartersUrl, cookie);
    const nothingMs = await nothingAfterMs(page, headquartersUrl);
    const firstRowsMs = await firstRowsAfterMs(page, `${headquartersUrl}/workspace/customers`);
    const frameMs = await scrollFrames(page, scrolledRows);
    const scroll = { rows: scrolledRows, frameMs, limit, ...(await heldByPage(page)) };
    const actLimitMs = await roundTrips(page);
    return { firstRowsMs, nothingMs, scroll, actLimitMs, ...(await measureActs(page, customers)) };
  } finally {
    await browser.close();
  }
}

async function measureActs(
  page: Page,
  customers: number,
): Promise<Pick<WorkspaceFigures, 'jumpMs' | 'searchMs' | 'filterMs'>> {
  /* Letters that names of the benchmark begin with. */
  const letters = [...new Set(Array.from({ length: 400 }, (_, rank) => lastNameOf(rank).charAt(0)))];
  const jumpMs = await untilOtherRows(page, (place) =>
    page.getByRole('button', { name: letters[place % letters.length] ?? 'M', exact: true }).click(),
  );
  const search = page.getByRole('searchbox', { name: 'Search customers' });
  const searchMs = await untilOtherRows(page, (place) => {
    const { firstName, lastName } = searchedCustomerAt((place * 7_919 + 13) % customers);
    return search.fill(`${firstName} ${lastName}`);
  });
  await search.fill('');
  await page.getByRole('button', { name: 'Filters' }).click();
  const filterMs = await untilOtherRows(page, async (place) => {
    await page.getByRole('combobox', { name: 'Customer type' }).click();
    await page.getByRole('option', { name: place % 2 === 0 ? 'Organization' : 'Person' }).click();
  });
  return { jumpMs, searchMs, filterMs };
}

async function signIn({ context, page }: BrowserSession, url: string, value: string): Promise<void> {
  const session = await context.newCDPSession(page);
  const rest = { path: '/', secure: true, httpOnly: true, sameSite: 'Lax' } as const;
  await session.send('Network.setCookie', { name: sessionCookie, value, url, ...rest });
  await session.detach();
}

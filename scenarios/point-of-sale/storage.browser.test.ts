import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { messageOf } from '@counterfoil/contracts/error-register';
import { systemIds } from '@counterfoil/platform/identifiers';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { done, startRetailer, textOf, type Json, type Retailer, type Store } from '../retailer.ts';
import { askEngine, engineValue, tellEngine } from './call-engine.ts';
import { copyProfile, filesWithText, spoilDatabase } from './profile-files.ts';
import {
  activationCode,
  openTillBrowser,
  operators,
  screenMaxMs,
  tillOn,
  type TillInBrowser,
} from './till-in-browser.ts';

const testMaxMs = 300_000;
const arrivalMaxMs = 120_000;
const registerId = 'HOUSTON-1';
const { cashier, storeManager } = operators.houston;

let retailer: Retailer;
let houston: Store;
let folder: string;
let isStopped = false;
const open: TillInBrowser[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'counterfoil-storage-'));
  retailer = await startRetailer({ recurrence: 'continuous', ownProcesses: ['houston'] });
  houston = retailer.stores.houston;
}, testMaxMs);

afterEach(async () => {
  await closeAll();
  await startServer();
});

afterAll(async () => {
  await retailer.stop();
  await rm(folder, { recursive: true, force: true });
});

async function closeAll(): Promise<void> {
  for (const till of open.splice(0)) await till.session.close();
}

async function stopServer(): Promise<void> {
  isStopped = true;
  await houston.process?.kill();
}

async function startServer(): Promise<void> {
  if (isStopped) await houston.process?.start();
  isStopped = false;
}

async function openTill(name: string): Promise<TillInBrowser> {
  const till = await openTillBrowser(houston, { folder, name });
  open.push(till);
  await till.open();
  return till;
}

/** Somebody works at it already. */
async function readyTill(name: string): Promise<TillInBrowser> {
  const till = await openTill(name);
  await till.activate(await activationCode(retailer, registerId));
  await till.signIn(cashier);
  await till.openShift();
  await untilInstalled(till);
  return till;
}

async function untilInstalled({ page }: TillInBrowser): Promise<void> {
  await page.evaluate('navigator.serviceWorker.ready.then(() => true)');
}

async function heading({ page }: TillInBrowser, name: string): Promise<void> {
  await page.getByRole('heading', { name }).waitFor({ timeout: screenMaxMs });
}

/** What a browser does that removes one kind of what an origin keeps, while the origin is in use. */
async function loseStorage({ page }: TillInBrowser, storageTypes: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Storage.clearDataForOrigin', { origin: houston.url, storageTypes });
  await session.detach();
}

async function create(page: Page, lastName: string, customerId = systemIds.uuid()): Promise<string> {
  const customer = { customerType: 'person' as const, firstName: 'Imogen', lastName, addresses: [] };
  await engineValue(page, 'createCustomer', { operationId: systemIds.uuid(), customerId, customer }, 'en');
  return customerId;
}

async function sell(page: Page): Promise<{ transactionId: string; receiptNumber: string }> {
  const [product] = await engineValue(page, 'products');
  await engineValue(page, 'addLine', { lineId: systemIds.uuid(), itemId: product?.itemId ?? '', quantity: '1' });
  const ending = { type: 'cashAndCarry', paidWith: 'card', tenderedAmount: '0', receiptEmail: null } as const;
  return engineValue(page, 'checkout', ending, 'en');
}

async function untilDelivered(page: Page): Promise<void> {
  const queued = async (): Promise<number> => {
    await engineValue(page, 'exchangeNow');
    return (await engineValue(page, 'state')).connection.queued;
  };
  await expect.poll(queued, { timeout: arrivalMaxMs }).toBe(0);
}

/** How many customers of a last name headquarters has, by name: twice the same person would be two. */
async function countAtHeadquarters(lastName: string): Promise<number> {
  const rows = await retailer.headquartersDatabase.query<{ count: number }>(
    `SELECT count(*)::integer AS count FROM customers WHERE document ->> 'lastName' = $1`,
    [lastName],
  );
  return rows[0]?.count ?? 0;
}

async function arriveOnce(...lastNames: readonly string[]): Promise<void> {
  const counts = (): Promise<number[]> => Promise.all(lastNames.map(countAtHeadquarters));
  await expect.poll(counts, { timeout: arrivalMaxMs }).toEqual(lastNames.map(() => 1));
}

async function offlineStatus(): Promise<Json | undefined> {
  const { offlineDatabases } = await done(houston.call('GET', '/offline-databases'));
  return [...(offlineDatabases ?? [])].find((status) => textOf(status['registerId']) === registerId);
}

const lostText = (count: number): string => messageOf('till_storage_lost', 'en', { count });

describe('the disk of a till', () => {
  const planted = [
    'Zephyrine',
    'Quillfeather',
    'Thistlewick',
    'Marchbanks',
    'Fernweather',
    'zq.feather@example.com',
    '7135550142',
  ];

  it(
    'R16: holds nothing readable of customers, created online, offline, or typed when the power went',
    { timeout: testMaxMs },
    async () => {
      const till = await readyTill('at-rest');
      const { page, texts } = till;
      const contact = { email: 'zq.feather@example.com', phone: '7135550142' };
      await till.addCustomer({ firstName: 'Zephyrine', lastName: 'Quillfeather', ...contact });
      await expect.poll(() => till.account().innerText(), { timeout: arrivalMaxMs }).toMatch(/C-\d{9}/u);
      await stopServer();
      await page.getByRole('button', { name: texts.sale.customerRemove }).click();
      await till.addCustomer({ firstName: 'Zephyrine', lastName: 'Thistlewick', ...contact });
      await page.getByRole('button', { name: texts.sale.customerRemove }).click();
      await page.getByRole('button', { name: texts.sale.customerAdd }).click();
      await page.getByRole('textbox', { name: texts.customers.form.lastName }).fill('Marchbanks');
      await page.getByRole('button', { name: texts.customers.form.notes }).click();
      await page.getByRole('textbox', { name: texts.customers.form.notes }).fill('Knows Fernweather');
      await sessionWritten(page, 'at-rest', 'typed-last-of-all');
      await till.session.kill();
      open.splice(0);
      await isNothingReadable('at-rest', 'killed');
      const again = await openTill('at-rest');
      await again.signIn(cashier);
      await again.page.getByRole('button', { name: texts.sale.customerSearch }).click();
      await again.page.getByLabel(again.texts.customers.search.box).first().fill('Quillfeather');
      await again.page.getByText('Zephyrine Quillfeather').first().waitFor();
      await closeAll();
      await isNothingReadable('at-rest', 'closed');
    },
  );

  /**
   * Chromium writes from time to time what its session can be restored from, with what is typed in fields that don't
   * forbid it. A field of the test's own that doesn't: once its text is on the disk, so is all that was typed before.
   * The Chromium among the packages keeps no sessions, and so has none to wait for.
   */
  async function sessionWritten(page: Page, profile: string, text: string): Promise<void> {
    const sessions = join(folder, profile, 'Default', 'Sessions');
    if (!existsSync(sessions)) return;
    await page.evaluate(`document.body.append(Object.assign(document.createElement('input'), { id: 'unforbidden' }))`);
    await page.locator('#unforbidden').fill(text);
    const written = (): Promise<string[]> => filesWithText(sessions, [text]);
    await expect.poll(written, { timeout: arrivalMaxMs }).not.toEqual([]);
  }

  async function isNothingReadable(profile: string, copy: string): Promise<void> {
    await copyProfile(join(folder, profile), join(folder, copy));
    const calls = [`${houston.url}/customers`, `${houston.url}/worker-sessions`, `${houston.url}/offline-databases`];
    expect(await filesWithText(join(folder, copy), [...planted, ...calls])).toEqual([]);
    for (const encoding of ['utf8', 'utf16le'] as const) {
      await writeFile(join(folder, copy, 'Default', 'planted'), Buffer.from('… QUILLFEATHER …', encoding));
      expect(await filesWithText(join(folder, copy), planted)).toEqual([`${join('Default', 'planted')}: Quillfeather`]);
    }
  }
});

describe('a till whose browser loses', () => {
  it(
    'R2: its keys says that nothing is gone, and another code of its register brings everything to headquarters once',
    { timeout: testMaxMs },
    async () => {
      const till = await readyTill('keys-lost');
      await stopServer();
      await create(till.page, 'Keyless-One');
      await create(till.page, 'Keyless-Two');
      await loseStorage(till, 'indexeddb');
      await till.page.reload();
      await heading(till, till.texts.shell.reactivationTitle);
      await till.notice(messageOf('till_keys_lost', 'en')).waitFor();
      await till.page.getByText(till.texts.shell.reactivationKept).waitFor();
      await till.check();
      await startServer();
      await till.activate(await activationCode(retailer, registerId));
      await till.signIn(cashier);
      expect((await engineValue(till.page, 'state')).storage.problem).toBeNull();
      const { customers } = await engineValue(till.page, 'searchCustomers', { name: 'Keyless' }, 'store', 'en');
      expect(customers.map(({ shown }) => shown.display.name).sort()).toEqual([
        'Imogen Keyless-One',
        'Imogen Keyless-Two',
      ]);
      await untilDelivered(till.page);
      await arriveOnce('Keyless-One', 'Keyless-Two');
    },
  );

  it(
    'R12: its database says how much was lost, and goes on without using any number again',
    { timeout: testMaxMs },
    async () => {
      const till = await readyTill('database-lost');
      const { page, texts } = till;
      const before = [await sell(page)];
      await untilDelivered(page);
      await stopServer();
      await create(page, 'Lost-One');
      await create(page, 'Lost-Two');
      before.push(await sell(page));
      await loseStorage(till, 'file_systems');
      await page.reload();
      await heading(till, texts.shell.reactivationTitle);
      await till.notice(lostText(3)).waitFor();
      await till.check();
      await startServer();
      await till.activate(await activationCode(retailer, registerId));
      await till.signIn(storeManager);
      await till.notice(lostText(3)).waitFor();
      await till.openShift();
      await create(page, 'After-Loss');
      const after = [await sell(page), await sell(page)];
      const printed = (sales: typeof before): string[] =>
        sales.flatMap((sale) => [sale.transactionId, sale.receiptNumber]);
      expect(printed(after).filter((number) => printed(before).includes(number))).toEqual([]);
      await untilDelivered(page);
      await arriveOnce('After-Loss');
      expect(await countAtHeadquarters('Lost-One')).toBe(0);
      const status = await offlineStatus();
      expect(status).toMatchObject({ storageLostAt: expect.any(String), undelivered: 0 });
      expect(Number(status?.['storageLostCount'])).toBeGreaterThanOrEqual(1);
      await page.reload();
      await till.signIn(storeManager);
      await page.getByRole('button', { name: texts.shell.storageProblemSeen }).click();
      await till.notice(lostText(3)).waitFor({ state: 'detached' });
    },
  );

  it(
    'everything is a new one, which tells what its register had last reported as undelivered',
    { timeout: testMaxMs },
    async () => {
      const till = await readyTill('all-lost');
      await untilDelivered(till.page);
      await stopServer();
      const requests = Array.from({ length: moreThanOneExchange }, (_, place) => `All-Lost-${place}`);
      for (const lastName of requests) await create(till.page, lastName);
      await oneExchangeOnly(till);
      expect(await reportedUndelivered()).toBe(1);
      await loseStorage(till, 'all');
      await till.page.goto('about:blank');
      await startServer();
      await till.open();
      await heading(till, till.texts.shell.activationTitle);
      await till.activate(await activationCode(retailer, registerId));
      await till.signIn(cashier);
      await till.notice(lostText(1)).waitFor();
      await arriveOnce('All-Lost-0');
      expect(await countAtHeadquarters(`All-Lost-${moreThanOneExchange - 1}`)).toBe(0);
    },
  );

  /** Entries that go up with one exchange are 100. */
  const moreThanOneExchange = 101;

  /** Lets the store's server take one exchange and die before the next: each waits for the row of its register. */
  async function oneExchangeOnly({ page }: TillInBrowser): Promise<void> {
    const lock = 'SELECT undelivered FROM offline_databases WHERE register_id = $1 FOR UPDATE';
    const { database } = houston;
    const exchanged = Promise.withResolvers<void>();
    const first = database.transaction('hold back', async (tx) => {
      await tx.query(lock, [registerId]);
      await startServer();
      await tellEngine(page, 'switchOnline');
      await tellEngine(page, 'exchangeNow');
      await waitingForRow(1);
      void database
        .transaction('hold back again', async (again) => {
          await again.query(lock, [registerId]);
          await stopServer();
        })
        .then(exchanged.resolve, exchanged.reject);
      await waitingForRow(2);
    });
    await first;
    await exchanged.promise;
  }

  async function reportedUndelivered(): Promise<number | undefined> {
    const rows = await houston.database.query<{ undelivered: number }>(
      'SELECT undelivered FROM offline_databases WHERE register_id = $1',
      [registerId],
    );
    return rows[0]?.undelivered;
  }

  async function waitingForRow(count: number): Promise<void> {
    const waiting = async (): Promise<number> => {
      const rows = await retailer.headquartersDatabase.query<{ count: number }>(
        `SELECT count(*)::integer AS count FROM pg_stat_activity
         WHERE wait_event_type = 'Lock' AND query LIKE '%offline_databases%FOR UPDATE%' AND query NOT LIKE '%pg_stat%'`,
        [],
      );
      return rows[0]?.count ?? 0;
    };
    await expect.poll(waiting, { timeout: arrivalMaxMs, interval: 10 }).toBeGreaterThanOrEqual(count);
  }
});

describe('a till whose database is damaged', () => {
  it(
    'R12: says so and leaves it as it is: with the bytes back everything is there',
    { timeout: testMaxMs },
    async () => {
      const before = await readyTill('damaged');
      await stopServer();
      for (let place = 0; place < 20; place++) await create(before.page, `Damaged-${place}`);
      await closeAll();
      const { file, mend } = await spoilDatabase(join(folder, 'damaged'), 'database');
      const spoilt = await readFile(file);
      const till = await openTill('damaged');
      await heading(till, till.texts.shell.brokenTitle);
      await till.notice(messageOf('till_database_corrupt', 'en')).waitFor();
      expect((await askEngine(till.page, 'activate', 'AAAA-BBBB-CCCC-DDDD')).refused).toBeDefined();
      await till.check();
      await closeAll();
      expect((await readFile(file)).equals(spoilt)).toBe(true);
      await mend();
      const mended = await openTill('damaged');
      await mended.signIn(cashier);
      await startServer();
      await untilDelivered(mended.page);
      await arriveOnce('Damaged-0', 'Damaged-19');
    },
  );

  it(
    'R12: in what was written last says how much is gone, and goes on without using any number again',
    { timeout: testMaxMs },
    async () => {
      const before = await readyTill('log-damaged');
      await stopServer();
      for (let place = 0; place < 20; place++) await create(before.page, `Log-Damaged-${place}`);
      const sold = await sell(before.page);
      await closeAll();
      await spoilDatabase(join(folder, 'log-damaged'), 'log');
      const till = await openTill('log-damaged');
      await startServer();
      const { page } = till;
      await page.getByRole('textbox', { name: till.texts.shell.operatorId }).waitFor({ timeout: arrivalMaxMs });
      await till.signIn(storeManager);
      await till.notice(messageOf('till_records_lost', 'en', { count: 21 })).waitFor();
      await till.check();
      await till.openShift();
      const again = await sell(page);
      expect([again.transactionId, again.receiptNumber]).not.toContain(sold.receiptNumber);
      expect(again.transactionId).not.toBe(sold.transactionId);
      await create(page, 'After-Damage');
      await untilDelivered(page);
      await arriveOnce('After-Damage');
    },
  );
});

describe('a till whose device is full', () => {
  it(
    'refuses Save with a sentence, keeps what is typed, records nothing by half, and saves once there is space',
    { timeout: testMaxMs },
    async () => {
      const till = await readyTill('full');
      const { page, texts } = till;
      await stopServer();
      await create(page, 'Before-Full');
      await page.getByRole('button', { name: texts.sale.customerAdd }).click();
      const field = (name: 'firstName' | 'lastName') => page.getByRole('textbox', { name: texts.customers.form[name] });
      await field('firstName').fill('Imogen');
      await field('lastName').fill('Squeezed-In');
      await setQuota(page, 1);
      await useUpSpace(page);
      const before = (await engineValue(page, 'state')).connection.queued;
      await page.getByRole('button', { name: texts.customers.form.saveToTransaction, exact: true }).click();
      await till.notice(messageOf('till_storage_full', 'en')).waitFor();
      expect([await field('firstName').inputValue(), await field('lastName').inputValue()]).toEqual([
        'Imogen',
        'Squeezed-In',
      ]);
      expect((await engineValue(page, 'state')).connection.queued).toBe(before);
      const found = await engineValue(page, 'searchCustomers', { name: 'Squeezed' }, 'store', 'en');
      expect(found.customers).toEqual([]);
      await setQuota(page, null);
      await page.getByRole('button', { name: texts.customers.form.saveToTransaction, exact: true }).click();
      await page.getByText('Imogen Squeezed-In').first().waitFor();
      await startServer();
      await untilDelivered(page);
      await arriveOnce('Before-Full', 'Squeezed-In');
    },
  );

  /** A browser takes space in pieces that hold some customers. */
  async function useUpSpace(page: Page): Promise<void> {
    for (let place = 0; place < countMaxOfPiece; place++) {
      const customer = {
        customerType: 'person' as const,
        firstName: 'Imogen',
        lastName: `Filler ${place}`,
        addresses: [],
      };
      const request = { operationId: systemIds.uuid(), customerId: systemIds.uuid(), customer };
      const { refused } = await askEngine(page, 'createCustomer', request, 'en');
      if (refused === 'till_storage_full') return;
      expect(refused).toBeUndefined();
    }
    throw new Error('the device is never full');
  }

  const countMaxOfPiece = 500;

  async function setQuota(page: Page, quotaSize: number | null): Promise<void> {
    const session = await page.context().newCDPSession(page);
    const origin = houston.url;
    await session.send('Storage.overrideQuotaForOrigin', quotaSize === null ? { origin } : { origin, quotaSize });
  }
});

describe('two tabs of a till', () => {
  async function secondTab(first: TillInBrowser): Promise<TillInBrowser> {
    const second = tillOn(first.session, await first.session.newTab(), `${houston.url}/pos/`, first.texts);
    await second.open();
    await second.page.getByRole('button', { name: first.texts.shell.lock, exact: true }).waitFor();
    return second;
  }

  async function ownership({ page, texts }: TillInBrowser, sentence: string): Promise<void> {
    await page.getByRole('button', { name: texts.shell.navConnectionStatus }).first().click();
    await page.getByText(sentence).waitFor();
    await page.getByRole('button', { name: texts.shell.close, exact: true }).click();
  }

  it(
    'are one till: what one does the other shows at once, and Connection status says which of them holds the data',
    { timeout: testMaxMs },
    async () => {
      const first = await readyTill('tabs-live');
      const second = await secondTab(first);
      await ownership(first, first.texts.shell.storageOwner);
      await ownership(second, second.texts.shell.storageNotOwner);
      await second.addCustomer({ firstName: 'Imogen', lastName: 'Seen-Twice' });
      await first.page.getByText('Imogen Seen-Twice').first().waitFor();
      await expect.poll(() => first.account().innerText(), { timeout: arrivalMaxMs }).toMatch(/C-\d{9}/u);
      await expect.poll(() => second.account().innerText(), { timeout: arrivalMaxMs }).toMatch(/C-\d{9}/u);
      await first.lock();
      await second.page.getByRole('textbox', { name: second.texts.shell.operatorId }).waitFor();
    },
  );

  for (const [end, lastName] of [
    ['closed', 'Owner-Closed'],
    ['killed', 'Owner-Killed'],
  ] as const) {
    it(
      `R1: whose owner is ${end} while the other saves record everything once, and the other takes the till over`,
      { timeout: testMaxMs },
      async () => {
        const first = await readyTill(`tabs-${end}`);
        const second = await secondTab(first);
        await stopServer();
        const { page, texts } = second;
        const { form } = texts.customers;
        await page.getByRole('button', { name: texts.sale.customerAdd }).click();
        await page.getByRole('textbox', { name: form.firstName }).fill('Imogen');
        await page.getByRole('textbox', { name: form.lastName }).fill(lastName);
        const saved = page.getByRole('button', { name: form.saveToTransaction, exact: true }).click();
        await (end === 'closed' ? first.page.close() : crash(first.page));
        await saved;
        await finishSaving(second, lastName);
        await ownership(second, texts.shell.storageOwner);
        await startServer();
        await untilDelivered(page);
        await arriveOnce(lastName);
      },
    );
  }

  async function crash(page: Page): Promise<void> {
    const session = await page.context().newCDPSession(page);
    const crashed = page.waitForEvent('crash');
    void session.send('Page.crash').catch(() => undefined);
    await crashed;
  }

  /** The next owner doesn't know who had signed in: then what was typed waits behind the lock. */
  async function finishSaving(till: TillInBrowser, lastName: string): Promise<void> {
    const { page, texts } = till;
    const signIn = page.getByRole('textbox', { name: texts.shell.operatorId });
    const onTransaction = page.getByLabel(texts.sale.catalogueSearch);
    await signIn.or(onTransaction).first().waitFor();
    if (await signIn.isVisible()) {
      await till.signIn(cashier);
      if (!(await page.getByText(`Imogen ${lastName}`).first().isVisible())) {
        await page.getByRole('button', { name: texts.sale.customerAdd }).click();
        await page.getByText(texts.customers.form.restored).waitFor();
        await page.getByRole('button', { name: texts.customers.form.saveToTransaction, exact: true }).click();
      }
    }
    await page.getByText(`Imogen ${lastName}`).first().waitFor();
  }
});

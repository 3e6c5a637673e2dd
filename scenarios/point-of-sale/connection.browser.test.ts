import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { done, startRetailer, type Retailer, type Store } from '../retailer.ts';
import {
  activationCode,
  openTillBrowser,
  operators,
  screenMaxMs,
  switchQuickly,
  type Operator,
  type TillInBrowser,
} from './till-in-browser.ts';

let retailer: Retailer;
let houston: Store;
let folder: string;
let till: TillInBrowser | null = null;

const testMaxMs = 180_000;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'counterfoil-connection-'));
  retailer = await startRetailer({ recurrence: 'continuous', ownProcesses: ['houston'] });
  houston = retailer.stores.houston;
  await switchQuickly(retailer);
}, testMaxMs);

afterEach(async () => {
  await till?.session.close();
  till = null;
  await houston.process?.start();
});

afterAll(async () => {
  await retailer.stop();
  await rm(folder, { recursive: true, force: true });
});

async function readyTill(name: string, options: { language?: 'en' | 'fr' } = {}): Promise<TillInBrowser> {
  const opened = await openTillBrowser(houston, { folder, name, ...options });
  till = opened;
  await opened.open();
  await opened.activate(await activationCode(retailer, 'HOUSTON-1'));
  await opened.signIn(operatorIn(options.language));
  await opened.openShift();
  return opened;
}

/** Screens speak the language of who has signed in. */
function operatorIn(language: 'en' | 'fr' = 'en'): Operator {
  return language === 'fr' ? operators.houston.frenchSpeaking : operators.houston.cashier;
}

/** Cuts the line while somebody types, and waits until the till has noticed by itself. */
async function serverDies({ mode }: TillInBrowser): Promise<void> {
  await houston.process?.kill();
  await mode('modeOffline');
}

async function sell(page: Page, { texts: { sale } }: TillInBrowser): Promise<void> {
  await page.getByLabel(sale.catalogueSearch).fill('umbrella');
  await page.getByLabel(sale.catalogueSearch).press('Enter');
  await page.getByRole('button', { name: sale.pay }).click();
  await page.getByRole('button', { name: sale.exact }).click();
  await page.getByRole('button', { name: sale.payConfirm }).click();
  await page.getByText(sale.receiptThanks).waitFor();
}

const numberPattern = /^C-\d{9}$/u;

describe('a till whose store’s server dies and comes back', { timeout: testMaxMs }, () => {
  it('SD-08: goes on in the middle of what the associate was doing, and the number comes without a click', async () => {
    const open = await readyTill('middle');
    const { page, texts } = open;
    const { sale, customers } = texts;
    await page.getByRole('button', { name: sale.customerAdd }).click();
    await page.getByRole('textbox', { name: customers.form.firstName }).fill('Imogen');
    await serverDies(open);
    const lastName = page.getByRole('textbox', { name: customers.form.lastName });
    expect(await page.getByRole('textbox', { name: customers.form.firstName }).inputValue()).toBe('Imogen');
    await lastName.fill('Fictitious');
    await page.getByRole('button', { name: customers.form.saveToTransaction }).click();
    await open.account().filter({ hasText: 'Pending synchronization' }).waitFor();
    await open.check();
    await sell(page, open);
    await page.getByText('Pending synchronization').first().waitFor();
    await open.check();
    await houston.process?.start();
    await open.mode('modeOnline');
    await page
      .getByText(numberPattern)
      .first()
      .waitFor({ timeout: 4 * screenMaxMs });
    expect(await page.getByText('Pending synchronization').count()).toBe(0);
    await open.check();
    const found = await done(retailer.call('POST', '/customers/search', { name: 'Fictitious' }));
    expect([...(found['customers'] ?? [])]).toHaveLength(1);
  });

  it('finds, creates and edits customers offline, in French, also after the app was opened anew without a network', async () => {
    await retailer.enable(
      'performanceImprovementsForCustomerOrders',
      'enhancedAsyncCustomerCreation',
      'asyncAddressCreation',
      'asyncCustomerEditing',
    );
    const open = await readyTill('offline', { language: 'fr' });
    const { page, texts } = open;
    const { sale, customers, shell } = texts;
    await open.addCustomer({ firstName: 'Léonie', lastName: 'Inventée', phone: '(713) 555-0188' });
    await open.account().filter({ hasText: numberPattern }).waitFor();
    await serverDies(open);
    await page.reload();
    await open.signIn(operatorIn('fr'));
    await page.getByRole('button', { name: sale.customerSearch }).click();
    await page.getByRole('textbox', { name: customers.search.box }).fill('leonie inventee');
    await page
      .getByRole('button', { name: customers.search.details.replace('{{name}}', 'Léonie Inventée') })
      .first()
      .click();
    await page.getByRole('button', { name: customers.details.edit }).click();
    await page.getByRole('textbox', { name: customers.form.firstName }).fill('Léontine');
    await page.getByRole('button', { name: customers.form.save, exact: true }).click();
    await page.getByText('Léontine Inventée').first().waitFor();
    await open.check();
    await page
      .getByRole('button', { name: new RegExp(shell.navConnectionStatus, 'iu') })
      .first()
      .click();
    await page.getByText(shell.statusQueueCount_one.replace('{{count}}', '1')).first().waitFor();
    await open.check();
    await houston.process?.start();
    await page.getByText(shell.statusQueueNone).waitFor({ timeout: 4 * screenMaxMs });
  });

  it('is left by hand by a store manager only, and comes back by hand only', async () => {
    const open = await readyTill('by-hand');
    const { page, texts } = open;
    const { shell } = texts;
    await page.getByRole('banner').getByText(shell.modeOnline).click();
    await page.getByRole('button', { name: shell.switchOffline }).click();
    const dialog = page.getByRole('dialog', { name: shell.managerTitle });
    await dialog.getByLabel(shell.operatorId).fill(operators.houston.storeManager.workerId);
    await dialog.getByLabel(shell.pin, { exact: true }).fill(operators.houston.storeManager.pin);
    await open.check();
    await dialog.getByRole('button', { name: shell.managerAllow }).click();
    await open.mode('modeManualOffline');
    await open.check();
    await page.getByRole('button', { name: shell.switchOnline }).click();
    await open.mode('modeOnline');
  });
});

describe('a till that holds no customer data', { timeout: testMaxMs }, () => {
  it('SD-25: refuses creation offline with the reason and what to do instead, and has no customer in it', async () => {
    const open = await readyTill('filtered');
    await open.addCustomer({ firstName: 'Imogen', lastName: 'Filtered' });
    await open.account().filter({ hasText: numberPattern }).waitFor();
    const schema = await done(retailer.call('GET', '/settings/channel-schemas/AX7'));
    const on = Object.assign({}, schema['setting'], { filterSharedCustomerDataTables: true });
    await done(retailer.call('PUT', '/settings/channel-schemas/AX7', on));
    const { page, texts } = open;
    const { shell, sale } = texts;
    await page.getByRole('banner').getByText(shell.modeOnline).click();
    await page.getByText(shell.statusCreationFiltered).waitFor({ timeout: 4 * screenMaxMs });
    await page.keyboard.press('Escape');
    await serverDies(open);
    await page.getByRole('button', { name: sale.customerAdd }).click();
    await page
      .getByText(/Go on with the sale without a customer/u)
      .first()
      .waitFor();
    await open.check();
  });
});

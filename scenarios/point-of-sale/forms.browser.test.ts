import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { messageOf } from '@counterfoil/contracts/error-register';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startRetailer, type Retailer } from '../retailer.ts';
import { engineValue } from './call-engine.ts';
import { spoilDatabase } from './profile-files.ts';
import { activationCode, openTillBrowser, operators, type TillInBrowser } from './till-in-browser.ts';

const testMaxMs = 300_000;
const registerId = 'HOUSTON-1';
const { cashier, storeManager } = operators.houston;

let retailer: Retailer;
let folder: string;
let till: TillInBrowser;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'counterfoil-forms-'));
  retailer = await startRetailer({ recurrence: 'continuous' });
}, testMaxMs);

afterEach(() => till.session.close());

afterAll(async () => {
  await retailer.stop();
  await rm(folder, { recursive: true, force: true });
});

async function openTill(name: string): Promise<TillInBrowser> {
  till = await openTillBrowser(retailer.stores.houston, { folder, name });
  await till.open();
  return till;
}

async function readyTill(name: string): Promise<TillInBrowser> {
  await openTill(name);
  await till.activate(await activationCode(retailer, registerId));
  await till.signIn(cashier);
  await till.openShift();
  return till;
}

describe('what is typed into a form of a customer', () => {
  it(
    "is asked about before the browser's Back leaves it, and is there again after the till was locked",
    { timeout: testMaxMs },
    async () => {
      const { page, texts } = await readyTill('typed');
      const { form, details } = texts.customers;
      const lastName = page.getByRole('textbox', { name: form.lastName });
      await till.addCustomer({ firstName: 'Imogen', lastName: 'Typed' });
      await page
        .getByRole('button', { name: texts.sale.customerAdd })
        .or(page.getByText('Imogen Typed'))
        .first()
        .waitFor();
      await page.getByText('Imogen Typed').first().click();
      const edit = page.getByRole('button', { name: details.edit, exact: true });
      await expect.poll(() => edit.getAttribute('aria-disabled'), { timeout: testMaxMs }).toBeNull();
      await edit.click();
      await lastName.fill('Typed-Anew');
      await page.goBack();
      await page.getByText(form.leaveTitle).waitFor();
      await till.check();
      await page.getByRole('button', { name: form.stay }).click();
      expect(await lastName.inputValue()).toBe('Typed-Anew');
      await till.lock();
      await till.signIn(cashier);
      await page.getByText('Imogen Typed').first().click();
      await page.getByText(form.restored).waitFor();
      expect(await lastName.inputValue()).toBe('Typed-Anew');
      await page.goBack();
      await page.getByRole('button', { name: form.leave, exact: true }).click();
      await edit.waitFor();
    },
  );
});

describe('a till whose database can not be read', () => {
  it(
    'R12: is reset by an administrator with a new code, after it was said what is lost',
    { timeout: testMaxMs },
    async () => {
      await readyTill('reset');
      await till.session.close();
      await spoilDatabase(join(folder, 'reset'), 'database');
      const { page, texts } = await openTill('reset');
      const { shell } = texts;
      await till.notice(messageOf('till_database_corrupt', 'en')).waitFor();
      await page.getByRole('button', { name: shell.resetTill, exact: true }).click();
      const confirm = page.getByRole('button', { name: shell.resetConfirm, exact: true });
      await page.getByRole('textbox', { name: shell.activationCode }).fill(await activationCode(retailer, registerId));
      expect(await confirm.isDisabled()).toBe(true);
      await till.check();
      await page.getByLabel(shell.resetUnderstood).check();
      await confirm.click();
      await till.signIn(storeManager);
      await till.notice(messageOf('till_storage_lost', 'en', { count: 0 })).waitFor();
      await page.getByRole('button', { name: shell.storageProblemSeen }).click();
      await till.openShift();
      expect((await engineValue(page, 'state')).storage.problem).toBeNull();
    },
  );
});

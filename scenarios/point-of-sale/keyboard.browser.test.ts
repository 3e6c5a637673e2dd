import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { soon, startRetailer, type Retailer } from '../retailer.ts';
import { focusOf, nowhere } from './screen-layout.ts';
import { activationCode, openTillBrowser, operators, type TillInBrowser } from './till-in-browser.ts';

const saleMaxMs = 240_000;
const startMaxMs = 120_000;
/** Rings and borders fade in. */
const focusMax = { timeout: 1_000, interval: 25 };
/** More steps than any screen has between two of its parts. */
const tabCountMax = 60;

describe('a till without a mouse', () => {
  let retailer: Retailer;
  let folder: string;
  let till: TillInBrowser;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'counterfoil-keyboard-'));
    retailer = await startRetailer({ recurrence: 'continuous' });
    till = await openTillBrowser(retailer.stores.houston, { folder });
    await till.open();
    await till.activate(await activationCode(retailer, 'HOUSTON-1'));
  }, startMaxMs);
  afterAll(async () => {
    await till?.session.close();
    await retailer?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const press = (key: string): Promise<void> => till.page.keyboard.press(key);
  const type = (text: string): Promise<void> => till.page.keyboard.type(text);

  /** The focus is here, by itself or after the key before, and can be seen. */
  async function expectFocus(role: string, name: string): Promise<void> {
    await vi.waitFor(async () => expect((await focusOf(till.page)).name).toContain(`${role} "${name}`), soon);
    expect(await focusOf(till.page), name).toMatchObject({ isVisible: true });
  }

  /** Tab by Tab to a part of the screen; on the way the focus is never lost, nameless or out of sight. */
  async function tabTo(role: string, name: string): Promise<void> {
    let endCount = 0;
    for (let count = 0; count < tabCountMax; count++) {
      await press('Tab');
      const focus = await vi.waitFor(async () => {
        const shown = await focusOf(till.page);
        /* After its last part the page has no focus once: it is the browser's turn. */
        if (shown.name === nowhere && endCount === 0) return shown;
        expect(shown, `on the way to ${name}`).toMatchObject({
          isVisible: true,
          name: expect.stringMatching(/ ".+"/u),
        });
        return shown;
      }, focusMax);
      if (focus.name === nowhere) endCount++;
      if (focus.name.startsWith(`${role} "${name}`)) return;
    }
    throw new Error(`Tab never comes to ${role} "${name}"`);
  }

  it('is signed in, sells to a new customer and prints a receipt, by keys alone', { timeout: saleMaxMs }, async () => {
    const { shell, sale, customers } = till.texts;
    await expectFocus('textbox', shell.operatorId);
    await type(operators.houston.cashier.workerId);
    await tabTo('textbox', shell.pin);
    await type(operators.houston.cashier.pin);
    await press('Enter');

    await till.page.getByLabel(sale.shiftStartingAmount).waitFor();
    await tabTo('textbox', sale.shiftStartingAmount);
    await type('100');
    await press('Enter');
    await till.page.locator('.article').first().waitFor();

    /* What is typed anywhere is looked for in the catalogue, as a scanner types. */
    await type('81125');
    await expectFocus('searchbox', sale.catalogueSearch);
    await vi.waitFor(async () => expect(await till.page.locator('.article').count()).toBe(1), soon);
    await press('Enter');
    await till.page.locator('.transaction-line').waitFor();

    await press('F3');
    await expectFocus('textbox', customers.form.firstName);
    await type('Ottoline');
    await tabTo('textbox', customers.form.lastName);
    await type('Fictitious');
    await press('Enter');
    await till.page.getByText('Ottoline Fictitious').first().waitFor();
    await vi.waitFor(async () => expect(await till.account().textContent()).toMatch(/\d{9}/u), soon);

    await press('F4');
    await expectFocus('textbox', sale.tendered);
    await type('30');
    await press('Enter');
    await till.page.locator('.receipt').getByText('Ottoline Fictitious').waitFor();
    await tabTo('button', sale.newSale);
    await press('Enter');
    await till.page.getByText(sale.transactionEmpty).waitFor();
  });

  it('closes every window by Escape, and the focus is where it was before', { timeout: saleMaxMs }, async () => {
    const { shell, sale } = till.texts;
    await till.page.getByLabel(sale.catalogueSearch).waitFor();
    await type('81125');
    await press('Enter');
    await till.page.locator('.transaction-line').waitFor();
    const windows = [
      { opener: sale.pay, title: /^Pay / },
      { opener: sale.customerOrder, title: /^Customer order/ },
      { opener: sale.void, title: sale.voidTitle },
      { opener: shell.navConnectionStatus, title: shell.navConnectionStatus },
      { opener: 'Luis Romero', title: shell.menu },
    ];
    for (const { opener, title } of windows) {
      await tabTo('button', opener);
      await press('Enter');
      const shown = till.page.getByRole('dialog', { name: title });
      await shown.waitFor();
      expect(await shown.locator(':focus').count(), `the focus is in ${opener}`).toBe(1);
      await press('Escape');
      await shown.waitFor({ state: 'detached' });
      await expectFocus('button', opener);
    }
  });
});

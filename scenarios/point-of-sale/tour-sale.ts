import { expect, vi } from 'vitest';
import { soon } from '../retailer.ts';
import { filledIn, partsOf, type Tour } from './screen-tour.ts';

/** Counted at the beginning and at the end of the shift. */
const countedAmount = '100';

/** The first sign-in: a shift is opened, and the catalogue is there. */
export async function seeOpenedShift({ till, cashier, see }: Tour): Promise<void> {
  const { page, texts } = till;
  await till.signIn(cashier);
  await page.getByLabel(texts.sale.shiftStartingAmount).waitFor();
  await see('shift to open');
  await till.openShift();
  await page.locator('.article').first().waitFor();
  await see('sale empty');
  const search = page.getByLabel(texts.sale.catalogueSearch);
  await search.fill('12');
  await see('catalogue search');
  await search.fill('nothing is called this');
  await page.getByText(texts.sale.catalogueEmpty).waitFor();
  await see('catalogue search without result');
  await search.fill('');
}

/** Puts the first articles of the catalogue on the transaction. */
export async function addLines({ till: { page } }: Pick<Tour, 'till'>, count: number): Promise<void> {
  for (let place = 0; place < count; place++) {
    await page.locator('.article').nth(place).click();
    await page.locator('.transaction-line').nth(place).waitFor();
  }
}

/** From lines to receipts, orders and the list of transactions. */
export async function seeSale(tour: Tour): Promise<void> {
  const { till, see } = tour;
  const { page, texts } = till;
  const { button } = partsOf(till);
  await button(texts.sale.customerRemove).click();
  await button(texts.sale.customerRemove).waitFor({ state: 'detached' });
  await addLines(tour, 4);
  await see('sale with lines');
  await button(texts.sale.customerOrder).click();
  await page.getByText(texts.sale.orderCustomerNeeded).waitFor();
  await see('order without customer');
  await page.keyboard.press('Escape');
  await till.addCustomer({ firstName: 'Rosalind', lastName: 'Fictitious', email: 'rosalind@example.com' });
  await vi.waitFor(async () => expect(await till.account().textContent()).toMatch(/\d{9}/u), soon);
  await see('sale with an account number');
  await seePayment(tour);
  await seeOrder(tour);
  await seeVoid(tour);
  await seePages(tour);
}

async function seePayment({ till, see }: Tour): Promise<void> {
  const { sale } = till.texts;
  const { page } = till;
  const { button, heading } = partsOf(till);
  await button(sale.pay).click();
  await page.getByLabel(sale.tendered).fill('60');
  await see('pay in cash');
  await page.getByText(sale.payCard, { exact: true }).click();
  await page.getByText(sale.cardText).waitFor();
  await see('pay by card');
  await page.getByText(sale.payCash, { exact: true }).click();
  await page.getByLabel(sale.tendered).fill('60');
  await button(sale.payConfirm).click();
  await heading(sale.receipt).waitFor();
  await page.locator('.receipt').waitFor();
  await see('receipt');
  await button(sale.newSale).click();
}

async function seeOrder(tour: Tour): Promise<void> {
  const { till, see } = tour;
  const { sale } = till.texts;
  const { button, heading } = partsOf(till);
  await till.page.locator('.article').first().waitFor();
  await addLines(tour, 2);
  await till.addCustomer({ firstName: 'Rosalind', lastName: 'Orderly', phone: tour.phone });
  await vi.waitFor(async () => expect(await till.account().textContent()).toMatch(/\d{9}/u), soon);
  await button(sale.customerOrder).click();
  await button(sale.orderConfirm).waitFor();
  await see('order');
  await button(sale.orderConfirm).click();
  await heading(sale.order).first().waitFor();
  await till.page.locator('.receipt').waitFor();
  await see('order receipt');
  await button(sale.newSale).click();
}

async function seeVoid(tour: Tour): Promise<void> {
  const { till, see } = tour;
  const { sale, shell } = till.texts;
  const { button, dialog } = partsOf(till);
  await till.page.locator('.article').first().waitFor();
  await addLines(tour, 1);
  await button(sale.void).click();
  await dialog(sale.voidTitle).waitFor();
  await see('void question');
  await button(sale.voidConfirm).click();
  await dialog(shell.managerTitle).waitFor();
  await see('manager override');
  await allow(tour);
  await till.page.getByText(sale.transactionEmpty).waitFor();
}

/** A store manager allows what the dialog asks for. */
export async function allow({ till, storeManager }: Pick<Tour, 'till' | 'storeManager'>): Promise<void> {
  const { shell } = till.texts;
  const { button, dialog, field } = partsOf(till);
  await field(shell.operatorId).fill(storeManager.workerId);
  await till.page.getByLabel(shell.pin, { exact: true }).fill(storeManager.pin);
  await button(shell.managerAllow).click();
  await dialog(shell.managerTitle).waitFor({ state: 'detached' });
}

async function seePages({ till, see }: Tour): Promise<void> {
  const { shell, sale } = till.texts;
  const { page } = till;
  const { button, heading, dialog } = partsOf(till);
  await page.locator('.worker-button').click();
  await dialog(shell.menu).waitFor();
  await see('worker menu');
  await button(shell.navTransactions).last().click();
  await heading(sale.transactions).waitFor();
  await page.locator('.row').first().waitFor();
  await see('transactions');
  await button(shell.navShift).first().click();
  await page.getByLabel(sale.shiftCounted).waitFor();
  await see('shift');
  await page.locator('.connection-button').click();
  await dialog(shell.navConnectionStatus).waitFor();
  await see('connection status online');
  await page.keyboard.press('Escape');
  await page.locator('.header-place').click();
  await page.getByLabel(sale.catalogueSearch).waitFor();
}

/** The shift is closed, by a cashier with a store manager. */
export async function seeClosedShift(tour: Tour): Promise<void> {
  const { till, see } = tour;
  const { shell, sale } = till.texts;
  const { button, heading, dialog } = partsOf(till);
  await button(shell.navShift).first().click();
  await till.page.getByLabel(sale.shiftCounted).fill(countedAmount);
  await button(sale.shiftClose).click();
  await dialog(shell.managerTitle).waitFor();
  await allow(tour);
  await heading(filledIn(sale.shiftClosed)).waitFor();
  await see('shift closed');
}

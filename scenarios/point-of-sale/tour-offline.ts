import { expect, vi } from 'vitest';
import { done, soon } from '../retailer.ts';
import { partsOf, zipCodeLabel, type Tour } from './screen-tour.ts';
import { addLines } from './tour-sale.ts';

/** The store's server dies: the till goes on; a customer of that time is refused by headquarters afterwards. */
export async function seeOffline(tour: Tour): Promise<void> {
  const { till, store, see } = tour;
  const { shell, sale } = till.texts;
  const { page } = till;
  await store.process?.kill();
  await till.mode('modeOffline');
  await see('sale offline');
  await seeSearchOffline(tour);
  await seePendingCustomer(tour);
  await page.locator('.connection-button').click();
  await partsOf(till).dialog(shell.navConnectionStatus).waitFor();
  await see('connection status offline');
  await page.keyboard.press('Escape');
  await partsOf(till).button(shell.navTransactions).first().click();
  await page.getByText(sale.stateWaiting).first().waitFor();
  await see('transactions waiting');
  await seeRefusedCustomer(tour);
}

async function seeSearchOffline({ till, see }: Tour): Promise<void> {
  const { customers, sale } = till.texts;
  const { button } = partsOf(till);
  const { page } = till;
  await button(sale.customerSearch).click();
  await page.locator('[data-search-box]').fill('Sample');
  await page.getByText(customers.search.answeredByTill).waitFor();
  await see('customer search offline');
  await button(customers.details.back).click();
}

async function seePendingCustomer(tour: Tour): Promise<void> {
  const { till, see } = tour;
  const { customers, sale } = till.texts;
  const { button, heading } = partsOf(till);
  const { page } = till;
  await page.getByLabel(sale.catalogueSearch).waitFor();
  await addLines(tour, 3);
  await till.addCustomer({ firstName: 'Percival', lastName: 'Offline', email: 'percival@example.com' });
  await see('sale with a pending customer');
  await page.locator('.customer-open').click();
  await heading('Percival Offline').waitFor();
  await page.getByText(customers.details.next, { exact: false }).first().waitFor();
  await see('customer details, pending');
  await button(customers.details.back).click();
  await button(sale.pay).click();
  await button(sale.payConfirm).click();
  await page.locator('.receipt').waitFor();
  await see('receipt with a pending customer');
  await button(sale.newSale).click();
  await page.getByLabel(sale.catalogueSearch).waitFor();
}

/* No address of this store's country fits. */
const impossibleZipCode = '&&&&&&&&';

/** What is fine by the rules that the till has, headquarters refuses by newer ones. */
async function seeRefusedCustomer(tour: Tour): Promise<void> {
  const { till, retailer, store, address, see } = tour;
  const { sale, customers } = till.texts;
  const { button, heading } = partsOf(till);
  const { page } = till;
  const formats = `/settings/address-formats/${address.countryRegion}`;
  const { setting } = await done(retailer.call('GET', formats));
  await store.process?.start();
  await comeBackOnline(tour);
  /* With headquarters out of reach it goes by the P-job, which keeps what it can't convert. */
  store.line.cut();
  await page.locator('.header-place').click();
  await button(sale.customerAdd).click();
  await fillMisposted(tour);
  await button(customers.form.save).click();
  await heading('Barnaby Misposted').waitFor();
  await page.locator('.customer-badge[data-tone="waiting"]').waitFor();
  await page.getByText(customers.details.stepNow).first().waitFor({ state: 'attached' });
  await vi.waitFor(() => expect(page.locator('.queue-badge').count()).resolves.toBe(0), soon);
  await done(
    retailer.call(
      'PUT',
      formats,
      Object.assign({}, setting, { zipCodeFormats: [impossibleZipCode], zipCodeRequired: true }),
    ),
  );
  store.line.restore();
  await page.locator('.customer-badge[data-tone="problem"]').waitFor();
  await see('customer details, needs attention');
  await done(retailer.call('PUT', formats, Object.assign({}, setting)));
  await button(customers.details.back).click();
}

async function fillMisposted({ till, address }: Tour): Promise<void> {
  const { form, address: texts, addressLabel } = till.texts.customers;
  const { button, field } = partsOf(till);
  await field(form.firstName).fill('Barnaby');
  await field(form.lastName).fill('Misposted');
  await button(form.addresses).click();
  await button(texts.add).click();
  await field(addressLabel.street).fill(address.street);
  await till.page.getByLabel(zipCodeLabel(till)).fill(address.zipCode);
}

/** The till comes back by hand, as the screens offer it. */
export async function comeBackOnline({ till }: Pick<Tour, 'till'>): Promise<void> {
  const { shell } = till.texts;
  const { button, dialog } = partsOf(till);
  await till.page.locator('.connection-button').click();
  await dialog(shell.navConnectionStatus).waitFor();
  if (await button(shell.switchOnline).isVisible()) await button(shell.switchOnline).click();
  await button(shell.switchOnline).waitFor({ state: 'detached' });
  await till.page.keyboard.press('Escape');
  await till.mode('modeOnline');
}

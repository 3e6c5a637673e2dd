import { done } from '../retailer.ts';
import { partsOf, type Tour } from './screen-tour.ts';
import { comeBackOnline } from './tour-offline.ts';

/** Customer data is kept off the tills (SD-25): created online only, and not at all while offline. */
export async function seeRefusalOfFilteredData(tour: Tour): Promise<void> {
  const { till, store, see } = tour;
  const { sale, customers, shell } = till.texts;
  const { button, heading, dialog } = partsOf(till);
  const { page } = till;
  await setFilter(tour, true);
  await page.locator('.connection-button').click();
  await page.getByText(shell.statusCreationFiltered).waitFor();
  await see('connection status, customers online only');
  await page.keyboard.press('Escape');
  await page.locator('.header-place').click();
  await button(sale.customerAdd).click();
  await heading(customers.form.newTitle).waitFor();
  await see('new customer, online only');
  await button(customers.form.cancel).click();
  await store.process?.kill();
  await till.mode('modeOffline');
  await button(sale.customerAdd).click();
  await dialog(sale.customerAddRefused).waitFor();
  await see('customer creation refused');
  await button(sale.goOnWithSale).click();
  await store.process?.start();
  await comeBackOnline(tour);
  await setFilter(tour, false);
}

async function setFilter({ retailer }: Tour, filterSharedCustomerDataTables: boolean): Promise<void> {
  const { setting } = await done(retailer.call('GET', '/settings/channel-schemas/AX7'));
  await done(
    retailer.call(
      'PUT',
      '/settings/channel-schemas/AX7',
      Object.assign({}, setting, { filterSharedCustomerDataTables }),
    ),
  );
  await retailer.carrySettings();
}

import { expect, vi } from 'vitest';
import { done, soon } from '../retailer.ts';
import { filledIn, partsOf, zipCodeLabel, type Tour } from './screen-tour.ts';

/** From the form of a new customer over its details to every kind of search. */
export async function seeCustomers(tour: Tour): Promise<void> {
  await seeNewCustomer(tour);
  await seeDetails(tour);
  await seeSearch(tour);
}

async function seeNewCustomer(tour: Tour): Promise<void> {
  const { till, see } = tour;
  const { customers, sale } = till.texts;
  const { form, contact } = customers;
  const { button, field, heading, dialog } = partsOf(till);
  await button(sale.customerAdd).click();
  await heading(form.newTitle).waitFor();
  await see('new customer');
  await field(form.email).fill('nobody');
  await button(form.save).click();
  await till.page.getByText(form.problems_other.replace('{{count}}', '2')).first().waitFor();
  await see('new customer with problems');
  await field(form.firstName).fill('Imogen');
  await field(form.lastName).fill('Fictitious');
  await field(form.email).fill('imogen@example.com');
  await field(form.phone).fill(tour.phone);
  await openSections(tour);
  await button(contact.addEmail).click();
  await dialog(contact.newEmail).waitFor();
  await field(contact.email).last().fill('imogen@work.example.com');
  await field(contact.label).fill('Atelier');
  await see('new contact');
  await button(contact.done).click();
  await fillAddresses(tour);
  await see('new customer filled in');
  await button(form.cancel).click();
  await dialog(form.leaveTitle).waitFor();
  await see('new customer leaving');
  await till.page.keyboard.press('Escape');
}

async function openSections({ till }: Tour): Promise<void> {
  const { form } = till.texts.customers;
  for (const name of [form.contacts, form.addresses, form.attributes]) {
    const head = till.page.getByRole('button', { name: new RegExp(`^${name}`, 'u') });
    if ((await head.getAttribute('aria-expanded')) === 'false') await head.click();
  }
}

async function fillAddresses({ till, address: { street, zipCode, city } }: Tour): Promise<void> {
  const { address, addressLabel, attribute } = till.texts.customers;
  const { button } = partsOf(till);
  const { page } = till;
  for (const streetNumber of ['12', '14']) {
    await button(address.add).click();
    const group = page.getByRole('group').last();
    await group.getByLabel(addressLabel.street).first().fill(`${streetNumber} ${street}`);
    await group.getByLabel(zipCodeLabel(till)).fill(zipCode);
    await group.getByLabel(new RegExp(`^${addressLabel.city}`, 'u')).fill(city);
    if (streetNumber === '12') await button(address.done).click();
  }
  await page.getByLabel(/^(Household size|Taille du foyer)/u).fill('3');
  await page
    .getByText(attribute.between.split(' ')[0] ?? '')
    .first()
    .waitFor();
}

async function seeDetails(tour: Tour): Promise<void> {
  const { till, see } = tour;
  const { customers, sale } = till.texts;
  const { form, details, loyalty } = customers;
  const { button, heading, dialog } = partsOf(till);
  const { page } = till;
  await button(form.save).click();
  await heading('Imogen Fictitious').waitFor();
  await see('customer details of a new customer');
  await vi.waitFor(async () => expect(await page.getByText(/^[CF]-\d{9}$/u).count()).toBeGreaterThan(0), soon);
  await vi.waitFor(async () => expect(await button(details.edit).getAttribute('aria-disabled')).toBeNull(), soon);
  await see('customer details');
  await button(details.edit).click();
  await heading(filledIn(form.editTitle)).waitFor();
  await see('customer edit');
  await button(form.save).click();
  await page.getByText(form.nothingChanged).waitFor();
  await see('customer edit, nothing changed');
  await button(form.cancel).click();
  await button(details.issueCard).click();
  await dialog(loyalty.title).waitFor();
  await see('loyalty card');
  await button(loyalty.issue).click();
  await dialog(loyalty.title).waitFor({ state: 'detached' });
  await see('loyalty card issued');
  await button(details.addToTransaction).click();
  await page.getByLabel(sale.catalogueSearch).waitFor();
  await seeDuplicate(tour);
}

async function seeDuplicate({ till, phone, see }: Tour): Promise<void> {
  const { customers, sale } = till.texts;
  const { button, field } = partsOf(till);
  await button(sale.customerAdd).click();
  await field(customers.form.lastName).fill('Fictitious');
  await field(customers.form.phone).fill(phone);
  await till.page.getByText(customers.duplicate.title).waitFor();
  await see('duplicate hint');
  await button(customers.duplicate.take).or(till.page.locator('.hint-row button')).first().click();
  await till.page.getByLabel(sale.catalogueSearch).waitFor();
}

async function seeSearch(tour: Tour): Promise<void> {
  const { till, retailer, see } = tour;
  const { search } = till.texts.customers;
  const { button, dialog } = partsOf(till);
  const { page } = till;
  const box = page.locator('[data-search-box]');
  await button(till.texts.sale.customerSearch).click();
  await page.getByText(search.begin, { exact: true }).waitFor();
  await see('customer search');
  await box.fill('Sample');
  await vi.waitFor(async () => expect(await page.locator('[data-hit]').count()).toBeGreaterThan(2), soon);
  await see('customer search with results');
  await box.fill('Samplefrod');
  await page.getByText(search.typoTolerant).waitFor();
  await see('customer search, similar names');
  await box.fill('Quetzalcoatlus');
  await page.getByText(filledIn(search.nobody)).waitFor();
  await see('customer search, nobody');
  const elsewhere = {
    customerType: 'person',
    firstName: 'Distant',
    lastName: tour.distantName,
    addressBooks: ['ONLINE'],
  };
  const request = { channelId: 'CALLCENTER', customer: { ...elsewhere, addresses: [] } };
  await done(retailer.call('POST', '/customers', request));
  await page.getByText(search.scopeAllStores, { exact: true }).click();
  await box.fill(tour.distantName);
  await page.getByRole('heading', { name: search.elsewhere }).waitFor();
  await see('customer search, all stores');
  await page.locator('[data-hit]').first().click();
  await dialog(search.bringTitle).waitFor();
  await see('customer of another store');
  await page.keyboard.press('Escape');
  await page.getByText(search.scopeStore, { exact: true }).click();
  await box.fill('');
  await button(till.texts.customers.details.back).click();
  await page.getByLabel(till.texts.sale.catalogueSearch).waitFor();
}

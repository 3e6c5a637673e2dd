import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { done, startRetailer, textOf, type Retailer } from '../retailer.ts';
import { openWorkspace } from './workspace-in-browser.ts';

/** Fields and buttons before the one that is looked for; the menu is long. */
const tabCountMax = 150;

/** Goes to a field or a button as somebody without a mouse does. */
async function tabTo(page: Page, name: string): Promise<void> {
  const wanted = page
    .getByLabel(name, { exact: true })
    .or(page.getByRole('button', { name, exact: true }))
    .first();
  for (let count = 0; count < tabCountMax; count++) {
    if (await wanted.evaluate((element) => element === element.ownerDocument.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`the keyboard never came to ${name}`);
}

async function typeInto(page: Page, name: string, text: string): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.type(text);
}

/* Somebody without a mouse presses many keys. */
const testMaxMs = 150_000;

describe('the page of a customer', { timeout: testMaxMs }, () => {
  let retailer: Retailer;
  beforeAll(async () => {
    retailer = await startRetailer();
  });
  afterAll(() => retailer.stop());

  async function createAtHeadquarters(lastName: string): Promise<string> {
    const body = {
      channelId: 'HOUSTON',
      customer: { customerType: 'person', firstName: 'Ada', lastName, email: `${lastName}@example.com` },
    };
    const answer = await done(retailer.call('POST', '/customers', body));
    return textOf(answer['customer']?.['customerId']);
  }

  it('a customer is created at headquarters by keyboard only, and seen to reach every channel', async () => {
    await createAtHeadquarters('Twin');
    const { page, open, check, close } = await openWorkspace(retailer, { role: 'dataSteward' });
    await open('/customers/new');
    await typeInto(page, 'Created in the name of', 'Houston');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+s');
    await page.getByText('One thing needs correcting.').waitFor();
    await typeInto(page, 'Last name *', 'Lovelace');
    await typeInto(page, 'E-mail', 'twin@example.com');
    await page.getByText('same e-mail address').waitFor();
    await check();
    await page.keyboard.press('Control+s');
    await page.getByText('channel databases that are to have it').waitFor();
    expect(await page.textContent('h1')).toBe('Lovelace');
    await retailer.run('1010');
    await page.getByText('In 3 of 3 channel databases that are to have it.').waitFor();
    await check();
    await close();
  });

  it('a customer of a store is shown while it waits, and its number comes without a reload, in French', async () => {
    const { customerId } = await retailer.stores.paris.create({
      customerType: 'person',
      firstName: 'Amélie',
      lastName: 'Renard',
    });
    await retailer.run('P-0001');
    const { page, open, check, close } = await openWorkspace(retailer, { role: 'dataSteward', language: 'fr' });
    await open(`/customers/${customerId}?tab=trace`);
    expect(await page.textContent('h1')).toBe('Amélie Renard');
    await page.getByText('En attente de synchronisation').waitFor();
    await page.getByText('Le client est ici').waitFor();
    expect(await page.getByRole('link', { name: 'Modifier', exact: true }).count()).toBe(0);
    await check();
    await retailer.run('synchronize-customers');
    await page
      .getByText(/^C-\d+$/u)
      .first()
      .waitFor();
    await page.getByRole('link', { name: 'Modifier', exact: true }).waitFor();
    await page.getByRole('tab', { name: 'Historique' }).click();
    await page.getByRole('heading', { name: 'Créé à Paris' }).waitFor();
    await check();
    await close();
  });

  it('what somebody else changes meanwhile is shown side by side, and nothing typed is lost', async () => {
    const customerId = await createAtHeadquarters('Byron');
    const { page, open, check, close } = await openWorkspace(retailer, { role: 'administrator' });
    await open(`/customers/${customerId}/edit`);
    await page.getByLabel('First name *').fill('Augusta');
    const changes = { firstName: 'Anne', notes: 'Prefers mornings' };
    await done(retailer.call('PATCH', `/customers/${customerId}`, { changes }));
    await page.getByRole('table', { name: 'Somebody else has changed this customer meanwhile' }).waitFor();
    const row = page.getByRole('row').filter({ hasText: 'Both of you changed this' });
    expect(await row.getByRole('cell').allInnerTexts()).toMatchObject([
      expect.stringContaining('First name') as string,
      'Ada',
      'Anne',
      expect.stringContaining('Augusta') as string,
    ]);
    await check();
    await page.getByRole('button', { name: 'Go on with the latest, keeping what I typed' }).click();
    expect(await page.getByLabel('First name *').inputValue()).toBe('Augusta');
    expect(await page.getByRole('textbox', { name: 'Notes' }).inputValue()).toBe('Prefers mornings');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { level: 1, name: 'Augusta Byron' }).waitFor();
    expect(await retailer.atHeadquarters(customerId)).toMatchObject({
      firstName: 'Augusta',
      notes: 'Prefers mornings',
    });
    await close();
  });

  it('a page with something typed asks before it is left, and a deactivation before it is done', async () => {
    const customerId = await createAtHeadquarters('Somerville');
    const { page, open, check, close } = await openWorkspace(retailer, { role: 'dataSteward' });
    await open(`/customers/${customerId}/edit`);
    await page.getByLabel('First name *').fill('Mary');
    await page.getByRole('link', { name: 'Back to the customer' }).click();
    await page.getByRole('dialog', { name: 'Leave without saving?' }).waitFor();
    await page.getByRole('button', { name: 'Leave', exact: true }).click();
    await page.getByRole('button', { name: 'Deactivate' }).click();
    const dialog = page.getByRole('dialog', { name: 'Deactivate Ada Somerville?' });
    await dialog.waitFor();
    await check();
    await dialog.getByRole('button', { name: 'Deactivate' }).click();
    await page.getByText('hidden in every channel, and it can’t be changed').waitFor();
    expect(await retailer.atHeadquarters(customerId)).toMatchObject({ deactivated: true });
    await close();
  });

  it('an auditor reads everything and changes nothing', async () => {
    const customerId = await createAtHeadquarters('Herschel');
    const { page, open, check, close } = await openWorkspace(retailer, { role: 'auditor', width: 390 });
    await open(`/customers/${customerId}`);
    await page.getByText('You may read this page, but not change anything on it.').waitFor();
    await page.getByText('herschel@example.com', { exact: false }).first().waitFor();
    expect(await page.getByRole('link', { name: 'Edit', exact: true }).count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Deactivate' }).count()).toBe(0);
    await check();
    await open(`/customers/${customerId}/edit`);
    await page.getByText('You may not see this page').waitFor();
    await close();
  });

  it('an identifier that nobody has leads on', async () => {
    const { page, open, check, close } = await openWorkspace(retailer, { role: 'administrator', language: 'fr' });
    await open('/customers/01890000-0000-7000-8000-00000000dead');
    await page.getByRole('heading', { level: 1, name: "Ce client n'existe pas" }).waitFor();
    await check();
    await close();
  });
});

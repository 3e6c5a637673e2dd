import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { done, soon, startRetailer, type Created, type Retailer } from '../retailer.ts';
import { openWorkspace } from './workspace-in-browser.ts';

const path = '/customer-synchronization-status';
const testMaxMs = 180_000;
/** Stops of the Tab key before the one that is looked for; the menu is long. */
const tabCountMax = 200;

/** Goes to a place of the page as somebody without a mouse does. */
async function tabTo(page: Page, wanted: Locator): Promise<void> {
  await wanted.waitFor();
  for (let count = 0; count < tabCountMax; count++) {
    if (await wanted.evaluate((element) => element === element.ownerDocument.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('the keyboard never came there');
}

describe('customer synchronization status', () => {
  let retailer: Retailer;
  beforeAll(async () => {
    retailer = await startRetailer();
    const british = { countryRegion: 'GB', zipCodeFormats: ['&&# #&&'], zipCodeRequired: true };
    await done(retailer.call('PUT', '/settings/address-formats/GB', british));
  }, testMaxMs);
  afterAll(() => retailer.stop());

  /** Customers of Paris that headquarters finds wrong: Paris has not heard of the format of British postcodes yet. */
  async function misposted(...lastNames: readonly string[]): Promise<Created[]> {
    const created = [];
    for (const lastName of lastNames) {
      const addresses = [{ countryRegion: 'GB', street: 'Made-up Road', city: 'Bath', zipCode: '12345' }];
      const person = { customerType: 'person', firstName: 'Pat', lastName, addresses } as const;
      created.push(await retailer.stores.paris.create(person));
    }
    await retailer.travel();
    return created;
  }

  it(
    'shows why a record failed, and by keyboard only it is corrected, saved, synchronized and gone from the list',
    { timeout: testMaxMs },
    async () => {
      const [bad] = await misposted('Misposted');
      const { page, open, check, close } = await openWorkspace(retailer, { role: 'dataSteward' });
      await open(path);
      await page.getByText('1 × Postcode').waitFor();
      await check();
      const row = page.getByRole('row').filter({ hasText: 'Pat Misposted' });
      expect(await row.textContent()).toContain('&&# #&&');
      await tabTo(page, row);
      await page.keyboard.press('Enter');
      const postcode = page.getByLabel('New value of Postcode (Address)');
      await tabTo(page, postcode);
      expect(await postcode.getAttribute('aria-invalid')).toBe('true');
      await check();
      await page.keyboard.press('Control+a');
      await page.keyboard.type('BA1 2BB');
      await tabTo(page, page.getByRole('button', { name: 'Save', exact: true }));
      await page.keyboard.press('Enter');
      await page.getByText('Saved. The record stays failed').waitFor();
      await page.getByText('test-dataSteward').or(page.getByText('Test dataSteward')).last().waitFor();
      await tabTo(page, page.getByRole('button', { name: 'Synchronize', exact: true }));
      await page.keyboard.press('Enter');
      await page.getByText('Handed over.').waitFor();
      await retailer.travel();
      await page.locator('.record-mark[data-status="completed"]').waitFor();
      await check();
      await open(path);
      await page.getByText('No record failed').waitFor();
      const customer = await retailer.atHeadquarters(bad?.customerId ?? '');
      expect(customer?.addresses[0]?.zipCode).toBe('BA1 2BB');
      await close();
    },
  );

  it(
    'synchronizes many at once in French once the setting is mended, and says what became of each',
    { timeout: testMaxMs },
    async () => {
      await misposted('Une', 'Deux', 'Trois');
      const { page, open, check, close } = await openWorkspace(retailer, { role: 'administrator', language: 'fr' });
      await open(path);
      await page.getByText('3 × Code postal').waitFor();
      await page.getByRole('button', { name: 'Afficher: 3 × Code postal' }).click();
      await page.getByText('Affiché : cette erreur seulement').waitFor();
      await done(
        retailer.call('PUT', '/settings/address-formats/GB', {
          countryRegion: 'GB',
          zipCodeFormats: ['&&# #&&', '#####'],
          zipCodeRequired: true,
        }),
      );
      await page.getByLabel('Sélectionner toutes les lignes').check();
      await page.getByRole('button', { name: 'Synchroniser 3 enregistrements' }).click();
      await check();
      await page.getByRole('dialog').getByRole('button', { name: 'Synchroniser' }).click();
      await page.getByText('3 en attente').waitFor();
      await retailer.travel();
      await page.getByText('3 traités sur 3').waitFor({ timeout: soon.timeout });
      expect(await page.getByRole('dialog').getByText('Compte C-').count()).toBe(3);
      await check();
      await page.getByRole('dialog').getByRole('button', { name: 'Fermer' }).last().click();
      await page.getByText('Aucun résultat').or(page.getByText('Aucun enregistrement en échec')).waitFor();
      await close();
    },
  );

  it('lets an auditor read everything and change nothing', { timeout: testMaxMs }, async () => {
    const { page, open, check, close } = await openWorkspace(retailer, { role: 'auditor' });
    await open(path);
    await page.getByText('You may read this page, but not change anything on it.').waitFor();
    await page.getByText('Completed', { exact: true }).first().click();
    await page.getByRole('row').filter({ hasText: 'Pat Misposted' }).first().waitFor();
    expect(await page.getByRole('button', { name: /^Synchronize/u }).count()).toBe(0);
    await page.getByRole('row').filter({ hasText: 'Pat Misposted' }).first().click();
    await page.getByText('Corrections').waitFor();
    expect(await page.getByLabel(/^New value of/u).count()).toBe(0);
    await check();
    await close();
  });
});

import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startRetailer, type Retailer } from '../retailer.ts';
import { openWorkspace } from './workspace-in-browser.ts';

const setUpMaxMs = 300_000;
const lastNames = ['Abelsample', 'Bertsample', 'Morsample', 'Zimsample'];

describe('All customers', () => {
  let retailer: Retailer;
  beforeAll(async () => {
    retailer = await startRetailer({ recurrence: 'continuous' });
    for (const lastName of lastNames) {
      await retailer.stores.houston.create({ customerType: 'person', firstName: 'Robin', lastName });
    }
    await retailer.stores.paris.create({ customerType: 'organization', organizationName: 'Nadir Exemple SARL' });
    await vi.waitUntil(async () => (await countOf(retailer)) >= 5, { timeout: setUpMaxMs, interval: 300 });
  }, setUpMaxMs);
  afterAll(() => retailer.stop());

  it('browses, jumps, filters, searches and opens a customer by the keyboard alone', async () => {
    const { page, open, check, close } = await openWorkspace(retailer, { role: 'dataSteward', language: 'en' });
    await open('/customers');
    await page.getByText('Robin Abelsample').waitFor();
    await check();
    await page.getByRole('button', { name: 'M', exact: true }).click();
    await page.getByText('Robin Abelsample').waitFor({ state: 'detached' });
    await page.getByText('Robin Morsample').waitFor();
    await page.getByRole('button', { name: 'Remove Names from M' }).click();
    await page.getByRole('button', { name: 'Filters' }).click();
    await page.getByRole('combobox', { name: 'Customer type' }).click();
    await page.getByRole('option', { name: 'Organization' }).click();
    await page.getByText('Robin Abelsample').waitFor({ state: 'detached' });
    await page.getByText('Nadir Exemple SARL').waitFor();
    await check();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Remove Customer type: Organization' }).click();
    await page.getByRole('searchbox', { name: 'Search customers' }).fill('zimsample');
    await page.getByText('Robin Abelsample').waitFor({ state: 'detached' });
    await page.getByText('Robin Zimsample').waitFor();
    await page.getByRole('searchbox', { name: 'Search customers' }).fill('');
    await page.getByText('Robin Abelsample').waitFor();
    await page.getByRole('region', { name: 'Customers' }).focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/workspace\/customers\/[0-9a-f-]{36}$/u);
    await close();
  });

  it('keeps a view under a name, in French, and begins with it from then on', async () => {
    const { page, open, check, close } = await openWorkspace(retailer, { role: 'dataSteward', language: 'fr' });
    await open('/customers');
    await page.getByRole('button', { name: 'Filtres' }).click();
    await page.getByRole('combobox', { name: 'Type de client' }).click();
    await page.getByRole('option', { name: 'Organisation' }).click();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Vues enregistrées' }).click();
    await page.getByRole('menuitem', { name: 'Enregistrer cette vue …' }).click();
    await page.getByRole('textbox', { name: 'Nom de la vue' }).fill('Organisations');
    await check();
    await page.getByRole('button', { name: 'Enregistrer', exact: true }).click();
    await page.getByRole('button', { name: 'Vues enregistrées' }).click();
    await page.getByRole('menuitem', { name: 'Organisations' }).click();
    await page.getByRole('button', { name: 'Organisations', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Commencer par cette vue' }).click();
    await open('/customers');
    await page.getByRole('button', { name: 'Retirer Type de client: Organisation' }).waitFor();
    await page.getByText('Nadir Exemple SARL').waitFor();
    expect(await page.getByText('Robin Abelsample').count()).toBe(0);
    await check();
    await close();
  });

  it('exports what is shown, and not to an auditor', async () => {
    const steward = await openWorkspace(retailer, { role: 'administrator', language: 'en' });
    await steward.open('/customers');
    await steward.page.getByRole('searchbox', { name: 'Search customers' }).fill('bertsample');
    await steward.page.getByText('Robin Bertsample').waitFor();
    await steward.page.getByText('Robin Abelsample').waitFor({ state: 'detached' });
    await steward.page.getByRole('button', { name: 'Export' }).click();
    const [download] = await Promise.all([
      steward.page.waitForEvent('download'),
      steward.page.getByRole('button', { name: 'Write the file' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^customers-\d{4}-\d\d-\d\d\.csv$/u);
    const lines = (await readFile(await download.path(), 'utf8')).trimEnd().split('\n');
    expect(lines).toHaveLength(2);
    expect(lines[1]).toContain('Bertsample');
    await steward.check();
    await steward.close();
    const auditor = await openWorkspace(retailer, { role: 'auditor', language: 'fr' });
    await auditor.open('/customers');
    await auditor.page.getByText('Robin Bertsample').waitFor();
    expect(await auditor.page.getByRole('button', { name: 'Exporter' }).count()).toBe(0);
    await auditor.check();
    await auditor.close();
  });

  it('announces new customers by itself', async () => {
    const { page, open, close } = await openWorkspace(retailer, { role: 'commerceManager', language: 'en' });
    await open('/customers');
    await page.getByText('Robin Abelsample').waitFor();
    await retailer.stores.houston.create({ customerType: 'person', firstName: 'Robin', lastName: 'Latesample' });
    await page.getByText('1 new customer').waitFor();
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await page.getByText('Robin Latesample').first().waitFor();
    await close();
  });
});

async function countOf({ headquartersDatabase }: Retailer): Promise<number> {
  const [row] = await headquartersDatabase.query<{ count: string }>(
    "SELECT count(*) AS count FROM customers WHERE document ->> 'lastName' LIKE '%sample' OR document ->> 'organizationName' LIKE '%Exemple%'",
  );
  return Number(row?.count ?? 0);
}

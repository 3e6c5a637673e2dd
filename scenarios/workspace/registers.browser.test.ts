import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { done, startRetailer, type Retailer } from '../retailer.ts';
import { openWorkspace } from './workspace-in-browser.ts';

const testMaxMs = 180_000;

describe('registers', () => {
  let retailer: Retailer;
  beforeAll(async () => {
    retailer = await startRetailer();
  }, testMaxMs);
  afterAll(() => retailer.stop());

  it(
    'are made, given an activation code that is shown once, and deleted, with every window accessible',
    { timeout: testMaxMs },
    async () => {
      const { page, open, check, close } = await openWorkspace(retailer, { role: 'administrator' });
      await open('/registers');
      await page.getByRole('button', { name: 'New register' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('Register number').fill('HOUSTON-9');
      await dialog.getByLabel('Name').fill('Houston, till 9');
      await dialog.getByRole('combobox', { name: 'Store' }).or(dialog.getByLabel('Store')).first().click();
      await page.getByRole('option', { name: 'Houston' }).click();
      await check();
      await dialog.getByRole('button', { name: 'Save' }).click();
      await page.getByRole('button', { name: 'Make activation code' }).click();
      const code = page.locator('.activation-code');
      await code.waitFor();
      expect(await code.textContent()).toMatch(/^(?:[2-9A-Z]{4}-){3}[2-9A-Z]{4}$/u);
      await check();
      await page.keyboard.press('Escape');
      await page.getByText('waits until').waitFor();
      expect(await code.count()).toBe(0);
      await page.getByRole('button', { name: 'Delete' }).click();
      await page.getByText('Delete the register Houston, till 9?').waitFor();
      await check();
      await page.getByRole('dialog').last().getByRole('button', { name: 'Delete' }).click();
      await page.getByRole('row').filter({ hasText: 'HOUSTON-9' }).waitFor({ state: 'detached' });
      await close();
    },
  );

  it('tells a worker who has a PIN from one who has none, in French', { timeout: testMaxMs }, async () => {
    const worker = { name: 'Zoé Sansclef', languageId: 'fr-FR', role: 'cashier', channelIds: ['PARIS'] };
    await done(retailer.call('PUT', '/settings/workers/000999', worker));
    const { page, open, check, close } = await openWorkspace(retailer, { role: 'administrator', language: 'fr' });
    await open('/workers');
    const row = page.getByRole('row').filter({ hasText: 'Zoé Sansclef' });
    expect(await row.textContent()).toContain('Aucun code PIN');
    await page.getByRole('button', { name: 'Définir le code PIN de Zoé Sansclef' }).click();
    await page.getByLabel('Nouveau code PIN', { exact: true }).fill('4711');
    await page.getByLabel('Le code PIN encore une fois', { exact: true }).fill('4712');
    await page.getByText('Les deux ne sont pas identiques.').waitFor();
    await check();
    await page.getByLabel('Le code PIN encore une fois', { exact: true }).fill('4711');
    await page.keyboard.press('Enter');
    await row.getByText(/^Défini/u).waitFor();
    await close();
  });

  it('show an auditor what tills keep back, and no way to change anything', { timeout: testMaxMs }, async () => {
    // The store is away: what it told last stays what is known of its tills.
    retailer.stores.houston.line.cut();
    const report = {
      reportedAt: '2026-03-01T10:00:00.000Z',
      outbox: { undelivered: 0, oldestRecordedAt: null },
      registers: [
        {
          registerId: 'HOUSTON-1',
          undelivered: 3,
          oldestRecordedAt: '2026-03-01T09:00:00.000Z',
          lastExchangeAt: '2026-03-01T08:59:00.000Z',
        },
      ],
    };
    await retailer.headquartersDatabase.query(
      `INSERT INTO scale_unit_reports (channel_database_id, received_at, report) VALUES ('houston', now(), $1)
       ON CONFLICT (channel_database_id) DO UPDATE SET report = excluded.report`,
      [JSON.stringify(report)],
    );
    const { page, open, check, close } = await openWorkspace(retailer, { role: 'auditor' });
    await open('/register-offline-status');
    await page.getByText('3 records wait').waitFor();
    await check();
    await open('/registers');
    await page.getByRole('row').filter({ hasText: 'HOUSTON-1' }).click();
    await page.getByText('No till is activated for this register.').waitFor();
    expect(await page.getByRole('button', { name: 'Make activation code' }).count()).toBe(0);
    await check();
    await close();
  });
});

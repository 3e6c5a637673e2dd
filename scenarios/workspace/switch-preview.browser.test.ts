import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { done, soon, startRetailer, type Retailer } from '../retailer.ts';
import { openWorkspace } from './workspace-in-browser.ts';

const path = '/functionality-profiles/POS-SYNC/switch-preview';
const testMaxMs = 180_000;

describe('the preview of a switch', () => {
  let retailer: Retailer;
  beforeAll(async () => {
    retailer = await startRetailer({ recurrence: 'continuous' });
    await retailer.stores.houston.create({ customerType: 'person', firstName: 'Wanda', lastName: 'Waits' });
  }, testMaxMs);
  afterAll(() => retailer.stop());

  it(
    'says what changes and for whom before anything does, switches, and follows it to the channel',
    { timeout: testMaxMs },
    async () => {
      const { page, open, check, close } = await openWorkspace(retailer, { role: 'commerceManager' });
      await open(path);
      await page.getByText('stays as it is').waitFor();
      await page.getByRole('switch', { name: 'Create customer in async mode' }).click();
      await page.getByText('saved in the channel at once').waitFor();
      const houston = page.getByRole('row').filter({ hasText: 'Houston' });
      expect(await houston.textContent()).toContain('Synchronous');
      await page.getByText('no loyalty card until the account number is there').waitFor();
      await check();
      const before = await done(retailer.call('GET', '/channels/HOUSTON/creation-mode'));
      expect(before['settings']).toBe('sync');
      await page.getByRole('button', { name: 'Switch now' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Switch now' }).click();
      await page.getByText('Every channel acts on the present setting.').waitFor({ timeout: soon.timeout });
      await expect.poll(() => houston.textContent(), soon).toContain('Asynchronous');
      await check();
      await close();
    },
  );

  it('shows an auditor the preview in French, and no way to switch', { timeout: testMaxMs }, async () => {
    const { page, open, check, close } = await openWorkspace(retailer, { role: 'auditor', language: 'fr' });
    await open(path);
    await page.getByText('Quand il parvient aux canaux').waitFor();
    expect(await page.getByRole('button', { name: 'Changer maintenant' }).count()).toBe(0);
    await check();
    await close();
  });
});

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startRetailer, type Retailer } from '../retailer.ts';
import { openWorkspace } from './workspace-in-browser.ts';

/** Two browsers on a busy machine, in milliseconds. */
const patienceMs = 180_000;
const editing = 'Enable editing customers in asynchronous mode';

/** Goes to something by Tab alone, and presses a key there. */
async function pressOn(page: Page, name: string, role: 'button' | 'checkbox', key: string): Promise<void> {
  const wanted = page.getByRole(role, { name, exact: true }).last();
  for (let count = 0; count < 80; count++) {
    if (await wanted.evaluate((element) => element === element.ownerDocument.activeElement)) {
      await page.keyboard.press(key);
      return;
    }
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not lead to ${name}`);
}

describe('Feature management and the audit trail', () => {
  let retailer: Retailer;
  beforeAll(async () => {
    retailer = await startRetailer();
  });
  afterAll(() => retailer.stop());

  it(
    'LK-06: an administrator enables a feature by keyboard, is told what is missing, and sees channels act on it',
    async () => {
      const { page, open, check, close } = await openWorkspace(retailer, { role: 'administrator' });
      await open('/feature-management');
      const row = page.getByRole('row').filter({ hasText: editing });
      await row.getByText('Off', { exact: true }).waitFor();
      await check();
      await pressOn(page, `Select ${editing}`, 'checkbox', 'Space');
      await pressOn(page, 'Enable', 'button', 'Enter');
      const dialog = page.getByRole('dialog');
      await dialog.getByText('Still needed:').waitFor();
      await check();
      await pressOn(page, 'Enable', 'button', 'Enter');
      expect(await dialog.getByRole('alert').textContent()).toContain('Enable these features first');
      await pressOn(page, 'Enable these too', 'button', 'Enter');
      await pressOn(page, 'Enable', 'button', 'Enter');
      await dialog.waitFor({ state: 'detached' });
      await row.getByText('On', { exact: true }).waitFor();
      await row.getByText('0 of 3 act on this state').waitFor();
      await pressOn(page, 'Run 1110 now', 'button', 'Enter');
      await row.getByText('3 of 3 act on this state').waitFor();
      await check();
      await close();
    },
    patienceMs,
  );

  it(
    'what one person does appears on the audit trail of another, with old and new values',
    async () => {
      const auditor = await openWorkspace(retailer, { role: 'auditor', language: 'fr', colorScheme: 'dark' });
      await auditor.open('/audit-trail');
      const enabled = auditor.page.getByRole('row').filter({ hasText: 'A activé des fonctionnalités' });
      await enabled.filter({ hasText: 'Fait' }).waitFor();
      await enabled.filter({ hasText: 'Refusé' }).waitFor();
      await auditor.check();

      const administrator = await openWorkspace(retailer, { role: 'administrator', language: 'fr' });
      await administrator.open('/feature-management');
      const { page } = administrator;
      await page
        .getByRole('checkbox', { name: 'Sélectionner Activer la modification des clients en mode asynchrone' })
        .click();
      await page.getByRole('button', { name: 'Désactiver', exact: true }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Désactiver', exact: true }).click();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await administrator.check();
      await administrator.close();

      const disabled = auditor.page.getByRole('row').filter({ hasText: 'A désactivé des fonctionnalités' });
      await disabled.filter({ hasText: 'Test administrator' }).waitFor();
      await disabled.focus();
      await auditor.page.keyboard.press('Enter');
      const dialog = auditor.page.getByRole('dialog');
      const values = await dialog.getByRole('row').filter({ hasText: 'state' }).getByRole('cell').allTextContents();
      expect(values).toEqual(['state', 'on', 'off']);
      await auditor.check();
      await auditor.page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });

      await auditor.page.getByLabel('Qui', { exact: true }).fill('nobody of this name');
      await auditor.page.getByText('Rien ne correspond à ces filtres').waitFor();
      await auditor.check();
      await auditor.close();
    },
    patienceMs,
  );

  it(
    'an auditor reads the features and can change none; who may not see the trail is told so',
    async () => {
      const auditor = await openWorkspace(retailer, { role: 'auditor', language: 'fr', width: 390 });
      await auditor.open('/feature-management');
      await auditor.page.getByText('Vous pouvez lire cette page, mais rien y modifier.').waitFor();
      await auditor.page.getByRole('row').filter({ hasText: '10.0.29' }).waitFor();
      expect(await auditor.page.getByRole('checkbox').count()).toBe(0);
      expect(await auditor.page.getByRole('button', { name: 'Activer', exact: true }).count()).toBe(0);
      const overflow = await auditor.page.evaluate(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      );
      expect(overflow).toBe(0);
      await auditor.check();
      await auditor.close();

      const manager = await openWorkspace(retailer, { role: 'commerceManager' });
      await manager.open('/audit-trail');
      await manager.page.getByText('You may not see this page').waitFor();
      await manager.check();
      await manager.close();
    },
    patienceMs,
  );
});

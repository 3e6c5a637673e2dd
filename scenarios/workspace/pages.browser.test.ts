import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startRetailer, type Retailer } from '../retailer.ts';
import { openWorkspace } from './workspace-in-browser.ts';

describe('the workspace around its pages', () => {
  let retailer: Retailer;
  beforeAll(async () => {
    retailer = await startRetailer();
  });
  afterAll(() => retailer.stop());

  it('shows a person who has signed in the pages of their role, in their language', async () => {
    const { page, open, check, close } = await openWorkspace(retailer, { role: 'auditor', language: 'fr' });
    await open('/');
    expect(await page.textContent('h1')).toBe("Vue d'ensemble");
    await page.getByRole('button', { name: 'Compte de Test auditor' }).click();
    expect(await page.getByText('Auditeur (lecture seule)').count()).toBe(1);
    await check();
    await close();
  });

  it('says in both languages that an address is no page, and leads on', async () => {
    for (const [language, title] of [
      ['en', 'There is no such page'],
      ['fr', "Cette page n'existe pas"],
    ] as const) {
      const { page, check, close } = await openWorkspace(retailer, { role: 'administrator', language });
      await page.goto(`${retailer.headquartersUrl}/workspace/nowhere`);
      await page.getByText(title).waitFor();
      await check();
      await close();
    }
  });
});

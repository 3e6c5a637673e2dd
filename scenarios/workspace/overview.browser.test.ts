import { identifiersShown } from '@counterfoil/browser-testing/screen-checks';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { soon, startRetailer, type Retailer } from '../retailer.ts';
import { openWorkspace } from './workspace-in-browser.ts';

const person = { customerType: 'person', lastName: 'Berry' };

/** The card of a matter, by what it says. */
const matter = (page: Page, text: RegExp): Locator => page.getByRole('listitem').filter({ hasText: text });
/** The line of the road's table. */
const leg = (page: Page, name: string): Locator => page.locator(`tr[data-leg="${name}"]`);
/** The line of a channel database. */
const channel = (page: Page, name: RegExp): Locator => page.getByRole('row', { name });

/** A browser starts, and what comes by itself takes its time; in milliseconds. */
const limitMs = 240_000;

describe('the overview', { timeout: limitMs }, () => {
  let retailer: Retailer;
  beforeAll(async () => {
    retailer = await startRetailer({ recurrence: 'continuous' });
  });
  afterAll(async () => retailer.stop());

  const switchOff1010 = async (): Promise<void> => {
    const { status } = await retailer.call('PUT', '/batch-jobs/1010/recurrence', { recurrence: 'off' });
    expect(status).toBe(200);
  };

  it('says that everything has arrived, and as of when', async () => {
    await retailer.stores.houston.create({ ...person, firstName: 'Lachlan' });
    const { page, open, check, close } = await openWorkspace(retailer, { role: 'administrator' });
    await open('/overview');
    await page.getByText('All customers have arrived everywhere.').waitFor({ timeout: soon.timeout });
    expect(await page.getByText(/^As of \d/u).count()).toBe(1);
    await channel(page, /Houston.*Connected.*Newest/u).waitFor({ timeout: soon.timeout });
    await check();
    expect(await identifiersShown(page)).toEqual([]);
    await close();
  });

  it('pain 1: shows a job that was switched off without a reload, and switches it on by keyboard', async () => {
    const { page, open, check, close } = await openWorkspace(retailer, { role: 'commerceManager' });
    await open('/overview');
    await page.getByText('The way of a customer', { exact: true }).waitFor();
    expect(await matter(page, /1010.*switched off/u).count()).toBe(0);
    await switchOff1010();
    const card = matter(page, /1010.*switched off/u);
    await card.waitFor({ timeout: soon.timeout });
    await check();
    await card.getByRole('button', { name: /^Fix: run it continuously/u }).focus();
    await page.keyboard.press('Enter');
    await card.waitFor({ state: 'detached', timeout: soon.timeout });
    const { body } = await retailer.call('GET', '/batch-jobs');
    expect(JSON.stringify(body)).toMatch(/"name":"1010"[^}]*\}?[^{]*"recurrence":"continuous"/u);
    await close();
  });

  it('R15: an auditor sees in French what needs a person, and can mend nothing', async () => {
    await switchOff1010();
    const visitor = { role: 'auditor', language: 'fr', colorScheme: 'dark', width: 390 } as const;
    const { page, open, check, close } = await openWorkspace(retailer, visitor);
    await open('/overview');
    const card = matter(page, /1010.*désactivée/u);
    await card.waitFor({ timeout: soon.timeout });
    expect(await page.getByRole('button', { name: /^Réparer/u }).count()).toBe(0);
    expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
    await check();
    await retailer.call('PUT', '/batch-jobs/1010/recurrence', { recurrence: 'continuous' });
    await card.waitFor({ state: 'detached', timeout: soon.timeout });
    await close();
  });

  it(
    'shows a store that is cut off, what waits for it as it grows, and that it catches up',
    async () => {
      const { page, open, check, close } = await openWorkspace(retailer, { role: 'administrator' });
      await open('/overview');
      await channel(page, /Houston.*Connected/u).waitFor({ timeout: soon.timeout });
      retailer.stores.houston.line.cut();
      try {
        await channel(page, /Houston.*Not connected, last heard of/u).waitFor({ timeout: soon.timeout });
        await page.getByText('The way of a customer, as a table').click();
        for (const waiting of ['1 waiting', '2 waiting']) {
          await retailer.stores.online.create({ ...person, firstName: `Ann ${waiting}` });
          await leg(page, 'headquartersToChannels').getByText(waiting).waitFor({ timeout: soon.timeout });
        }
        await page.getByText(/Under way: Not everything has arrived/u).waitFor({ timeout: soon.timeout });
        await check();
      } finally {
        retailer.stores.houston.line.restore();
      }
      await page.getByText('All customers have arrived everywhere.').waitFor({ timeout: soon.timeout });
      await leg(page, 'headquartersToChannels').getByText('Nothing waits').waitFor({ timeout: soon.timeout });
      await close();
    },
    limitMs,
  );
});

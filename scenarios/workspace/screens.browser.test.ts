import { accessibilityViolations } from '@counterfoil/browser-testing/screen-checks';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startRetailer, type Retailer } from '../retailer.ts';
import { pagesOfMenu, type NamedPage } from './page-list.ts';
import { keepWorkspaceScreenshots } from './screenshots.ts';
import { openWorkspace } from './workspace-in-browser.ts';

const tourMaxMs = 600_000;
const narrowWidthPx = 390;
const noticeMaxMs = 10_000;
const heightPx = 900;

const words = {
  en: { noPermission: 'You may not see this page', tryAgain: 'Try again' },
  fr: { noPermission: 'Vous ne pouvez pas voir cette page', tryAgain: 'Réessayer' },
} as const;

const tours = [
  { language: 'en', colorScheme: 'light' },
  { language: 'fr', colorScheme: 'dark' },
] as const;

/** Until nothing on the page stands in for what is still to come. */
async function settle(page: Page): Promise<void> {
  await page.locator('main .mantine-Skeleton-root, main .mantine-Loader-root').first().waitFor({ state: 'hidden' });
}

/** To another page as by a link: nothing is loaded anew. */
async function goTo(page: Page, { path, title }: NamedPage): Promise<void> {
  const address = JSON.stringify(`/workspace${path}`);
  await page.evaluate(`history.pushState({}, '', ${address}); dispatchEvent(new PopStateEvent('popstate'))`);
  await page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor();
  await settle(page);
}

/** The width of the page once what floats has found its place. */
async function settledWidth(page: Page): Promise<number> {
  return Number(
    await page.evaluate(
      `new Promise((done) => setTimeout(() => requestAnimationFrame(() => done(document.documentElement.scrollWidth)), 300))`,
    ),
  );
}

describe('every page of the workspace', () => {
  let retailer: Retailer;
  /** As an administrator sees them. */
  let known: readonly NamedPage[] | null = null;
  beforeAll(async () => {
    retailer = await startRetailer({ recurrence: 'continuous' });
    const { houston, paris } = retailer.stores;
    await houston.create({
      customerType: 'person',
      firstName: 'Margot',
      lastName: 'Samplefield',
      email: 'm@example.com',
    });
    await paris.create({
      customerType: 'person',
      firstName: 'Nadia',
      lastName: 'Sampleford',
      phone: '+33 1 99 00 12 34',
    });
  }, tourMaxMs);
  afterAll(() => retailer.stop());

  async function allPages(): Promise<readonly NamedPage[]> {
    if (known) return known;
    const { page, open, close } = await openWorkspace(retailer, { role: 'administrator' });
    await open('/nowhere');
    known = await pagesOfMenu(page);
    await close();
    return known;
  }

  it.each(tours)(
    'is accessible and fits every width: $language, $colorScheme',
    { timeout: tourMaxMs },
    async (tour) => {
      const { page, open, check, close } = await openWorkspace(retailer, { role: 'administrator', ...tour });
      const sideways: string[] = [];
      await open('/');
      for (const shown of await pagesOfMenu(page)) {
        const { path } = shown;
        await goTo(page, shown);
        await expect.soft(check(), path).resolves.toBeUndefined();
        await keepWorkspaceScreenshots(page, path, tour.language);
        await page.setViewportSize({ width: narrowWidthPx, height: heightPx });
        const width = await settledWidth(page);
        if (width > narrowWidthPx) sideways.push(`${path} is ${width} pixels wide`);
        await page.setViewportSize({ width: 1_400, height: heightPx });
      }
      expect(sideways).toEqual([]);
      await close();
    },
  );

  it.each(['auditor', 'commerceManager', 'dataSteward', 'storeManager'] as const)(
    'opens to a person who is %s only as far as their role reaches, and the menu names no other',
    { timeout: tourMaxMs },
    async (role) => {
      const language = role === 'auditor' ? 'fr' : 'en';
      const channelIds = role === 'storeManager' ? ['HOUSTON'] : [];
      const { page, open, check, close } = await openWorkspace(retailer, { role, language, channelIds });
      await open('/nowhere');
      const own = new Set((await pagesOfMenu(page)).map(({ path }) => path));
      for (const { path } of (await allPages()).filter((named) => !own.has(named.path))) {
        await open(path);
        expect
          .soft({ path, refused: await page.getByText(words[language].noPermission).count() })
          .toEqual({ path, refused: 1 });
      }
      await check();
      await close();
    },
  );

  it('says what is wrong when headquarters does not answer, and leads on', { timeout: tourMaxMs }, async () => {
    const { page, open, close } = await openWorkspace(retailer, { role: 'administrator', language: 'en' });
    const pages = await allPages();
    await open('/nowhere');
    await page.route(/^(?!.*\/(?:workspace\/|session$)).*$/u, (route) => route.abort());
    for (const shown of pages) {
      const { path } = shown;
      await goTo(page, shown);
      const again = page.getByRole('button', { name: words.en.tryAgain }).first();
      await expect.soft(again.waitFor({ timeout: noticeMaxMs }), path).resolves.toBeUndefined();
      expect.soft(await page.getByRole('alert').count(), path).toBeGreaterThan(0);
    }
    await page.unroute(/^(?!.*\/(?:workspace\/|session$)).*$/u);
    await page.getByRole('button', { name: words.en.tryAgain }).first().click();
    await settle(page);
    expect(await accessibilityViolations(page)).toEqual([]);
    await close();
  });
});

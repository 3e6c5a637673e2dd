import { join } from 'node:path';
import { demonstrationShoppers } from '@counterfoil/app-development-identity-provider/development-people';
import { startWorld } from '@counterfoil/app-cli/world';
import { openBrowser } from '@counterfoil/browser-testing/browser-session';
import { systemSeams } from '@counterfoil/platform/seams';
import { silentLog } from '@counterfoil/platform/log';
import type { CDPSession, Page } from 'playwright-core';
import { medianOf, roundedTo } from '../percentiles.ts';
import { measurePage, prepareSlowPhone, type PageMetrics } from './page-metrics.ts';

/** Medians of several openings of each page, and of the smallest answer of the same server. */
export interface PageFigures {
  readonly limit: PageMetrics;
  readonly pages: Readonly<Record<string, PageMetrics>>;
}

/** A page is opened so often; the first time doesn't count. */
const openingCount = 6;
const phonePx = { width: 390, height: 844 };
/** Text of some bytes, without style or script: what any page takes at least. */
const smallestPath = '/robots.txt';
const openPaths = ['/', '/sign-up', '/basket'];
const accountPaths = ['/account', '/account/profile', '/account/addresses/new'];

/** Measures the web shop of the demonstration, started in `folder`, on a slow phone. */
export async function measurePages(folder: string): Promise<PageFigures> {
  const seams = systemSeams(silentLog);
  const dataFolder = join(folder, 'demonstration');
  const world = await startWorld({ dataFolder, seams, environment: process.env, firstPort: 0 });
  const browser = await openBrowser({ profileFolder: join(folder, 'browser'), ...phonePx });
  try {
    const { page } = browser;
    const session = await prepareSlowPhone(page);
    const mediansAt = (path: string): Promise<PageMetrics> => mediansOf(page, session, world.storefront.url + path);
    const limit = await mediansAt(smallestPath);
    const pages: Record<string, PageMetrics> = {};
    for (const path of openPaths) pages[path] = await mediansAt(path);
    await signIn(page, world.storefront.url);
    for (const path of accountPaths) pages[path] = await mediansAt(path);
    return { limit, pages };
  } finally {
    await browser.close();
    await world.stop();
  }
}

async function signIn(page: Page, shopUrl: string): Promise<void> {
  await page.goto(`${shopUrl}/sign-in`);
  await page.getByRole('button', { name: new RegExp(`^${demonstrationShoppers[0]?.name}`, 'u') }).click();
  await page.waitForURL(/\/account/u);
}

async function mediansOf(page: Page, session: CDPSession, url: string): Promise<PageMetrics> {
  const runs: PageMetrics[] = [];
  for (let opening = 0; opening < openingCount; opening++) {
    const metrics = await measurePage(page, session, url);
    if (opening > 0) runs.push(metrics);
  }
  const median = (of: keyof PageMetrics, decimalCount = 0): number =>
    roundedTo(medianOf(runs.map((run) => run[of])), decimalCount);
  return {
    firstPaintMs: median('firstPaintMs'),
    largestPaintMs: median('largestPaintMs'),
    blockedMs: median('blockedMs'),
    layoutShift: median('layoutShift', 3),
    bytes: median('bytes'),
    requests: median('requests'),
  };
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBrowser, type BrowserSession } from '@counterfoil/browser-testing/browser-session';
import { accessibilityViolations, identifiersShown } from '@counterfoil/browser-testing/screen-checks';
import type { Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';

/** How a shopper's browser is. */
export interface ShopperBrowser {
  readonly language?: 'en' | 'fr';
  readonly colorScheme?: 'light' | 'dark';
  readonly width?: number;
  /** False: as where scripts are blocked. */
  readonly hasScript?: boolean;
}

/** The web shop in a real Chromium. */
export interface ShopInBrowser {
  readonly page: Page;
  readonly session: BrowserSession;
  open(path: string): Promise<void>;
  /**
   * Fails when the page that is shown isn't accessible, shows an identifier (R3), scrolls sideways on a phone or has
   * something too small to touch, or when any page so far failed or complained in the console.
   */
  check(): Promise<void>;
}

const narrowestPx = 320;
const touchedMinPx = 44;
const heightPx = 900;
/* A refusal is a page; the browser reports its status as an error of loading. */
const answerReport = /the server responded with a status of [45]\d\d/u;

/* As text: it runs in the page. Sideways scrolling, and what is too small for a finger. */
const layoutFaults = `(touchedMinPx) => {
  const root = document.documentElement;
  const small = [...document.querySelectorAll('button, input:not([type="hidden"], [type="checkbox"]), select, nav a, .button')]
    .filter((element) => element.checkVisibility() && element.tabIndex >= 0)
    .filter((element) => element.getBoundingClientRect().height < touchedMinPx - 0.5)
    .map((element) => 'too small: ' + (element.name || element.textContent).trim());
  const scrolls = root.scrollWidth > innerWidth ? ['scrolls sideways: ' + root.scrollWidth + ' px'] : [];
  return [...scrolls, ...small];
}`;

/** Opens the shop at `url` for the test that calls. */
export async function openShop(url: string, browser: ShopperBrowser = {}): Promise<ShopInBrowser> {
  const { language = 'en', colorScheme = 'light', width = 1_280, hasScript = true } = browser;
  const folder = await mkdtemp(join(tmpdir(), 'counterfoil-shopper-'));
  const session = await openBrowser({ profileFolder: folder, language, colorScheme, width, height: heightPx });
  // A test that fails leaves no browser behind.
  onTestFinished(async () => {
    await session.close();
    await rm(folder, { recursive: true, force: true });
  });
  const { page } = session;
  const problems = problemsOf(page);
  if (!hasScript) {
    const browserSession = await page.context().newCDPSession(page);
    await browserSession.send('Emulation.setScriptExecutionDisabled', { value: true });
  }
  return {
    page,
    session,
    open: async (path) => void (await page.goto(url + path)),
    async check() {
      expect(problems, 'problems of the pages so far').toEqual([]);
      expect(await accessibilityViolations(page), page.url()).toEqual([]);
      expect(await identifiersShown(page), page.url()).toEqual([]);
      for (const looked of [narrowestPx, width]) {
        await page.setViewportSize({ width: looked, height: heightPx });
        expect(await page.evaluate(`(${layoutFaults})(${touchedMinPx})`), `${page.url()} at ${looked} px`).toEqual([]);
      }
    },
  };
}

function problemsOf(page: Page): string[] {
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !answerReport.test(message.text())) problems.push(message.text());
  });
  return problems;
}

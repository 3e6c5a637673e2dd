import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demonstrationStaff } from '@counterfoil/app-development-identity-provider/development-people';
import {
  admitTestHeadquarters,
  startTestHeadquarters,
  startTestProvider,
  type TestProvider,
} from '@counterfoil/app-headquarters/sign-in-fixture';
import type { RunningHeadquarters } from '@counterfoil/app-headquarters/start-headquarters';
import { openBrowser, type BrowserSession } from '@counterfoil/browser-testing/browser-session';
import { accessibilityViolations } from '@counterfoil/browser-testing/screen-checks';
import { sessionCookie } from '@counterfoil/headquarters/workspace/session-cookie';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';

let parts: AsyncDisposableStack;
let provider: TestProvider;
let headquarters: RunningHeadquarters;
let closing: AsyncDisposableStack;

beforeAll(async () => {
  parts = new AsyncDisposableStack();
  provider = await startTestProvider();
  parts.defer(() => provider.stop());
  headquarters = await startTestHeadquarters(parts, provider.issuer);
  admitTestHeadquarters(provider, headquarters, demonstrationStaff);
});
afterAll(() => parts.disposeAsync());
beforeEach(() => {
  closing = new AsyncDisposableStack();
});
afterEach(() => closing.disposeAsync());

async function browserIn(language: 'en' | 'fr', colorScheme: 'light' | 'dark' = 'light'): Promise<BrowserSession> {
  const folder = await mkdtemp(join(tmpdir(), 'counterfoil-sign-in-'));
  closing.defer(() => rm(folder, { recursive: true, force: true }));
  const session = await openBrowser({ profileFolder: join(folder, 'profile'), language, colorScheme });
  closing.defer(() => session.close());
  return session;
}

const at = (path: string): string => `${headquarters.url}/workspace${path}`;

/* As text: it runs in the page. */
const focusedName = `(() => {
  const { tagName, ariaLabel, textContent } = document.activeElement;
  return ['A', 'BUTTON'].includes(tagName) ? ariaLabel ?? textContent : '';
})()`;

/** Goes by the Tab key to what has the name, and presses Enter. */
async function pressByKeyboard(page: Page, name: string): Promise<void> {
  const tabCountMax = 60;
  for (let count = 0; count < tabCountMax; count++) {
    const focused = String(await page.evaluate(focusedName));
    if (focused.startsWith(name)) return page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
  }
  throw new Error(`${name} is not reached by the keyboard`);
}

async function signInAs(page: Page, name: string, path = '/overview'): Promise<void> {
  await page.goto(at(path));
  await page.getByRole('link', { name: /^(?:Sign in|Se connecter)$/u }).click();
  await page.getByRole('button', { name }).click();
  await page.waitForURL(at(path));
  await page.getByRole('button', { name: new RegExp(name, 'u') }).waitFor();
}

/** Comes back to a tab, as from another window. */
async function lookAgain(page: Page): Promise<void> {
  await page.bringToFront();
  await page.evaluate("window.dispatchEvent(new Event('visibilitychange'))");
}

/** Ends all sessions at headquarters, as time does. */
async function endSessions(): Promise<void> {
  await headquarters.headquarters.database.query('DELETE FROM workspace_sessions');
}

describe('signing in to the workspace', () => {
  test('by keyboard alone, through the page of the provider to the page that was asked for, and out again', async () => {
    const { page, context } = await browserIn('en');
    await page.goto(at('/batch-jobs'));
    await page.getByRole('heading', { name: 'Counterfoil headquarters' }).waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
    await pressByKeyboard(page, 'Sign in');
    await page.getByRole('heading', { name: 'Who are you?' }).waitFor();
    expect(await page.getByText('Development only').count()).toBe(1);
    expect(await accessibilityViolations(page)).toEqual([]);
    await pressByKeyboard(page, 'Olivia Bennett');
    await page.waitForURL(at('/batch-jobs'));
    await page.getByRole('button', { name: 'Account of Olivia Bennett' }).waitFor();
    const kept = (await context.cookies(headquarters.url)).filter(({ name }) => name.startsWith('__Host-'));
    expect(kept).toMatchObject([{ name: sessionCookie, secure: true, httpOnly: true, sameSite: 'Lax', path: '/' }]);
    await pressByKeyboard(page, 'Account of Olivia Bennett');
    await page.getByRole('button', { name: 'Sign out' }).waitFor();
    await pressByKeyboard(page, 'Sign out');
    await page.waitForURL(at('/'));
    await page.getByRole('link', { name: 'Sign in' }).waitFor();
    expect((await context.cookies(headquarters.url)).some(({ name }) => name === sessionCookie)).toBe(false);
    await page.getByRole('link', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Who are you?' }).waitFor();
  });

  test('in French, in the dark, and told in a sentence when it was stopped', async () => {
    const { page } = await browserIn('fr', 'dark');
    await page.goto(at('/batch-jobs'));
    await page.getByRole('link', { name: 'Se connecter' }).click();
    await page.getByRole('heading', { name: 'Qui êtes-vous ?' }).waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Ne pas se connecter' }).click();
    await page.getByRole('alert').getByText("la connexion a été arrêtée chez le fournisseur d'identité").waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
    await page.getByRole('link', { name: 'Réessayer' }).click();
    await page.getByRole('button', { name: 'Responsable du magasin de Paris' }).click();
    await page.waitForURL(at('/batch-jobs'));
    await page.getByRole('button', { name: 'Compte de Antoine Lefèvre' }).waitFor();
  });
});

describe('a session that ends while somebody works', () => {
  test('keeps what was typed, and goes on with it after signing in again in another tab', async () => {
    const { page, context } = await browserIn('en');
    await signInAs(page, 'Chloé Laurent');
    const typed = page.getByLabel('Find a page');
    await typed.fill('half a thought');
    await endSessions();
    await lookAgain(page);
    const dialog = page.getByRole('dialog', { name: 'Your session has ended' });
    await dialog.waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await dialog.waitFor();
    const [tab] = await Promise.all([context.waitForEvent('page'), page.keyboard.press('Enter')]);
    await tab.getByRole('heading', { name: 'You are signed in again' }).waitFor();
    expect(await accessibilityViolations(tab)).toEqual([]);
    await tab.close();
    await page.bringToFront();
    await dialog.waitFor({ state: 'detached' });
    expect(await typed.inputValue()).toBe('half a thought');
    await page.getByRole('button', { name: 'Account of Chloé Laurent' }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.waitForURL(at('/'));
  });

  test('is announced before its end', async () => {
    const { page } = await openedByOne();
    const soon = "UPDATE workspace_sessions SET expires_at = now() + interval '5 minutes'";
    await headquarters.headquarters.database.query(soon);
    await lookAgain(page);
    await page
      .getByRole('status')
      .getByText(/^You will be signed out at \d/u)
      .waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
  });

  test('gives nobody else the pages of whoever worked here', async () => {
    const { page, session } = await openedByOne();
    const other = await session.newTab();
    await session.context.clearCookies();
    await signInAs(other, 'Henry Walsh');
    await lookAgain(page);
    const dialog = page.getByRole('dialog', { name: 'Somebody else has signed in' });
    await dialog.getByText('Henry Walsh has signed in').waitFor();
    await dialog.getByRole('button', { name: 'Go on as Henry Walsh' }).click();
    await page.getByRole('button', { name: 'Account of Henry Walsh' }).waitFor();
  });
});

async function openedByOne(): Promise<{ page: Page; session: BrowserSession }> {
  const session = await browserIn('en');
  await signInAs(session.page, 'Olivia Bennett');
  return { page: session.page, session };
}

import { join } from 'node:path';
import { customersTexts } from '@counterfoil/app-point-of-sale/texts/customers';
import { saleTexts } from '@counterfoil/app-point-of-sale/texts/sale';
import { shellTexts } from '@counterfoil/app-point-of-sale/texts/shell';
import { openBrowser, type BrowserOptions, type BrowserSession } from '@counterfoil/browser-testing/browser-session';
import { accessibilityViolations, identifiersShown } from '@counterfoil/browser-testing/screen-checks';
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { done, textOf, type Retailer, type Store } from '../retailer.ts';

/** What every screen says, in one language. */
export function textsIn(language: 'en' | 'fr') {
  return { shell: shellTexts[language], sale: saleTexts[language], customers: customersTexts[language] } as const;
}

export type TillTexts = ReturnType<typeof textsIn>;

/** Somebody who works at the sample stores. */
export interface Operator {
  readonly workerId: string;
  readonly pin: string;
}

/** What a shopper says at the counter. */
export interface Shopper {
  readonly firstName: string;
  readonly lastName: string;
  readonly email?: string;
  readonly phone?: string;
}

/** How long a screen may take, in milliseconds; the machines of these tests are small. */
export const screenMaxMs = 60_000;

/** A till in a real browser, as an associate uses it. */
export interface TillInBrowser {
  readonly session: BrowserSession;
  readonly page: Page;
  readonly texts: TillTexts;
  /** Opens the app; from the network, or from what is installed. */
  open(): Promise<void>;
  activate(code: string): Promise<void>;
  /** Enters a code without waiting for what becomes of it. */
  enterCode(code: string): Promise<void>;
  /** Enters operator id and PIN, and resolves when they were answered: by a refusal, or by the work that follows. */
  enterPin(operator: Operator): Promise<void>;
  lock(): Promise<void>;
  /** A sentence that must be seen. */
  notice(sentence: string | RegExp): Locator;
  signIn(operator: Operator): Promise<void>;
  openShift(): Promise<void>;
  /** From the transaction screen, onto the transaction; resolves when *Save* was acknowledged. */
  addCustomer(shopper: Shopper): Promise<void>;
  /** What stands in place of the account of the customer on the transaction. */
  account(): Locator;
  mode(name: keyof Pick<TillTexts['shell'], 'modeOnline' | 'modeOffline' | 'modeManualOffline'>): Promise<void>;
  /** Neither a violation of accessibility nor an identifier on what is shown now (R3). */
  check(): Promise<void>;
}

/** Opens a browser for a till of `store`. */
export async function openTillBrowser(
  store: Store,
  options: Omit<BrowserOptions, 'profileFolder'> & { readonly folder: string; readonly name?: string },
): Promise<TillInBrowser> {
  const { folder, name = 'profile', ...rest } = options;
  const session = await openBrowser({ ...rest, profileFolder: join(folder, name) });
  return tillOn(session, session.page, `${store.url}/pos/`, textsIn(options.language ?? 'en'));
}

/** A label by itself, or marked as required. */
function exactly(label: string): RegExp {
  return new RegExp(`^${label.replaceAll(/[.*+?^${}()|[\]\\]/gu, '\\$&')}(?: \\*)?$`, 'u');
}

/** The till of a tab that is open already. */
export function tillOn(session: BrowserSession, page: Page, url: string, texts: TillTexts): TillInBrowser {
  page.setDefaultTimeout(screenMaxMs);
  const { shell, sale, customers } = texts;
  const button = (label: string): Locator => page.getByRole('button', { name: label, exact: true });
  const field = (label: string): Locator => page.getByRole('textbox', { name: exactly(label) });
  return {
    session,
    page,
    texts,
    async open() {
      await page.goto(url);
      await page.getByRole('heading').first().waitFor();
    },
    async enterCode(code) {
      await field(shell.activationCode).fill(code);
      await button(shell.activate).click();
    },
    async activate(code) {
      await this.enterCode(code);
      await field(shell.operatorId).waitFor();
    },
    async enterPin({ workerId, pin }) {
      await field(shell.operatorId).fill(workerId);
      const secret = page.getByLabel(shell.pin, { exact: true });
      await secret.fill(pin);
      await button(shell.signIn).click();
      const isAnswered = async (): Promise<boolean> =>
        (await secret.count()) === 0 || (await secret.inputValue()) === '';
      await expect.poll(isAnswered, { timeout: screenMaxMs }).toBe(true);
    },
    async lock() {
      await button(shell.lock).click();
      await field(shell.operatorId).waitFor();
    },
    notice: (sentence) => page.locator('.notice').filter({ hasText: sentence }),
    async signIn({ workerId, pin }) {
      await field(shell.operatorId).fill(workerId);
      await page.getByLabel(shell.pin, { exact: true }).fill(pin);
      await button(shell.signIn).click();
      await button(shell.lock).waitFor();
    },
    async openShift() {
      await page.getByLabel(sale.shiftStartingAmount).fill('100');
      await button(sale.shiftOpen).click();
      await page.getByLabel(sale.catalogueSearch).waitFor();
    },
    async addCustomer({ firstName, lastName, email, phone }) {
      await page.getByRole('button', { name: sale.customerAdd }).click();
      await field(customers.form.firstName).fill(firstName);
      await field(customers.form.lastName).fill(lastName);
      if (email) await field(customers.form.email).first().fill(email);
      if (phone) await field(customers.form.phone).first().fill(phone);
      await button(customers.form.saveToTransaction).click();
      await page.getByText(`${firstName} ${lastName}`).first().waitFor();
      await page.getByLabel(sale.catalogueSearch).waitFor();
    },
    account: () => page.locator('.account'),
    async mode(name) {
      await page.getByRole('banner').getByText(shell[name], { exact: true }).first().waitFor();
    },
    async check() {
      expect(await identifiersShown(page)).toEqual([]);
      expect(await accessibilityViolations(page)).toEqual([]);
    },
  };
}

/** The operators of the sample retailer. */
export const operators = {
  houston: {
    cashier: { workerId: '000120', pin: '1120' },
    storeManager: { workerId: '000110', pin: '1110' },
    frenchSpeaking: { workerId: '000190', pin: '1190' },
  },
  paris: { cashier: { workerId: '000170', pin: '1170' }, storeManager: { workerId: '000160', pin: '1160' } },
} as const;

/** Tills notice within a second or two that the network is gone or back, so that a test needn't wait for long. */
export async function switchQuickly(retailer: Retailer): Promise<void> {
  for (const offlineProfileId of ['STANDARD', 'ADVANCED']) {
    const { setting } = await done(retailer.call('GET', `/settings/offline-profiles/${offlineProfileId}`));
    const quick = { timeoutMs: 2_500, advancedOfflineSwitching: true, healthCheckIntervalMs: 1_000 };
    await done(
      retailer.call('PUT', `/settings/offline-profiles/${offlineProfileId}`, Object.assign({}, setting, quick)),
    );
  }
}

/** An administrator makes a code for a register, which the till brings at its activation. */
export async function activationCode(retailer: Retailer, registerId: string): Promise<string> {
  return textOf((await done(retailer.call('POST', `/registers/${registerId}/activation-codes`)))['code']);
}

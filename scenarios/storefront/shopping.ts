import { codeTo } from '@counterfoil/app-development-identity-provider/account-visitor-fixture';
import type { TestShop } from '@counterfoil/app-storefront/storefront-fixture';
import { accountTexts } from '@counterfoil/app-storefront/texts/account';
import { checkoutTexts } from '@counterfoil/app-storefront/texts/checkout';
import { productsTexts } from '@counterfoil/app-storefront/texts/products';
import { signInTexts } from '@counterfoil/app-storefront/texts/sign-in';
import type { Page } from 'playwright-core';

type Language = 'en' | 'fr';

/** Somebody who signs up. */
export interface NewShopper {
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
}

const password = 'a long password of tests';
/** Longer than any person takes for a form, in milliseconds. */
const fillingInMs = 30_000;

/** What shoppers do, step by step, by what stands on the pages. */
export function shoppingOn(page: Page, shop: TestShop, language: Language) {
  const { signUp } = signInTexts[language];
  const { basket, address, confirm } = checkoutTexts[language];
  const main = page.locator('main');
  return {
    /** Puts the first of the goods in the basket. */
    async fillBasket(): Promise<void> {
      await main.getByRole('button', { name: productsTexts[language].putInBasket }).first().click();
      await page.getByRole('heading', { level: 1, name: basket.title }).waitFor();
    },
    /** From the form for signing up to the account, by way of the identity provider and a code that was sent. */
    async signUp({ firstName, lastName, email }: NewShopper): Promise<void> {
      await page.locator('[name=firstName]').fill(firstName);
      await page.locator('[name=lastName]').fill(lastName);
      await page.getByLabel(signUp.emailConsent).check();
      shop.pass(fillingInMs);
      await page.getByRole('button', { name: signUp.submit }).click();
      await page.locator('#givenName').fill(firstName);
      await page.locator('#familyName').fill(lastName);
      await page.locator('#email').fill(email);
      await page.locator('#password').fill(password);
      await page.locator('button.main').click();
      await page.locator('#code').waitFor();
      await page.locator('#code').fill(await codeTo(shop.provider.issuer, email));
      await page.locator('button.main').click();
      await page.getByText(accountTexts[language].done.welcome).waitFor();
    },
    /** At the step of the address, with nothing chosen: enters one and goes on to the order. */
    async enterDeliveryAddress(): Promise<void> {
      await typeAddress(page);
      await page.getByRole('button', { name: address.useNew }).click();
      await page.getByRole('heading', { level: 1, name: confirm.title }).waitFor();
    },
    /** Places the order that is shown; answers its receipt number. */
    async order(): Promise<string> {
      await page.getByRole('button', { name: confirm.order }).click();
      await page.waitForURL(/\/account\/orders\/[^/]+\?done=ordered$/u);
      return decodeURIComponent(new URL(page.url()).pathname.split('/').at(-1) ?? '');
    },
  };
}

/** Fills in the address form with a house in Houston. */
async function typeAddress(page: Page): Promise<void> {
  await page.locator('[name=street]').fill('1200 Main St');
  await page.locator('[name=city]').fill('Houston');
  await page.locator('[name=state]').fill('TX');
  await page.locator('[name=zipCode]').fill('77002');
}

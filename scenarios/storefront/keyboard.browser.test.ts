import { codeTo } from '@counterfoil/app-development-identity-provider/account-visitor-fixture';
import { startTestShop, type TestShop } from '@counterfoil/app-storefront/storefront-fixture';
import { accountTexts } from '@counterfoil/app-storefront/texts/account';
import { addressTexts } from '@counterfoil/app-storefront/texts/addresses';
import { layoutTexts } from '@counterfoil/app-storefront/texts/layout';
import { signInTexts } from '@counterfoil/app-storefront/texts/sign-in';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { focusOf, nowhere } from '../point-of-sale/screen-layout.ts';
import { openShop } from './shop-in-browser.ts';

const startMaxMs = 120_000;
const shoppingMaxMs = 180_000;
const fillingInMs = 30_000;
/** More steps than any page of the shop has between two of its parts. */
const tabCountMax = 60;
const focusMax = { timeout: 5_000, interval: 25 };

describe('a shopper without a mouse', () => {
  let shop: TestShop;
  beforeAll(async () => {
    shop = await startTestShop({ features: ['asyncAddressCreation'], profile: { createCustomerInAsyncMode: true } });
  }, startMaxMs);
  afterAll(() => shop?.stop());

  it(
    'signs up and adds an address by keys alone, and always sees where they are',
    { timeout: shoppingMaxMs },
    async () => {
      const { page, open, check } = await openShop(shop.url);
      const email = 'keys@example.com';
      const type = (text: string): Promise<void> => page.keyboard.type(text);

      /** Tab by Tab to a part of the page; on the way the focus is never nameless or out of sight. */
      async function tabTo(role: string, name: string): Promise<void> {
        for (let count = 0; count < tabCountMax; count++) {
          await page.keyboard.press('Tab');
          const focus = await vi.waitFor(async () => {
            const shown = await focusOf(page);
            if (shown.name !== nowhere) expect(shown, `on the way to ${name}`).toMatchObject({ isVisible: true });
            return shown;
          }, focusMax);
          if (focus.name.startsWith(`${role} "${name}`)) return;
        }
        throw new Error(`Tab never comes to ${role} "${name}"`);
      }

      await open('/');
      await page.keyboard.press('Tab');
      expect((await focusOf(page)).name).toContain(layoutTexts.en.skip);
      await tabTo('link', layoutTexts.en.signUp);
      await page.keyboard.press('Enter');
      const { signUp } = signInTexts.en;
      await page.getByRole('heading', { level: 1, name: signUp.title }).waitFor();
      await tabTo('textbox', signUp.firstName);
      await type('Kay');
      await tabTo('textbox', signUp.lastName);
      await type('Fictitious');
      await tabTo('checkbox', signUp.emailConsent);
      await page.keyboard.press('Space');
      shop.pass(fillingInMs);
      await tabTo('button', signUp.submit);
      await page.keyboard.press('Enter');

      await page.locator('#givenName').focus();
      for (const text of ['Kay', 'Fictitious', email, 'a long password of tests']) {
        await type(text);
        await page.keyboard.press('Tab');
      }
      await page.keyboard.press('Enter');
      await page.locator('#code').focus();
      await type(await codeTo(shop.provider.issuer, email));
      await page.keyboard.press('Enter');
      await page.getByText(accountTexts.en.done.welcome).waitFor();

      await open('/account/addresses/new');
      await tabTo('textbox', 'Street');
      await type('1200 Main St');
      await tabTo('textbox', 'City');
      await type('Houston');
      await tabTo('textbox', 'State');
      await type('TX');
      await tabTo('textbox', 'ZIP');
      await type('wrong');
      await page.keyboard.press('Enter');
      await page.getByRole('alert').waitFor();
      await check();
      await tabTo('textbox', 'ZIP');
      await page.keyboard.press('Control+A');
      await type('77002');
      await page.keyboard.press('Enter');
      await page.getByText(addressTexts.en.done.added).waitFor();
    },
  );
});

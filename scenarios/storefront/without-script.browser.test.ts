import { startTestShop, type TestShop } from '@counterfoil/app-storefront/storefront-fixture';
import { accountTexts } from '@counterfoil/app-storefront/texts/account';
import { addressTexts } from '@counterfoil/app-storefront/texts/addresses';
import { checkoutTexts } from '@counterfoil/app-storefront/texts/checkout';
import { layoutTexts } from '@counterfoil/app-storefront/texts/layout';
import { identifiersShown } from '@counterfoil/browser-testing/screen-checks';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openShop } from './shop-in-browser.ts';
import { shoppingOn } from './shopping.ts';

const startMaxMs = 120_000;
const shoppingMaxMs = 180_000;
const soon = { timeout: 60_000, interval: 100 };

describe('a browser in which no script runs', () => {
  let shop: TestShop;
  beforeAll(async () => {
    shop = await startTestShop({
      features: ['asyncAddressCreation'],
      profile: { createCustomerInAsyncMode: true, createCustomerOrderInAsyncMode: true },
    });
  }, startMaxMs);
  afterAll(() => shop?.stop());

  it(
    'signs up, keeps addresses of two countries and orders while headquarters is away, and sees the numbers afterwards',
    { timeout: shoppingMaxMs },
    async () => {
      const { page, open } = await openShop(shop.url, { hasScript: false, language: 'fr', width: 390 });
      const shopping = shoppingOn(page, shop, 'fr');
      const say = addressTexts.fr;
      shop.headquartersLine.cut();
      await open('/sign-up');
      expect(await page.locator('script').count(), 'the page offers its script').toBe(1);
      await shopping.signUp({ firstName: 'Odile', lastName: 'Fictive', email: 'odile@example.com' });
      await page.getByText(accountTexts.fr.numberPending).waitFor();

      await open('/account/addresses/new');
      await page.locator('[name=street]').fill('1 rue de Rivoli');
      await page.locator('[name=countryRegion]').selectOption('FR');
      await page.getByRole('button', { name: say.redraw }).click();
      await page.locator('[name=state]').waitFor({ state: 'detached' });
      expect(await page.locator('[name=street]').inputValue()).toBe('1 rue de Rivoli');
      await page.locator('[name=zipCode]').fill('7500');
      await page.locator('[name=city]').fill('Paris');
      await page.getByRole('button', { name: layoutTexts.fr.save }).click();
      await page.getByRole('alert').waitFor();
      expect(await page.locator('[name=zipCode]').getAttribute('aria-invalid')).toBe('true');
      await page.locator('[name=zipCode]').fill('75001');
      await page.getByRole('button', { name: layoutTexts.fr.save }).click();
      await page.getByText(say.done.added).waitFor();

      await open('/');
      await shopping.fillBasket();
      await open('/checkout/address');
      await page.getByRole('button', { name: checkoutTexts.fr.address.useChosen }).click();
      await page.getByText('75001 Paris').waitFor();
      const receiptNumber = await shopping.order();
      await page.getByText(receiptNumber).first().waitFor();
      expect(await identifiersShown(page)).toEqual([]);
      shop.headquartersLine.restore();
      await vi.waitFor(() => shop.travel(), soon);
      await open('/account');
      await page.getByText(/C-\d{9}/u).waitFor();
    },
  );
});

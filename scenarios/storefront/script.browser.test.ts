import { soon, startTestShop, type TestShop } from '@counterfoil/app-storefront/storefront-fixture';
import { checkoutTexts } from '@counterfoil/app-storefront/texts/checkout';
import { signInTexts } from '@counterfoil/app-storefront/texts/sign-in';
import { usualSignUpCountMax } from '@counterfoil/app-storefront/visit/sign-up-watch';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { openShop } from './shop-in-browser.ts';
import { shoppingOn } from './shopping.ts';

const startMaxMs = 120_000;
const shoppingMaxMs = 180_000;
/** Of the browser itself, which comes without a proxy, as the first of it. */
const ownNetwork = '127.0.0';
const firstNeighbour = 2;

describe('the script of the pages', () => {
  let shop: TestShop;
  beforeAll(async () => {
    shop = await startTestShop({
      features: ['asyncAddressCreation'],
      profile: { createCustomerInAsyncMode: true, createCustomerOrderInAsyncMode: true },
    });
  }, startMaxMs);
  afterAll(() => shop?.stop());

  it('sends an order once that is pressed twice', { timeout: shoppingMaxMs }, async () => {
    const { page, open } = await openShop(shop.url);
    const shopping = shoppingOn(page, shop, 'en');
    await open('/sign-up');
    await shopping.signUp({ firstName: 'Twyla', lastName: 'Fictitious', email: 'twyla@example.com' });
    await open('/');
    await shopping.fillBasket();
    await open('/checkout/address');
    await shopping.enterDeliveryAddress();
    const sent: string[] = [];
    page.on('request', (request) => {
      if (request.method() === 'POST') sent.push(request.url());
    });
    await page.getByRole('button', { name: checkoutTexts.en.confirm.order }).dblclick();
    await page.waitForURL(/\/account\/orders\/[^/]+\?done=ordered$/u);
    expect(sent).toHaveLength(1);
    await open('/account/orders');
    expect(await page.locator('main a[href^="/account/orders/"]').count()).toBe(1);
  });

  it(
    'shows the form of an address by itself once the number is here that it waits for',
    { timeout: shoppingMaxMs },
    async () => {
      const baseline = await startTestShop({ profile: { createCustomerInAsyncMode: true } });
      onTestFinished(() => baseline.stop());
      const { page, open, check } = await openShop(baseline.url);
      const shopping = shoppingOn(page, baseline, 'en');
      await open('/sign-up');
      await shopping.signUp({ firstName: 'Wanda', lastName: 'Fictitious', email: 'wanda@example.com' });
      await open('/');
      await shopping.fillBasket();
      await open('/checkout/address');
      await page.getByText('Your customer number is on its way.').waitFor();
      expect(await page.locator('[name=street]').count()).toBe(0);
      await check();
      await baseline.travel();
      await page.locator('[name=street]').waitFor();
      await check();
    },
  );

  it('works for a sign-up from a network where many sign up at once', { timeout: shoppingMaxMs }, async () => {
    for (let count = 0; count <= usualSignUpCountMax; count++) {
      const neighbour = shop.visitor({ address: `${ownNetwork}.${firstNeighbour + count}` });
      await neighbour.send(await neighbour.open('/sign-up'), { fields: { firstName: 'Neighbour' } });
    }
    const { page, open } = await openShop(shop.url);
    await open('/sign-up');
    expect(await page.locator('[data-proof-bits]').count(), 'work is asked for').toBe(1);
    await page.locator('[name=firstName]').fill('Prue');
    await vi.waitFor(async () => expect(await page.locator('[name=proof]').inputValue()).not.toBe(''), soon);
    await page.getByRole('button', { name: signInTexts.en.signUp.submit }).click();
    await page.locator('#givenName').waitFor();
    expect(page.url().startsWith(shop.provider.issuer)).toBe(true);
  });
});

import { startTestShop, type TestShop } from '@counterfoil/app-storefront/storefront-fixture';
import { accountTexts } from '@counterfoil/app-storefront/texts/account';
import { addressTexts } from '@counterfoil/app-storefront/texts/addresses';
import { checkoutTexts } from '@counterfoil/app-storefront/texts/checkout';
import { layoutTexts } from '@counterfoil/app-storefront/texts/layout';
import { signInTexts } from '@counterfoil/app-storefront/texts/sign-in';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepShopScreenshot } from './screenshots.ts';
import { openShop, type ShopInBrowser } from './shop-in-browser.ts';
import { shoppingOn } from './shopping.ts';

const tourMaxMs = 600_000;
const startMaxMs = 120_000;
const arrivalMaxMs = 60_000;

const tours = [
  { language: 'en', colorScheme: 'light', width: 1_280, suffix: '' },
  { language: 'fr', colorScheme: 'dark', width: 390, suffix: '-phone' },
] as const;

describe('every page of the web shop', () => {
  let shop: TestShop;
  beforeAll(async () => {
    shop = await startTestShop({
      features: ['enhancedAsyncCustomerCreation', 'asyncAddressCreation'],
      profile: { createCustomerInAsyncMode: true, createCustomerOrderInAsyncMode: true },
    });
  }, startMaxMs);
  afterAll(() => shop?.stop());

  it.each(tours)(
    'is accessible, shows no identifier and fits a phone ($language, $colorScheme, from $width px)',
    { timeout: tourMaxMs },
    async ({ suffix, ...browser }) => {
      const { language } = browser;
      const opened = await openShop(shop.url, browser);
      const { page, open, check } = opened;
      const shopping = shoppingOn(page, shop, language);
      const look = async (name: string): Promise<void> => {
        await check();
        await keepShopScreenshot(page, `${name}${suffix}`);
      };

      await lookAround(opened, look);
      await open('/');
      await look('products');
      await shopping.fillBasket();
      await look('basket');

      await open('/sign-up');
      await look('sign-up');
      await badPhone(opened, shop, language);
      await look('sign-up-refused');
      await open('/sign-up');
      await shopping.signUp({ firstName: 'Imogen', lastName: 'Fictitious', email: `imogen-${language}@example.com` });
      await look('account-pending');
      for (const path of ['profile', 'contacts', 'addresses', 'addresses/new', 'loyalty', 'orders']) {
        await open(`/account/${path}`);
        await look(`account-${path.replace('/', '-')}`);
      }

      await open('/basket');
      await page.getByRole('button', { name: checkoutTexts[language].basket.checkout }).click();
      await page.getByRole('heading', { level: 1, name: checkoutTexts[language].address.title }).waitFor();
      await look('checkout-address');
      await shopping.enterDeliveryAddress();
      await look('checkout-confirm');
      const receiptNumber = await shopping.order();
      await look('order-accepted');
      await open('/account/orders');
      await page.getByText(receiptNumber).first().waitFor();
      await look('orders');
      await addressPages(opened, language, look);

      await open('/account');
      await shop.travel();
      await page.getByText(/C-\d{9}/u).waitFor({ timeout: arrivalMaxMs });
      await look('account');
      await page.getByRole('button', { name: accountTexts[language].signOut }).first().click();
      await page.getByText(signInTexts[language].signedOut).waitFor();
      await look('signed-out');
    },
  );

  it('says in both languages that the shop cannot be reached, and that nothing is lost', async () => {
    const { page, open, check } = await openShop(shop.url, { language: 'fr' });
    shop.scaleUnitLine.cut();
    shop.pass(startMaxMs);
    try {
      await open('/');
      await page.getByText("La boutique n'est pas joignable pour le moment. Rien n'est perdu").waitFor();
      await check();
      await page.getByRole('link', { name: layoutTexts.fr.language }).click();
      await page.getByText('The shop cannot be reached at the moment. Nothing was lost').waitFor();
      await check();
    } finally {
      shop.scaleUnitLine.restore();
    }
    await page.getByRole('link', { name: layoutTexts.en.tryAgain }).click();
    await page.getByRole('button', { name: 'Put in basket' }).first().waitFor();
    expect(page.url()).toBe(`${shop.url}/`);
  });
});

type Look = (name: string) => Promise<void>;

/** Pages that need nothing to be there. */
async function lookAround({ open }: ShopInBrowser, look: Look): Promise<void> {
  for (const path of ['/basket', '/forgotten-password', '/your-data', '/no-such-page']) {
    await open(path);
    await look(`empty${path.replace('/', '-')}`);
  }
}

async function badPhone({ page }: ShopInBrowser, shop: TestShop, language: 'en' | 'fr'): Promise<void> {
  const { signUp } = signInTexts[language];
  await page.getByLabel(signUp.firstName).fill('Imogen');
  await page.getByRole('textbox', { name: signUp.phone }).fill('12');
  shop.pass(tourMaxMs);
  await page.getByRole('button', { name: signUp.submit }).click();
  await page.getByRole('alert').getByText(layoutTexts[language].errorTitle).waitFor();
  expect(await page.getByLabel(signUp.firstName).inputValue(), 'what was typed is kept').toBe('Imogen');
}

/** The list with an address, the form of a country that writes addresses otherwise, and the question before removing. */
async function addressPages({ page, open }: ShopInBrowser, language: 'en' | 'fr', look: Look): Promise<void> {
  const say = addressTexts[language];
  await open('/account/addresses/new');
  await page.locator('[name=street]').fill('1 rue de Rivoli');
  await page.locator('[name=countryRegion]').selectOption('FR');
  await page.locator('[name=state]').waitFor({ state: 'detached' });
  expect(await page.locator('[name=street]').inputValue(), 'what was typed is kept').toBe('1 rue de Rivoli');
  await look('address-form-france');
  await page.locator('[name=city]').fill('Paris');
  await page.locator('[name=zipCode]').fill('75001');
  await page.getByRole('button', { name: layoutTexts[language].save }).click();
  await page.getByText(say.done.added).waitFor();
  await look('addresses');
}

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SeenForm, SeenPage } from '../../seen-page-fixture.ts';
import type { ShopVisitor } from '../../shop-visitor-fixture.ts';
import { startTestShop, type TestShop } from '../../storefront-fixture.ts';

const cookieName = '__Host-counterfoil-basket';

let shop: TestShop;

beforeAll(async () => {
  shop = await startTestShop();
});
afterAll(() => shop?.stop());

function formOfItem(products: SeenPage, itemId: string): SeenForm {
  const form = products.forms.find(({ fields }) => fields['itemId'] === itemId);
  if (!form) throw new Error(`${itemId} is not sold`);
  return form;
}

async function putInBasket(visitor: ShopVisitor, itemId: string): Promise<SeenPage> {
  const products = await visitor.open('/');
  return visitor.send(products, { form: formOfItem(products, itemId) });
}

function basketCookie(lines: unknown): string {
  return Buffer.from(JSON.stringify(lines)).toString('base64url');
}

describe('the basket', () => {
  it('is filled and changed without signing in, with an exact total', async () => {
    const visitor = shop.visitor();
    await putInBasket(visitor, '10101');
    const two = await putInBasket(visitor, '10102');
    expect(two.text).toContain('It is in your basket.');
    const more = await visitor.send(two, { fields: { quantity0: '3', quantity1: '2' } });
    expect(more.text).toContain('$8.97');
    expect(more.text).toMatch(/Total \$12\.47/u);
    expect(more.text).toContain('5 items');
    const less = await visitor.send(more, { button: { name: 'remove', value: '10101' } });
    expect(less.text).toMatch(/Total \$3\.50/u);
    expect((await visitor.send(less, { fields: { quantity0: '0' } })).text).toContain(
      'There is nothing in your basket',
    );
  });

  it('shows prices as the language writes them', async () => {
    const visitor = shop.visitor({ language: 'fr' });
    const page = await putInBasket(visitor, '10101');
    expect(page.text).toContain('Pain de mie blanc');
    expect(page.text).toMatch(/Total 2,99\s\$US/u);
  });

  it.each(['', '1.5', '100', '-1'])('tells at the field that "%s" is no quantity, and keeps the rest', async (text) => {
    const visitor = shop.visitor();
    await putInBasket(visitor, '10101');
    const basket = await putInBasket(visitor, '10102');
    const again = await visitor.send(basket, { fields: { quantity0: '7', quantity1: text } });
    expect(again.status).toBe(422);
    expect(again.html).toContain('id="field-quantity1-problem">Enter a whole number from 1 to 99.');
    expect(again.forms[0]?.fields).toMatchObject({ quantity0: '7', quantity1: text });
    expect((await visitor.open('/basket')).text).toMatch(/Total \$4\.74/u);
  });

  it('names what is no longer sold, and takes it out', async () => {
    const visitor = shop.visitor();
    visitor.setCookie(
      cookieName,
      basketCookie([
        ['GONE-1', 2],
        ['10101', 1],
      ]),
    );
    const basket = await visitor.open('/basket');
    expect(basket.text).toContain('No longer sold, and taken out of your basket: GONE-1.');
    expect(basket.text).toMatch(/Total \$2\.99/u);
    expect(basket.text).toContain('1 item');
    expect((await visitor.open('/basket')).text).not.toContain('GONE-1');
  });

  it.each([
    'rubbish',
    '%E0%A4%A',
    basketCookie({ itemId: '10101' }),
    basketCookie([['10101', 1e9]]),
    basketCookie([['10101', -1]]),
    basketCookie([['', 1]]),
  ])('is empty when the browser brings %s', async (cookie) => {
    const visitor = shop.visitor();
    visitor.setCookie(cookieName, cookie);
    const basket = await visitor.open('/basket');
    expect(basket.status).toBe(200);
    expect(basket.text).toContain('There is nothing in your basket yet.');
  });

  it('takes only goods of this shop', async () => {
    const visitor = shop.visitor();
    const products = await visitor.open('/');
    const form = formOfItem(products, '10101');
    const refused = await visitor.send(products, { form, fields: { itemId: '<b>' } });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('This is no longer sold.');
  });

  it('is not changed by a form of another browser', async () => {
    const products = await shop.visitor().open('/');
    const other = shop.visitor();
    await other.open('/');
    const refused = await other.send(products, { form: formOfItem(products, '10101') });
    expect(refused.status).toBe(403);
    expect((await other.open('/basket')).text).toContain('There is nothing in your basket yet.');
  });

  it('leads to the sign-in on the way to the delivery, and nowhere when it is empty', async () => {
    const visitor = shop.visitor();
    const basket = await putInBasket(visitor, '10101');
    const provider = await visitor.send(basket, { button: { name: 'next', value: 'checkout' } });
    expect(provider.url).toContain(shop.provider.issuer);
    expect((await shop.visitor().open('/checkout/confirm?address=x')).url).toContain(shop.provider.issuer);
  });
});

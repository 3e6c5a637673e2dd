import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { formOfPage, type SeenPage } from '../../seen-page-fixture.ts';
import type { ShopVisitor } from '../../shop-visitor-fixture.ts';
import { soon, startTestShop, type TestShop } from '../../storefront-fixture.ts';

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/iu;
const houston = { street: '1200 Main St', city: 'Houston', state: 'TX', zipCode: '77002' };
const addressEditing = [
  'performanceImprovementsForCustomerOrders',
  'enhancedAsyncCustomerCreation',
  'asyncAddressCreation',
  'asyncCustomerEditing',
] as const;
/** Sold in the sample shop, and what it costs. */
const bread = { itemId: '10101', price: '2.99' };

let shop: TestShop;
let personCount = 0;

beforeAll(async () => {
  shop = await startTestShop({
    features: addressEditing,
    profile: { createCustomerInAsyncMode: true, createCustomerOrderInAsyncMode: true },
  });
});
afterAll(() => shop?.stop());

interface Shopper {
  readonly visitor: ShopVisitor;
  readonly page: SeenPage;
}

async function putInBasket(visitor: ShopVisitor, itemId = bread.itemId): Promise<SeenPage> {
  const products = await visitor.open('/');
  const form = products.forms.find(({ fields }) => fields['itemId'] === itemId);
  if (!form) throw new Error(`${itemId} is not sold`);
  return visitor.send(products, { form });
}

/** Somebody new with bread in the basket, who was led to the sign-in on the way to the address. */
async function atAddressStep(language: 'en' | 'fr' = 'en'): Promise<Shopper> {
  const visitor = shop.visitor({ language });
  const person = shop.person({ email: `ada${++personCount}@orders.example`, firstName: 'Ada', lastName: 'Byron' });
  const basket = await putInBasket(visitor);
  const provider = await visitor.send(basket, { button: { name: 'next', value: 'checkout' } });
  return { visitor, page: await visitor.choose(provider, person) };
}

/** The same with an address that was entered there. */
async function atConfirmation(): Promise<Shopper> {
  const { visitor, page } = await atAddressStep();
  const confirm = await visitor.send(page, { action: '/checkout/address', fields: houston });
  expect(confirm.path).toMatch(/^\/checkout\/confirm\?address=[\w-]{12}$/u);
  return { visitor, page: confirm };
}

/** Addresses that the scale unit has recorded. */
async function addressCount(): Promise<number> {
  const [counted] = await shop.scaleUnit.channel.database.query<{ count: number }>(
    `SELECT coalesce(sum(jsonb_array_length(document -> 'addresses')), 0)::int AS count FROM customers`,
  );
  return counted?.count ?? 0;
}

function runJob(job: string): Promise<unknown> {
  return shop.call('POST', `/batch-jobs/${job}/runs`, { wait: true });
}

describe('an order in the web shop', () => {
  it('is placed with a new address while headquarters is away, and both are found there afterwards', async () => {
    const { visitor, page } = await atAddressStep();
    expect(page.path).toBe('/checkout/address');
    expect(page.text).toContain('1 item');
    shop.headquartersLine.cut();
    const confirm = await visitor.send(page, { fields: houston });
    expect(confirm.text).toContain('1200 Main St Houston, TX 77002 United States');
    expect(confirm.text).toContain('$2.99');
    const placed = await visitor.send(confirm, { fields: { requestedDeliveryDate: '2099-05-31' } });
    expect(placed.path).toMatch(/^\/account\/orders\/.+\?done=ordered$/u);
    expect(placed.text).toContain('Accepted. The order number follows.');
    expect((await visitor.open('/basket')).text).toContain('There is nothing in your basket yet.');
    shop.headquartersLine.restore();
    await vi.waitFor(() => shop.travel(), soon);
    const confirmed = await vi.waitFor(async () => {
      for (const job of ['P-0001', 'synchronize-orders']) await runJob(job);
      const seen = await visitor.open(placed.path.replace('?done=ordered', ''));
      expect(seen.text).toMatch(/Status Confirmed Order number \S+/u);
      return seen;
    }, soon);
    expect((await visitor.open('/account')).text).toMatch(/C-\d{9}/u);
    const { orders } = (await shop.call('GET', '/orders?status=success')) as { orders: unknown[] };
    expect(orders).toHaveLength(1);
    expect(confirmed.text).toContain('May 31, 2099');
    expect(confirmed.text).toContain('1200 Main St Houston, TX 77002 United States');
    for (const seen of [page, confirm, placed, confirmed]) expect(seen.html).not.toMatch(uuid);
    expect(visitor.trail.filter((url) => url.startsWith(shop.url)).join()).not.toMatch(uuid);
  });

  it('is one order however often the form is sent', async () => {
    const { visitor, page } = await atConfirmation();
    const [first, second] = await Promise.all([visitor.send(page), visitor.send(page)]);
    const third = await visitor.send(page);
    expect(new Set([first.path, second.path, third.path]).size).toBe(1);
    const list = await visitor.open('/account/orders');
    expect(list.html.match(/<h2><a href="\/account\/orders\//gu)).toHaveLength(1);
  });

  it('waits with the basket kept while the scale unit is away', async () => {
    const { visitor, page } = await atConfirmation();
    shop.scaleUnitLine.cut();
    const away = await visitor.send(page);
    shop.scaleUnitLine.restore();
    expect(away.status).toBe(503);
    expect((await visitor.open('/basket')).text).toContain('1 item');
    expect((await visitor.send(page)).path).toContain('done=ordered');
  });

  it('has the prices of the shop, whatever a page says', async () => {
    const { visitor, page } = await atConfirmation();
    const cheap = await visitor.send(page, { fields: { total: '0.01' } });
    expect(cheap.status).toBe(422);
    expect(cheap.text).toContain('Prices or goods have changed.');
    expect(formOfPage(cheap).fields['total']).toBe(bread.price);
    const unknown = JSON.stringify([
      ['NOT-SOLD', 1],
      [bread.itemId, 1],
    ]);
    const gone = await visitor.send(page, { fields: { goods: unknown } });
    expect(gone.text).toContain('No longer sold, and taken out of your basket: NOT-SOLD.');
    expect((await visitor.open('/account/orders')).text).toContain('You have not ordered anything yet.');
  });

  it('at a price that has risen meanwhile is shown again before it is placed', async () => {
    const { visitor, page } = await atConfirmation();
    const product = {
      description: { en: 'White bread', fr: 'Pain' },
      barcode: null,
      prices: { USD: '3.49', EUR: '3' },
    };
    await shop.call('PUT', `/settings/products/${bread.itemId}`, product);
    await shop.changeProfile({});
    const again = await visitor.send(page);
    expect(again.text).toContain('Prices or goods have changed.');
    expect(again.text).toContain('$3.49');
    expect((await visitor.send(again)).text).toContain('$3.49');
    await shop.call('PUT', `/settings/products/${bread.itemId}`, { ...product, prices: { USD: bread.price } });
    await shop.changeProfile({});
  });

  it.each([
    ['2000-01-01', 'Choose today or a later day.'],
    ['31/05/2099', 'Enter a day such as 2027-05-31.'],
  ])('for %s is told at its field, with everything still there', async (date, sentence) => {
    const { visitor, page } = await atConfirmation();
    const again = await visitor.send(page, { fields: { requestedDeliveryDate: date } });
    expect(again.status).toBe(422);
    expect(again.html).toContain(`id="field-requestedDeliveryDate-problem">${sentence}`);
    expect(formOfPage(again).fields).toMatchObject({ requestedDeliveryDate: date, total: bread.price });
    expect(again.text).toContain('1 item');
  });

  it('of somebody else is not there', async () => {
    const { visitor, page } = await atConfirmation();
    const { path } = await visitor.send(page);
    const other = await atAddressStep();
    const seen = await other.visitor.open(path.replace('?done=ordered', ''));
    expect(seen.status).toBe(404);
    expect(seen.text).toContain('There is no such page');
  });

  it('to an address of somebody else leads back to the choice of one', async () => {
    const { page } = await atConfirmation();
    const { visitor } = await atConfirmation();
    expect((await visitor.open(page.path)).path).toMatch(/^\/checkout\/address/u);
    const own = await visitor.open('/checkout/address');
    expect(own.path).toBe('/checkout/address');
  });

  it('keeps what was put in the basket meanwhile in another window', async () => {
    const { visitor, page } = await atConfirmation();
    await putInBasket(visitor, '10102');
    expect((await visitor.send(page)).path).toContain('done=ordered');
    const basket = await visitor.open('/basket');
    expect(basket.text).toContain('Croissant');
    expect(basket.text).toContain('1 item');
  });

  it('waits in plain words, with the basket kept, where orders need a customer number', async () => {
    const { visitor, page } = await atConfirmation();
    await shop.changeProfile({ createCustomerOrderInAsyncMode: false });
    const refused = await visitor.send(page);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('Your customer number is on its way. You can order as soon as it is here');
    const shown = await visitor.open(page.path);
    expect(shown.text).toContain('Your basket is kept.');
    expect(shown.forms).toEqual([]);
    expect((await visitor.open('/basket')).text).toContain('$2.99');
    await shop.changeProfile({ createCustomerOrderInAsyncMode: true });
    expect((await visitor.send(await visitor.open(page.path))).path).toContain('done=ordered');
  });
});

describe('the address of an order', () => {
  it('is entered in the form of its country without script, with what was typed', async () => {
    const { visitor, page } = await atAddressStep('fr');
    const fields = { countryRegion: 'FR', street: '12 rue de la Paix', city: 'Paris' };
    const drawn = await visitor.send(page, { fields, button: { name: 'redraw', value: 'yes' } });
    expect(drawn.status).toBe(200);
    expect(drawn.text).not.toContain('Veuillez vérifier');
    expect(drawn.text.indexOf('Code postal')).toBeLessThan(drawn.text.indexOf('Ville'));
    expect(formOfPage(drawn, { action: '/checkout/address' }).fields).toMatchObject(fields);
    const wrong = await visitor.send(drawn, { fields: { zipCode: '7500' } });
    expect(wrong.status).toBe(422);
    expect(wrong.html).toContain('id="field-zipCode-problem">Un code postal (France) s&#39;écrit 99999.');
    expect(formOfPage(wrong).fields).toMatchObject({ ...fields, zipCode: '7500' });
    const confirm = await visitor.send(wrong, { fields: { zipCode: '75002' } });
    expect(confirm.text).toContain('12 rue de la Paix 75002 Paris France');
  });

  it('is one address however often the form is sent', async () => {
    const { visitor, page } = await atAddressStep();
    const [first, second] = await Promise.all([
      visitor.send(page, { fields: houston }),
      visitor.send(page, { fields: houston }),
    ]);
    expect(first.path).toBe(second.path);
    expect((await visitor.open('/checkout/address')).html.match(/type="radio"/gu)).toHaveLength(1);
  });

  it('is one address when the answer got lost on the way and the form is sent again', async () => {
    const { visitor, page } = await atAddressStep();
    const before = await addressCount();
    shop.scaleUnitLine.swallowReplies(true);
    const lost = visitor.send(page, { fields: houston, isAtOnce: true });
    await vi.waitFor(async () => expect(await addressCount()).toBe(before + 1), soon);
    shop.scaleUnitLine.swallowReplies(false);
    const again = await lost;
    expect(again.status).toBe(503);
    const confirm = await visitor.send(again, { action: '/checkout/address' });
    expect(confirm.path).toMatch(/^\/checkout\/confirm/u);
    expect(await addressCount()).toBe(before + 1);
  });

  it('is chosen among those that are there', async () => {
    const { visitor } = await atConfirmation();
    const step = await visitor.open('/checkout/address');
    const { address = '' } = formOfPage(step, { action: '/checkout/confirm' }).fields;
    expect((await visitor.open(`/checkout/confirm?address=${address}`)).text).toContain('1200 Main St');
  });

  it('is still in the form when the scale unit is away', async () => {
    const { visitor, page } = await atAddressStep();
    shop.scaleUnitLine.cut();
    const away = await visitor.send(page, { fields: houston });
    shop.scaleUnitLine.restore();
    expect(away.status).toBe(503);
    expect(formOfPage(away).fields).toMatchObject({ ...houston, countryRegion: 'US' });
    expect((await visitor.send(away)).text).toContain('1200 Main St');
  });

  it('is still in the form when the session has ended and the shopper has signed in again', async () => {
    const { visitor, page } = await atAddressStep();
    visitor.setCookie(
      '__Host-counterfoil-shop',
      `${visitor.cookie('__Host-counterfoil-shop')?.slice(0, -4) ?? ''}AAAA`,
    );
    const back = await visitor.send(page, { fields: houston });
    expect(visitor.trail.join()).toContain('/sign-in?to=');
    expect(back.path).toBe('/checkout/address');
    expect(back.text).toContain('You had been signed out. What you entered is still here');
    expect(formOfPage(back, { action: '/checkout/address' }).fields).toMatchObject(houston);
    expect((await visitor.send(back)).text).toContain('1200 Main St');
  });
});

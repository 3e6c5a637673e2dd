import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formOfPage, type SeenPage } from '../seen-page-fixture.ts';
import type { ShopVisitor } from '../shop-visitor-fixture.ts';
import { soon, startTestShop, type TestShop } from '../storefront-fixture.ts';

/* One browser with several windows, of one person or of several; a page in one of them is older than the session. */

let shop: TestShop;
let personCount = 0;

beforeAll(async () => {
  shop = await startTestShop({
    features: ['enhancedAsyncCustomerCreation', 'asyncAddressCreation', 'asyncCustomerEditing'],
    profile: { createCustomerInAsyncMode: true, createCustomerOrderInAsyncMode: true },
  });
}, soon.timeout);
afterAll(() => shop?.stop());

const session = '__Host-counterfoil-shop';
const profile = '/account/profile';
const houston = { street: '1200 Main St', city: 'Houston', state: 'TX', zipCode: '77002' };

const somebody = (firstName: string) =>
  shop.person({ email: `window${++personCount}@example.com`, firstName, lastName: 'Windows' });

function valuesOf(page: SeenPage, action: string): Readonly<Record<string, string>> {
  return formOfPage(page, { action }).fields;
}

/** The first of the goods of a page. */
async function putInBasket(visitor: ShopVisitor, products: SeenPage): Promise<SeenPage> {
  const form = products.forms.find(({ fields }) => fields['itemId'] !== undefined);
  if (!form) throw new Error('nothing is sold');
  return visitor.send(products, { form });
}

/** In the same browser: whoever was in signs out, of the shop and of the identity provider, and somebody else in. */
async function changeShopper(visitor: ShopVisitor, person: { readonly subject: string }): Promise<void> {
  const asked = await visitor.send(await visitor.open('/account'), { action: '/sign-out' });
  await visitor.send(asked, { fields: { logout: 'yes' } });
  await visitor.signIn(person, '/account');
}

describe('a page that was shown to somebody else in this browser', () => {
  it('changes nothing of whoever has signed in since, and does not show them what was typed', async () => {
    const visitor = shop.visitor();
    await visitor.signIn(somebody('Ann'), '/account');
    const ofAnn = await visitor.open(profile);
    await changeShopper(visitor, somebody('Bob'));
    const sent = await visitor.send(ofAnn, { action: profile, fields: { firstName: 'Annabel', phone: '7135550147' } });
    expect(sent.html).not.toContain('Annabel');
    expect(valuesOf(await visitor.open(profile), profile)).toMatchObject({ firstName: 'Bob', phone: '' });
  });

  it('adds no address to theirs and gives no agreement for them', async () => {
    const visitor = shop.visitor();
    await visitor.signIn(somebody('Ann'), '/account');
    const address = await visitor.open('/account/addresses/new');
    const contacts = await visitor.open('/account/contacts');
    await changeShopper(visitor, somebody('Bob'));
    await visitor.send(address, { action: '/account/addresses/new', fields: houston });
    expect((await visitor.open('/account/addresses')).text).not.toContain('1200 Main St');
    const asked = await visitor.send(contacts, {
      action: '/account/contacts/consent/email',
      button: { name: 'consent', value: 'granted' },
    });
    expect(asked.status).toBe(403);
    expect((await visitor.open('/account/contacts')).text).not.toContain('You said yes');
  });

  it('still signs out, and still fills the basket', async () => {
    const visitor = shop.visitor();
    await visitor.signIn(somebody('Ann'), '/account');
    const [products, account] = [await visitor.open('/'), await visitor.open('/account')];
    await changeShopper(visitor, somebody('Bob'));
    const basket = await putInBasket(visitor, products);
    expect(basket.path).toBe('/basket?done=added');
    await visitor.send(account, { action: '/sign-out' });
    expect(visitor.cookie(session)).toBeUndefined();
  });
});

it('a page that was shown before the same person signed in once more is still taken', async () => {
  const [visitor, ann] = [shop.visitor(), somebody('Ann')];
  await visitor.signIn(ann, '/account');
  const form = await visitor.open(profile);
  await changeShopper(visitor, ann);
  const saved = await visitor.send(form, { action: profile, fields: { firstName: 'Annabel' } });
  expect(saved.path).toBe(`${profile}?done=saved`);
});

it('of two sign-ins that were begun, the later one leads in, also after the answer to the earlier', async () => {
  const visitor = shop.visitor();
  const [first, second] = [await visitor.open('/sign-in'), await visitor.open('/sign-in?to=/basket')];
  const ann = somebody('Ann');
  const late = await visitor.choose(first, ann);
  expect([late.status, late.heading]).toEqual([403, 'Please sign in once more']);
  expect((await visitor.choose(second, ann)).path).toBe('/basket');
});

it('an order whose answer the browser never got is found among the orders when it is sent again for another day', async () => {
  const visitor = shop.visitor();
  await visitor.signIn(somebody('Ann'), '/');
  await putInBasket(visitor, await visitor.open('/'));
  const confirm = await visitor.send(await visitor.open('/checkout/address'), { fields: houston });
  const basket = visitor.cookie('__Host-counterfoil-basket') ?? '';
  await visitor.send(confirm);
  visitor.setCookie('__Host-counterfoil-basket', basket);
  const found = await visitor.send(confirm, { fields: { requestedDeliveryDate: '2099-05-31' } });
  expect(found.path).toBe('/account/orders?done=placedBefore');
  expect(found.text).toContain('We have this order already');
  expect(found.html.match(/<h2><a href="\/account\/orders\//gu)).toHaveLength(1);
  expect((await visitor.open('/basket')).text).toContain('There is nothing in your basket yet.');
});

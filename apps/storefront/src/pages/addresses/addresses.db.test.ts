import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formOfPage, type SeenPage } from '../../seen-page-fixture.ts';
import type { ShopVisitor } from '../../shop-visitor-fixture.ts';
import { startTestShop, type TestShop } from '../../storefront-fixture.ts';

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/iu;
const houston = { street: '1200 Main St', city: 'Houston', state: 'TX', zipCode: '77002' };
const paris = { countryRegion: 'FR', street: '12 rue de la Paix', city: 'Paris', zipCode: '75002' };
const editing = [
  'performanceImprovementsForCustomerOrders',
  'enhancedAsyncCustomerCreation',
  'asyncAddressCreation',
  'asyncCustomerEditing',
] as const;

let shop: TestShop;
let personCount = 0;

async function signedIn(on: TestShop = shop, language: 'en' | 'fr' = 'en'): Promise<ShopVisitor> {
  const visitor = on.visitor({ language });
  const person = on.person({ email: `ada${++personCount}@addresses.example`, firstName: 'Ada', lastName: 'Byron' });
  expect((await visitor.signIn(person, '/account/addresses')).path).toBe('/account/addresses');
  return visitor;
}

async function added(visitor: ShopVisitor, fields: Readonly<Record<string, string>>): Promise<SeenPage> {
  const list = await visitor.send(await visitor.open('/account/addresses/new'), {
    action: '/account/addresses/new',
    fields,
  });
  expect(list.path, list.text).toBe('/account/addresses?done=added');
  return list;
}

/** The pages of the addresses of a list, in its order. */
function addressPaths(list: SeenPage): string[] {
  return [...list.html.matchAll(/href="(\/account\/addresses\/[\w-]{12})"/gu)].map(([, path = '']) => path);
}

describe('the addresses of a shopper whose edits are asynchronous', () => {
  beforeAll(async () => {
    shop = await startTestShop({ features: editing, profile: { createCustomerInAsyncMode: true } });
  });
  afterAll(() => shop?.stop());

  it('are added, changed, made the main one and removed, each written as in its country', async () => {
    const visitor = await signedIn();
    expect((await visitor.open('/account/addresses')).text).toContain('You have no address yet.');
    const first = await added(visitor, houston);
    expect(first.text).toContain('The address was added.');
    expect(first.text).toContain('Main address');
    const two = await added(visitor, paris);
    expect(two.text).toContain('1200 Main St Houston, TX 77002 United States');
    expect(two.text).toContain('12 rue de la Paix 75002 Paris France');
    const [house = '', flat = ''] = addressPaths(two);
    const primary = await visitor.send(two, { action: `${flat}/primary` });
    expect(primary.text).toContain('Your main address was changed.');
    expect(primary.forms.map(({ action }) => action)).toContain(`${house}/primary`);
    expect(primary.forms.map(({ action }) => action)).not.toContain(`${flat}/primary`);
    const form = await visitor.open(flat);
    const changed = await visitor.send(form, { action: flat, fields: { street: '14 rue de la Paix' } });
    expect(changed.path).toBe('/account/addresses?done=changed');
    expect(changed.text).toContain('14 rue de la Paix 75002 Paris France');
    const question = await visitor.open(`${house}/remove`);
    expect(question.text).toContain('Remove this address?');
    expect((await visitor.open('/account/addresses')).text).toContain('1200 Main St');
    const removed = await visitor.send(question, { action: `${house}/remove` });
    expect(removed.text).toContain('The address was removed.');
    expect(removed.text).not.toContain('1200 Main St');
    expect((await visitor.send(question, { action: `${house}/remove` })).path).toBe('/account/addresses?done=removed');
    for (const page of [two, form, question, removed]) expect(page.html).not.toMatch(uuid);
    expect(visitor.trail.filter((url) => url.startsWith(shop.url)).join()).not.toMatch(uuid);
  });

  it('that two windows change keep what each has changed', async () => {
    const visitor = await signedIn();
    const [path = ''] = addressPaths(await added(visitor, houston));
    const [one, other] = [await visitor.open(path), await visitor.open(path)];
    await visitor.send(one, { action: path, fields: { street: '1300 Main St' } });
    const both = await visitor.send(other, { action: path, fields: { buildingComplement: 'Suite 5' } });
    expect(both.text).toContain('1300 Main St Suite 5 Houston, TX 77002');
  });

  it('are changed only where something differs', async () => {
    const visitor = await signedIn();
    const [path = ''] = addressPaths(await added(visitor, houston));
    const same = await visitor.send(await visitor.open(path), { action: path });
    expect(same.path).toBe('/account/addresses?done=changed');
  });

  it.each([
    [{ zipCode: '7700' }, 'zipCode', 'A postcode of United States looks like 99999, 99999-9999.'],
    [{ street: ' ' }, 'street', 'Fill in: Street and number.'],
    [{ countryRegion: 'XX' }, 'countryRegion', 'Choose a country or region from the list.'],
    [{ countryRegion: '"><script>' }, 'countryRegion', 'Choose a country or region from the list.'],
    [{ city: 'x'.repeat(61) }, 'city', '60'],
  ])('are not taken with %j: said at the field, with everything still there', async (wrong, field, sentence) => {
    const visitor = await signedIn();
    const action = '/account/addresses/new';
    const sent = { ...houston, purpose: 'delivery', ...wrong };
    const again = await visitor.send(await visitor.open(action), { action, fields: sent });
    expect(again.status).toBe(422);
    const problem = new RegExp(`id="field-${field}-problem">([^<]*)`, 'u').exec(again.html)?.[1];
    expect(problem).toContain(sentence);
    expect(again.html).not.toContain('<script>');
    const { countryRegion: _, ...texts } = sent as Record<string, string>;
    expect(formOfPage(again, { action }).fields).toMatchObject(texts);
    expect((await visitor.open('/account/addresses')).text).toContain('You have no address yet.');
  });

  it('of somebody else are not there, nor is one that nobody has', async () => {
    const [path = ''] = addressPaths(await added(await signedIn(), houston));
    const visitor = await signedIn();
    const own = await added(visitor, paris);
    for (const stranger of [path, `${path}/remove`, '/account/addresses/AAAAAAAAAAAA']) {
      const page = await visitor.open(stranger);
      expect(page.status).toBe(404);
      expect(page.text).not.toContain('1200 Main St');
    }
    const [ownPath = ''] = addressPaths(own);
    const question = await visitor.open(`${ownPath}/remove`);
    const form = formOfPage(question, { action: `${ownPath}/remove` });
    const forged = await visitor.send(question, { form: { ...form, action: `${path}/remove` } });
    expect(forged.status).toBe(404);
    expect((await visitor.open('/account/addresses')).text).toContain('12 rue de la Paix');
  });

  it('are entered in French, in the order of the country, and the redraw keeps what was typed', async () => {
    const visitor = await signedIn(shop, 'fr');
    const action = '/account/addresses/new';
    const page = await visitor.open(action);
    expect(page.heading).toBe('Nouvelle adresse');
    const drawn = await visitor.send(page, {
      action,
      fields: { countryRegion: 'GB', street: '1 High Street', city: 'Bath', purpose: 'business' },
      button: { name: 'redraw', value: 'yes' },
    });
    expect(drawn.status).toBe(200);
    expect(drawn.path).toBe(action);
    expect(formOfPage(drawn, { action }).fields).toMatchObject({
      countryRegion: 'GB',
      street: '1 High Street',
      city: 'Bath',
      purpose: 'business',
    });
    const list = await visitor.send(drawn, { action, fields: { zipCode: 'BA1 1AA' } });
    expect(list.text).toContain("L'adresse a été ajoutée.");
    expect(list.text).toContain('Royaume-Uni');
  });
});

describe('the addresses of a shopper whose number is on its way, where edits wait for it', () => {
  beforeAll(async () => {
    shop = await startTestShop({ profile: { createCustomerInAsyncMode: true } });
  });
  afterAll(() => shop?.stop());

  it('are locked with the reason where the shop locks them, and open once the number is here', async () => {
    const visitor = await signedIn();
    const list = await visitor.open('/account/addresses');
    expect(list.text).toContain('Your customer number is on its way.');
    expect(list.html).not.toContain('href="/account/addresses/new"');
    const form = await visitor.open('/account/addresses/new');
    expect(form.text).toContain('Your customer number is on its way.');
    expect(formOfPage(form, { action: '/account/addresses/new' }).fields).not.toHaveProperty('street');
    await shop.travel();
    await added(visitor, houston);
  });

  it('are open where the shop does not lock them, and saving says why not yet, with everything still there', async () => {
    await shop.changeProfile({ lockedFieldsForAsyncCustomers: false });
    const visitor = await signedIn();
    const action = '/account/addresses/new';
    const again = await visitor.send(await visitor.open(action), { action, fields: houston });
    expect(again.status).toBe(422);
    expect(again.text).toContain('Your customer number is on its way.');
    expect(formOfPage(again, { action }).fields).toMatchObject(houston);
    await shop.travel();
    expect((await visitor.send(again, { action })).path).toBe('/account/addresses?done=added');
  });
});

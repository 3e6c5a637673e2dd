import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ShopVisitor } from '../../shop-visitor-fixture.ts';
import { soon, startTestShop, type TestShop } from '../../storefront-fixture.ts';

/* A retailer without the features that let asynchronous customers do more (the defaults). */

let shop: TestShop;

beforeAll(async () => {
  shop = await startTestShop({ profile: { lockedFieldsForAsyncCustomers: false } });
}, soon.timeout);

afterAll(() => shop.stop());

const profile = '/account/profile';
const contacts = '/account/contacts';
const loyalty = '/account/loyalty';
const club = `${loyalty}/CLUB`;
let personCount = 0;

async function signedIn(language: 'en' | 'fr' = 'en'): Promise<ShopVisitor> {
  const visitor = shop.visitor({ language });
  const email = `pending-${++personCount}@example.com`;
  await visitor.signIn(shop.person({ email, firstName: 'Pia', lastName: `Pending${personCount}` }), '/account');
  return visitor;
}

describe('while the number is on its way', () => {
  test('the account says so in plain words, and what works already', async () => {
    const account = await (await signedIn()).open('/account');
    expect(account.heading).toMatch(/^Hello Pia Pending\d+$/u);
    expect(account.text).toContain('Your customer number is on its way');
    expect(account.text).toContain('This works already: fill your basket');
    expect(account.text).toContain('This works as soon as your number is here: change your profile');
    expect(account.html).toContain('data-live="/account/state"');
    expect((await (await signedIn('fr')).open('/account')).text).toContain('Votre numéro de client est en route');
  });

  test('fields are open, and saving them is answered in friendly words; what was typed stays', async () => {
    const visitor = await signedIn();
    const form = await visitor.open(profile);
    const refused = await visitor.send(form, { action: profile, fields: { firstName: 'Pippa' } });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('This works as soon as it is here');
    expect(refused.forms.find(({ action }) => action === profile)?.fields['firstName']).toBe('Pippa');
    const joined = await visitor.send(await visitor.open(loyalty), { action: club });
    expect(joined.status).toBe(422);
    expect(joined.text).toContain('You can join as soon as it is here');
  });

  test('fields are locked, with the reason beside them, where the retailer has it so (LK-08)', async () => {
    const visitor = await signedIn();
    await shop.changeProfile({ lockedFieldsForAsyncCustomers: true });
    const form = await visitor.open(profile);
    expect(form.html).toMatch(/id="field-firstName"[^>]* disabled/u);
    expect(form.text).toContain('This works as soon as it is here');
    const withTheirs = form.forms.find(({ action }) => action === profile);
    expect(withTheirs?.buttons).toEqual([]);
    const listed = await visitor.open(contacts);
    const consent = `${contacts}/consent/email`;
    const left = listed.forms.filter(({ action }) => action.startsWith(contacts));
    expect(left.map(({ action, buttons }) => [action, buttons.map(({ value }) => value)])).toEqual([
      [consent, ['refused']],
    ]);
    const refused = await visitor.send(listed, { action: consent, button: { name: 'consent', value: 'refused' } });
    expect(refused.text).toContain('You said no; we send none.');
    expect((await visitor.open(loyalty)).forms.filter(({ action }) => action.startsWith(loyalty))).toEqual([]);
    await shop.changeProfile({ lockedFieldsForAsyncCustomers: false });
  });
});

test('once the number is here, the account shows it and everything works', async () => {
  const visitor = await signedIn();
  expect((await visitor.open('/account/state')).text).toContain('"isPending":true');
  await shop.travel();
  expect((await visitor.open('/account/state')).text).toContain('"isPending":false');
  const account = await visitor.open('/account');
  expect(account.text).toMatch(/Your customer number C-\d+/u);
  expect(account.html).not.toContain('data-live');
  const saved = await visitor.send(await visitor.open(profile), { action: profile, fields: { firstName: 'Pippa' } });
  expect(saved.text).toContain('Your profile was saved.');
  const page = await visitor.open(loyalty);
  const joined = await visitor.send(page, { action: club });
  expect(joined.path).toBe(`${loyalty}?done=joined`);
  const twice = await visitor.send(page, { action: club });
  expect(twice.path).toBe(`${loyalty}?done=joined`);
});

test('with the scale unit away, what was typed is shown again', async () => {
  const visitor = await signedIn();
  const form = await visitor.open(profile);
  shop.scaleUnitLine.cut();
  const away = await visitor.send(form, { action: profile, fields: { firstName: 'Pru' } });
  expect(away.status).toBe(503);
  expect(away.forms.find(({ action }) => action === profile)?.fields['firstName']).toBe('Pru');
  shop.scaleUnitLine.restore();
});

test('nobody sees an account without signing in', async () => {
  for (const path of ['/account', profile, contacts, `${contacts}/new`, loyalty]) {
    const { url } = await shop.visitor().open(path);
    expect(url).toContain(shop.provider.issuer);
  }
});

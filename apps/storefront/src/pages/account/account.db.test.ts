import { features, type FeatureId } from '@counterfoil/contracts/features';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { SeenPage } from '../../seen-page-fixture.ts';
import type { ShopVisitor } from '../../shop-visitor-fixture.ts';
import { soon, startTestShop, type TestShop } from '../../storefront-fixture.ts';

/* A retailer with every feature on: shoppers whose number is on its way do everything. */

let shop: TestShop;

beforeAll(async () => {
  shop = await startTestShop({ features: Object.keys(features) as FeatureId[] });
}, soon.timeout);

afterAll(() => shop.stop());

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/iu;
let personCount = 0;

async function signedIn(language: 'en' | 'fr' = 'en'): Promise<{ visitor: ShopVisitor; email: string }> {
  const email = `shopper-${++personCount}@example.com`;
  const visitor = shop.visitor({ language });
  await visitor.signIn(shop.person({ email, firstName: 'Imogen', lastName: `Fictitious${personCount}` }), '/account');
  return { visitor, email };
}

/** Of the shop and of the identity provider, which asks. */
async function signOut(visitor: ShopVisitor): Promise<void> {
  const asked = await visitor.send(await visitor.open('/account'), { action: '/sign-out' });
  await visitor.send(asked, { fields: { logout: 'yes' } });
}

const profile = '/account/profile';
const contacts = '/account/contacts';

/** How often contacts of anybody at the channel have this locator. */
async function contactCount(locator: string): Promise<number> {
  const [row] = await shop.scaleUnit.channel.database.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM customers, jsonb_array_elements(document -> 'contacts') AS contact
     WHERE contact ->> 'locator' = $1`,
    [locator],
  );
  return row?.count ?? 0;
}

function fieldsOf(page: SeenPage, action: string): Readonly<Record<string, string>> {
  return page.forms.find((form) => form.action === action)?.fields ?? {};
}

test('a shopper whose number is on its way changes the profile; only what was typed over is saved', async () => {
  const { visitor } = await signedIn();
  const form = await visitor.open(profile);
  expect(form.html).not.toMatch(uuid);
  const saved = await visitor.send(form, {
    action: profile,
    fields: { firstName: 'Imi', dateOfBirth: '1990-02-03', phone: '(713) 555-0147', receiptOption: 'both' },
  });
  expect(saved.path).toBe(`${profile}?done=saved`);
  expect(saved.text).toContain('Your profile was saved.');
  expect(fieldsOf(saved, profile)).toMatchObject({
    firstName: 'Imi',
    dateOfBirth: '1990-02-03',
    phone: '(713) 555-0147',
    receiptOption: 'both',
  });
  const again = await visitor.send(saved, { action: profile });
  expect(again.text).toContain('Nothing was changed');
});

test('a wrong entry is told at its field, in French too, and everything typed stays', async () => {
  const { visitor } = await signedIn('fr');
  const form = await visitor.open(profile);
  const refused = await visitor.send(form, { action: profile, fields: { phone: '12', firstName: 'Éloïse' } });
  expect(refused.text).toContain('Saisissez un numéro de téléphone valable.');
  expect(refused.status).toBe(422);
  expect(refused.heading).toBe('Votre profil');
  expect(refused.html).toContain('href="#field-phone"');
  expect(refused.html).toMatch(/id="field-phone"[^>]*aria-invalid="true"/u);
  expect(fieldsOf(refused, profile)).toMatchObject({ phone: '12', firstName: 'Éloïse' });
  const mended = await visitor.send(refused, { action: profile, fields: { phone: '+33 1 70 18 99 01' } });
  expect(mended.text).toContain('Votre profil a été enregistré.');
  expect(fieldsOf(mended, profile)).toMatchObject({ phone: '+33 1 70 18 99 01', firstName: 'Éloïse' });
});

test('two windows that change different fields both survive', async () => {
  const { visitor } = await signedIn();
  const [left, right] = [await visitor.open(profile), await visitor.open(profile)];
  await visitor.send(left, { action: profile, fields: { firstName: 'Left' } });
  const saved = await visitor.send(right, { action: profile, fields: { middleName: 'Right' } });
  expect(fieldsOf(saved, profile)).toMatchObject({ firstName: 'Left', middleName: 'Right' });
});

test('pressed twice, a form does its work once', async () => {
  const { visitor } = await signedIn();
  const form = await visitor.open(`${contacts}/new?type=email`);
  const sending = { action: `${contacts}/new`, fields: { locator: 'second@example.com', label: 'work' } };
  const [once, twice] = await Promise.all([visitor.send(form, sending), visitor.send(form, sending)]);
  expect([once.path, twice.path]).toEqual([`${contacts}?done=added`, `${contacts}?done=added`]);
  const listed = await visitor.open(contacts);
  expect(listed.text.match(/second@example\.com/gu)).toHaveLength(2); // once in the list, once where removing asks
  expect(listed.html).not.toMatch(uuid);
});

test('a contact is added once when the answer got lost on the way and the form is sent again', async () => {
  const { visitor } = await signedIn();
  const form = await visitor.open(`${contacts}/new?type=email`);
  const sending = { action: `${contacts}/new`, fields: { locator: 'lost-reply@example.com' }, isAtOnce: true };
  shop.scaleUnitLine.swallowReplies(true);
  const lost = visitor.send(form, sending);
  await vi.waitFor(async () => expect(await contactCount('lost-reply@example.com')).toBe(1), soon);
  shop.scaleUnitLine.swallowReplies(false);
  const again = await lost;
  expect(again.status).toBe(503);
  expect(fieldsOf(again, `${contacts}/new`)).toMatchObject({ locator: 'lost-reply@example.com' });
  const added = await visitor.send(again, { action: `${contacts}/new` });
  expect(added.path).toBe(`${contacts}?done=added`);
  expect(await contactCount('lost-reply@example.com')).toBe(1);
});

test('a form that was sent, gone back to and sent with other content is shown again, to be sent anew', async () => {
  const { visitor } = await signedIn();
  const form = await visitor.open(profile);
  await visitor.send(form, { action: profile, fields: { firstName: 'One' } });
  const refused = await visitor.send(form, { action: profile, fields: { firstName: 'Two' } });
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('This page had been sent before.');
  const saved = await visitor.send(refused, { action: profile });
  expect(fieldsOf(saved, profile)).toMatchObject({ firstName: 'Two' });
});

test('further contacts are added, changed, agreed to and removed', async () => {
  const { visitor } = await signedIn();
  const form = await visitor.open(`${contacts}/new?type=phone`);
  await visitor.send(form, { action: `${contacts}/new`, fields: { locator: '(713) 555-0166', label: 'home' } });
  const listed = await visitor.open(contacts);
  const [path = ''] = /\/account\/contacts\/[\w-]{12}(?=")/u.exec(listed.html) ?? [];
  const changed = await visitor.send(await visitor.open(path), { action: path, fields: { label: 'office' } });
  expect(changed.text).toContain('office');
  expect(changed.text).toContain('You have not answered yet');
  const agreed = await visitor.send(changed, {
    action: `${path}/consent`,
    button: { name: 'consent', value: 'granted' },
  });
  expect(agreed.text).toMatch(/You said yes on \w+ \d+, \d{4}\./u);
  const removed = await visitor.send(agreed, { action: `${path}/removal` });
  expect(removed.path).toBe(`${contacts}?done=removed`);
  expect(removed.text).not.toContain('(713) 555-0166');
  const twice = await visitor.send(agreed, { action: `${path}/removal` });
  expect(twice.path).toBe(`${contacts}?done=removed`);
});

test('an agreement to marketing is given by a button of its own, told with its day, and withdrawn as easily', async () => {
  const { visitor } = await signedIn();
  const asked = await visitor.open(contacts);
  const action = `${contacts}/consent/email`;
  expect(asked.html).not.toContain(' checked');
  const agreed = await visitor.send(asked, { action, button: { name: 'consent', value: 'granted' } });
  expect(agreed.text).toMatch(/You said yes on \w+ \d+, \d{4}\. Your agreement is voluntary/u);
  const withdrawn = await visitor.send(agreed, { action, button: { name: 'consent', value: 'refused' } });
  expect(withdrawn.text).toContain('You said no; we send none.');
});

test('whoever signs in with another address than the one we write to takes it over with one button', async () => {
  const person = shop.person({ email: 'before@example.com', firstName: 'Ada', lastName: 'Moved' });
  const visitor = shop.visitor();
  await visitor.signIn(person, '/account');
  await signOut(visitor);
  Object.assign(person.claims, { email: 'after@example.com' });
  const account = await visitor.signIn(person, '/account');
  expect(account.text).toContain('You sign in with another e-mail address than the one we write to.');
  const listed = await visitor.open(contacts);
  expect(listed.text).toContain('You sign in with after@example.com.');
  const taken = await visitor.send(listed, { action: `${contacts}/sign-in-email` });
  expect(taken.path).toBe(`${contacts}?done=emailTaken`);
  expect(taken.text).toContain('after@example.com This is the address you sign in with.');
  expect(taken.text).not.toContain('before@example.com');
});

test("a contact of somebody else is no page of one's own, and can't be changed or removed", async () => {
  const [owner, stranger] = [await signedIn(), await signedIn()];
  const form = await owner.visitor.open(`${contacts}/new?type=email`);
  await owner.visitor.send(form, { action: `${contacts}/new`, fields: { locator: 'mine@example.com' } });
  const listed = await owner.visitor.open(contacts);
  const [path = ''] = /\/account\/contacts\/[\w-]{12}(?=")/u.exec(listed.html) ?? [];
  expect((await stranger.visitor.open(path)).status).toBe(404);
  const own = await owner.visitor.open(path);
  expect((await stranger.visitor.send(own, { action: path, fields: { locator: 'theirs@example.com' } })).status).toBe(
    403,
  );
  expect((await stranger.visitor.send(listed, { action: `${path}/removal` })).status).toBe(403);
  expect((await owner.visitor.open(contacts)).text).toContain('mine@example.com');
});

test('what was typed when the session ended is there again after signing in, for its owner only', async () => {
  const person = shop.person({ email: 'interrupted@example.com', firstName: 'Ida', lastName: 'Interrupted' });
  const visitor = shop.visitor();
  await visitor.signIn(person, '/account');
  const form = await visitor.open(profile);
  visitor.setCookie('__Host-counterfoil-shop', 'counterfoil_shopper_gone');
  const back = await visitor.send(form, { action: profile, fields: { firstName: 'Idalia' } });
  expect(visitor.trail.join(' ')).toContain(`/sign-in?to=${encodeURIComponent(profile)}`);
  expect(back.text).toContain('What you entered is still here');
  expect(fieldsOf(back, profile)).toMatchObject({ firstName: 'Idalia' });

  await signOut(visitor);
  const another = shop.person({ email: 'somebody-else@example.com', firstName: 'Else', lastName: 'Somebody' });
  const theirs = await visitor.signIn(another, profile);
  expect(theirs.text).not.toContain('What you entered is still here');
  expect(fieldsOf(theirs, profile)).toMatchObject({ firstName: 'Else' });

  await signOut(visitor);
  const again = await visitor.signIn(person, profile);
  const saved = await visitor.send(again, { action: profile });
  expect(fieldsOf(saved, profile)).toMatchObject({ firstName: 'Idalia' });
  expect((await visitor.open(profile)).text).not.toContain('What you entered is still here');
});

test('a form is kept without a session in the browser, too', async () => {
  const { visitor } = await signedIn();
  const form = await visitor.open(`${contacts}/new?type=phone`);
  visitor.setCookie('__Host-counterfoil-shop', '');
  const back = await visitor.send(form, { action: `${contacts}/new`, fields: { locator: '(713) 555-0188' } });
  expect(back.heading).toBe('New phone number');
  expect(fieldsOf(back, `${contacts}/new`)).toMatchObject({ locator: '(713) 555-0188' });
});

test('what was typed at the sign-up of somebody who was a customer already waits in the profile', async () => {
  const person = shop.person({ email: 'already@example.com', firstName: 'Al', lastName: 'Ready' });
  await shop.visitor().signIn(person, '/account');
  const visitor = shop.visitor();
  const create = await visitor.send(await visitor.open('/sign-up'), {
    action: '/sign-up',
    fields: { firstName: 'Albert', lastName: 'Ready', phone: '(713) 555-0199', emailMarketingConsent: 'yes' },
  });
  const [instead = ''] = /(?<=href=")[^"]+(?=">Sign in instead)/u.exec(create.html) ?? [];
  const form = await visitor.choose(await visitor.open(new URL(instead, create.url).href), person);
  expect(form.path).toBe(`${profile}?typed=1`);
  expect(form.text).toContain('You have been our customer before');
  expect(fieldsOf(form, profile)).toMatchObject({
    firstName: 'Albert',
    phone: '(713) 555-0199',
    emailMarketingConsent: 'yes',
  });
  const saved = await visitor.send(form, { action: profile });
  expect(fieldsOf(saved, profile)).toMatchObject({ firstName: 'Albert', lastName: 'Ready', phone: '(713) 555-0199' });
  expect((await visitor.open(contacts)).text).toMatch(/You said yes on/u);
  expect((await visitor.open(`${profile}?typed=1`)).text).not.toContain('You have been our customer before');
});

test.each(['<b>', '__proto__', '١٢٣'])(
  '%j is no language, which is told and not an error of ours',
  async (languageId) => {
    const { visitor } = await signedIn();
    const wrong = await visitor.send(await visitor.open(profile), { action: profile, fields: { languageId } });
    expect([wrong.status, wrong.heading]).toEqual([422, 'Your profile']);
  },
);

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { proofOf } from '../../client/proof.ts';
import { formOfPage } from '../../seen-page-fixture.ts';
import { startTestShop, type TestShop } from '../../storefront-fixture.ts';
import { proofBitCount } from '../../visit/bot-check.ts';
import { usualSignUpCountMax } from '../../visit/sign-up-watch.ts';

let shop: TestShop;
beforeAll(async () => void (shop = await startTestShop({ features: ['automaticIdentityLinking'] })));
afterAll(() => shop.stop());

const typed = { firstName: 'Bea', lastName: 'Cole', phone: '(713) 555-0147', languageId: 'fr-FR' };
const keptCookie = '__Host-counterfoil-sign-up';

let personCount = 0;
const newEmail = (): string => `bea${++personCount}@example.com`;

interface Profile {
  readonly name: string;
  readonly profile: Readonly<Record<string, unknown>>;
}

const accountOf = async (session: string | undefined): Promise<Profile> => {
  const answer = await fetch(`${shop.scaleUnit.url}/shopper`, { headers: { authorization: `Bearer ${session}` } });
  return (await answer.json()) as Profile;
};

const customersNow = async (): Promise<number> => {
  const [row] = await shop.scaleUnit.channel.database.query<{ count: number }>(
    'SELECT count(*)::integer AS count FROM customers',
  );
  return row?.count ?? 0;
};

describe('signing up', () => {
  it('tells the new customer what was typed, and that nothing was allowed', async () => {
    const visitor = shop.visitor();
    const provider = await visitor.send(await visitor.open('/sign-up'), { fields: typed });
    expect(provider.heading).toBe('Create an account');
    const account = await visitor.choose(provider, shop.person({ email: newEmail() }));
    expect(account.path).toBe('/account?done=welcome');
    const { name, profile } = await accountOf(visitor.cookie('__Host-counterfoil-shop'));
    expect(name).toBe('Bea Cole');
    expect(profile).toMatchObject({ languageId: 'fr-FR', phone: '(713) 555-0147', emailMarketingConsent: 'unknown' });
    expect(visitor.cookie(keptCookie)).toBeUndefined();
  });

  it('keeps a consent that was ticked; none is ticked beforehand', async () => {
    const visitor = shop.visitor();
    const form = await visitor.open('/sign-up');
    expect(Object.keys(formOfPage(form).fields)).not.toContain('emailMarketingConsent');
    const provider = await visitor.send(form, { fields: { ...typed, emailMarketingConsent: 'yes' } });
    await visitor.choose(provider, shop.person({ email: newEmail() }));
    const { profile } = await accountOf(visitor.cookie('__Host-counterfoil-shop'));
    expect(profile).toMatchObject({ emailMarketingConsent: 'granted', phoneMarketingConsent: 'unknown' });
  });

  it('whoever is a customer already finds what was typed in the profile, and nothing is changed yet', async () => {
    const email = newEmail();
    await shop.knownCustomer({ email, firstName: 'Beatrice', lastName: 'Cole' });
    const visitor = shop.visitor();
    const provider = await visitor.send(await visitor.open('/sign-up?to=/checkout/address'), { fields: typed });
    const page = await visitor.choose(provider, shop.person({ email }));
    expect(page.path).toBe('/account/profile?typed=1&to=%2Fcheckout%2Faddress');
    expect(page.html).toContain('value="Bea"');
    const { name } = await accountOf(visitor.cookie('__Host-counterfoil-shop'));
    expect(name).toBe('Beatrice Cole');
  });

  it('somebody whose address several customers have goes on like everybody else', async () => {
    const email = newEmail();
    for (const firstName of ['One', 'Two']) await shop.knownCustomer({ email, firstName, lastName: 'Cole' });
    const visitor = shop.visitor();
    const provider = await visitor.send(await visitor.open('/sign-up'), { fields: typed });
    const page = await visitor.choose(provider, shop.person({ email }));
    expect(page.path).toBe('/account?done=welcome');
    expect(page.text).not.toMatch(/review|duplicate/iu);
  });

  it('what is wrong is told before anybody goes to the provider, and what was typed is still there', async () => {
    const visitor = shop.visitor();
    const fields = { ...typed, firstName: ' ', lastName: '', phone: '12', emailMarketingConsent: 'yes' };
    const page = await visitor.send(await visitor.open('/sign-up?to=/basket'), { fields });
    expect([page.status, page.path]).toEqual([422, '/sign-up']);
    expect(page.html).toContain('href="#field-phone"');
    expect(page.html).toContain('href="#field-firstName"');
    expect(formOfPage(page).fields).toMatchObject({ phone: '12', languageId: 'fr-FR', to: '/basket' });
    expect(formOfPage(page).fields['emailMarketingConsent']).toBe('yes');
    expect(visitor.cookie(keptCookie)).toBeUndefined();
  });

  it('markup and strange languages that are typed stay text', async () => {
    const visitor = shop.visitor();
    const fields = { ...typed, firstName: '"><script>alert(1)</script>', phone: '12', languageId: '--' };
    const page = await visitor.send(await visitor.open('/sign-up'), { fields });
    expect(page.status).toBe(422);
    expect(page.html).not.toContain('<script>alert');
  });

  it('what somebody typed and left is not taken for the next one who signs in on this browser', async () => {
    const visitor = shop.visitor();
    await visitor.send(await visitor.open('/sign-up'), { fields: typed });
    expect(visitor.cookie(keptCookie)).toBeDefined();
    await visitor.signIn(shop.person({ email: newEmail(), firstName: 'Zoe', lastName: 'Other' }), '/account');
    expect((await accountOf(visitor.cookie('__Host-counterfoil-shop'))).name).toBe('Zoe Other');
  });

  it('works while the scale unit is away; what was typed waits until it answers', async () => {
    const [visitor, email] = [shop.visitor(), newEmail()];
    shop.pass(60_000);
    shop.scaleUnitLine.cut();
    const signUp = async () => visitor.send(await visitor.open('/sign-up'), { fields: typed });
    const away = await signUp()
      .then((provider) => visitor.choose(provider, shop.person({ email })))
      .finally(() => shop.scaleUnitLine.restore());
    expect(away.status).toBe(503);
    const account = await visitor.open('/sign-in?resume=1&to=/account');
    expect(account.path).toBe('/account?done=welcome');
    expect((await accountOf(visitor.cookie('__Host-counterfoil-shop'))).name).toBe('Bea Cole');
  });

  it('whoever has signed in has nothing to sign up for', async () => {
    const visitor = shop.visitor();
    await visitor.signIn(shop.person({ email: newEmail() }));
    expect((await visitor.open('/sign-up')).path).toBe('/account');
  });
});

describe('a robot', () => {
  it('is shown the form again, whichever sign gave it away: nothing is kept, nothing is hinted', async () => {
    const visitor = shop.visitor();
    const attempts: [string, Parameters<typeof visitor.send>[1]][] = [
      ['fills in what nobody sees', { fields: { ...typed, homepage: 'https://robot.example' } }],
      ['is faster than people', { fields: typed, isAtOnce: true }],
      ['makes up a token', { fields: { ...typed, form: 'made.up.token' } }],
      ['has none', { fields: { ...typed, form: null } }],
    ];
    const answers = [];
    for (const [, sending] of attempts) {
      const page = await visitor.send(await visitor.open('/sign-up'), sending);
      answers.push({ status: page.status, text: page.text, fields: { ...formOfPage(page).fields, form: '' } });
    }
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]?.status).toBe(403);
    expect(answers[0]?.fields).toMatchObject({ firstName: 'Bea', homepage: '' });
    expect(visitor.cookie(keptCookie)).toBeUndefined();
  });

  it('who sends more than the fields hold is no fault of ours, also while the scale unit is away', async () => {
    const visitor = shop.visitor();
    shop.pass(60_000);
    shop.scaleUnitLine.cut();
    const fields = { ...typed, firstName: 'B'.repeat(5_000) };
    const again = await visitor
      .open('/sign-up')
      .then((form) => visitor.send(form, { fields }))
      .finally(() => shop.scaleUnitLine.restore());
    expect([again.status, again.heading]).toEqual([403, 'Sign up']);
    expect(visitor.cookie(keptCookie)).toBeUndefined();
  });

  it('does not use a form twice, nor that of another browser', async () => {
    const [visitor, other] = [shop.visitor(), shop.visitor()];
    const form = await visitor.open('/sign-up');
    await other.open('/sign-up');
    const stolen = await other.send(form, { fields: typed });
    expect(stolen.status).toBe(403);
    expect((await visitor.send(form, { fields: typed })).heading).toBe('Create an account');
    shop.pass(60_000);
    expect((await visitor.send(form, { fields: typed })).status).toBe(403);
  });

  it('sends nothing from another site', async () => {
    const visitor = shop.visitor();
    const form = await visitor.open('/sign-up');
    const before = await customersNow();
    const sent = await visitor.send(form, { fields: typed, headers: { 'sec-fetch-site': 'cross-site' } });
    expect(sent.status).toBe(403);
    expect(await customersNow()).toBe(before);
  });

  it('cannot send forms without end from one address', async () => {
    const visitor = shop.visitor();
    const form = await visitor.open('/sign-up');
    const statuses = new Set<number>();
    for (let count = 0; count < 30; count++) {
      statuses.add((await visitor.send(form, { fields: { ...typed, phone: '12' } })).status);
    }
    expect(statuses).toContain(429);
  });
});

describe('a network that signs up fast', () => {
  const network = (place: number): string => `203.0.113.${place}`;
  const signUpOf = async (place: number) => {
    const visitor = shop.visitor({ address: network(place) });
    return { visitor, page: await visitor.send(await visitor.open('/sign-up'), { fields: typed }) };
  };

  it('is asked to wait, and let in after that, or for a proof of work; other networks notice nothing', async () => {
    for (let place = 0; place < usualSignUpCountMax; place++) {
      expect((await signUpOf(place)).page.heading).toBe('Create an account');
    }
    const { visitor, page } = await signUpOf(200);
    expect([page.status, page.heading]).toEqual([429, 'One moment, please']);
    expect(page.text).toContain('wait 20 seconds');
    expect(formOfPage(page).fields).toMatchObject({ firstName: 'Bea', proof: '' });
    shop.pass(20_000);
    expect((await visitor.send(page)).heading).toBe('Create an account');

    const { visitor: scripted, page: asked } = await signUpOf(201);
    const proof = await proofOf(formOfPage(asked).fields['form'] ?? '', proofBitCount);
    expect((await scripted.send(asked, { fields: { proof }, isAtOnce: true })).heading).toBe('Create an account');

    const elsewhere = shop.visitor();
    const sent = await elsewhere.send(await elsewhere.open('/sign-up'), { fields: typed });
    expect(sent.heading).toBe('Create an account');
  });
});

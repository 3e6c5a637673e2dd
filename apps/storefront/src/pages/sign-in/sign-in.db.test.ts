import { uuidPattern } from '@counterfoil/platform/identifiers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formOfPage } from '../../seen-page-fixture.ts';
import type { ShopVisitor } from '../../shop-visitor-fixture.ts';
import { startTestShop, type TestShop } from '../../storefront-fixture.ts';

let shop: TestShop;
beforeAll(async () => void (shop = await startTestShop({ features: ['automaticIdentityLinking'] })));
afterAll(() => shop.stop());

const sessionCookie = '__Host-counterfoil-shop';
const attemptCookie = '__Host-counterfoil-sign-in';

let personCount = 0;
const somebody = (isEmailVerified = true) =>
  shop.person({ email: `ann${++personCount}@example.com`, firstName: 'Ann', lastName: 'Bell', isEmailVerified });

const lastAddressOf = ({ trail }: ShopVisitor): URL => new URL(trail.at(-1) ?? '');
const statusOfSession = async (session: string | undefined): Promise<number> =>
  (await fetch(`${shop.scaleUnit.url}/shopper`, { headers: { authorization: `Bearer ${session}` } })).status;

describe('signing in', () => {
  it('somebody new has an account afterwards, and is welcomed', async () => {
    const visitor = shop.visitor();
    const page = await visitor.signIn(somebody(), '/account');
    expect([page.status, page.path]).toEqual([200, '/account?done=welcome']);
    expect(page.text).toContain('Ann Bell');
    expect(page.html).not.toMatch(uuidPattern);
  });

  it('leads back to where somebody wanted to go', async () => {
    const visitor = shop.visitor();
    const page = await visitor.signIn(somebody(), '/basket?from=there');
    expect(page.path).toBe('/basket?from=there');
  });

  it.each(['https://evil.example/', '//evil.example', '/\\evil.example', '/.//evil.example', 'javascript:alert(1)'])(
    'does not lead to another site: %s',
    async (to) => {
      const visitor = shop.visitor();
      const page = await visitor.signIn(somebody(), to);
      expect(page.path).toBe('/account?done=welcome');
    },
  );

  it('the session is kept where no script reads it, in this host alone, and no site brings it along', async () => {
    const visitor = shop.visitor();
    await visitor.signIn(somebody());
    const set = visitor.setCookies.filter((line) => line.startsWith(`${sessionCookie}=`));
    expect(set).toHaveLength(1);
    for (const attribute of ['HttpOnly', 'Secure', 'SameSite=Lax', 'Path=/', 'Expires=']) {
      expect(set[0]).toContain(attribute);
    }
    expect(set[0]).not.toContain('Domain');
  });

  it('every sign-in begins a session of its own and ends the one before', async () => {
    const [visitor, person] = [shop.visitor(), somebody()];
    await visitor.signIn(person);
    const first = visitor.cookie(sessionCookie);
    await visitor.open('/sign-in');
    const second = visitor.cookie(sessionCookie);
    expect(second).not.toBe(first);
    expect([await statusOfSession(first), await statusOfSession(second)]).toEqual([401, 200]);
  });

  it('whoever comes again is the same customer', async () => {
    const person = somebody();
    await shop.visitor().signIn(person, '/account');
    const again = await shop.visitor().signIn(person, '/account');
    expect(again.path).toBe('/account');
    expect(again.text).toContain('Ann Bell');
  });

  it('whoever cancels is told so kindly, and can look around', async () => {
    const visitor = shop.visitor();
    const cancelled = await visitor.choose(await visitor.open('/sign-in?to=/basket'), { subject: '' });
    expect([cancelled.status, cancelled.heading]).toEqual([403, 'You did not sign in']);
    expect(cancelled.html).toContain('/sign-in?to=%2Fbasket');
    expect(visitor.cookie(sessionCookie)).toBeUndefined();
  });

  it('without a confirmed e-mail address nobody is let in, and is told what to do', async () => {
    const visitor = shop.visitor();
    const refused = await visitor.signIn(somebody(false));
    expect([refused.status, refused.heading]).toEqual([403, 'Please confirm your e-mail address first']);
    expect(visitor.cookie(sessionCookie)).toBeUndefined();
  });

  it('is over after an hour on the way', async () => {
    const visitor = shop.visitor();
    const chosen = await visitor.open('/sign-in');
    shop.pass(60 * 60 * 1_000);
    const late = await visitor.choose(chosen, somebody());
    expect([late.status, late.heading]).toEqual([403, 'Please sign in once more']);
  });

  it('the answer of a sign-in that another browser began is not taken', async () => {
    const [victim, attacker] = [shop.visitor(), shop.visitor()];
    await victim.open('/sign-in');
    await attacker.signIn(somebody());
    const answer = attacker.trail.find((address) => address.includes('/signed-in?'));
    const page = await victim.open(answer ?? '');
    expect([page.status, page.heading]).toEqual([403, 'Please sign in once more']);
    expect(victim.cookie(sessionCookie)).toBeUndefined();
  });

  it('going back to the address of a finished sign-in shows the account', async () => {
    const visitor = shop.visitor();
    await visitor.signIn(somebody());
    const answer = visitor.trail.find((address) => address.includes('/signed-in?'));
    expect((await visitor.open(answer ?? '')).path).toBe('/account');
    expect(visitor.cookie(attemptCookie)).toBeUndefined();
  });

  it('a page of the account leads through the sign-in and back', async () => {
    const visitor = shop.visitor();
    const person = somebody();
    const asked = await visitor.open('/account/profile');
    expect((await visitor.choose(asked, person)).path).toBe('/account/profile');
  });

  it('speaks French to whoever does, at the provider too', async () => {
    const visitor = shop.visitor({ language: 'fr' });
    const asked = await visitor.open('/sign-in');
    expect(asked.html).toContain('<html lang="fr">');
    const cancelled = await visitor.choose(asked, { subject: '' });
    expect(cancelled.heading).toBe("Vous n'êtes pas connecté");
  });

  it('while the scale unit is away nothing is lost: trying again leads in without typing anything', async () => {
    const [visitor, person] = [shop.visitor(), somebody()];
    const chosen = await visitor.open('/sign-in?to=/account');
    shop.scaleUnitLine.cut();
    const away = await visitor.choose(chosen, person).finally(() => shop.scaleUnitLine.restore());
    expect([away.status, away.heading]).toEqual([503, 'We could not open your account']);
    const again = /href="(\/sign-in[^"]*)"/u.exec(/<main[\s\S]*<\/main>/u.exec(away.html)?.[0] ?? '')?.[1] ?? '';
    expect((await visitor.open(again.replaceAll('&amp;', '&'))).text).toContain('Ann Bell');
  });
});

describe('signing out', () => {
  it('ends the session at the scale unit, in the browser and at the provider', async () => {
    const visitor = shop.visitor();
    const account = await visitor.signIn(somebody(), '/account');
    const session = visitor.cookie(sessionCookie);
    const asked = await visitor.send(account, { action: '/sign-out' });
    expect(asked.url).toContain(shop.provider.issuer);
    /* The button stands behind the form that it belongs to. */
    const home = await visitor.send(asked, { button: { name: 'logout', value: 'yes' }, form: formOfPage(asked) });
    expect(home.path).toBe('/?done=signedOut');
    expect(home.text).toContain('You are signed out');
    expect(visitor.cookie(sessionCookie)).toBeUndefined();
    expect(await statusOfSession(session)).toBe(401);
    const next = await visitor.open('/account');
    expect(next.url).toContain(shop.provider.issuer);
    expect(next.heading).toBe('Sign in');
  });

  it('no other site, and no old page, signs anybody out', async () => {
    const visitor = shop.visitor();
    const account = await visitor.signIn(somebody(), '/account');
    const foreign = await visitor.send(account, {
      action: '/sign-out',
      headers: { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
    });
    expect(foreign.status).toBe(403);
    const forged = await visitor.send(account, { action: '/sign-out', fields: { form: 'made.up.token' } });
    expect([forged.status, forged.heading]).toEqual([403, 'Sign out']);
    expect(await statusOfSession(visitor.cookie(sessionCookie))).toBe(200);
  });

  it('takes the session out of the browser also while the scale unit is away', async () => {
    const visitor = shop.visitor();
    const account = await visitor.signIn(somebody(), '/account');
    shop.scaleUnitLine.cut();
    await visitor.send(account, { action: '/sign-out' }).finally(() => shop.scaleUnitLine.restore());
    expect(visitor.cookie(sessionCookie)).toBeUndefined();
  });
});

describe('around signing in', () => {
  it('a forgotten password is the matter of the provider, to which the page leads', async () => {
    const page = await shop.visitor().open('/forgotten-password');
    expect(page.heading).toBe('Forgotten your password?');
    expect(page.html).toContain('href="/sign-in?to=%2Faccount"');
  });

  it('what happens with the details of people is told in both languages', async () => {
    const [en, fr] = [
      await shop.visitor().open('/your-data'),
      await shop.visitor({ language: 'fr' }).open('/your-data'),
    ];
    expect([en.heading, fr.heading]).toEqual(['What happens with your details', 'Ce que deviennent vos données']);
  });

  it('too many sign-ins of one address are slowed down, with the time to wait', async () => {
    const visitor = shop.visitor();
    let page = await visitor.open('/sign-in');
    for (let count = 0; count < 60 && page.status === 200; count++) page = await visitor.open('/sign-in');
    expect([page.status, page.heading]).toEqual([429, 'One moment, please']);
    expect(page.text).toMatch(/try again in \d+ seconds?\./u);
    expect(Number(page.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(lastAddressOf(visitor).pathname).toBe('/sign-in');
    expect((await shop.visitor().open('/sign-in')).status).toBe(200);
  });
});

describe('a stranger', () => {
  const password = 'a long password of nobody';
  const beginAt = async (step: string) => {
    const visitor = shop.visitor();
    const first = await visitor.open('/sign-in');
    return { visitor, page: await visitor.open(new URL(`${new URL(first.url).pathname}/${step}`, first.url).href) };
  };
  const ownForm = (page: Awaited<ReturnType<typeof beginAt>>['page'], step: string) =>
    page.forms.find(({ action }) => action.endsWith(`/${step}`));
  const asked = async (step: string, fields: Record<string, string>) => {
    const { visitor, page } = await beginAt(step);
    const form = ownForm(page, step);
    if (!form) throw new Error(`no form ${step}: ${page.text}`);
    const { status, text, path } = await visitor.send(page, { form, fields });
    const said = text.replaceAll(fields['email'] ?? '', 'ADDRESS');
    return {
      status,
      said,
      page: path
        .split('/')
        .at(-1)
        ?.replace(/^.{30,}$/u, 'first'),
    };
  };

  it.each([
    ['signs in with a password', 'password', { password }],
    ['makes an account', 'create', { password, givenName: 'Ann', familyName: 'Bell' }],
    ['forgets a password', 'forgotten', {}],
  ])('is not told whether an address has an account or a customer: %s', async (_sentence, step, fields) => {
    const known = { email: `known-${step}@example.com` };
    await asked('create', { ...known, password, givenName: 'Ann', familyName: 'Bell' });
    await shop.knownCustomer({ ...known, firstName: 'Ann' });
    const forKnown = await asked(step, {
      ...fields,
      ...known,
      ...(step === 'password' && { password: 'wrong one, too' }),
    });
    const forUnknown = await asked(step, { ...fields, email: `nobody-${step}@example.com` });
    expect(forKnown).toEqual(forUnknown);
  });
});

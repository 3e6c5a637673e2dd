import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { formOfPage } from '../../seen-page-fixture.ts';
import { startTestShop, type TestShop } from '../../storefront-fixture.ts';

let shop: TestShop;
beforeEach(async () => void (shop = await startTestShop()));
afterEach(() => shop.stop());

const away = [503, 'Nobody can sign in at the moment'];

describe('while the identity provider is away', () => {
  it('a sign-in is answered with a friendly page that leads to it again', async () => {
    await shop.stopProvider();
    const page = await shop.visitor().open('/sign-in?to=/checkout/address');
    expect([page.status, page.heading]).toEqual(away);
    expect(page.html).toContain('href="/sign-in?to=%2Fcheckout%2Faddress&amp;resume=1"');
  });

  it('what was typed at signing up is not lost', async () => {
    await shop.stopProvider();
    const visitor = shop.visitor();
    const typed = { firstName: 'Bea', lastName: 'Cole', phone: '(713) 555-0147', emailMarketingConsent: 'yes' };
    const page = await visitor.send(await visitor.open('/sign-up'), { fields: typed });
    expect([page.status, page.heading]).toEqual(away);
    expect(formOfPage(await visitor.open('/sign-up')).fields).toMatchObject(typed);
  });

  it('whoever comes back from it just then is told so, and is not in', async () => {
    const visitor = shop.visitor();
    await visitor.open('/sign-in');
    await shop.stopProvider();
    const begun = visitor.trail
      .map((address) => new URL(address))
      .find(({ searchParams }) => searchParams.has('state'));
    const answer = new URLSearchParams({
      code: 'of-this-sign-in',
      state: begun?.searchParams.get('state') ?? '',
      iss: shop.provider.issuer,
    });
    const page = await visitor.open(`/signed-in?${answer.toString()}`);
    expect([page.status, page.heading]).toEqual(away);
    expect(visitor.cookie('__Host-counterfoil-shop')).toBeUndefined();
  });

  it('whoever is in stays in, and the rest of the shop goes on', async () => {
    const visitor = shop.visitor();
    await visitor.signIn(shop.person({ email: 'ann@example.com', firstName: 'Ann' }));
    await shop.stopProvider();
    expect((await visitor.open('/account')).heading).toContain('Ann');
    expect((await visitor.open('/')).status).toBe(200);
  });

  it('signing out still ends the session here', async () => {
    const visitor = shop.visitor();
    const account = await visitor.signIn(shop.person({ email: 'ann@example.com', firstName: 'Ann' }), '/account');
    const session = visitor.cookie('__Host-counterfoil-shop');
    await shop.stopProvider();
    await visitor.send(account, { action: '/sign-out' }).catch(() => 'the provider does not answer');
    const answer = await fetch(`${shop.scaleUnit.url}/shopper`, { headers: { authorization: `Bearer ${session}` } });
    expect(answer.status).toBe(401);
  });
});

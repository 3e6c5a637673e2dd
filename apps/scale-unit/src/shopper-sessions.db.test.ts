import { openChannel } from '@counterfoil/channel/channel';
import type { ShownCustomer } from '@counterfoil/channel/customers/show-customer';
import { openIdTokenVerifier } from '@counterfoil/channel/shoppers/verify-id-token';
import { featureIds } from '@counterfoil/contracts/features';
import { shopperSessionPrefix, type ShopperSession } from '@counterfoil/contracts/shopper';
import { ConfigurationError } from '@counterfoil/platform/configuration';
import { silentLog } from '@counterfoil/platform/log';
import { systemSeams } from '@counterfoil/platform/seams';
import { exportJWK, decodeJwt, generateKeyPair, SignJWT, type CryptoKey } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { created, onlyOn } from './channel-rules-fixture.ts';
import { imogen, type ApiAnswer, type ScaleUnit } from './commerce-api-fixture.ts';
import {
  callsOf,
  openShopperWorld,
  otherClientId,
  shopClientId,
  shopperIdToken,
  shoppers,
  type ShopperCalls,
  type ShopperWorld,
} from './shoppers-fixture.ts';

let world: ShopperWorld;
beforeEach(async () => {
  world = await openShopperWorld();
});
afterEach(() => world.close());

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

const signUp = {
  firstName: 'Imogen',
  lastName: 'Signup',
  phone: '(713) 555-0147',
  languageId: 'fr-FR',
  emailMarketingConsent: 'granted',
} as const;

/** The customer of a session, as staff see it. */
async function customerOf(unit: ScaleUnit, { session }: ShopperCalls): Promise<ShownCustomer> {
  const [row] = await unit.channel.database.query<{ customer_id: string }>(
    `SELECT customer_id FROM shopper_sessions WHERE session_hash = sha256($1::text::bytea)`,
    [session.sessionToken],
  );
  return (await unit.call<ShownCustomer>('GET', `/customers/${row?.customer_id ?? ''}`)).body;
}

async function isSignedIn({ call }: ShopperCalls): Promise<boolean> {
  const { status, body } = await call('GET', '/shopper');
  if (status !== 200) expect({ status, code: body.error.code }).toEqual({ status: 401, code: 'shopper_session_ended' });
  return status === 200;
}

const signInWith = (unit: ScaleUnit, idToken: string): Promise<ApiAnswer<ShopperSession>> =>
  unit.call('POST', '/shopper-sessions', { role: 'storefront', body: { channelId: 'PARIS', idToken } });

describe('a shopper who comes back from the identity provider (WD-20)', () => {
  it.each(['houston', 'paris'] as const)(
    'whom nobody knows becomes the customer who signed up, in %s',
    async (name) => {
      const unit = world[name];
      const shopper = await world.shopperAt(unit, shoppers.imogen, { signUp });
      expect(shopper.session).toMatchObject({ outcome: 'created' });
      expect(shopper.session.sessionToken.startsWith(shopperSessionPrefix)).toBe(true);
      expect((await customerOf(unit, shopper)).customer).toMatchObject({
        ...signUp,
        phone: expect.any(String) as string,
        email: 'imogen@example.com',
        customerType: 'person',
      });
      expect((await world.signIn(unit, shoppers.imogen, { signUp: { firstName: 'Other' } })).body.outcome).toBe(
        'alreadyLinked',
      );
      expect((await shopper.call('GET', '/shopper')).body.name).toBe('Imogen Signup');
    },
  );

  it('has the names of the identity provider where the form asked for none, and is let in without any', async () => {
    const named = await world.shopperAt(world.paris, shoppers.ada);
    expect((await named.call('GET', '/shopper')).body.name).toBe('Ada Invented');
    const blank = { firstName: ' ', lastName: null };
    const nameless = await world.shopperAt(world.paris, shoppers.nameless, { signUp: blank });
    expect((await nameless.call('GET', '/shopper')).body.name).toBe('nobody.in.particular');
  });

  it('is told which field of the form is wrong, and nothing is recorded', async () => {
    const wrong = await world.signIn(world.paris, shoppers.imogen, { signUp: { ...signUp, phone: 'none' } });
    expect(wrong).toMatchObject({
      status: 422,
      body: { error: { code: 'phone_invalid', problems: [{ field: 'signUp.phone' }] } },
    });
    expect(await world.paris.recorded()).toEqual({ operations: 0, customers: 0 });
  });

  it('gets the one customer of the address, who is pending, and the link is kept through conversion (WD-21)', async () => {
    const { customer } = await created(world.paris);
    const shopper = await world.shopperAt(world.paris, shoppers.imogen, { signUp });
    expect(shopper.session.outcome).toBe('linked');
    expect((await shopper.call('GET', '/shopper')).body).toMatchObject({
      name: 'Imogen Fictitious',
      customerAccountNumber: null,
      synchronization: 'pending',
      signInEmail: 'imogen@example.com',
    });
    await world.runTheThreeJobs();
    expect((await shopper.call('GET', '/shopper')).body).toMatchObject({
      customerAccountNumber: 'C-000000001',
      synchronization: 'synchronized',
    });
    const again = await world.shopperAt(world.paris, shoppers.imogen);
    expect(again.session.outcome).toBe('alreadyLinked');
    expect((await customerOf(world.paris, again)).customerId).toBe(customer.customerId);
    const elsewhere = await world.shopperAt(world.houston, shoppers.imogen);
    expect((await customerOf(world.houston, elsewhere)).customerId).toBe(customer.customerId);
    const identity = { providerId: world.provider.issuer, externalIdentityId: 'imogen' };
    expect((await world.atHeadquarters('fictitious'))[0]?.externalIdentities).toEqual([identity]);
  });

  it('gets a customer of their own where several have the address, and somebody reviews them', async () => {
    await created(world.paris);
    await created(world.paris);
    expect((await world.signIn(world.paris, shoppers.imogen)).body.outcome).toBe('createdForReview');
  });

  it('does not get the customer of another account of the same provider, whatever the address', async () => {
    const first = await world.shopperAt(world.paris, shoppers.imogen);
    const second = await world.shopperAt(world.paris, shoppers.imogenAgain);
    expect(second.session.outcome).toBe('createdForReview');
    const [one, other] = [await customerOf(world.paris, first), await customerOf(world.paris, second)];
    expect(other.customerId).not.toBe(one.customerId);
    const { body } = await world.paris.call<{ reviews: { customer: ShownCustomer; candidates: ShownCustomer[] }[] }>(
      'GET',
      '/duplicate-reviews',
      { role: 'employee' },
    );
    expect(body.reviews.map(({ customer, candidates }) => [customer.customerId, candidates[0]?.customerId])).toEqual([
      [other.customerId, one.customerId],
    ]);
  });

  it('is never linked by an address where the feature for it is off, and not refused', async () => {
    onlyOn(world.paris, ...featureIds.filter((featureId) => featureId !== 'automaticIdentityLinking'));
    const { customer } = await created(world.paris);
    const shopper = await world.shopperAt(world.paris, shoppers.imogen);
    expect(shopper.session.outcome).toBe('created');
    expect((await customerOf(world.paris, shopper)).customerId).not.toBe(customer.customerId);
    expect((await world.signIn(world.paris, shoppers.imogen)).body.outcome).toBe('alreadyLinked');
  });

  it('in two windows at once is one customer with two sessions', async () => {
    const answers = await Promise.all([1, 2].map(() => world.shopperAt(world.paris, shoppers.imogen, { signUp })));
    expect(answers.map(({ session }) => session.outcome).toSorted()).toEqual(['alreadyLinked', 'created']);
    expect(new Set(answers.map(({ session }) => session.sessionToken)).size).toBe(2);
    expect(await world.paris.recorded()).toEqual({ operations: 1, customers: 1 });
  });

  it.each(['houston', 'paris'] as const)(
    'signs up, signs in and edits in %s while headquarters is away',
    async (name) => {
      world.circumstances.line = 'down';
      const shopper = await world.shopperAt(world[name], shoppers.imogen, { signUp });
      expect(shopper.session.outcome).toBe('created');
      expect((await shopper.call('GET', '/shopper')).body).toMatchObject({ synchronization: 'pending' });
      expect((await world.signIn(world[name], shoppers.imogen)).body.outcome).toBe('alreadyLinked');
      world.circumstances.line = 'up';
      await world.runTheThreeJobs();
      expect((await shopper.call('GET', '/shopper')).body.customerAccountNumber).toMatch(/^C-\d{9}$/u);
      expect(await world.atHeadquarters('signup')).toHaveLength(1);
    },
  );
});

describe('an e-mail address that the identity provider has not verified', () => {
  it.each(['unverified', 'addressless'] as const)('lets nobody in whose identity has no customer (%s)', async (who) => {
    await created(world.paris);
    expect(await world.signIn(world.paris, shoppers[who], { signUp })).toMatchObject({
      status: 403,
      body: { error: { code: 'shopper_email_unverified' } },
    });
    expect(await world.paris.recorded()).toEqual({ operations: 1, customers: 1 });
  });

  it('does not keep out whose identity is linked already', async () => {
    const identity = { providerId: world.provider.issuer, externalIdentityId: 'unverified' };
    await created(world.paris, { ...imogen, externalIdentities: [identity] });
    const shopper = await world.shopperAt(world.paris, shoppers.unverified);
    expect(shopper.session.outcome).toBe('alreadyLinked');
    expect((await shopper.call('GET', '/shopper')).body.signInEmail).toBeNull();
    const request = { body: { changes: { usesSignInEmail: true } } };
    expect((await shopper.call('PATCH', '/shopper', request)).body.error.code).toBe('shopper_email_unverified');
  });
});

describe('an ID token', () => {
  it('of another application, an older one, and one of tomorrow are refused', async () => {
    const refused = { status: 401, body: { error: { code: 'shopper_identity_invalid' } } };
    const foreign = await shopperIdToken(world.provider, shoppers.imogen, otherClientId);
    expect(await signInWith(world.paris, foreign)).toMatchObject(refused);
    const own = await shopperIdToken(world.provider, shoppers.imogen);
    for (const aheadMs of [11 * minuteMs, -24 * hourMs]) {
      world.circumstances.aheadMs = aheadMs;
      expect(await signInWith(world.paris, own)).toMatchObject(refused);
    }
    world.circumstances.aheadMs = 0;
    expect((await signInWith(world.paris, own)).status).toBe(201);
  });

  it('that is forged is refused: by another key, without a signature, by a shared secret, for another party', async () => {
    const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
    const claims = { ...decodeJwt(await shopperIdToken(world.provider, shoppers.imogen)) };
    const signed = (header: { alg: string; kid: string }, key: CryptoKey | Uint8Array): Promise<string> =>
      new SignJWT(claims).setProtectedHeader(header).sign(key);
    const secret = new TextEncoder().encode(JSON.stringify(await exportJWK(publicKey)));
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const forged = [
      await signed({ alg: 'RS256', kid: 'development' }, privateKey),
      await signed({ alg: 'RS256', kid: 'unknown' }, privateKey),
      await signed({ alg: 'HS256', kid: 'development' }, secret),
      `${part({ alg: 'none' })}.${part(claims)}.`,
      'not a token',
    ];
    for (const idToken of forged) {
      expect(await signInWith(world.paris, idToken)).toMatchObject({
        status: 401,
        body: { error: { code: 'shopper_identity_invalid' } },
      });
    }
    expect(await world.paris.recorded()).toEqual({ operations: 0, customers: 0 });
  });

  it('is proved by no provider that does not answer, that is another one, or that is none', async () => {
    const idToken = await shopperIdToken(world.provider, shoppers.imogen);
    const { issuer } = world.provider;
    const seams = systemSeams(silentLog);
    const verify = (address: string): Promise<unknown> =>
      openIdTokenVerifier(
        { environment: 'development', identityProvider: { issuer: address, clientId: shopClientId } },
        seams,
      )(idToken);
    await expect(verify('http://127.0.0.1:1')).rejects.toMatchObject({ code: 'identity_provider_unreachable' });
    await expect(verify(`${issuer}/elsewhere`)).rejects.toMatchObject({ code: 'identity_provider_misconfigured' });
    await expect(verify(issuer)).resolves.toMatchObject({ externalIdentityId: 'imogen' });
    const inProduction = { ...world.provider.shopperSignIn, environment: 'production' } as const;
    expect(() => openIdTokenVerifier(inProduction, seams)).toThrow(ConfigurationError);
  });
});

describe('the session of a shopper', () => {
  it('ends when the shopper signs out, and only that one', async () => {
    const [one, other] = [
      await world.shopperAt(world.paris, shoppers.imogen),
      await world.shopperAt(world.paris, shoppers.imogen),
    ];
    expect((await one.call('DELETE', '/shopper-session')).status).toBe(204);
    expect([await isSignedIn(one), await isSignedIn(other)]).toEqual([false, true]);
    const guessed = callsOf(world.paris, { ...one.session, sessionToken: `${shopperSessionPrefix}guessed` });
    expect(await isSignedIn(guessed)).toBe(false);
  });

  it('ends when its database is restored from a backup, which may not know who has signed out since', async () => {
    const { paris } = world;
    const shopper = await world.shopperAt(paris, shoppers.imogen);
    const { database, channelDatabaseId, seams, headquarters } = paris.channel;
    await openChannel({ database, channelDatabaseId, seams, headquarters });
    expect(await isSignedIn(shopper), 'after another start').toBe(true);
    await database.query("UPDATE epochs SET system_identifier = 'another server'");
    await openChannel({ database, channelDatabaseId, seams, headquarters });
    expect(await isSignedIn(shopper)).toBe(false);
  });

  it('ends when the sign-in is unlinked from the customer', async () => {
    const shopper = await world.shopperAt(world.paris, shoppers.imogen);
    const { customerId } = await customerOf(world.paris, shopper);
    const identity = { providerId: world.provider.issuer, externalIdentityId: 'imogen' };
    const edit = { channelId: 'PARIS', changes: { removedExternalIdentities: [identity] } };
    expect((await world.paris.call('PATCH', `/customers/${customerId}`, { body: edit })).status).toBe(200);
    expect(await isSignedIn(shopper)).toBe(false);
  });

  it('ends when the customer is deactivated or no longer here', async () => {
    const { database } = world.paris.channel;
    const shopper = await world.shopperAt(world.paris, shoppers.imogen);
    const deactivate = (isDeactivated: boolean): Promise<unknown> =>
      database.query(`UPDATE customers SET document = jsonb_set(document, '{deactivated}', $1::text::jsonb)`, [
        String(isDeactivated),
      ]);
    await deactivate(true);
    expect(await isSignedIn(shopper)).toBe(false);
    await deactivate(false);
    expect(await isSignedIn(shopper)).toBe(true);
    await database.query('DELETE FROM customers');
    expect(await isSignedIn(shopper)).toBe(false);
  });

  it('ends after a day without use, and after a week in any case', async () => {
    const idle = await world.shopperAt(world.paris, shoppers.imogen);
    const used = await world.shopperAt(world.paris, shoppers.imogen);
    const { circumstances } = world;
    circumstances.aheadMs = 23 * hourMs;
    expect(await isSignedIn(used)).toBe(true);
    circumstances.aheadMs = 25 * hourMs;
    expect([await isSignedIn(idle), await isSignedIn(used)]).toEqual([false, true]);
    for (let hours = 45; hours < 7 * 24; hours += 20) {
      circumstances.aheadMs = hours * hourMs;
      expect(await isSignedIn(used)).toBe(true);
    }
    circumstances.aheadMs = 7 * 24 * hourMs + minuteMs;
    expect(await isSignedIn(used)).toBe(false);
  });

  it('is noted as used every ten minutes at most; only its hash is kept, and the next sign-in takes ended ones away', async () => {
    const { database } = world.paris.channel;
    const shopper = await world.shopperAt(world.paris, shoppers.imogen);
    const sessions = () =>
      database.query<{ seen_at: string; text: string }>(
        'SELECT seen_at, shopper_sessions::text AS text FROM shopper_sessions',
      );
    const [before] = await sessions();
    expect(before?.text).not.toContain(shopper.session.sessionToken.slice(shopperSessionPrefix.length));
    world.circumstances.aheadMs = 9 * minuteMs;
    await shopper.call('GET', '/shopper');
    expect((await sessions())[0]?.seen_at).toEqual(before?.seen_at);
    world.circumstances.aheadMs = 11 * minuteMs;
    await shopper.call('GET', '/shopper');
    expect((await sessions())[0]?.seen_at).not.toEqual(before?.seen_at);
    world.circumstances.aheadMs = 0;
    await database.query("UPDATE shopper_sessions SET expires_at = now() - interval '1 second'");
    await world.shopperAt(world.paris, shoppers.imogen);
    expect(await sessions()).toHaveLength(1);
  });
});

import type { DevelopmentPerson } from '@counterfoil/app-development-identity-provider/development-client';
import { chosenField } from '@counterfoil/app-development-identity-provider/pages';
import { startDevelopmentIdentityProvider } from '@counterfoil/app-development-identity-provider/start-development-identity-provider';
import { newVisitor } from '@counterfoil/app-headquarters/sign-in-fixture';
import type { ErrorBody } from '@counterfoil/contracts/refusal';
import type { ShopperAccount, ShopperEditAnswer, ShopperOrder, ShopperSession } from '@counterfoil/contracts/shopper';
import { openIdentityProvider } from '@counterfoil/http/sign-in/identity-provider';
import {
  identityProviderSchema,
  type ProviderConfiguration,
} from '@counterfoil/http/sign-in/identity-provider-configuration';
import { silentLog } from '@counterfoil/platform/log';
import { systemSeams } from '@counterfoil/platform/seams';
import { channelOf } from './channel-rules-fixture.ts';
import { openWorld, type ApiAnswer, type CallOptions, type ScaleUnit, type World } from './commerce-api-fixture.ts';

const seams = systemSeams(silentLog);

/** The name by which the web shop of tests is known to the provider. */
export const shopClientId = 'counterfoil-development-test-shop';
/** Another application of the same provider. */
export const otherClientId = 'counterfoil-development-test-other';
const redirectUri = 'https://shop.example/signed-in';

const task = { en: 'Shopper', fr: 'Client' };

function shopper(subject: string, claims: Readonly<Record<string, unknown>>): DevelopmentPerson {
  return { subject, name: subject, task, claims: { email_verified: true, ...claims } };
}

/** Shoppers of the tests; the first two, of whom one has two accounts, have one e-mail address. */
export const shoppers = {
  imogen: shopper('imogen', { email: 'imogen@example.com', given_name: 'Imogen', family_name: 'Fictitious' }),
  imogenAgain: shopper('imogen-again', { email: 'imogen@example.com', given_name: 'Imogen', family_name: 'Again' }),
  unverified: shopper('unverified', { email: 'imogen@example.com', email_verified: false }),
  addressless: shopper('addressless', {}),
  nameless: shopper('nameless', { email: 'nobody.in.particular@example.com' }),
  ada: shopper('ada', { email: 'ada@example.com', given_name: 'Ada', family_name: 'Invented' }),
} as const;

/** A development identity provider with the shoppers of the tests. */
export interface ShopperProvider {
  readonly issuer: string;
  /** What a scale unit is configured with. */
  readonly shopperSignIn: ProviderConfiguration;
  stop(): Promise<void>;
}

/** Starts the real development provider on a free port. */
export async function startShopperProvider(): Promise<ShopperProvider> {
  const provider = await startDevelopmentIdentityProvider({ port: 0, environment: 'development', seams });
  for (const clientId of [shopClientId, otherClientId]) {
    provider.registerClient({
      clientId,
      clientSecret: null,
      name: { en: 'Web shop', fr: 'Boutique en ligne' },
      redirectUris: [redirectUri],
      signedOutUris: [],
      people: Object.values(shoppers),
    });
  }
  const { issuer } = provider;
  const shopperSignIn = { identityProvider: { issuer, clientId: shopClientId }, environment: 'development' } as const;
  return { issuer, shopperSignIn, stop: () => provider.stop() };
}

/** Signs somebody in at the provider by the code flow, as a storefront does, in a browser of its own; answers the ID token. */
export async function shopperIdToken(
  { issuer }: Pick<ShopperProvider, 'issuer'>,
  { subject }: DevelopmentPerson,
  clientId: string = shopClientId,
): Promise<string> {
  const identityProvider = identityProviderSchema.parse({ issuer, clientId });
  const provider = openIdentityProvider({ identityProvider, environment: 'development' }, seams, () => true);
  const { location, secrets } = await provider.begin({ redirectUri, language: 'en' });
  const visitor = newVisitor();
  const isWanted = (next: string): boolean => !next.startsWith(redirectUri);
  const { url } = await visitor.follow(location, isWanted);
  const chosen = await visitor.fetch(url, {
    method: 'POST',
    body: new URLSearchParams({ [chosenField]: subject }).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: issuer },
  });
  const resume = new URL(chosen.headers.get('location') ?? '', issuer).href;
  const callback = (await visitor.follow(resume, isWanted)).url;
  const attempt = { ...secrets, returnTo: '/', beganAtMs: 0 };
  return (await provider.finish(new URL(callback), attempt)).idToken;
}

/** An account, an edit, an order or an error: whatever a call of a shopper is answered. */
export type ShopperAnswer = ShopperAccount & ShopperEditAnswer & ShopperOrder & { orders: ShopperOrder[] } & ErrorBody;

/** Headquarters, a synchronous and an asynchronous channel, and the provider at which their shoppers sign in. */
export interface ShopperWorld extends World {
  readonly provider: ShopperProvider;
  /** Opens a session with a fresh ID token. */
  signIn(unit: ScaleUnit, person: DevelopmentPerson, more?: object): Promise<ApiAnswer<ShopperSession & ErrorBody>>;
  /** Signs somebody in and answers what calls as them. */
  shopperAt(unit: ScaleUnit, person: DevelopmentPerson, more?: object): Promise<ShopperCalls>;
}

/** What a shopper does by a session. */
export interface ShopperCalls {
  readonly session: ShopperSession;
  call(method: string, path: string, options?: CallOptions): Promise<ApiAnswer<ShopperAnswer>>;
}

/** Calls of whoever holds a session. */
export function callsOf(unit: ScaleUnit, session: ShopperSession): ShopperCalls {
  const { sessionToken } = session;
  return { session, call: (method, path, options) => unit.call(method, path, { ...options, sessionToken }) };
}

/** Boots the world on databases of its own. */
export async function openShopperWorld(): Promise<ShopperWorld> {
  const provider = await startShopperProvider();
  const world = await openWorld({}, provider.shopperSignIn);
  const signIn: ShopperWorld['signIn'] = async (unit, person, more = {}) => {
    const body = { channelId: channelOf(unit), idToken: await shopperIdToken(provider, person), ...more };
    return unit.call('POST', '/shopper-sessions', { role: 'storefront', body });
  };
  return {
    ...world,
    provider,
    signIn,
    async shopperAt(unit, person, more) {
      const { status, body } = await signIn(unit, person, more);
      if (status !== 201) throw new Error(`nobody was signed in: ${JSON.stringify(body)}`);
      return callsOf(unit, body);
    },
    async close() {
      await world.close();
      await provider.stop();
    },
  };
}

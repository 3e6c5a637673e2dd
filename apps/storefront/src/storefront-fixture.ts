import { randomBytes } from 'node:crypto';
import type { DevelopmentPerson } from '@counterfoil/app-development-identity-provider/development-client';
import { demonstrationShoppers } from '@counterfoil/app-development-identity-provider/development-people';
import {
  startDevelopmentIdentityProvider,
  type RunningDevelopmentIdentityProvider,
} from '@counterfoil/app-development-identity-provider/start-development-identity-provider';
import { createCustomer } from '@counterfoil/channel/customers/create-customer';
import type { FunctionalityProfileOptions } from '@counterfoil/contracts/channel-configuration';
import type { Customer } from '@counterfoil/contracts/customer';
import type { FeatureId } from '@counterfoil/contracts/features';
import { sampleSettings } from '@counterfoil/headquarters/settings/sample-settings';
import {
  identityProviderSchema,
  type SignInConfiguration,
} from '@counterfoil/http/sign-in/identity-provider-configuration';
import { systemClock, type Clock } from '@counterfoil/platform/clock';
import type { Line } from '@counterfoil/platform/line';
import { silentLog } from '@counterfoil/platform/log';
import { systemSeams } from '@counterfoil/platform/seams';
import { startOrClose } from '@counterfoil/platform/start-or-close';
import { startTestRetailer, type TestRetailer } from './retailer-fixture.ts';
import { ShopVisitor, type VisitorOptions } from './shop-visitor-fixture.ts';
import { signedInPath, signedOutPath } from './sign-in-paths.ts';
import { startStorefront, type RunningStorefront } from './start-storefront.ts';

export { soon } from './retailer-fixture.ts';

const seams = systemSeams(silentLog);
const clientId = 'counterfoil-development-test-shop';
const channelId = sampleSettings.channels[sampleSettings.onlineStore];
/** The functionality profile of the online store. */
const profileId = 'ONLINE';
/** A retailer with an online store, its web shop and where shoppers sign in, over real wires; jobs run when a test says. */
export interface TestShop extends Omit<TestRetailer, 'accessToken' | 'carrySettings'> {
  readonly url: string;
  readonly channelId: string;
  readonly provider: RunningDevelopmentIdentityProvider;
  /** Lets time go by for the web shop, in milliseconds. */
  pass(ms: number): void;
  /** Somebody with a browser of their own. */
  visitor(options?: VisitorOptions): ShopVisitor;
  /** Somebody new who can be chosen at the identity provider. */
  person(person: TestPerson): DevelopmentPerson;
  /** Somebody whom the channel knows already, as from a store, without a sign-in. */
  knownCustomer(customer: Omit<TestPerson, 'isEmailVerified'>): Promise<Customer>;
  /** Changes the functionality profile of the online store and lets the jobs carry it. */
  changeProfile(options: Partial<FunctionalityProfileOptions>): Promise<void>;
  /** Nobody can sign in from now on. */
  stopProvider(): Promise<void>;
  stop(): Promise<void>;
}

/** Somebody with an account at the identity provider. */
export interface TestPerson {
  readonly email: string;
  readonly isEmailVerified?: boolean;
  readonly firstName?: string;
  readonly lastName?: string;
}

/** How a retailer of a test differs from the usual one. */
export interface TestShopOptions {
  /** Switched on before anything starts; none unless told. */
  readonly features?: readonly FeatureId[];
  readonly profile?: Partial<FunctionalityProfileOptions>;
  /** Of the web shop, per address; unlimited unless told. */
  readonly requestsPerMinute?: number;
}

/** Starts all of it. */
export function startTestShop(options: TestShopOptions = {}): Promise<TestShop> {
  return startOrClose((closing) => startParts(options, closing));
}

async function startParts(options: TestShopOptions, closing: AsyncDisposableStack): Promise<TestShop> {
  const provider = await startDevelopmentIdentityProvider({ port: 0, environment: 'development', seams });
  let stopped: Promise<void> | null = null;
  const stopProvider = (): Promise<void> => (stopped ??= provider.stop());
  closing.defer(stopProvider);
  const signIn = signInAt(provider.issuer);
  const retailer = await startTestRetailer({ features: options.features ?? [], shopperSignIn: signIn }, closing);
  const clock = passingClock();
  const shop = await startTestStorefront({ ...retailer, signIn, clock, options }, closing);
  const people = admitShop(provider, shop);
  const test: TestShop = {
    ...retailer,
    url: shop.url,
    channelId,
    provider,
    pass: clock.pass,
    visitor: (visitorOptions) => new ShopVisitor({ url: shop.url, pass: clock.pass }, visitorOptions),
    person: people.admit,
    async knownCustomer(known) {
      const customer = { customerType: 'person' as const, addresses: [], ...known };
      return (await createCustomer(retailer.scaleUnit.channel, { channelId, customer })).local.document;
    },
    async changeProfile(profile) {
      await retailer.call('PUT', `/functionality-profiles/${profileId}`, profile);
      await retailer.carrySettings();
      clock.pass(settingsLifeMs);
    },
    stopProvider,
    stop: () => closing.disposeAsync(),
  };
  if (options.profile) await test.changeProfile(options.profile);
  return test;
}

/** Longer than the web shop believes settings, in milliseconds. */
const settingsLifeMs = 60_000;

function signInAt(issuer: string): SignInConfiguration {
  const identityProvider = identityProviderSchema.parse({ issuer, clientId, scope: 'openid profile email' });
  return { environment: 'development', identityProvider };
}

interface StorefrontParts {
  readonly scaleUnitLine: Line;
  readonly accessToken: string;
  readonly signIn: SignInConfiguration;
  readonly clock: Clock;
  readonly options: TestShopOptions;
}

async function startTestStorefront(parts: StorefrontParts, closing: AsyncDisposableStack): Promise<RunningStorefront> {
  const shop = await startStorefront({
    channelId,
    commerceApiUrl: `http://127.0.0.1:${parts.scaleUnitLine.port}`,
    accessToken: parts.accessToken,
    host: '127.0.0.1',
    port: 0,
    requestsPerMinute: parts.options.requestsPerMinute ?? 'unlimited',
    // Every visitor has an address of their own.
    trustedProxies: '127.0.0.1',
    sealKey: { bytes: randomBytes(32) },
    signIn: parts.signIn,
    seams: { ...seams, clock: parts.clock },
  });
  closing.defer(() => shop.stop());
  return shop;
}

/** The clock of the machine, and what a test lets go by. */
function passingClock(): Clock & { readonly pass: (ms: number) => void } {
  let passedMs = 0;
  return {
    ...systemClock,
    now: () => new Date(systemClock.now().getTime() + passedMs),
    monotonicMs: () => systemClock.monotonicMs() + passedMs,
    pass: (ms) => void (passedMs += ms),
  };
}

function admitShop(provider: RunningDevelopmentIdentityProvider, { url }: RunningStorefront) {
  const people: DevelopmentPerson[] = [...demonstrationShoppers];
  const register = (): void =>
    provider.registerClient({
      clientId,
      clientSecret: null,
      name: { en: 'Web <shop>', fr: 'Boutique <en ligne>' },
      redirectUris: [`${url}${signedInPath}`],
      signedOutUris: [`${url}${signedOutPath}`],
      people,
      hasAccounts: true,
    });
  register();
  return {
    admit({ email, isEmailVerified = true, firstName, lastName }: TestPerson): DevelopmentPerson {
      const person = {
        subject: `test-person-${people.length}`,
        name: [firstName, lastName].filter(Boolean).join(' ') || email,
        task: { en: 'Shops', fr: 'Achète' },
        claims: {
          email,
          email_verified: isEmailVerified,
          ...(firstName !== undefined && { given_name: firstName }),
          ...(lastName !== undefined && { family_name: lastName }),
        },
      };
      people.push(person);
      register();
      return person;
    },
  };
}

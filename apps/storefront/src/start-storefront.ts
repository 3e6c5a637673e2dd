import { createServer } from '@counterfoil/http/server';
import { openIdentityProvider } from '@counterfoil/http/sign-in/identity-provider';
import type { SignInConfiguration } from '@counterfoil/http/sign-in/identity-provider-configuration';
import type { Caller } from '@counterfoil/http/call';
import type { SealKey } from '@counterfoil/platform/seal';
import type { Seams } from '@counterfoil/platform/seams';
import { startOrClose } from '@counterfoil/platform/start-or-close';
import type { FastifyRequest } from 'fastify';
import { readAssets } from './assets.ts';
import { createCommerceApi } from './commerce-api/commerce-api.ts';
import { ifReachable } from './commerce-api/if-reachable.ts';
import { createSettings } from './commerce-api/read-settings.ts';
import { errorPage } from './pages/error-page.ts';
import { shopRoutes } from './pages/routes.ts';
import { siteHeaders } from './site-headers.ts';
import type { Shop } from './shop.ts';
import { SignUpWatch } from './visit/sign-up-watch.ts';
import { sessionOf } from './visit/visit.ts';

/** A running web shop. */
export interface RunningStorefront {
  readonly url: string;
  /** Refuses new requests and finishes what is under way. */
  stop(): Promise<void>;
}

/** What it is started with. */
export interface StorefrontOptions {
  /** The online store. */
  readonly channelId: string;
  /** Its scale unit, and the access token of role `storefront` there. */
  readonly commerceApiUrl: string;
  readonly accessToken: string;
  readonly host: string;
  readonly port: number;
  /** Per address, over all pages. */
  readonly requestsPerMinute: number | 'unlimited';
  /** Addresses of the proxies in front, separated by commas: what they say of the caller's address is believed. */
  readonly trustedProxies?: string;
  readonly sealKey: SealKey;
  /** Without it nobody can sign in. */
  readonly signIn?: SignInConfiguration;
  /** Where the identity provider's pages lie besides at its issuer's own origin; none unless told. */
  readonly identityProviderOrigins?: readonly string[];
  readonly isDemonstration?: boolean;
  /** The built script of the pages; that of this tree unless told otherwise. */
  readonly scriptFile?: string;
  readonly seams: Seams;
}

const version = '0.1.0';

/** Starts a web shop; it shows an apology while its scale unit can't be reached. */
export async function startStorefront(options: StorefrontOptions): Promise<RunningStorefront> {
  return startOrClose((closing) => startParts(options, closing));
}

async function startParts(options: StorefrontOptions, closing: AsyncDisposableStack): Promise<RunningStorefront> {
  const { channelId, seams, signIn, sealKey } = options;
  const commerceApi = createCommerceApi(options.commerceApiUrl, options.accessToken);
  closing.defer(() => commerceApi.close());
  const assets = readAssets(options.scriptFile);
  const configuredUrl = signIn?.publicUrl?.replace(/\/+$/u, '');
  let listening = '';
  const shop: Shop = {
    channelId,
    commerceApi,
    settings: createSettings(commerceApi, channelId, seams.clock),
    identityProvider: signIn ? openIdentityProvider(signIn, seams, hasEmail) : null,
    sealKey,
    publicUrl: () => configuredUrl ?? listening,
    assets: assets.links,
    signUps: new SignUpWatch(seams.clock),
    isDemonstration: options.isDemonstration ?? false,
    seams,
  };
  const server = await createServer({
    name: 'Counterfoil storefront',
    version,
    seams,
    authenticate: (request) => Promise.resolve(callerOf(request)),
    routes: [...shopRoutes(shop), ...assets.routes],
    site: {
      headers: siteHeaders([
        ...(signIn ? [signIn.identityProvider.issuer] : []),
        ...(options.identityProviderOrigins ?? []),
      ]),
      errorPage: (error, request) => errorPage(shop, error, request),
    },
    limits: { requestsPerMinute: options.requestsPerMinute },
    ...(options.trustedProxies !== undefined && { trustProxy: options.trustedProxies }),
    health: async () => ({ status: (await ifReachable(() => shop.settings('en'))) ? 'ok' : 'degraded' }),
  });
  closing.defer(() => server.close());
  const url = await server.listen({ host: options.host, port: options.port });
  listening = url;
  return { url, stop: () => closing.disposeAsync() };
}

/** The scale unit asks for the address in the ID token; UserInfo would not help it. */
function hasEmail(): boolean {
  return true;
}

/** Whoever brings a session may look at pages of an account; what is on them the scale unit decides by that session. */
function callerOf(request: FastifyRequest): Caller | null {
  return sessionOf(request) === null ? null : { roles: ['customer'], subject: 'shopper', scope: {} };
}

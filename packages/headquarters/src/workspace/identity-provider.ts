import type { Language } from '@counterfoil/contracts/error-register';
import { developmentProviderMark } from '@counterfoil/contracts/administration/development-identity-provider';
import type { Seams } from '@counterfoil/platform/seams';
import * as openId from 'openid-client';
import { checkSignIn, clientSecretOf, type SignInConfiguration } from './identity-provider-configuration.ts';
import { DevelopmentProviderRefused, providerFailure } from './provider-failure.ts';
import { tellsOfRoles, type Claims } from './staff-claims.ts';
import type { SignInAttempt } from './sign-in-attempt.ts';

/** One answer of the provider is waited for so long, in seconds. */
const answerTimeoutSeconds = 5;
/** A provider that doesn't answer is asked so often, while somebody waits. */
const discoveryTryCountMax = 2;
const discoveryRetryDelayMs = 300;
/** What the provider says of itself is asked again after so long, in milliseconds. */
const discoveryLifeMs = 60 * 60 * 1_000;
/** Clocks may differ by so much, in seconds. */
const clockToleranceSeconds = 30;

/** The OpenID provider by which staff sign in. */
export interface IdentityProvider {
  /** Where to send the browser, and what to keep of it until it comes back. Errors as `providerFailure` tells. */
  begin(options: { readonly redirectUri: string; readonly language: Language }): Promise<BegunSignIn>;
  /** What the provider says of whoever has come back to `callbackUrl`. Errors as `providerFailure` tells. */
  finish(callbackUrl: URL, attempt: SignInAttempt): Promise<Claims>;
  /** Where the provider ends its own session and leads back to `returnUrl`; null: it doesn't, or doesn't answer. */
  endSessionUrl(returnUrl: string): Promise<string | null>;
}

/** A sign-in that was begun. */
export interface BegunSignIn {
  readonly location: string;
  readonly secrets: Pick<SignInAttempt, 'state' | 'nonce' | 'codeVerifier'>;
}

/** Reads nothing from the provider yet: it may start later. Throws a `ConfigurationError`. */
export function openIdentityProvider(configuration: SignInConfiguration, seams: Seams): IdentityProvider {
  checkSignIn(configuration);
  const discovered = discoveryOf(configuration, clientSecretOf(configuration.identityProvider), seams);
  const { identityProvider } = configuration;
  const failing = <Result>(work: () => Promise<Result>): Promise<Result> => translating(work, seams);
  return {
    begin: ({ redirectUri, language }) =>
      failing(async () => {
        const secrets = {
          state: openId.randomState(),
          nonce: openId.randomNonce(),
          codeVerifier: openId.randomPKCECodeVerifier(),
        };
        const location = openId.buildAuthorizationUrl(await discovered(), {
          redirect_uri: redirectUri,
          scope: identityProvider.scope,
          state: secrets.state,
          nonce: secrets.nonce,
          code_challenge: await openId.calculatePKCECodeChallenge(secrets.codeVerifier),
          code_challenge_method: 'S256',
          ui_locales: language,
        });
        return { location: location.href, secrets };
      }),
    finish: (callbackUrl, attempt) =>
      failing(async () => claimsOf(await discovered(), callbackUrl, attempt, identityProvider)),
    async endSessionUrl(returnUrl) {
      try {
        const provider = await discovered();
        if (provider.serverMetadata().end_session_endpoint === undefined) return null;
        return openId.buildEndSessionUrl(provider, { post_logout_redirect_uri: returnUrl }).href;
      } catch (error) {
        // The session here has ended all the same.
        seams.log.warn({ reason: providerFailure(error).reason }, 'the session at the identity provider was not ended');
        return null;
      }
    },
  };
}

/** The claims of the ID token, whose signature, audience, times and nonce are checked; with those of UserInfo when it tells no roles. */
async function claimsOf(
  provider: openId.Configuration,
  callbackUrl: URL,
  { state, nonce, codeVerifier }: SignInAttempt,
  names: { readonly rolesClaim: string },
): Promise<Claims> {
  const tokens = await openId.authorizationCodeGrant(provider, callbackUrl, {
    expectedState: state,
    expectedNonce: nonce,
    pkceCodeVerifier: codeVerifier,
    idTokenExpected: true,
  });
  const claims = tokens.claims();
  if (!claims) throw new Error('an ID token that was expected has no claims');
  const hasUserInfo = provider.serverMetadata().userinfo_endpoint !== undefined;
  if (tellsOfRoles(claims, names) || !hasUserInfo) return claims;
  return { ...(await openId.fetchUserInfo(provider, tokens.access_token, claims.sub)), ...claims };
}

async function translating<Result>(work: () => Promise<Result>, { log }: Pick<Seams, 'log'>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const { refusal, reason } = providerFailure(error);
    log.warn({ code: refusal.code, reason }, 'a sign-in failed at the identity provider');
    throw refusal;
  }
}

/** What the provider says of itself: asked when it is first needed, kept for a while, and used on while it doesn't answer. */
function discoveryOf(
  configuration: SignInConfiguration,
  clientSecret: string | null,
  { clock }: Seams,
): () => Promise<openId.Configuration> {
  const authentication = clientAuthentication(clientSecret);
  const sleep = (delayMs: number): Promise<void> => clock.sleep(delayMs);
  let known: { readonly provider: openId.Configuration; readonly atMs: number } | null = null;
  let underWay: Promise<openId.Configuration> | null = null;
  const refresh = async (): Promise<openId.Configuration> => {
    try {
      const provider = await discover(configuration, authentication, sleep);
      known = { provider, atMs: clock.monotonicMs() };
      return provider;
    } catch (error) {
      if (known === null) throw error;
      return known.provider;
    } finally {
      underWay = null;
    }
  };
  return () => {
    if (known !== null && clock.monotonicMs() - known.atMs < discoveryLifeMs) return Promise.resolve(known.provider);
    underWay ??= refresh();
    return underWay;
  };
}

async function discover(
  { identityProvider, environment }: SignInConfiguration,
  authentication: openId.ClientAuth,
  sleep: (delayMs: number) => Promise<void>,
): Promise<openId.Configuration> {
  const { issuer, clientId } = identityProvider;
  const isProduction = environment === 'production';
  const metadata = { [openId.clockTolerance]: clockToleranceSeconds };
  const options = { timeout: answerTimeoutSeconds, ...(!isProduction && { execute: [openId.allowInsecureRequests] }) };
  for (let tryCount = 1; ; tryCount++) {
    try {
      const provider = await openId.discovery(new URL(issuer), clientId, metadata, authentication, options);
      if (isProduction && provider.serverMetadata()[developmentProviderMark] === true)
        throw new DevelopmentProviderRefused();
      return provider;
    } catch (error) {
      if (tryCount === discoveryTryCountMax || !providerFailure(error).isOutage) throw error;
      await sleep(discoveryRetryDelayMs);
    }
  }
}

/** By the method that the provider takes; where it takes several or tells none, by the standard's default. */
function clientAuthentication(secret: string | null): openId.ClientAuth {
  if (secret === null) return openId.None();
  const basic = openId.ClientSecretBasic(secret);
  const post = openId.ClientSecretPost(secret);
  return (server, client, body, headers) => {
    const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    return (methods.includes('client_secret_basic') ? basic : post)(server, client, body, headers);
  };
}

import type { Language } from '@counterfoil/contracts/error-register';
import type { Seams } from '@counterfoil/platform/seams';
import * as openId from 'openid-client';
import { checkSignIn, clientSecretOf, type SignInConfiguration } from './identity-provider-configuration.ts';
import { discoveryOf } from './provider-discovery.ts';
import { providerFailure, refusingFailures } from './provider-failure.ts';
import type { SignInAttempt } from './sign-in-attempt.ts';

/** What an identity provider says of a person. */
export type Claims = Readonly<Record<string, unknown>>;

/** Somebody whom the provider has sent back. */
export interface ProvenIdentity {
  readonly claims: Claims;
  /** The token itself, for a server that checks it on its own. */
  readonly idToken: string;
}

/** An OpenID provider by which people sign in. */
export interface IdentityProvider {
  /** Where to send the browser, and what to keep of it until it comes back. Errors as `providerFailure` tells. */
  begin(options: SignInWish): Promise<BegunSignIn>;
  /** What the provider says of whoever has come back to `callbackUrl`. Errors as `providerFailure` tells. */
  finish(callbackUrl: URL, attempt: SignInAttempt): Promise<ProvenIdentity>;
  /** Where the provider ends its own session and leads back to `returnUrl`; null: it doesn't, or doesn't answer. */
  endSessionUrl(returnUrl: string): Promise<string | null>;
}

/** What somebody wants who is sent to the provider. */
export interface SignInWish {
  readonly redirectUri: string;
  readonly language: Language;
  /** `create`: a new account (OpenID *Initiating User Registration*); a provider that doesn't know it asks to sign in. */
  readonly prompt?: 'create';
}

/** A sign-in that was begun. */
export interface BegunSignIn {
  readonly location: string;
  readonly secrets: Pick<SignInAttempt, 'state' | 'nonce' | 'codeVerifier'>;
}

/**
 * Reads nothing from the provider yet: it may start later. `areEnough` says whether the claims of the ID token tell what
 * is needed; where they don't, UserInfo is asked as well. Throws a `ConfigurationError`.
 */
export function openIdentityProvider(
  configuration: SignInConfiguration,
  seams: Seams,
  areEnough: (claims: Claims) => boolean,
): IdentityProvider {
  checkSignIn(configuration);
  const discovered = discoveryOf(configuration, clientSecretOf(configuration.identityProvider), seams);
  const { identityProvider } = configuration;
  const failing = <Result>(work: () => Promise<Result>): Promise<Result> => refusingFailures(work, seams);
  return {
    begin: ({ redirectUri, language, prompt }) =>
      failing(async () => {
        const provider = await discovered();
        const secrets = {
          state: openId.randomState(),
          nonce: openId.randomNonce(),
          codeVerifier: openId.randomPKCECodeVerifier(),
        };
        const location = openId.buildAuthorizationUrl(provider, {
          redirect_uri: redirectUri,
          scope: identityProvider.scope,
          state: secrets.state,
          nonce: secrets.nonce,
          code_challenge: await openId.calculatePKCECodeChallenge(secrets.codeVerifier),
          code_challenge_method: 'S256',
          ui_locales: language,
          ...(prompt !== undefined && knowsPrompt(provider, prompt) && { prompt }),
        });
        return { location: location.href, secrets };
      }),
    finish: (callbackUrl, attempt) =>
      failing(async () => provenBy(await discovered(), { callbackUrl, attempt, areEnough })),
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

function knowsPrompt(provider: openId.Configuration, prompt: string): boolean {
  const known = provider.serverMetadata()['prompt_values_supported'];
  return Array.isArray(known) && known.includes(prompt);
}

interface Return {
  readonly callbackUrl: URL;
  readonly attempt: SignInAttempt;
  readonly areEnough: (claims: Claims) => boolean;
}

/** The claims of the ID token, whose signature, audience, times and nonce are checked; with those of UserInfo when they aren't enough. */
async function provenBy(
  provider: openId.Configuration,
  { callbackUrl, attempt: { state, nonce, codeVerifier }, areEnough }: Return,
): Promise<ProvenIdentity> {
  const tokens = await openId.authorizationCodeGrant(provider, callbackUrl, {
    expectedState: state,
    expectedNonce: nonce,
    pkceCodeVerifier: codeVerifier,
    idTokenExpected: true,
  });
  const [claims, idToken] = [tokens.claims(), tokens.id_token];
  if (!claims || idToken === undefined) throw new Error('an ID token that was expected has no claims');
  const hasUserInfo = provider.serverMetadata().userinfo_endpoint !== undefined;
  if (areEnough(claims) || !hasUserInfo) return { claims, idToken };
  return { claims: { ...(await openId.fetchUserInfo(provider, tokens.access_token, claims.sub)), ...claims }, idToken };
}

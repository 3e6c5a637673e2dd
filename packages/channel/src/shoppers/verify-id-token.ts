import { textLengthMax } from '@counterfoil/contracts/customer';
import type { ErrorCode } from '@counterfoil/contracts/error-register';
import { namedIdentityShape } from '@counterfoil/contracts/external-identity-linking';
import { refuse } from '@counterfoil/contracts/refusal';
import { isBlank, isSafeText } from '@counterfoil/customer/validate/text-rules';
import { checkProvider, type ProviderConfiguration } from '@counterfoil/http/sign-in/identity-provider-configuration';
import { answerTimeoutSeconds, clockToleranceSeconds, discoveryOf } from '@counterfoil/http/sign-in/provider-discovery';
import { refusingFailures } from '@counterfoil/http/sign-in/provider-failure';
import type { Seams } from '@counterfoil/platform/seams';
import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';

/** Whom the identity provider has signed in, as its ID token proves. */
export interface ShopperIdentity {
  /** The provider, as its issuer names it. */
  readonly providerId: string;
  readonly externalIdentityId: string;
  /** Null unless the provider has verified it. */
  readonly verifiedEmail: string | null;
  /** Null where the provider tells none that can be stored. */
  readonly firstName: string | null;
  readonly lastName: string | null;
}

/**
 * Proves an ID token. Errors: `shopper_identity_invalid`, `identity_provider_missing`, `identity_provider_unreachable`,
 * `identity_provider_misconfigured`.
 */
export type VerifyIdToken = (idToken: string) => Promise<ShopperIdentity>;

/** Of a scale unit for which no identity provider is configured. */
export const noIdentityProvider: VerifyIdToken = async () => {
  throw refuse('identity_provider_missing');
};

/** An ID token is for signing in at once; an older one may be a stolen one. */
const idTokenAgeMaxSeconds = 10 * 60;
/** The keys are asked for again at most this often, however many tokens name others. */
const keyCooldownMs = 30_000;
/** Public keys only: with a shared secret whoever knows it could make tokens. */
const algorithms = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'Ed25519',
  'EdDSA',
];

/**
 * Checks the ID tokens of one provider by its published keys: signature, issuer, audience, times and age. Reads nothing
 * from the provider yet: it may start later. Throws a `ConfigurationError` for one that must not open a production.
 */
export function openIdTokenVerifier(configuration: ProviderConfiguration, seams: Seams): VerifyIdToken {
  checkProvider(configuration);
  const { clientId } = configuration.identityProvider;
  const discovered = discoveryOf(configuration, null, seams);
  const keys = publishedKeys(configuration);
  return async (idToken) => {
    const provider = (await refusingFailures(discovered, seams)).serverMetadata();
    try {
      const { payload } = await jwtVerify(idToken, keys(provider.jwks_uri), {
        algorithms,
        issuer: provider.issuer,
        audience: clientId,
        requiredClaims: ['sub', 'iat', 'exp'],
        maxTokenAge: idTokenAgeMaxSeconds,
        clockTolerance: clockToleranceSeconds,
        currentDate: seams.clock.now(),
      });
      return identityOf(payload, clientId);
    } catch (error) {
      const [code, reason] = failureOf(error);
      seams.log.warn({ code, reason }, 'an ID token was refused');
      throw Object.assign(refuse(code), { cause: error });
    }
  };
}

/** The provider has published no keys, or where nobody can read them safely. */
class KeysUnavailable extends Error {}

/** The keys at the provider's address for them, which may change. */
function publishedKeys({ environment }: ProviderConfiguration): (address: string | undefined) => JWTVerifyGetKey {
  let known: { readonly address: string; readonly keys: JWTVerifyGetKey } | null = null;
  return (address) => {
    if (address === undefined || (environment === 'production' && new URL(address).protocol !== 'https:')) {
      throw new KeysUnavailable('jwks_uri');
    }
    if (known?.address !== address) {
      const options = { timeoutDuration: answerTimeoutSeconds * 1_000, cooldownDuration: keyCooldownMs };
      known = { address, keys: createRemoteJWKSet(new URL(address), options) };
    }
    return known.keys;
  };
}

/** The token is sound, but it is not of somebody who signed in here. */
class ClaimRefused extends Error {}

function identityOf(claims: JWTPayload, clientId: string): ShopperIdentity {
  const { iss = '', sub = '', aud, azp } = claims;
  const isForSeveral = Array.isArray(aud) && aud.length > 1;
  if (azp === undefined ? isForSeveral : azp !== clientId) throw new ClaimRefused('azp');
  if (!isIdentifier(iss)) throw new ClaimRefused('iss');
  if (!isIdentifier(sub)) throw new ClaimRefused('sub');
  const { email } = claims;
  return {
    providerId: iss,
    externalIdentityId: sub,
    verifiedEmail: claims['email_verified'] === true && typeof email === 'string' && email !== '' ? email : null,
    firstName: nameOf(claims['given_name']),
    lastName: nameOf(claims['family_name']),
  };
}

function isIdentifier(text: string): boolean {
  return namedIdentityShape.externalIdentityId.safeParse(text).success && isSafeText(text);
}

function nameOf(claim: unknown): string | null {
  const isUsable = typeof claim === 'string' && claim.length <= textLengthMax.name && isSafeText(claim);
  return isUsable && !isBlank(claim) ? claim : null;
}

/** What an error stands for, with a reason for the log that holds nothing of the person. An unknown one is a bug. */
function failureOf(error: unknown): readonly [code: ErrorCode, reason: string] {
  if (error instanceof ClaimRefused) return ['shopper_identity_invalid', error.message];
  if (error instanceof KeysUnavailable) return ['identity_provider_misconfigured', error.message];
  if (error instanceof errors.JWKSInvalid) return ['identity_provider_misconfigured', error.code];
  if (isUnanswered(error)) return ['identity_provider_unreachable', 'jwks_uri'];
  if (error instanceof errors.JWTClaimValidationFailed) return ['shopper_identity_invalid', error.claim];
  if (error instanceof errors.JOSEError) return ['shopper_identity_invalid', error.code];
  throw error;
}

/** The keys were not answered in time, with another status than 200, or not as JSON; or nobody answers (fetch's own error). */
function isUnanswered(error: unknown): boolean {
  if (error instanceof errors.JWKSTimeout) return true;
  if (error instanceof errors.JOSEError) return error.code === errors.JOSEError.code;
  return error instanceof TypeError && error.cause !== undefined;
}

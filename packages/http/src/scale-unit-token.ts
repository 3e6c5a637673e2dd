import { refuse } from '@counterfoil/contracts/refusal';
import type { Clock } from '@counterfoil/platform/clock';
import { exportJWK, generateKeyPair, importJWK, jwtVerify, SignJWT, decodeJwt, type JWK } from 'jose';

/** Life of a token, in seconds; a stolen one is soon worthless. */
const tokenLifeSeconds = 300;
/** How far two nodes' clocks may differ before a token is refused, in seconds. */
const clockSkewSecondsMax = 600;
/** A token is renewed when this much of its life is left, in milliseconds. */
const renewBeforeMs = 60_000;
const algorithm = 'EdDSA';
const audience = 'counterfoil-headquarters';

/** A scale unit's own key pair (Ed25519), each part as a JSON Web Key. */
export interface ScaleUnitKeys {
  readonly privateKey: JWK;
  readonly publicKey: JWK;
}

/** A new key pair; the private part never leaves the scale unit. */
export async function generateScaleUnitKeys(): Promise<ScaleUnitKeys> {
  const pair = await generateKeyPair(algorithm, { crv: 'Ed25519', extractable: true });
  return { privateKey: await exportJWK(pair.privateKey), publicKey: await exportJWK(pair.publicKey) };
}

/** Signs short-lived tokens for a channel database, each used until shortly before its end. */
export function scaleUnitTokens(channelDatabaseId: string, privateKey: JWK, clock: Clock): () => Promise<string> {
  let token = '';
  let renewAtMs = -Infinity;
  return async () => {
    if (clock.monotonicMs() < renewAtMs) return token;
    const key = await importJWK(privateKey, algorithm);
    const nowSeconds = Math.floor(clock.now().getTime() / 1_000);
    token = await new SignJWT({})
      .setProtectedHeader({ alg: algorithm })
      .setSubject(channelDatabaseId)
      .setAudience(audience)
      .setIssuedAt(nowSeconds)
      .setExpirationTime(nowSeconds + tokenLifeSeconds)
      .sign(key);
    renewAtMs = clock.monotonicMs() + tokenLifeSeconds * 1_000 - renewBeforeMs;
    return token;
  };
}

/** Whether a bearer token is one that a scale unit signed. */
export function isScaleUnitToken(token: string): boolean {
  return token.split('.').length === 3;
}

/**
 * The channel database that a token speaks for, once its signature fits the public key registered for it.
 * Errors: `not_authenticated`, `scale_unit_unknown`.
 */
export async function verifyScaleUnitToken(
  token: string,
  publicKeyOf: (channelDatabaseId: string) => Promise<JWK | null>,
  clock: Clock,
): Promise<string> {
  const subject = claimedSubject(token);
  const publicKey = await publicKeyOf(subject);
  if (!publicKey) throw refuse('scale_unit_unknown');
  try {
    await jwtVerify(token, await importJWK(publicKey, algorithm), {
      audience,
      algorithms: [algorithm],
      currentDate: clock.now(),
      clockTolerance: clockSkewSecondsMax,
    });
    return subject;
  } catch (error) {
    throw Object.assign(refuse('not_authenticated'), { cause: error });
  }
}

function claimedSubject(token: string): string {
  try {
    const { sub } = decodeJwt(token);
    if (sub) return sub;
  } catch (error) {
    throw Object.assign(refuse('not_authenticated'), { cause: error });
  }
  throw refuse('not_authenticated');
}

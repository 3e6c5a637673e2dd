import { signUpDetailsSchema } from '@counterfoil/contracts/shopper';
import { sealedCookie } from './sealed-cookie.ts';

/** So long what was typed waits, in seconds: longer than the way to the identity provider and back may take. */
const signUpLifeSeconds = 2 * 60 * 60;

const cookie = sealedCookie({
  name: '__Host-counterfoil-sign-up',
  schema: signUpDetailsSchema,
  lifeSeconds: signUpLifeSeconds,
});

/** The `Set-Cookie` that keeps what somebody typed at signing up until it is saved. */
export const keepSignUp = cookie.set;

/** What was typed there; null when nothing waits. */
export const readSignUp = cookie.read;

/** The `Set-Cookie` that forgets it. */
export const clearSignUp = cookie.clear;

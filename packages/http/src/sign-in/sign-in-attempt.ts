import { stringifySetCookie } from 'cookie';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { cookieAttributes, cookieOf } from './cookies.ts';

/** The cookie of somebody who is on the way to the identity provider and back. */
export const attemptCookie = '__Host-counterfoil-sign-in';
/** How long that may take, in seconds: whoever makes an account has an e-mail to wait for. */
const attemptLifeSeconds = 60 * 60;

const attributes = { name: attemptCookie, ...cookieAttributes } as const;

const attemptSchema = z.strictObject({
  state: z.string().min(1),
  nonce: z.string().min(1),
  codeVerifier: z.string().min(1),
  returnTo: z.string(),
  beganAtMs: z.number(),
});

/**
 * What binds the answer of the identity provider to the browser that asked. Only that browser keeps it: the prefix of the
 * cookie's name lets nobody else set it, and no script reads it.
 */
export type SignInAttempt = z.output<typeof attemptSchema>;

/** The `Set-Cookie` that keeps an attempt. */
export function setAttemptCookie(attempt: SignInAttempt): string {
  const value = Buffer.from(JSON.stringify(attempt)).toString('base64url');
  return stringifySetCookie({ ...attributes, value, maxAge: attemptLifeSeconds });
}

/** The `Set-Cookie` that forgets it. */
export function clearAttemptCookie(): string {
  return stringifySetCookie({ ...attributes, value: '', maxAge: 0 });
}

/** The attempt that a request brings; null without one, or when it is too old. */
export function attemptOf(request: Pick<FastifyRequest, 'headers'>, now: Date): SignInAttempt | null {
  const value = cookieOf(request, attemptCookie);
  const parsed = attemptSchema.safeParse(value === null ? null : parsedJson(value));
  if (!parsed.success) return null;
  const ageMs = now.getTime() - parsed.data.beganAtMs;
  return ageMs < attemptLifeSeconds * 1_000 ? parsed.data : null;
}

function parsedJson(value: string): unknown {
  try {
    return JSON.parse(Buffer.from(value, 'base64url').toString()) as unknown;
  } catch {
    // Not one of ours: as good as none.
    return null;
  }
}

import { parseCookie, stringifySetCookie } from 'cookie';
import type { FastifyRequest } from 'fastify';

/**
 * The cookie of a session. Its prefix makes browsers take it only from this host, for the whole of it, and over a secure
 * connection; they count the own machine as one.
 */
export const sessionCookie = '__Host-counterfoil-session';

const attributes = { path: '/', httpOnly: true, secure: true, sameSite: 'lax' } as const;

/** The token of a session that a request brings; null without one. */
export function sessionTokenOf(request: Pick<FastifyRequest, 'headers'>): string | null {
  return cookieOf(request, sessionCookie);
}

/** A cookie of a request; null without it. */
export function cookieOf({ headers }: Pick<FastifyRequest, 'headers'>, name: string): string | null {
  return (headers.cookie === undefined ? undefined : parseCookie(headers.cookie)[name]) ?? null;
}

/** The `Set-Cookie` that gives a browser its session, until it is closed or signed out. */
export function setSessionCookie(token: string): string {
  return stringifySetCookie({ name: sessionCookie, value: token, ...attributes });
}

/** The `Set-Cookie` that takes it away again. */
export function clearSessionCookie(): string {
  return stringifySetCookie({ name: sessionCookie, value: '', ...attributes, maxAge: 0 });
}

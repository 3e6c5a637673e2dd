import { cookieAttributes, cookieOf } from '@counterfoil/http/sign-in/cookies';
import { stringifySetCookie } from 'cookie';
import type { FastifyRequest } from 'fastify';

/** The cookie of a session. */
export const sessionCookie = '__Host-counterfoil-session';

/** The token of a session that a request brings; null without one. */
export function sessionTokenOf(request: Pick<FastifyRequest, 'headers'>): string | null {
  return cookieOf(request, sessionCookie);
}

/** The `Set-Cookie` that gives a browser its session, until it is closed or signed out. */
export function setSessionCookie(token: string): string {
  return stringifySetCookie({ name: sessionCookie, value: token, ...cookieAttributes });
}

/** The `Set-Cookie` that takes it away again. */
export function clearSessionCookie(): string {
  return stringifySetCookie({ name: sessionCookie, value: '', ...cookieAttributes, maxAge: 0 });
}

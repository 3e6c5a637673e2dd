import { parseCookie } from 'cookie';
import type { FastifyRequest } from 'fastify';

/** A cookie of a request; null without it. */
export function cookieOf({ headers }: Pick<FastifyRequest, 'headers'>, name: string): string | null {
  return (headers.cookie === undefined ? undefined : parseCookie(headers.cookie)[name]) ?? null;
}

/**
 * What every cookie of the product is given. With a name that begins with `__Host-` browsers take it only from this host,
 * for the whole of it, and over a secure connection; they count the own machine as one. No script reads it, and nothing
 * but a link brings it along from another site.
 */
export const cookieAttributes = { path: '/', httpOnly: true, secure: true, sameSite: 'lax' } as const;

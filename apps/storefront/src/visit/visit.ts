import { randomBytes } from 'node:crypto';
import { languages, type Language } from '@counterfoil/contracts/error-register';
import { shopperSessionPrefix } from '@counterfoil/contracts/shopper';
import { languageOf } from '@counterfoil/http/language';
import { cookieAttributes, cookieOf } from '@counterfoil/http/sign-in/cookies';
import { stringifySetCookie } from 'cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';

/*
 * What a browser brings along and keeps for the shop. All of it stands in cookies, so that any process of the shop serves
 * any request; none holds anything about a person in the open but the session, which is opaque.
 */

const names = {
  session: '__Host-counterfoil-shop',
  visit: '__Host-counterfoil-visit',
  language: '__Host-counterfoil-language',
} as const;

const visitByteCount = 16;
const secondsPerDay = 24 * 60 * 60;
const languageLifeSeconds = 365 * secondsPerDay;

/** Who looks at a page, and how. */
export interface Visit {
  readonly language: Language;
  /** Of a shopper who has signed in; the scale unit knows whether it still lasts. */
  readonly session: string | null;
  /** Of this browser: binds forms to it. */
  readonly visitId: string;
}

type Request = Pick<FastifyRequest, 'headers'>;

/** The language that was chosen, or else that of the browser. */
export function languageOfRequest(request: Request): Language {
  const chosen = cookieOf(request, names.language);
  return languages.find((language) => language === chosen) ?? languageOf(request.headers['accept-language']);
}

/* Nothing else is sent on to the scale unit: not what a header can't hold, nor a token of another kind. */
const sessionPattern = new RegExp(`^${shopperSessionPrefix}[\\w-]+$`, 'u');

/** The session that a request brings; null without one. */
export function sessionOf(request: Request): string | null {
  const session = cookieOf(request, names.session);
  return session !== null && sessionPattern.test(session) ? session : null;
}

/** The visit that a request belongs to; one that begins with it is kept by the browser. */
export function visitOf(request: Request, reply: FastifyReply): Visit {
  const present = cookieOf(request, names.visit);
  const visitId = present || randomBytes(visitByteCount).toString('base64url');
  if (!present) addCookie(reply, stringifySetCookie({ ...cookieAttributes, name: names.visit, value: visitId }));
  return { language: languageOfRequest(request), session: sessionOf(request), visitId };
}

/** Adds a `Set-Cookie` to an answer that may have others. */
export function addCookie(reply: FastifyReply, cookie: string): void {
  reply.header('set-cookie', cookie);
}

/** The `Set-Cookie` that gives a browser a shopper's session until `expiresAt`. */
export function setSession(session: string, expiresAt: Date): string {
  return stringifySetCookie({ ...cookieAttributes, name: names.session, value: session, expires: expiresAt });
}

/** The `Set-Cookie` that takes it away. */
export function clearSession(): string {
  return stringifySetCookie({ ...cookieAttributes, name: names.session, value: '', maxAge: 0 });
}

/** The `Set-Cookie` that remembers a language. */
export function setLanguage(language: Language): string {
  return stringifySetCookie({
    ...cookieAttributes,
    name: names.language,
    value: language,
    maxAge: languageLifeSeconds,
  });
}

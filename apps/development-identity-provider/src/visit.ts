import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Language } from '@counterfoil/contracts/error-register';
import { languageOf } from '@counterfoil/http/language';
import { errors, type Provider } from 'oidc-provider';
import type { DevelopmentClient } from './development-client.ts';
import type { Page } from './layout.ts';
import { languageOfRequest } from './provider.ts';
import { choicePath, createPrompt, type DevelopmentClients } from './signing-in.ts';

/** A sign-in under way, of the browser that began it. */
export interface Visit {
  /** Names the sign-in; the browser proves it by a signed cookie. */
  readonly uid: string;
  readonly client: DevelopmentClient;
  readonly language: Language;
  /** Where its pages are. */
  readonly path: string;
  /** Whether the application asked for a new account. */
  readonly wantsAccount: boolean;
}

/** What a page of a sign-in answers: a page, another page to go to, or the end of the sign-in. */
export type Answer =
  | { readonly kind: 'page'; readonly page: Page; readonly status: number }
  | { readonly kind: 'next'; readonly step: string }
  | { readonly kind: 'signedIn'; readonly subject: string }
  | { readonly kind: 'cancelled' };

/** Whether all went well, whether something typed has to be mended, whether there were too many tries. */
export const status = { fine: 200, toMend: 422, tooMany: 429 } as const;

const bodyBytesMax = 8_192;

/** The sign-in of this browser. Throws an `OIDCProviderError` when there is none. */
export async function visitOf(
  provider: Provider,
  clients: DevelopmentClients,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<Visit> {
  const { uid, params, prompt } = await provider.interactionDetails(request, response);
  const client = clients.get(String(params['client_id']));
  if (!client) throw new errors.InvalidClient('unknown client');
  const wanted = params['ui_locales'];
  const language = typeof wanted === 'string' ? languageOfLocales(wanted) : languageOfRequest(request);
  return { uid, client, language, path: `${choicePath}${uid}`, wantsAccount: prompt.name === createPrompt };
}

/** The language of a `ui_locales`. */
export function languageOfLocales(locales: string): Language {
  return languageOf(locales.replaceAll(' ', ','));
}

/** What a browser sent by one of this provider's own pages. Throws an `OIDCProviderError` for anything else. */
export async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  if (!isOwn(request)) throw new errors.InvalidRequest('sent from another page');
  if (Number(request.headers['content-length'] ?? bodyBytesMax + 1) > bodyBytesMax) {
    throw new errors.InvalidRequest('too large');
  }
  return new URLSearchParams(await text(request));
}

/* Browsers tell where a form comes from; what tells nothing is no browser, and has no cookie that isn't its own. */
function isOwn({ headers }: IncomingMessage): boolean {
  if ((headers['sec-fetch-site'] ?? 'same-origin') !== 'same-origin') return false;
  return headers.origin === undefined || headers.origin === `http://${headers.host ?? ''}`;
}

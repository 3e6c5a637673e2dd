import { createHash, randomBytes } from 'node:crypto';
import { decodeJwt } from 'jose';
import type { DevelopmentClient } from './development-client.ts';
import type { ArrivedMail } from './mailbox.ts';

/** An application with accounts, whose own pages nobody serves. */
export const testShop = {
  clientId: 'counterfoil-development-shop',
  clientSecret: null,
  name: { en: 'Web <shop>', fr: 'Boutique <en ligne>' },
  redirectUris: ['http://127.0.0.1:9/callback'],
  signedOutUris: ['http://127.0.0.1:9/'],
  people: [
    { subject: 'sample', name: 'Sample Shopper', task: { en: 'Tries it', fr: 'Essaie' }, claims: { locale: 'en' } },
  ],
  hasAccounts: true,
} satisfies DevelopmentClient;

/** A page as a browser gets it. */
export interface Got {
  readonly url: string;
  readonly status: number;
  readonly html: string;
}

/** What a browser does: keeps cookies by their path, follows redirects of the provider, stops at the application. */
export class AccountVisitor {
  readonly issuer: string;
  readonly #jar = new Map<string, { readonly path: string; readonly value: string }>();

  constructor(issuer: string) {
    this.issuer = issuer;
  }

  /** Goes to the application's sign-in; answers the first page, or the application's address. */
  async begin(more: Readonly<Record<string, string>> = {}): Promise<Got & { readonly verifier: string }> {
    const verifier = randomBytes(32).toString('base64url');
    const parameters = new URLSearchParams({
      client_id: testShop.clientId,
      redirect_uri: testShop.redirectUris[0] ?? '',
      response_type: 'code',
      scope: 'openid profile',
      state: 'state',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
      ...more,
    });
    return { ...(await this.get(`${this.issuer}/auth?${parameters.toString()}`)), verifier };
  }

  get(url: string): Promise<Got> {
    return this.#follow(url, {});
  }

  /** Sends a form of a page, as a browser without script does; `at` is the page, `step` the last part of the path. */
  send(at: Got, step: string, form: Readonly<Record<string, string>>, headers: Record<string, string> = {}) {
    const visit = /^.*\/sign-in\/[^/]+/u.exec(at.url)?.[0] ?? at.url;
    return this.#follow(step === '' ? visit : `${visit}/${step}`, {
      method: 'POST',
      body: new URLSearchParams(form),
      headers: { origin: this.issuer, ...headers },
    });
  }

  /** What the application is told at the end of a sign-in, which is where `at` is. */
  async claims(at: Got, verifier: string): Promise<Record<string, unknown>> {
    const code = new URL(at.url).searchParams.get('code');
    if (code === null) throw new Error(`nobody signed in: ${at.url}`);
    const answer = await fetch(`${this.issuer}/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        client_id: testShop.clientId,
        redirect_uri: testShop.redirectUris[0] ?? '',
        code,
        code_verifier: verifier,
      }),
    });
    const { id_token: idToken } = (await answer.json()) as { id_token: string };
    return decodeJwt(idToken);
  }

  async #follow(url: string, options: RequestInit): Promise<Got> {
    const response = await fetch(url, {
      ...options,
      redirect: 'manual',
      headers: { cookie: this.#cookiesFor(url), ...(options.headers as Record<string, string> | undefined) },
    });
    for (const line of response.headers.getSetCookie()) this.#keep(line);
    const location = response.headers.get('location');
    if (location === null) return { url, status: response.status, html: await response.text() };
    const next = new URL(location, url).href;
    if (!next.startsWith(this.issuer)) return { url: next, status: response.status, html: '' };
    return this.#follow(next, {});
  }

  #cookiesFor(url: string): string {
    const { pathname } = new URL(url);
    return [...this.#jar]
      .filter(([, { path }]) => pathname === path || pathname.startsWith(path.endsWith('/') ? path : `${path}/`))
      .map(([name, { value }]) => `${name.split(' ')[0] ?? ''}=${value}`)
      .join('; ');
  }

  #keep(line: string): void {
    const [pair = ''] = line.split(';');
    const at = pair.indexOf('=');
    const path = /;\s*path=([^;]+)/iu.exec(line)?.[1] ?? '/';
    this.#jar.set(`${pair.slice(0, at)} ${path}`, { path, value: pair.slice(at + 1) });
  }
}

/** The mails that arrived for an address, the newest first. */
export async function mailsTo(issuer: string, email: string): Promise<ArrivedMail[]> {
  const { mails } = (await (await fetch(`${issuer}/mailbox.json`)).json()) as { mails: ArrivedMail[] };
  return mails.filter(({ to }) => to === email);
}

/** The code of the newest mail to an address. */
export async function codeTo(issuer: string, email: string): Promise<string> {
  const code = (await mailsTo(issuer, email))[0]?.code;
  if (code === null || code === undefined) throw new Error(`no code was sent to ${email}`);
  return code;
}

import { chosenField } from '@counterfoil/app-development-identity-provider/pages';
import { formOfPage, seenPage, type SeenForm, type SeenPage } from './seen-page-fixture.ts';

/** How a visitor comes to the shop. */
export interface VisitorOptions {
  readonly language?: 'en' | 'fr';
  /** The address that the proxy in front of the shop tells; one of another network for each visitor unless given. */
  readonly address?: string;
}

/** How a form is sent. */
export interface Sending {
  /** What is typed over what stands in the form; null: such a field is not sent. */
  readonly fields?: Readonly<Record<string, string | null>>;
  /** The form of the page, by where it leads to; its only one unless told. */
  readonly action?: string;
  /** The form itself, where several lead to the same. */
  readonly form?: SeenForm;
  /** The button that is pressed, by name and value, where that matters. */
  readonly button?: { readonly name: string; readonly value: string };
  /** Of the request, beside or instead of those of a browser. */
  readonly headers?: Readonly<Record<string, string>>;
  /** No sooner than a person can; a robot is at once. */
  readonly isAtOnce?: boolean;
}

/** Of a shop and its identity provider, what a visitor has to know. */
export interface VisitedShop {
  readonly url: string;
  /** Lets time go by for the shop, in milliseconds. */
  pass(ms: number): void | Promise<void>;
  /** How requests are made; plainly unless told. */
  readonly fetch?: (url: string, options: RequestInit) => Promise<Response>;
}

/** A person takes so long to fill in a form, in milliseconds. */
const fillingInMs = 8_000;
const redirectCountMax = 20;
/** Each visitor comes from a network of their own. */
let visitorCount = 0;

interface KeptCookie {
  readonly name: string;
  readonly path: string;
  readonly value: string;
}

/**
 * Somebody with a browser without script: keeps cookies by name and path, follows redirects, reads forms and sends them.
 * As browsers do, it counts the own machine as a secure place, and all its ports as one host.
 */
export class ShopVisitor {
  readonly #shop: VisitedShop;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #jar = new Map<string, KeptCookie>();
  /** Every `Set-Cookie` so far. */
  readonly setCookies: string[] = [];
  /** Every address that was gone to, redirects included. */
  readonly trail: string[] = [];

  constructor(shop: VisitedShop, { language = 'en', address }: VisitorOptions = {}) {
    this.#shop = shop;
    visitorCount++;
    this.#headers = {
      accept: 'text/html',
      'accept-language': language,
      'x-forwarded-for': address ?? `10.${Math.trunc(visitorCount / 250)}.${visitorCount % 250}.7`,
    };
  }

  /** Goes to a page of the shop, or to any address, and on to where it leads. */
  open(pathOrUrl: string, headers: Readonly<Record<string, string>> = {}): Promise<SeenPage> {
    return this.#go(new URL(pathOrUrl, this.#shop.url).href, { headers: { ...headers } });
  }

  /** Sends a form of a page as a browser does, and goes on to where it leads. */
  async send(page: SeenPage, sending: Sending = {}): Promise<SeenPage> {
    const { fields = {}, action, button, headers, isAtOnce } = sending;
    if (!isAtOnce) await this.#shop.pass(fillingInMs);
    const form = sending.form ?? formOfPage(page, { action, button });
    const sent = Object.entries({ ...form.fields, ...fields, ...(button && { [button.name]: button.value }) });
    const body = new URLSearchParams(sent.filter((field): field is [string, string] => field[1] !== null));
    const own = { origin: new URL(page.url).origin, 'sec-fetch-site': 'same-origin' };
    return this.#go(new URL(form.action, page.url).href, { method: 'POST', body, headers: { ...own, ...headers } });
  }

  /** Signs in as one of the people whom the identity provider offers, and arrives where the shop leads then. */
  async signIn(person: { readonly subject: string }, to = '/'): Promise<SeenPage> {
    return this.choose(await this.open(`/sign-in?${new URLSearchParams({ to }).toString()}`), person);
  }

  /** At the identity provider, on any page of a sign-in: chooses one of the people; the empty subject cancels. */
  async choose(page: SeenPage, { subject }: { readonly subject: string }): Promise<SeenPage> {
    const offer = /^.*\/sign-in\/[^/?]+/u.exec(page.url)?.[0] ?? page.url;
    return this.send(await this.open(`${offer}/password`), { button: { name: chosenField, value: subject } });
  }

  /** The cookie that would be sent to the shop; undefined without it. */
  cookie(name: string): string | undefined {
    return this.#jar.get(`${name} /`)?.value;
  }

  /** Puts a cookie there, as somebody may who has the browser. */
  setCookie(name: string, value: string): void {
    this.#jar.set(`${name} /`, { name, path: '/', value });
  }

  async #go(address: string, options: RequestInit & { headers: Record<string, string> }): Promise<SeenPage> {
    let [url, request]: [string, RequestInit] = [address, options];
    for (let count = 0; count <= redirectCountMax; count++) {
      this.trail.push(url);
      const response = await this.#fetch(url, request);
      const location = response.headers.get('location');
      if (location === null) return seenPage(url, response);
      await response.arrayBuffer();
      [url, request] = [new URL(location, url).href, {}];
    }
    throw new Error(`no end of redirects: ${this.trail.slice(-redirectCountMax).join(' → ')}`);
  }

  async #fetch(url: string, options: RequestInit): Promise<Response> {
    const headers = { ...this.#headers, cookie: this.#cookiesFor(url), ...(options.headers as Record<string, string>) };
    const response = await (this.#shop.fetch ?? fetch)(url, { ...options, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) this.#keep(line);
    return response;
  }

  #cookiesFor(url: string): string {
    const { pathname } = new URL(url);
    return [...this.#jar.values()]
      .filter(({ path }) => pathname === path || pathname.startsWith(path.endsWith('/') ? path : `${path}/`))
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ');
  }

  #keep(line: string): void {
    this.setCookies.push(line);
    const [pair = ''] = line.split(';');
    const at = pair.indexOf('=');
    const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
    const path = /;\s*path=([^;]+)/iu.exec(line)?.[1] ?? '/';
    if (/max-age=0|expires=thu, 01 jan 1970/iu.test(line)) this.#jar.delete(`${name} ${path}`);
    else this.#jar.set(`${name} ${path}`, { name, path, value });
  }
}

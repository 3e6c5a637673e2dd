import type { ErrorCode } from '@counterfoil/contracts/error-register';
import { refuse } from '@counterfoil/contracts/refusal';
import { handle, type FormFields, type RouteWithHandler } from '@counterfoil/http/call';
import type { Markup } from '@counterfoil/http/markup';
import { defineRoute } from '@counterfoil/http/route';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Shop } from '../shop.ts';
import { basketOf, pieceCountOf, type Basket } from '../visit/basket.ts';
import { isForeignForm } from '../visit/foreign-form.ts';
import { clearSession, visitOf, type Visit } from '../visit/visit.ts';
import { layout, type PageParts } from './layout.ts';
import { signInAddress } from './sign-in/sign-in-addresses.ts';

/** Who may see a page: everybody, or shoppers who have signed in; others are led to the sign-in and back. */
type PageAccess = 'everybody' | 'signedIn';

/** One request for a page. */
export interface PageCall extends Visit {
  readonly shop: Shop;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly basket: Basket;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** The same with the fields of a form. */
export interface FormCall extends PageCall {
  readonly fields: FormFields;
}

/** A page, one that shows a form with what is wrong in it, or the way to another page. */
export type PageAnswer =
  { readonly page: PageParts; readonly status?: 200 | 403 | 422 | 429 | 503 } | { readonly goTo: string };

interface PageDeclaration {
  readonly name: string;
  readonly path: string;
  readonly access: PageAccess;
  /** One line. */
  readonly summary: string;
  /** A narrower bound per address than the shop's, for what guess-work or robots would profit from. */
  readonly requestsPerMinute?: number;
}

/** A route that is bound to its shop. */
export type ShopRoute = (shop: Shop) => RouteWithHandler;

/** Largest form, in bytes; ours are far smaller. */
const formBytesMax = 64 * 1024;
/** How often one form may be sent from one address in a minute, unless it says otherwise; a household shares one. */
const formsPerMinute = 60;
const texts = z.record(z.string(), z.string());

/** Declares a page at an address. */
export const definePage = (declaration: PageDeclaration, show: (call: PageCall) => Promise<PageAnswer>): ShopRoute => {
  const route = defineRoute({ ...common(declaration), method: 'GET', request: { params: texts, query: texts } });
  return (shop) =>
    handle(route, ({ params, query, request, reply }) => answerTo({ shop, params, query, request, reply }, show));
};

/** Declares what happens when a form of a page is sent to an address. */
export const defineForm = (declaration: PageDeclaration, take: (call: FormCall) => Promise<PageAnswer>): ShopRoute => {
  /* A form reaches its receiver without a session too: what was typed is kept until the shopper has signed in again. */
  const parts = {
    ...common({ requestsPerMinute: formsPerMinute, ...declaration, access: 'everybody' }),
    method: 'POST',
    request: { params: texts, query: texts, body: 'form' },
  } as const;
  const route = defineRoute({ ...parts, bodyBytesMax: formBytesMax });
  return (shop) =>
    handle(route, async ({ params, query, request, reply, body }) => {
      if (isForeignForm(request.headers, shop.publicUrl())) throw refuse('form_expired');
      return answerTo({ shop, params, query, request, reply }, (call) => take({ ...call, fields: body }));
    });
};

const answers = {
  200: 'page',
  303: 'empty',
  403: 'page',
  422: 'page',
  429: 'page',
  503: 'page',
} as const;

function common({ name, path, access, summary, requestsPerMinute }: PageDeclaration) {
  return {
    name,
    path,
    access: access === 'signedIn' ? (['customer'] as const) : (['anonymous', 'customer'] as const),
    summary,
    description: summary,
    response: answers,
    errors: [],
    examples: { response: undefined },
    isFile: true,
    refusedTo: toSignIn,
    ...(requestsPerMinute !== undefined && { rateLimited: { requestsPerMinute } }),
  } as const;
}

const signInCodes: readonly ErrorCode[] = ['not_authenticated', 'shopper_session_ended'];

/** Whoever isn't signed in any more goes to the sign-in, and from there to where they wanted to. */
function toSignIn(code: ErrorCode, { method, url }: FastifyRequest): string | undefined {
  if (!signInCodes.includes(code)) return undefined;
  return signInAddress(method === 'GET' ? url : '/account');
}

type Unvisited = Omit<PageCall, keyof Visit | 'basket'>;

async function answerTo(parts: Unvisited, answer: (call: PageCall) => Promise<PageAnswer>) {
  const { shop, request, reply } = parts;
  const visit = visitOf(request, reply);
  const basket = basketOf(request);
  const answered = await endingSession(reply, () => answer({ ...parts, ...visit, basket }));
  if ('goTo' in answered) return { status: 303 as const, headers: { location: answered.goTo } };
  const basketCount = answered.page.basketCount ?? pieceCountOf(basket);
  const path = request.method === 'GET' ? request.url : (answered.page.path ?? '/');
  const body: Markup = layout(shop, { ...visit, path, basketCount }, answered.page);
  return { status: answered.status ?? 200, body };
}

/** A session that the scale unit doesn't know any more is taken from the browser, so that pages don't say otherwise. */
async function endingSession(reply: FastifyReply, work: () => Promise<PageAnswer>): Promise<PageAnswer> {
  try {
    return await work();
  } catch (error) {
    if (isSessionEnd(error)) reply.header('set-cookie', clearSession());
    throw error;
  }
}

/** Whether the shopper has to sign in (again) first. */
export function isSessionEnd(error: unknown): boolean {
  return error instanceof Error && 'code' in error && signInCodes.includes(error.code as ErrorCode);
}

/** The session of a page that only signed-in shoppers see. */
export function sessionOfPage({ session }: Pick<Visit, 'session'>): string {
  if (session === null) throw refuse('not_authenticated');
  return session;
}

import { orderQuantityMax } from '@counterfoil/contracts/shopper';
import { cookieAttributes, cookieOf } from '@counterfoil/http/sign-in/cookies';
import { stringifySetCookie } from 'cookie';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';

const basketCookie = '__Host-counterfoil-basket';
const basketLifeSeconds = 30 * 24 * 60 * 60;
/** Kinds of goods in one basket, at most: a cookie has room for them. */
export const basketLineCountMax = 40;

const basketSchema = z
  .array(z.tuple([z.string().min(1).max(60), z.number().int().min(1).max(orderQuantityMax)]))
  .max(basketLineCountMax);

/** What somebody wants to buy: item → how many, in the order in which they were put in; prices are the shop's. */
export type Basket = ReadonlyMap<string, number>;

/** The basket that a request brings. */
export function basketOf(request: Pick<FastifyRequest, 'headers'>): Basket {
  const text = cookieOf(request, basketCookie);
  const parsed = text === null ? null : basketSchema.safeParse(parsedJson(text));
  return new Map(parsed?.success ? parsed.data : []);
}

/** How many pieces are in the basket that a request brings. */
export function basketCountOf(request: Pick<FastifyRequest, 'headers'>): number {
  return pieceCountOf(basketOf(request));
}

/** How many pieces are in a basket. */
export function pieceCountOf(basket: Basket): number {
  return [...basket.values()].reduce((sum, count) => sum + count, 0);
}

/** The `Set-Cookie` that keeps a basket. */
export function setBasket(basket: Basket): string {
  const value = Buffer.from(JSON.stringify([...basket])).toString('base64url');
  return stringifySetCookie({ ...cookieAttributes, name: basketCookie, value, maxAge: basketLifeSeconds });
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown;
  } catch {
    // Not one of ours: as good as an empty one.
    return null;
  }
}

import { textLengthMax } from '@counterfoil/contracts/customer';
import { orderQuantityMax } from '@counterfoil/contracts/shopper';
import { cookieAttributes, cookieOf } from '@counterfoil/http/sign-in/cookies';
import { stringifySetCookie } from 'cookie';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { parsedJson } from './parsed-json.ts';

const basketCookie = '__Host-counterfoil-basket';
const basketLifeSeconds = 30 * 24 * 60 * 60;
/** Kinds of goods in one basket, at most: a cookie has room for them, unless their item numbers are very long. */
export const basketLineCountMax = 40;
/** Browsers keep 4,096 bytes with name and attributes. */
const valueLengthMax = 3_800;

const itemId = z.string().min(1).max(textLengthMax.short);

/** The lines of a basket as they come from a browser. */
export const basketLinesSchema = z
  .array(z.tuple([itemId, z.number().int().min(1).max(orderQuantityMax)]))
  .max(basketLineCountMax);

/** What somebody wants to buy: item → how many, in the order in which they were put in; prices are the shop's. */
export type Basket = ReadonlyMap<string, number>;

/** The basket that a request brings. */
export function basketOf(request: Pick<FastifyRequest, 'headers'>): Basket {
  const text = cookieOf(request, basketCookie);
  const parsed =
    text === null ? null : basketLinesSchema.safeParse(parsedJson(Buffer.from(text, 'base64url').toString()));
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
  return stringifySetCookie({
    ...cookieAttributes,
    name: basketCookie,
    value: valueOf(basket),
    maxAge: basketLifeSeconds,
  });
}

/** Whether browsers have room for a basket. */
export function isKeepable(basket: Basket): boolean {
  return basket.size <= basketLineCountMax && valueOf(basket).length <= valueLengthMax;
}

function valueOf(basket: Basket): string {
  return Buffer.from(JSON.stringify([...basket])).toString('base64url');
}

import type { FormFields } from '@counterfoil/http/call';
import { z } from 'zod';
import { basketLinesSchema, type Basket } from '../../visit/basket.ts';
import { parsedJson } from '../../visit/parsed-json.ts';

/** The hidden field with the goods that the page showed: what was seen is what is ordered, whatever other windows do. */
export const goodsField = 'goods';
/** The hidden field with the total that the page showed: another one is never charged. */
export const totalField = 'total';
export const addressField = 'address';
export const dateField = 'requestedDeliveryDate';

const goodsSchema = basketLinesSchema.min(1);

/** What the hidden field of goods holds. */
export function goodsText(basket: Basket): string {
  return JSON.stringify([...basket]);
}

/** The goods of a form that was sent; null when it tells of none. */
export function sentGoods(fields: FormFields): Basket | null {
  const parsed = goodsSchema.safeParse(parsedJson(fields[goodsField] ?? ''));
  return parsed.success ? new Map(parsed.data) : null;
}

/** The wished day of a form: undefined without one, null when what was typed is none. */
export function sentDate(fields: FormFields): string | null | undefined {
  const typed = fields[dateField]?.trim() ?? '';
  if (typed === '') return undefined;
  return z.iso.date().safeParse(typed).success ? typed : null;
}

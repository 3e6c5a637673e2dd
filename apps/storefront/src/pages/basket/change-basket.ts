import { orderQuantityMax } from '@counterfoil/contracts/shopper';
import type { FormFields } from '@counterfoil/http/call';
import { basketLineCountMax, isKeepable, type Basket } from '../../visit/basket.ts';

/** One more of an item; null when the basket has no room for another kind of goods. */
export function basketWith(basket: Basket, itemId: string): Basket | null {
  const quantity = Math.min((basket.get(itemId) ?? 0) + 1, orderQuantityMax);
  const changed = new Map([...basket, [itemId, quantity]]);
  return basket.has(itemId) || isKeepable(changed) ? changed : null;
}

/** Names of the fields of one line of the form. */
export const itemField = (place: number): string => `item${place}`;
export const quantityField = (place: number): string => `quantity${place}`;

/** What the form of the basket asks for: the basket then, or the fields with quantities that are none. */
export type ChangedBasket = { readonly basket: Basket } | { readonly wrongFields: readonly string[] };

/** Reads the quantities of the form; 0 takes out. Goods that are no longer in the basket don't come back. */
export function changedBasket(basket: Basket, fields: FormFields): ChangedBasket {
  const asked = Array.from({ length: basketLineCountMax }, (_, place) => ({
    itemId: fields[itemField(place)],
    field: quantityField(place),
    text: fields[quantityField(place)]?.trim() ?? '',
  })).filter(({ itemId }) => itemId !== undefined && basket.has(itemId));
  const wrongFields = asked.filter(({ text }) => quantityOf(text) === null).map(({ field }) => field);
  if (wrongFields.length > 0) return { wrongFields };
  const quantities = new Map(asked.map(({ itemId, text }) => [itemId, quantityOf(text)]));
  const changed = [...basket].map(([itemId, present]) => [itemId, quantities.get(itemId) ?? present] as const);
  return { basket: new Map(changed.filter(([, quantity]) => quantity > 0)) };
}

function quantityOf(text: string): number | null {
  const quantity = /^\d{1,3}$/u.test(text) ? Number(text) : Number.NaN;
  return quantity <= orderQuantityMax ? quantity : null;
}

import { amountOf } from '@counterfoil/contracts/decimals';
import { sumOfDecimals } from '@counterfoil/contracts/retail-transaction';
import type { StorefrontSettings } from '@counterfoil/contracts/storefront-settings';
import type { Basket } from '../../visit/basket.ts';

/** Something to buy as the shop sells it now. */
export interface GoodsLine {
  readonly itemId: string;
  readonly description: string;
  /** Of one, as a decimal text. */
  readonly price: string;
  readonly quantity: number;
  readonly amount: string;
}

/** What is in a basket, at the prices of the shop. */
export interface Goods {
  readonly lines: readonly GoodsLine[];
  /** Items that are no longer sold. */
  readonly gone: readonly string[];
  readonly total: string;
  readonly currency: string;
}

type Sold = Pick<StorefrontSettings, 'products' | 'currency'>;

/** Looks up what is in a basket; the total is exact. */
export function goodsOf(basket: Basket, { products, currency }: Sold): Goods {
  const sold = new Map(products.map((product) => [product.itemId, product]));
  const lines = [...basket].flatMap(([itemId, quantity]) => {
    const product = sold.get(itemId);
    return product ? [{ ...product, quantity, amount: amountOf(product.price, String(quantity), currency) }] : [];
  });
  const gone = [...basket.keys()].filter((itemId) => !sold.has(itemId));
  return { lines, gone, total: sumOfDecimals(lines.map(({ amount }) => amount)), currency };
}

/** A basket of what is still sold. */
export function basketOfGoods({ lines }: Pick<Goods, 'lines'>): Basket {
  return new Map(lines.map(({ itemId, quantity }) => [itemId, quantity]));
}

/** A basket without what was ordered; what was put in meanwhile stays. */
export function basketWithout(basket: Basket, ordered: Basket): Basket {
  const left = [...basket].map(([itemId, quantity]) => [itemId, quantity - (ordered.get(itemId) ?? 0)] as const);
  return new Map(left.filter(([, quantity]) => quantity > 0));
}

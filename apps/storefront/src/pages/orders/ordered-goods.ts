import type { Language } from '@counterfoil/contracts/error-register';
import type { ShopperOrder } from '@counterfoil/contracts/shopper';
import { markup, type Markup } from '@counterfoil/http/markup';
import { orderTexts } from '../../texts/orders.ts';
import { money } from '../format.ts';
import { quantityText } from './order-texts.ts';

/** What an order is for, or will be. */
export interface OrderedGoods extends Pick<ShopperOrder, 'totalAmount' | 'currency'> {
  readonly lines: readonly Pick<ShopperOrder['lines'][number], 'description' | 'quantity' | 'amount'>[];
}

/** Goods with their amounts, and the total. */
export function orderedGoods({ lines, totalAmount, currency }: OrderedGoods, language: Language): Markup {
  const say = orderTexts[language];
  const rows = lines.map(
    ({ description, quantity, amount }) =>
      markup`<li><span>${say.pieces(quantityText(quantity, language))} ${description}</span> <span>${money(amount, currency, language)}</span></li>`,
  );
  return markup`<ul class="goods">${rows}</ul><p class="total"><span>${say.total}</span> <strong>${money(totalAmount, currency, language)}</strong></p>`;
}

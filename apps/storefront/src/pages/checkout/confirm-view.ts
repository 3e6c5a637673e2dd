import type { PostalAddress } from '@counterfoil/contracts/customer';
import type { ShopperAccount } from '@counterfoil/contracts/shopper';
import { earliestDateOnEarth } from '@counterfoil/contracts/retail-transaction';
import { markup, type Markup } from '@counterfoil/http/markup';
import { shortReference } from '../../visit/short-reference.ts';
import { checkoutTexts } from '../../texts/checkout.ts';
import { layoutTexts } from '../../texts/layout.ts';
import { accountForm } from '../account/account-form.ts';
import { writtenAddress } from '../addresses/address-view.ts';
import { basketPath, goneNotice } from '../basket/basket-view.ts';
import { basketOfGoods, type Goods } from '../basket/goods.ts';
import { notice, problemSummary, submit, textField, type FieldProblem } from '../form-parts.ts';
import type { PageParts } from '../layout.ts';
import { orderedGoods, type OrderedGoods } from '../orders/ordered-goods.ts';
import type { PageCall } from '../page-route.ts';
import { checkoutAddressPath, checkoutConfirmPath, confirmPathOf } from './checkout-paths.ts';
import { addressField, dateField, goodsField, goodsText, totalField } from './sent-order.ts';

/** What the form that places an order is for. */
export const placeOrderPurpose = 'place-order';

/** What is to be ordered. */
export interface OrderToConfirm {
  readonly account: ShopperAccount;
  readonly goods: Goods;
  readonly address: PostalAddress;
  /** As typed. */
  readonly date: string;
  /** Why nothing can be ordered yet; null: it can. */
  readonly reason: string | null;
  readonly problems: readonly FieldProblem[];
  /** That of a form whose fate nobody knows. */
  readonly token: string | undefined;
}

/** The last page before an order: goods, total and address as they will be. */
export function confirmView(call: PageCall, order: OrderToConfirm): PageParts {
  const { language } = call;
  const { goods, address, reason, problems } = order;
  const say = checkoutTexts[language].confirm;
  const reference = shortReference(address.addressId);
  const hindered = reason !== null && problems.length === 0 ? notice('hint', `${reason} ${say.basketKept}`) : '';
  const content = markup`${goneNotice(goods, language)}${problemSummary(problems, language)}${hindered}
<section class="panel"><h2>${say.deliverTo}</h2>${writtenAddress(address, language)}
<p><a href="${checkoutAddressPath}?${new URLSearchParams({ address: reference }).toString()}">${say.otherAddress}</a></p></section>
<section class="panel"><h2>${say.goods}</h2>${orderedGoods(toOrder(goods), language)}
<p><a href="${basketPath}">${say.changeBasket}</a></p></section>
${reason === null ? orderForm(call, order, reference) : laterButton(call, reference)}`;
  return { title: say.title, content, place: 'basket', path: confirmPathOf(reference) };
}

function toOrder({ lines, total, currency }: Goods): OrderedGoods {
  return { lines: lines.map((line) => ({ ...line, quantity: String(line.quantity) })), totalAmount: total, currency };
}

function laterButton({ language }: PageCall, reference: string): Markup {
  return markup`<p><a class="button" href="${confirmPathOf(reference)}">${layoutTexts[language].tryAgain}</a></p>`;
}

function orderForm(
  call: PageCall,
  { account, goods, date, problems, token }: OrderToConfirm,
  reference: string,
): Markup {
  const { shop, language } = call;
  const say = checkoutTexts[language].confirm;
  const wish = textField({
    name: dateField,
    label: say.date,
    hint: say.dateHint,
    value: date,
    type: 'date',
    min: earliestDateOnEarth(shop.seams.clock.now()),
    language,
    problems,
  });
  const content = markup`<input type="hidden" name="${addressField}" value="${reference}">
<input type="hidden" name="${goodsField}" value="${goodsText(basketOfGoods(goods))}">
<input type="hidden" name="${totalField}" value="${goods.total}">
${wish}<p>${say.payment}</p><div class="actions">${submit(say.order)}</div>`;
  return accountForm(call, account, { action: checkoutConfirmPath, purpose: placeOrderPurpose, content, token });
}

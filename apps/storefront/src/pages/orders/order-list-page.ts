import type { ShopperOrder } from '@counterfoil/contracts/shopper';
import { markup, type Markup } from '@counterfoil/http/markup';
import { listOrders } from '../../commerce-api/shopper-calls.ts';
import { orderTexts } from '../../texts/orders.ts';
import { day, money } from '../format.ts';
import { shopperCall } from '../account/account-calls.ts';
import { accountPage } from '../account/account-frame.ts';
import { doneNotice } from '../done-notice.ts';
import { definePage, type PageCall } from '../page-route.ts';
import { orderPath, ordersPath } from './order-paths.ts';
import { latestText, orderHeading, statusText } from './order-texts.ts';

/** `GET /account/orders`: what the shopper has ordered and bought, newest first. */
export const orderListPage = definePage(
  { name: 'orderListPage', path: ordersPath, access: 'signedIn', summary: 'The orders of the shopper' },
  async (call) => {
    const { shop, language, query } = call;
    const orders = await listOrders(shop.commerceApi, shopperCall(call));
    const done = doneNotice(orderTexts[language].done, query['done']);
    const content = [done, orders.length === 0 ? nothing(call) : listOf(call, orders)];
    return { page: accountPage(call, { title: orderTexts[language].title, open: 'orders', content }) };
  },
);

function nothing({ language }: PageCall): Markup {
  const say = orderTexts[language];
  return markup`<p>${say.none}</p><p><a class="button" href="/">${say.toProducts}</a></p>`;
}

function listOf(call: PageCall, orders: readonly ShopperOrder[]): Markup {
  const latest = latestText(orders.length, call.language);
  return markup`${latest === null ? '' : markup`<p>${latest}</p>`}<ul class="cards">${orders.map((order) => entry(call, order))}</ul>`;
}

function entry({ language }: PageCall, order: ShopperOrder): Markup {
  const { receiptNumber, recordedAt, totalAmount, currency } = order;
  return markup`<li class="panel">
<h2><a href="${orderPath(receiptNumber)}">${orderHeading(order, language)}</a></h2>
<p class="quiet">${day(new Date(recordedAt), language)} · ${money(totalAmount, currency, language)}</p>
<p>${statusText(order, language)}</p>
</li>`;
}

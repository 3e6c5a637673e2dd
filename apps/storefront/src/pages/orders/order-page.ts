import { refuse } from '@counterfoil/contracts/refusal';
import type { ShopperOrder } from '@counterfoil/contracts/shopper';
import { markup, type Markup } from '@counterfoil/http/markup';
import { listOrders } from '../../commerce-api/shopper-calls.ts';
import { orderTexts } from '../../texts/orders.ts';
import { writtenAddress } from '../addresses/address-view.ts';
import { doneNotice } from '../done-notice.ts';
import { day } from '../format.ts';
import { shopperCall } from '../account/account-calls.ts';
import { accountPage } from '../account/account-frame.ts';
import { definePage, type PageCall } from '../page-route.ts';
import { ordersPath } from './order-paths.ts';
import { orderHeading, statusText } from './order-texts.ts';
import { orderedGoods } from './ordered-goods.ts';

/** `GET /account/orders/:receiptNumber`: one order; that of somebody else is not there. */
export const orderPage = definePage(
  { name: 'orderPage', path: `${ordersPath}/:receiptNumber`, access: 'signedIn', summary: 'One order' },
  async (call) => {
    const { shop, language, params, query } = call;
    const orders = await listOrders(shop.commerceApi, shopperCall(call));
    const order = orders.find(({ receiptNumber }) => receiptNumber === params['receiptNumber']);
    if (!order) throw refuse('not_found');
    const say = orderTexts[language];
    const content = [
      doneNotice(say.done, query['done']),
      facts(call, order),
      markup`<section class="panel"><h2>${say.goods}</h2>${orderedGoods(order, language)}</section>`,
      delivery(call, order),
      markup`<p><a href="${ordersPath}">${say.backToList}</a></p>`,
    ];
    return { page: accountPage(call, { title: orderHeading(order, language), open: 'orders', content }) };
  },
);

function facts({ language }: PageCall, order: ShopperOrder): Markup {
  const say = orderTexts[language];
  const { salesOrderNumber, requestedDeliveryDate } = order;
  const entries = [
    [say.status, statusText(order, language)],
    [say.orderNumber, salesOrderNumber],
    [say.date, day(new Date(order.recordedAt), language)],
    [say.place, order.channelName],
    [say.deliveryDay, requestedDeliveryDate === null ? null : day(new Date(requestedDeliveryDate), language)],
  ].filter((entry): entry is [string, string] => entry[1] !== null);
  return markup`<dl class="facts">${entries.map(([name, value]) => markup`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`;
}

function delivery({ language }: PageCall, { deliveryAddress, transactionType }: ShopperOrder): Markup {
  const say = orderTexts[language];
  const collected = transactionType === 'cashAndCarry' ? say.collected : say.addressGone;
  const place = deliveryAddress ? writtenAddress(deliveryAddress, language) : markup`<p>${collected}</p>`;
  return markup`<section class="panel"><h2>${say.deliverTo}</h2>${place}</section>`;
}

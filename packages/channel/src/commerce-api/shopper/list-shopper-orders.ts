import { shopperOrderCountMax, shopperOrdersSchema } from '@counterfoil/contracts/shopper';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import type { Channel } from '../../channel.ts';
import { shopperOrders } from '../../shoppers/shopper-orders.ts';
import { shopperOf } from '../../shoppers/shopper-sessions.ts';
import { exampleOrder } from './examples.ts';
import { shopperCodes } from './shopper-operation.ts';

/** `GET /shopper/orders` */
export const listShopperOrdersRoute = defineRoute({
  name: 'listShopperOrders',
  method: 'GET',
  path: '/shopper/orders',
  summary: 'List what the shopper has ordered and bought',
  description: `The latest ${shopperOrderCountMax} of this channel database, newest first, with what was carried away.`,
  access: ['customer'],
  request: {},
  response: { 200: shopperOrdersSchema },
  errors: shopperCodes,
  examples: { response: { orders: [exampleOrder] } },
});

/** Lists the orders of the session's customer. */
export const handleListShopperOrders = (channel: Channel): RouteWithHandler =>
  handle(listShopperOrdersRoute, async ({ caller, language }) => ({
    status: 200,
    body: { orders: await shopperOrders(channel, shopperOf(caller), language) },
  }));

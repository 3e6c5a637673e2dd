import { placeOrderRequestSchema, shopperOrderSchema } from '@counterfoil/contracts/shopper';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import type { Channel } from '../../channel.ts';
import { placeShopperOrder } from '../../shoppers/place-shopper-order.ts';
import { shownOrder } from '../../shoppers/shopper-orders.ts';
import { shopperOf } from '../../shoppers/shopper-sessions.ts';
import { withRequestFields, type FieldNaming } from '../request-fields.ts';
import { idempotencyHeaders } from '../requests.ts';
import { exampleAddressId } from '../examples.ts';
import { exampleOrder } from './examples.ts';

/** The customer is the session's, not the request's. */
const inRequest: FieldNaming = (field) => (field === 'customer' ? '' : field);

/** `POST /shopper/orders` */
export const placeShopperOrderRoute = defineRoute({
  name: 'placeShopperOrder',
  method: 'POST',
  path: '/shopper/orders',
  summary: 'Order for the shopper',
  description:
    'At the prices of the channel. In asynchronous mode it is recorded whatever headquarters does, also for a customer ' +
    'and an address that are on their way there; in synchronous mode headquarters makes the order while you wait.',
  access: ['customer'],
  request: { headers: idempotencyHeaders, body: placeOrderRequestSchema },
  response: { 201: shopperOrderSchema, 200: shopperOrderSchema },
  errors: [
    'shopper_session_ended',
    'product_unknown',
    'quantity_invalid',
    'order_total_changed',
    'customer_deactivated',
    'order_customer_pending',
    'order_address_pending',
    'order_address_unknown',
    'requested_date_in_past',
    'idempotency_key_reused',
    'order_given_up',
    'order_numbers_exhausted',
    'headquarters_unreachable',
    'database_unreachable',
  ],
  examples: {
    request: { lines: [{ itemId: '81125', quantity: 2 }], deliveryAddressId: exampleAddressId },
    response: exampleOrder,
  },
});

/** Records an order of the session's customer; 201, or 200 for a repetition. */
export const handlePlaceShopperOrder = (channel: Channel): RouteWithHandler =>
  handle(placeShopperOrderRoute, async ({ caller, body, headers, language }) => {
    const idempotencyKey = headers['idempotency-key'];
    const { recorded, customer, replayed } = await withRequestFields(inRequest, () =>
      placeShopperOrder(channel, shopperOf(caller), body, { idempotencyKey, language }),
    );
    if (!customer) throw new Error('an order of a shopper has no customer');
    return {
      status: replayed ? 200 : 201,
      body: shownOrder(channel.configuration, recorded, customer.document, language),
    };
  });

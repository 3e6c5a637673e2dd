import { uuidSchema } from '@counterfoil/contracts/customer';
import { transactionIdSchema, transactionLinesSchema } from '@counterfoil/contracts/retail-transaction';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { z } from 'zod';
import { beginEditing, editOrder as changeOrder, syncEditedOrder } from '../orders/edit-order.ts';
import { findHeadquartersCustomer } from '../customers/find-customers.ts';
import { orderEdits, ordersAtHeadquarters, storeFinancials, transactionAtHeadquarters } from '../orders/orders.ts';
import { pendingOrderStatuses } from '../orders/staged-transactions.ts';
import {
  readers,
  setupWriters,
  identifierSchema,
  nextCursor,
  nextCursorSchema,
  pageShape,
  type HeadquartersApi,
} from './headquarters-api.ts';
import { exampleOrder, showOrder, shownOrderSchema } from './shown-orders.ts';

const orderParams = z.strictObject({ transactionId: transactionIdSchema });

/** `GET /orders` */
export const listOrders = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...readers,
      name: 'listOrders',
      method: 'GET',
      path: '/orders',
      summary: 'Customer orders of the channels',
      description:
        'Newest first, with pending order status, order error details and number of retries. `customer` is a permanent ' +
        'identifier or an account number.',
      request: {
        query: z.strictObject({
          status: z.enum(pendingOrderStatuses).optional(),
          customer: identifierSchema.optional(),
          ...pageShape,
        }),
      },
      response: { 200: z.strictObject({ orders: z.array(shownOrderSchema), nextCursor: nextCursorSchema }) },
      errors: ['customer_unknown'],
      examples: { response: { orders: [exampleOrder], nextCursor: null } },
    }),
    async ({ query: { cursor, limit, status, customer }, language }) => {
      const found = customer === undefined ? undefined : await findHeadquartersCustomer(headquarters, customer);
      const filter = { status, customerId: found?.customerId, before: cursor, countMax: limit };
      const lines = await ordersAtHeadquarters(headquarters.database, filter);
      const orders = lines.map((line) => showOrder(line, language));
      return { status: 200, body: { orders, nextCursor: nextCursor(lines, limit, (line) => line.n) } };
    },
  );

const editSchema = z.strictObject({
  editedAt: z.string(),
  field: z.string(),
  oldValue: z.unknown(),
  newValue: z.unknown(),
  editedBy: z.string(),
});
const orderDetailSchema = shownOrderSchema.extend({ edits: z.array(editSchema) });

const exampleDetail = {
  ...exampleOrder,
  edits: [
    {
      editedAt: '2026-10-26T06:00:00.000Z',
      field: 'deliveryAddress',
      oldValue: null,
      newValue: 'Invented Avenue 12, 77002 Houston, US',
      editedBy: 'mary',
    },
  ],
};

/** `GET /orders/{transactionId}` */
export const getOrder = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...readers,
      name: 'getOrder',
      method: 'GET',
      path: '/orders/:transactionId',
      summary: 'A transaction of a channel',
      description: 'An order or a sale with its customer as it is now, and the audit trail: date, field, old, new, by.',
      request: { params: orderParams },
      response: { 200: orderDetailSchema },
      errors: ['transaction_unknown'],
      examples: { response: exampleDetail },
    }),
    async ({ params, language }) => ({ status: 200, body: await detail(headquarters, params.transactionId, language) }),
  );

async function detail(
  { database }: HeadquartersApi['headquarters'],
  transactionId: string,
  language: Parameters<typeof showOrder>[1],
): Promise<z.infer<typeof orderDetailSchema>> {
  const line = await transactionAtHeadquarters(database, transactionId);
  return { ...showOrder(line, language), edits: await orderEdits(database, transactionId) };
}

/** `POST /orders/{transactionId}/editing` */
export const beginEditingOrder = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...setupWriters,
      name: 'beginEditingOrder',
      method: 'POST',
      path: '/orders/:transactionId/editing',
      summary: 'Set an order to Editing',
      description: 'Synchronize orders leaves it alone until Sync order.',
      request: { params: orderParams },
      response: { 200: orderDetailSchema },
      errors: ['order_unknown', 'order_not_editable'],
      examples: { response: { ...exampleDetail, pendingOrderStatus: 'editing' as const } },
    }),
    async ({ params, caller, language }) => {
      await beginEditing(headquarters, params.transactionId, caller.subject);
      return { status: 200, body: await detail(headquarters, params.transactionId, language) };
    },
  );

/** `PATCH /orders/{transactionId}` */
export const editOrder = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...setupWriters,
      name: 'editOrder',
      method: 'PATCH',
      path: '/orders/:transactionId',
      summary: 'Change values of an order',
      description: 'Under status Editing only. Checked at once; each change is kept with its date, old and new value.',
      request: {
        params: orderParams,
        body: z.strictObject({
          customer: identifierSchema.optional(),
          deliveryAddressId: uuidSchema.nullable().optional(),
          requestedDeliveryDate: z.iso.date().nullable().optional(),
          lines: transactionLinesSchema.optional(),
        }),
      },
      response: { 200: orderDetailSchema },
      errors: [
        'order_unknown',
        'order_not_editing',
        'customer_unknown',
        'customer_deactivated',
        'order_address_unknown',
        'requested_date_in_past',
        'nothing_changed',
      ],
      examples: {
        request: { customer: 'C-000000001', deliveryAddressId: null, requestedDeliveryDate: '2036-12-24' },
        response: exampleDetail,
      },
    }),
    async ({ params, body, caller, language }) => {
      await changeOrder(headquarters, params.transactionId, body, caller.subject);
      return { status: 200, body: await detail(headquarters, params.transactionId, language) };
    },
  );

/** `POST /orders/{transactionId}/sync` */
export const syncOneOrder = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...setupWriters,
      name: 'syncOrder',
      method: 'POST',
      path: '/orders/:transactionId/sync',
      summary: 'Sync order',
      description: 'Ends editing and makes the order now; its status says how it went.',
      request: { params: orderParams },
      response: { 200: orderDetailSchema },
      errors: ['order_unknown', 'order_not_editable'],
      examples: { response: exampleDetail },
    }),
    async ({ params, caller, language }) => {
      await syncEditedOrder(headquarters, params.transactionId, caller.subject);
      return { status: 200, body: await detail(headquarters, params.transactionId, language) };
    },
  );

/** `GET /store-financials` */
export const getStoreFinancials = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...readers,
      name: 'getStoreFinancials',
      method: 'GET',
      path: '/store-financials',
      summary: 'Tiles of Store financials',
      description: 'Order sync errors of stores and online stores, and what else needs attention, in exact counts.',
      request: {},
      response: {
        200: z.strictObject({
          onlineOrderSyncErrors: z.number().int(),
          customerOrderSyncErrors: z.number().int(),
          ordersToSynchronize: z.number().int(),
          ordersInEditing: z.number().int(),
          parkedTransactions: z.number().int(),
          statementsWithErrors: z.number().int(),
        }),
      },
      errors: [],
      examples: {
        response: {
          onlineOrderSyncErrors: 0,
          customerOrderSyncErrors: 2,
          ordersToSynchronize: 1,
          ordersInEditing: 0,
          parkedTransactions: 0,
          statementsWithErrors: 0,
        },
      },
    }),
    async () => ({ status: 200, body: await storeFinancials(headquarters.database) }),
  );

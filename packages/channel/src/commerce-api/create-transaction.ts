import { createTransactionRequestSchema } from '@counterfoil/contracts/retail-transaction';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import type { Channel } from '../channel.ts';
import { createTransaction } from '../orders/create-transaction.ts';
import { showTransaction } from '../orders/show-transaction.ts';
import { idempotencyHeaders } from './requests.ts';
import { exampleTransaction, exampleTransactionRequest, shownTransactionSchema } from './shown-transactions.ts';

/** `POST /transactions` */
export const createTransactionRoute = defineRoute({
  name: 'createTransaction',
  method: 'POST',
  path: '/transactions',
  summary: 'Record a sale or a customer order',
  description:
    'Recorded before it is answered. A cash-and-carry sale and an order in asynchronous mode travel by P-job, also for ' +
    'a customer who is still pending. In synchronous mode headquarters makes the order while you wait. The customer is ' +
    'named by permanent identifier or account number.',
  access: ['application', 'employee'],
  request: { headers: idempotencyHeaders, body: createTransactionRequestSchema },
  response: { 200: shownTransactionSchema, 201: shownTransactionSchema },
  errors: [
    'channel_unknown',
    'customer_unknown',
    'customer_deactivated',
    'order_customer_required',
    'order_customer_pending',
    'order_address_pending',
    'order_address_unknown',
    'requested_date_in_past',
    'transaction_id_taken',
    'receipt_number_taken',
    'idempotency_key_reused',
    'order_given_up',
    'order_numbers_exhausted',
    'headquarters_unreachable',
    'database_unreachable',
  ],
  examples: { request: exampleTransactionRequest, response: exampleTransaction },
});

/** Records a transaction; 201, or 200 for a repetition. */
export const handleCreateTransaction = (channel: Channel): RouteWithHandler =>
  handle(createTransactionRoute, async ({ body, headers, language }) => {
    const { recorded, customer, replayed } = await createTransaction(channel, body, headers['idempotency-key']);
    return { status: replayed ? 200 : 201, body: showTransaction(recorded, customer, language) };
  });

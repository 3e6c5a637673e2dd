import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { z } from 'zod';
import type { Channel } from '../channel.ts';
import { findCustomer } from '../customers/find-customers.ts';
import { transactionsOfCustomer } from '../orders/transactions.ts';
import { customerParams } from './requests.ts';
import { exampleTransaction, showTransactions, shownTransactionSchema } from './shown-transactions.ts';

const transactionCountMax = 100;

/** `GET /customers/{identifier}/transactions` */
export const listCustomerTransactionsRoute = defineRoute({
  name: 'listCustomerTransactions',
  method: 'GET',
  path: '/customers/:identifier/transactions',
  summary: "List a customer's transactions",
  description: `The latest ${transactionCountMax} of this channel database, newest first, by any identifier of the customer.`,
  access: ['application', 'employee'],
  request: { params: customerParams },
  response: { 200: z.strictObject({ transactions: z.array(shownTransactionSchema) }) },
  errors: ['customer_unknown', 'database_unreachable'],
  examples: { response: { transactions: [exampleTransaction] } },
});

/** Lists what a customer bought and ordered here. */
export const handleListCustomerTransactions = (channel: Channel): RouteWithHandler =>
  handle(listCustomerTransactionsRoute, async ({ params, language }) => {
    const { customerId } = (await findCustomer(channel, params.identifier)).document;
    const recorded = await transactionsOfCustomer(channel.database, customerId, transactionCountMax);
    return { status: 200, body: { transactions: await showTransactions(channel, recorded, language) } };
  });

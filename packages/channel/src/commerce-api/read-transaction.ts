import { transactionIdSchema } from '@counterfoil/contracts/retail-transaction';
import { refuse } from '@counterfoil/contracts/refusal';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { z } from 'zod';
import type { Channel } from '../channel.ts';
import { transactionById } from '../orders/transactions.ts';
import { exampleTransaction, showTransactions, shownTransactionSchema } from './shown-transactions.ts';

/** `GET /transactions/{transactionId}` */
export const readTransactionRoute = defineRoute({
  name: 'readTransaction',
  method: 'GET',
  path: '/transactions/:transactionId',
  summary: 'Read a transaction',
  description: 'With its customer as it is now: the account number stands there once the customer has one.',
  access: ['application', 'employee'],
  request: { params: z.strictObject({ transactionId: transactionIdSchema }) },
  response: { 200: shownTransactionSchema },
  errors: ['transaction_unknown', 'database_unreachable'],
  examples: { response: exampleTransaction },
});

/** Reads one transaction of this channel database. */
export const handleReadTransaction = (channel: Channel): RouteWithHandler =>
  handle(readTransactionRoute, async ({ params, language }) => {
    const recorded = await transactionById(channel.database, params.transactionId);
    const [shown] = recorded ? await showTransactions(channel, [recorded], language) : [];
    if (!shown) throw refuse('transaction_unknown');
    return { status: 200, body: shown };
  });

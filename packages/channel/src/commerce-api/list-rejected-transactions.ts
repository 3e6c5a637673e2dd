import { transactionIdSchema } from '@counterfoil/contracts/retail-transaction';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { z } from 'zod';
import type { Channel } from '../channel.ts';
import { rejectedTransactions } from '../offline/rejected-transactions.ts';
import { rejectedLimitSchema, rejectedPage, rejectedShape } from './rejected-pages.ts';
import { registerParams } from './requests.ts';

const cursorSchema = z.string().regex(/^[0-9a-f]{64}$/u, 'the nextCursor of the page before');

const rejectedTransactionSchema = z.strictObject({
  transactionId: transactionIdSchema.nullable().describe('Null where the content does not name one.'),
  ...rejectedShape,
});

/** `GET /offline-databases/:registerId/rejected-transactions` */
export const listRejectedTransactionsRoute = defineRoute({
  name: 'listRejectedTransactions',
  method: 'GET',
  path: '/offline-databases/:registerId/rejected-transactions',
  summary: 'Sales and orders of a till that could not be recorded',
  description: 'Newest first, each with its content and the reason; nobody else has them, so they are kept.',
  access: ['administrator'],
  request: {
    params: registerParams,
    query: z.strictObject({ cursor: cursorSchema.optional(), limit: rejectedLimitSchema }),
  },
  response: {
    200: z.strictObject({
      rejectedTransactions: z.array(rejectedTransactionSchema),
      nextCursor: cursorSchema.nullable(),
    }),
  },
  errors: ['register_unknown', 'database_unreachable'],
  examples: {
    response: {
      rejectedTransactions: [
        {
          transactionId: 'PARIS-1-1793000000001',
          problem: { code: 'offline_transaction_unreadable', field: 'lines' },
          reason: 'What the till sent is not a transaction.',
          content: { transactionId: 'PARIS-1-1793000000001', lines: [] },
          receivedAt: '2030-01-02T03:04:05.000Z',
        },
      ],
      nextCursor: null,
    },
  },
});

/** Lists the rejected transactions of one register, also of one that has no offline database any more. */
export const handleListRejectedTransactions = (channel: Channel): RouteWithHandler =>
  handle(listRejectedTransactionsRoute, async ({ params, query: { cursor = null, limit }, language }) => {
    const found = await rejectedTransactions(channel, params.registerId, { before: cursor, countMax: limit });
    const { shown, nextCursor } = rejectedPage(found, { limit, language }, ({ contentHash }) => contentHash);
    return {
      status: 200,
      body: { rejectedTransactions: shown.map(({ contentHash: _, ...told }) => told), nextCursor },
    };
  });

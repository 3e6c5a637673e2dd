import { createReceiptEmailRequestSchema, transactionIdSchema } from '@counterfoil/contracts/retail-transaction';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { z } from 'zod';
import type { Channel } from '../channel.ts';
import { requestReceipt } from '../orders/receipt-requests.ts';

/** `POST /transactions/:transactionId/receipt-emails` */
export const emailReceiptRoute = defineRoute({
  name: 'emailReceipt',
  method: 'POST',
  path: '/transactions/:transactionId/receipt-emails',
  summary: 'Send a receipt by e-mail once more, or elsewhere',
  description:
    'Recorded and answered at once; headquarters sends it by its notification job once the P-job has brought the ' +
    'transaction and the request. A repetition with the same `requestId` sends nothing twice.',
  access: ['application', 'employee'],
  request: {
    params: z.strictObject({ transactionId: transactionIdSchema }),
    body: createReceiptEmailRequestSchema,
  },
  response: { 202: 'empty' },
  errors: ['transaction_unknown', 'idempotency_key_reused', 'database_unreachable'],
  examples: {
    request: {
      requestId: '019b0000-0000-7000-8000-000000000021',
      receiptEmail: 'imogen@example.com',
      receiptLanguage: 'fr',
    },
    response: undefined,
  },
});

/** Has a receipt sent once more. */
export const handleEmailReceipt = (channel: Channel): RouteWithHandler =>
  handle(emailReceiptRoute, async ({ params, body }) => {
    await requestReceipt(channel, { ...body, transactionId: params.transactionId });
    return { status: 202 };
  });

import { transactionIdSchema } from '@counterfoil/contracts/retail-transaction';
import { refuse } from '@counterfoil/contracts/refusal';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { z } from 'zod';
import type { Channel } from '../channel.ts';
import { problemText } from '../customers/show-customer.ts';
import { rejectedTransactions } from '../offline/rejected-transactions.ts';
import { registerParams } from './requests.ts';

const countMax = 500;
const countDefault = 100;

const rejectedTransactionSchema = z.strictObject({
  transactionId: transactionIdSchema.nullable().describe('Null where the content does not name one.'),
  problem: z.strictObject({
    code: z.string(),
    field: z.string(),
    parameters: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  }),
  reason: z.string().describe('The problem as a sentence.'),
  content: z.unknown().describe('What was recorded at the till, as it came.'),
  receivedAt: z.string(),
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
    query: z.strictObject({ limit: z.coerce.number().int().min(1).max(countMax).default(countDefault) }),
  },
  response: { 200: z.strictObject({ rejectedTransactions: z.array(rejectedTransactionSchema) }) },
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
    },
  },
});

/** Lists the rejected transactions of one register, also of one that has no offline database any more. */
export const handleListRejectedTransactions = (channel: Channel): RouteWithHandler =>
  handle(listRejectedTransactionsRoute, async ({ params: { registerId }, query: { limit }, language }) => {
    const found = await rejectedTransactions(channel.database, registerId, limit);
    const isKnown = channel.configuration.registers.some((register) => register.registerId === registerId);
    if (found.length === 0 && !isKnown) throw refuse('register_unknown', 'registerId', { value: registerId });
    const shown = found.map((rejected) => ({ ...rejected, reason: problemText(rejected.problem, language) }));
    return { status: 200, body: { rejectedTransactions: shown } };
  });

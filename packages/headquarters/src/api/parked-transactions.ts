import { retailTransactionSchema } from '@counterfoil/contracts/retail-transaction';
import type { Language } from '@counterfoil/contracts/error-register';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { z } from 'zod';
import { exampleRetailTransaction } from '../exchange-api/transactions.ts';
import {
  dismissParkedTransaction,
  parkedTransaction,
  parkedTransactions,
  parkedTransactionStates,
  restageParkedTransaction,
  type ParkedTransactionLine,
} from '../orders/parked-transactions.ts';
import {
  readers,
  setupWriters,
  counterSchema,
  nextCursor,
  nextCursorSchema,
  pageShape,
  type HeadquartersApi,
} from './headquarters-api.ts';
import { shownProblem, shownProblemSchema } from './shown-orders.ts';

const reasonLengthMax = 200;

const lineSchema = z.strictObject({
  n: counterSchema,
  channelDatabaseId: z.string(),
  transactionId: z.string().nullable().describe('Null where what arrived bears no number that can be read.'),
  problem: shownProblemSchema,
  receivedAt: z.string(),
  state: z.enum(parkedTransactionStates),
  restagedTransactionId: z.string().nullable().describe('The transaction that was staged in its place.'),
  decidedBy: z.string().nullable(),
  decidedAt: z.string().nullable(),
  dismissalReason: z.string().nullable(),
});
const detailSchema = lineSchema.extend({ entry: z.string().describe('What arrived, as text.') });

const exampleLine = {
  n: '3',
  channelDatabaseId: 'paris',
  transactionId: exampleRetailTransaction.transactionId,
  problem: {
    code: 'record_poisoned',
    field: '',
    parameters: { detail: 'Invalid input' },
    message: 'The record cannot be stored as it is: Invalid input.',
  },
  receivedAt: '2026-10-26T06:00:00.000Z',
  state: 'parked' as const,
  restagedTransactionId: null,
  decidedBy: null,
  decidedAt: null,
  dismissalReason: null,
};
const exampleDetail = { ...exampleLine, entry: '{"transaction":{"transactionId":"PARIS-PARIS-2-1793000000000"}}' };
const exampleDecision = { decidedBy: 'mary', decidedAt: '2026-10-26T07:00:00.000Z' };

function shown<Line extends ParkedTransactionLine>(
  line: Line,
  language: Language,
): Omit<Line, 'problem'> & { problem: z.infer<typeof shownProblemSchema> } {
  return { ...line, problem: shownProblem(line.problem, language) };
}

/** `GET /parked-transactions` */
export const listParkedTransactions = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...readers,
      name: 'listParkedTransactions',
      method: 'GET',
      path: '/parked-transactions',
      summary: 'Transactions that could not be kept as such',
      description:
        'Newest first, each with its reason and what became of it. What arrived stays in the database byte for byte.',
      request: { query: z.strictObject({ state: z.enum(parkedTransactionStates).optional(), ...pageShape }) },
      response: { 200: z.strictObject({ parkedTransactions: z.array(lineSchema), nextCursor: nextCursorSchema }) },
      errors: [],
      examples: { response: { parkedTransactions: [exampleLine], nextCursor: null } },
    }),
    async ({ query: { state, cursor, limit }, language }) => {
      const lines = await parkedTransactions(headquarters.database, { state, before: cursor, countMax: limit });
      const body = {
        parkedTransactions: lines.map((line) => shown(line, language)),
        nextCursor: nextCursor(lines, limit, ({ n }) => n),
      };
      return { status: 200, body };
    },
  );

const parkedParams = z.strictObject({ n: counterSchema });

/** `GET /parked-transactions/{n}` */
export const getParkedTransaction = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...readers,
      name: 'getParkedTransaction',
      method: 'GET',
      path: '/parked-transactions/:n',
      summary: 'A parked transaction with what arrived',
      description: 'What arrived as text, the reason, and who decided it, when and how.',
      request: { params: parkedParams },
      response: { 200: detailSchema },
      errors: ['parked_transaction_unknown'],
      examples: { response: exampleDetail },
    }),
    async ({ params, language }) => ({
      status: 200,
      body: shown(await parkedTransaction(headquarters.database, params.n), language),
    }),
  );

/** `POST /parked-transactions/{n}/restage` */
export const restageTransaction = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...setupWriters,
      name: 'restageParkedTransaction',
      method: 'POST',
      path: '/parked-transactions/:n/restage',
      summary: 'Stage a parked transaction again',
      description:
        'As it arrived, once the reason is gone, or corrected: then the whole transaction is sent. It goes on as if its ' +
        'channel had brought it so, and the channel learns its fate; a corrected order is held as a repaired one.',
      request: { params: parkedParams, body: z.strictObject({ transaction: retailTransactionSchema.optional() }) },
      response: { 200: detailSchema },
      errors: [
        'parked_transaction_unknown',
        'parked_transaction_decided',
        'parked_transaction_unreadable',
        'text_invalid',
        'transaction_id_taken',
      ],
      examples: {
        request: { transaction: exampleRetailTransaction },
        response: {
          ...exampleDetail,
          ...exampleDecision,
          state: 'restaged' as const,
          restagedTransactionId: exampleRetailTransaction.transactionId,
        },
      },
    }),
    async ({ params, body, caller, language }) => {
      const correction = { corrected: body.transaction, decidedBy: caller.subject };
      await restageParkedTransaction(headquarters, params.n, correction);
      return { status: 200, body: shown(await parkedTransaction(headquarters.database, params.n), language) };
    },
  );

/** `POST /parked-transactions/{n}/dismiss` */
export const dismissTransaction = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...setupWriters,
      name: 'dismissParkedTransaction',
      method: 'POST',
      path: '/parked-transactions/:n/dismiss',
      summary: 'Dismiss a parked transaction',
      description:
        'It is never staged. What arrived is kept with the reason, who dismissed it and when; its channel shows it.',
      request: {
        params: parkedParams,
        body: z.strictObject({ reason: z.string().trim().min(1).max(reasonLengthMax) }),
      },
      response: { 200: detailSchema },
      errors: ['parked_transaction_unknown', 'parked_transaction_decided', 'text_invalid'],
      examples: {
        request: { reason: 'Entered by hand in the store ledger' },
        response: {
          ...exampleDetail,
          ...exampleDecision,
          state: 'dismissed' as const,
          dismissalReason: 'Entered by hand in the store ledger',
        },
      },
    }),
    async ({ params, body, caller, language }) => {
      await dismissParkedTransaction(headquarters, params.n, { reason: body.reason, decidedBy: caller.subject });
      return { status: 200, body: shown(await parkedTransaction(headquarters.database, params.n), language) };
    },
  );

import { accountLabel } from '@counterfoil/customer/display';
import { uuidSchema } from '@counterfoil/contracts/customer';
import type { Language } from '@counterfoil/contracts/error-register';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { z } from 'zod';
import { calculateStatements } from '../orders/calculate-statements.ts';
import { postStatement } from '../orders/post-statements.ts';
import {
  listedStatements,
  statementById,
  statementEvents,
  statementExclusions,
  statementLines,
  statementStates,
  type Statement,
} from '../orders/statements.ts';
import {
  readers,
  setupWriters,
  counterSchema,
  identifierSchema,
  nextCursor,
  nextCursorSchema,
  pageShape,
  type HeadquartersApi,
} from './headquarters-api.ts';
import { shownProblem, shownProblemSchema } from './shown-orders.ts';

const statementSchema = z.strictObject({
  statementId: counterSchema,
  channelId: z.string(),
  legalEntity: z.string(),
  state: z.enum(statementStates),
  transactionCount: z.number().int(),
  lastKnownError: shownProblemSchema.nullable(),
  retryCount: z.number().int(),
  createdAt: z.string(),
  modifiedAt: z.string(),
  postedAt: z.string().nullable(),
});

const exampleStatement: z.infer<typeof statementSchema> = {
  statementId: '7',
  channelId: 'PARIS',
  legalEntity: 'USRT',
  state: 'posted',
  transactionCount: 212,
  lastKnownError: null,
  retryCount: 0,
  createdAt: '2026-10-26T20:00:00.000Z',
  modifiedAt: '2026-10-26T20:00:02.000Z',
  postedAt: '2026-10-26T20:00:02.000Z',
};

function shown(statement: Statement, language: Language): z.infer<typeof statementSchema> {
  const { lastKnownError } = statement;
  return { ...statement, lastKnownError: lastKnownError && shownProblem(lastKnownError, language) };
}

/** `GET /statements` */
export const listStatements = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...readers,
      name: 'listStatements',
      method: 'GET',
      path: '/statements',
      summary: 'Statements of the stores',
      description: 'Newest first, each with its state and why it did not get further.',
      request: {
        query: z.strictObject({
          channelId: identifierSchema.optional(),
          state: z.enum(statementStates).optional(),
          ...pageShape,
        }),
      },
      response: { 200: z.strictObject({ statements: z.array(statementSchema), nextCursor: nextCursorSchema }) },
      errors: [],
      examples: { response: { statements: [exampleStatement], nextCursor: null } },
    }),
    async ({ query: { cursor, limit, ...filter }, language }) => {
      const { database } = headquarters;
      const statements = await listedStatements(database, { ...filter, before: cursor, countMax: limit });
      return {
        status: 200,
        body: {
          statements: statements.map((statement) => shown(statement, language)),
          nextCursor: nextCursor(statements, limit, ({ statementId }) => statementId),
        },
      };
    },
  );

const detailSchema = statementSchema.extend({
  lines: z.array(
    z.strictObject({
      customerId: uuidSchema.nullable(),
      customerAccountNumber: z.string().nullable(),
      account: z.string().describe('For people; empty for sales to nobody in particular.'),
      currency: z.string(),
      itemId: z.string(),
      quantity: z.string(),
      amount: z.string(),
      salesOrderNumber: z.string().nullable(),
      invoiceNumber: z.string().nullable(),
    }),
  ),
  exclusions: z
    .array(z.strictObject({ transactionId: z.string(), receiptNumber: z.string(), problem: shownProblemSchema }))
    .describe('Transactions that were left to the next statement, with the reason.'),
  events: z.array(
    z.strictObject({ state: z.enum(statementStates), error: shownProblemSchema.nullable(), happenedAt: z.string() }),
  ),
});

const exampleDetail: z.infer<typeof detailSchema> = {
  ...exampleStatement,
  lines: [
    {
      customerId: '01938f2e-7c1a-7b3e-9f00-0a1b2c3d4e61',
      customerAccountNumber: 'C-000000001',
      account: 'C-000000001',
      currency: 'EUR',
      itemId: '81125',
      quantity: '2',
      amount: '39.90',
      salesOrderNumber: 'SO-000000012',
      invoiceNumber: 'IN-000000012',
    },
  ],
  exclusions: [],
  events: [{ state: 'started', error: null, happenedAt: '2026-10-26T20:00:00.000Z' }],
};

async function detail(
  { database }: HeadquartersApi['headquarters'],
  statementId: string,
  language: Language,
): Promise<z.infer<typeof detailSchema>> {
  const statement = await statementById(database, statementId);
  const [lines, exclusions, events] = await Promise.all([
    statementLines(database, statementId),
    statementExclusions(database, statementId),
    statementEvents(database, statementId),
  ]);
  return {
    ...shown(statement, language),
    lines: lines.map((line) => ({
      ...line,
      account: line.customerId === null ? '' : accountLabel(line.customerAccountNumber, language),
    })),
    exclusions: exclusions.map((line) => ({ ...line, problem: shownProblem(line.problem, language) })),
    events: events.map((event) => ({ ...event, error: event.error && shownProblem(event.error, language) })),
  };
}

const statementParams = z.strictObject({ statementId: counterSchema });

/** `GET /statements/{statementId}` */
export const getStatement = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...readers,
      name: 'getStatement',
      method: 'GET',
      path: '/statements/:statementId',
      summary: 'A statement',
      description: 'Its lines by customer and item, what it left to the next statement, and what happened to it.',
      request: { params: statementParams },
      response: { 200: detailSchema },
      errors: ['statement_unknown'],
      examples: { response: exampleDetail },
    }),
    async ({ params, language }) => ({ status: 200, body: await detail(headquarters, params.statementId, language) }),
  );

/** `POST /statements/calculate` */
export const calculateStatementsNow = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...setupWriters,
      name: 'calculateStatements',
      method: 'POST',
      path: '/statements/calculate',
      summary: 'Calculate statements now',
      description: 'Of one store or of all of them; a store without new sales gets none.',
      request: { body: z.strictObject({ channelId: identifierSchema.optional() }).nullable() },
      response: { 200: z.strictObject({ statements: z.number().int(), transactions: z.number().int() }) },
      errors: [],
      examples: { request: { channelId: 'PARIS' }, response: { statements: 1, transactions: 212 } },
    }),
    async ({ body }) => ({
      status: 200,
      body: await calculateStatements(headquarters, { channelId: body?.channelId }),
    }),
  );

/** `POST /statements/{statementId}/post` */
export const postStatementNow = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...setupWriters,
      name: 'postStatement',
      method: 'POST',
      path: '/statements/:statementId/post',
      summary: 'Post a statement',
      description: 'As far as it goes; a try that failed is resumed where it stopped. Its state says how it went.',
      request: { params: statementParams },
      response: { 200: detailSchema },
      errors: ['statement_unknown'],
      examples: { response: exampleDetail },
    }),
    async ({ params, language }) => {
      await postStatement(headquarters, params.statementId);
      return { status: 200, body: await detail(headquarters, params.statementId, language) };
    },
  );

import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { z } from 'zod';
import { documentKinds, documentNumbers, saveDocumentNumbers } from '../numbers/document-numbers.ts';
import { holdCodeForRepairedOrders, saveHoldCode } from '../orders/order-parameters.ts';
import { administratorOnly, readers, identifierSchema, type HeadquartersApi } from './headquarters-api.ts';

const holdCodeSchema = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,20}$/u)
  .nullable();

const valueSchema = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const formatSchema = z.string().regex(/^[\x20-\x7e]{1,40}$/u);

const numbersSchema = z.strictObject({
  legalEntity: z.string(),
  kind: z.enum(documentKinds),
  format: z.string(),
  nextValue: valueSchema,
  largestValue: valueSchema,
  skipAfterRestore: valueSchema,
});

const exampleNumbers: z.infer<typeof numbersSchema> = {
  legalEntity: 'USRT',
  kind: 'salesOrder',
  format: 'SO-#########',
  nextValue: 13,
  largestValue: 999_999_999,
  skipAfterRestore: 10_000,
};

const parametersSchema = z.strictObject({
  holdCodeForRepairedOrders: holdCodeSchema,
  documentNumbers: z.array(numbersSchema),
});

const exampleParameters = { holdCodeForRepairedOrders: 'REPAIRED', documentNumbers: [exampleNumbers] };

/** `GET /order-parameters` */
export const getOrderParameters = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...readers,
      name: 'getOrderParameters',
      method: 'GET',
      path: '/order-parameters',
      summary: 'Parameters of orders',
      description: 'The hold code that repaired orders get, and the numbers of sales orders and invoices.',
      request: {},
      response: { 200: parametersSchema },
      errors: [],
      examples: { response: exampleParameters },
    }),
    async () => ({ status: 200, body: await parametersOf(headquarters) }),
  );

async function parametersOf({ database }: HeadquartersApi['headquarters']): Promise<z.infer<typeof parametersSchema>> {
  return {
    holdCodeForRepairedOrders: await holdCodeForRepairedOrders(database),
    documentNumbers: await documentNumbers(database),
  };
}

/** `PUT /order-parameters` */
export const putOrderParameters = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...administratorOnly,
      name: 'putOrderParameters',
      method: 'PUT',
      path: '/order-parameters',
      summary: 'Set the hold code of repaired orders',
      description: 'Null: repaired orders are not held.',
      request: { body: z.strictObject({ holdCodeForRepairedOrders: holdCodeSchema }) },
      response: { 200: parametersSchema },
      errors: [],
      examples: { request: { holdCodeForRepairedOrders: 'REPAIRED' }, response: exampleParameters },
    }),
    async ({ body, caller }) => {
      await saveHoldCode(headquarters, body.holdCodeForRepairedOrders, caller.subject);
      return { status: 200, body: await parametersOf(headquarters) };
    },
  );

/** `PUT /document-numbers/{legalEntity}/{kind}` */
export const putDocumentNumbers = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...administratorOnly,
      name: 'putDocumentNumbers',
      method: 'PUT',
      path: '/document-numbers/:legalEntity/:kind',
      summary: 'Set the numbers of sales orders or invoices',
      description: 'Without gaps. The next number never goes down.',
      request: {
        params: z.strictObject({ legalEntity: identifierSchema, kind: z.enum(documentKinds) }),
        body: z.strictObject({
          format: formatSchema,
          nextValue: valueSchema.optional(),
          largestValue: valueSchema,
          skipAfterRestore: valueSchema,
        }),
      },
      response: { 200: numbersSchema },
      errors: [
        'legal_entity_unknown',
        'number_format_invalid',
        'number_sequence_range_invalid',
        'number_sequence_lowered',
      ],
      examples: {
        request: { format: 'SO-#########', largestValue: 999_999_999, skipAfterRestore: 10_000 },
        response: exampleNumbers,
      },
    }),
    async ({ params, body, caller }) => ({
      status: 200,
      body: await saveDocumentNumbers(headquarters, params, body, caller.subject),
    }),
  );

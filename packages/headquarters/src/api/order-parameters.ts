import {
  documentKinds,
  documentNumbersSchema as numbersSchema,
  orderParametersSchema as parametersSchema,
  wantedDocumentNumbersSchema,
  wantedOrderParametersSchema,
} from '@counterfoil/contracts/administration/order-parameters';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { z } from 'zod';
import { documentNumbers, saveDocumentNumbers } from '../numbers/document-numbers.ts';
import { holdCodeForRepairedOrders, saveHoldCode } from '../orders/order-parameters.ts';
import { readers, setupWriters, identifierSchema, type HeadquartersApi } from './headquarters-api.ts';

const exampleNumbers: z.infer<typeof numbersSchema> = {
  legalEntity: 'USRT',
  kind: 'salesOrder',
  format: 'SO-#########',
  nextValue: 13,
  largestValue: 999_999_999,
  skipAfterRestore: 10_000,
};

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
      ...setupWriters,
      name: 'putOrderParameters',
      method: 'PUT',
      path: '/order-parameters',
      summary: 'Set the hold code of repaired orders',
      description: 'Null: repaired orders are not held.',
      request: { body: wantedOrderParametersSchema },
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
      ...setupWriters,
      name: 'putDocumentNumbers',
      method: 'PUT',
      path: '/document-numbers/:legalEntity/:kind',
      summary: 'Set the numbers of sales orders or invoices',
      description: 'Without gaps. The next number never goes down.',
      request: {
        params: z.strictObject({ legalEntity: identifierSchema, kind: z.enum(documentKinds) }),
        body: wantedDocumentNumbersSchema,
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

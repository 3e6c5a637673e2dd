import { createCustomerRequestSchema } from '@counterfoil/contracts/create-customer';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import type { Channel } from '../channel.ts';
import { createCustomer } from '../customers/create-customer.ts';
import { operationAnswer, operationAnswerSchema } from './answers.ts';
import { exampleCreation, exampleOperationAnswer } from './examples.ts';
import { creatingCodes } from './refusals.ts';
import { fieldsUnder, withRequestFields } from './request-fields.ts';
import { byWhomShape, chosenCustomerId, idempotencyHeaders } from './requests.ts';

const inRequest = fieldsUnder('customer');

/** `POST /customers` */
export const createCustomerRoute = defineRoute({
  name: 'createCustomer',
  method: 'POST',
  path: '/customers',
  summary: 'Create a customer',
  description:
    'Recorded before it is answered. In synchronous mode headquarters decides it while you wait; in asynchronous mode, ' +
    'and when headquarters cannot be reached, the account number follows. What is left out comes from the default ' +
    'customer of the channel, or from the channel. In asynchronous mode titles, affiliations, secondary contacts and ' +
    'more than one address need their features; see `GET /channel-settings`.',
  access: ['application', 'employee'],
  request: {
    headers: idempotencyHeaders,
    body: createCustomerRequestSchema.extend({ ...byWhomShape, customerId: chosenCustomerId }),
  },
  response: { 200: operationAnswerSchema, 201: operationAnswerSchema },
  errors: creatingCodes,
  examples: { request: exampleCreation, response: exampleOperationAnswer },
});

/** Creates a customer; 201, or 200 for a repetition. */
export const handleCreateCustomer = (channel: Channel): RouteWithHandler =>
  handle(createCustomerRoute, async ({ body, headers, language }) => {
    const result = await withRequestFields(inRequest, () => createCustomer(channel, body, headers['idempotency-key']));
    return { status: result.replayed ? 200 : 201, body: operationAnswer(result, language) };
  });

import { requestedAddressSchema, updateCustomerRequestSchema } from '@counterfoil/contracts/create-customer';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { z } from 'zod';
import type { Channel } from '../channel.ts';
import { findCustomer } from '../customers/find-customers.ts';
import { updateCustomer } from '../customers/update-customer.ts';
import { operationAnswer, operationAnswerSchema } from './answers.ts';
import { exampleAddress, exampleOperationAnswer } from './examples.ts';
import { editingCodes } from './refusals.ts';
import { addressField, withRequestFields } from './request-fields.ts';
import { byWhomShape, customerParams, idempotencyHeaders } from './requests.ts';

/** `POST /customers/{identifier}/addresses` */
export const addAddressRoute = defineRoute({
  name: 'addAddress',
  method: 'POST',
  path: '/customers/:identifier/addresses',
  summary: 'Add an address',
  description:
    'With asynchronous creation of addresses switched on it is saved without headquarters, also while its customer is ' +
    'pending; otherwise in real time or not at all.',
  access: ['application', 'employee'],
  request: {
    params: customerParams,
    headers: idempotencyHeaders,
    body: z.strictObject({
      ...byWhomShape,
      baseVersion: updateCustomerRequestSchema.shape.baseVersion,
      address: requestedAddressSchema,
    }),
  },
  response: { 201: operationAnswerSchema, 200: operationAnswerSchema },
  errors: editingCodes,
  examples: { request: { channelId: 'HOUSTON', address: exampleAddress }, response: exampleOperationAnswer },
});

/** Adds an address to a customer; 201, or 200 for a repetition. */
export const handleAddAddress = (channel: Channel): RouteWithHandler =>
  handle(addAddressRoute, async ({ params, body, headers, language }) => {
    const { address, ...rest } = body;
    const { document } = await findCustomer(channel, params.identifier);
    const request = { ...rest, changes: { addresses: [address] } };
    const result = await withRequestFields(addressField, () =>
      updateCustomer(channel, document.customerId, request, headers['idempotency-key']),
    );
    return { status: result.replayed ? 200 : 201, body: operationAnswer(result, language) };
  });

import { requestedAddressSchema, updateCustomerRequestSchema } from '@counterfoil/contracts/create-customer';
import { uuidSchema } from '@counterfoil/contracts/customer';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { z } from 'zod';
import type { Channel } from '../channel.ts';
import { operationAnswer, operationAnswerSchema } from './answers.ts';
import { editAddress } from './edit-address.ts';
import { exampleOperationAnswer } from './examples.ts';
import { editingCodes } from './refusals.ts';
import { byWhomShape, customerParams, idempotencyHeaders } from './requests.ts';

/** `PUT /customers/{identifier}/addresses/{addressId}` */
export const changeAddressRoute = defineRoute({
  name: 'changeAddress',
  method: 'PUT',
  path: '/customers/:identifier/addresses/:addressId',
  summary: 'Change an address',
  description: 'Only the fields that are sent change.',
  access: ['application', 'employee'],
  request: {
    params: customerParams.extend({ addressId: uuidSchema }),
    headers: idempotencyHeaders,
    body: z.strictObject({
      ...byWhomShape,
      baseVersion: updateCustomerRequestSchema.shape.baseVersion,
      address: requestedAddressSchema.omit({ addressId: true }),
    }),
  },
  response: { 200: operationAnswerSchema },
  errors: [...editingCodes, 'address_unknown'],
  examples: {
    request: { channelId: 'HOUSTON', address: { street: 'Imaginary Lane', isPrimary: true } },
    response: exampleOperationAnswer,
  },
});

/** Changes one address of a customer. */
export const handleChangeAddress = (channel: Channel): RouteWithHandler =>
  handle(changeAddressRoute, async ({ params, body, headers, language }) => {
    const { address, ...rest } = body;
    const request = { ...rest, changes: { addresses: [{ ...address, addressId: params.addressId }] } };
    const result = await editAddress(channel, params, request, headers['idempotency-key']);
    return { status: 200, body: operationAnswer(result, language) };
  });

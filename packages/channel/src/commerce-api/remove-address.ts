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

/** `DELETE /customers/{identifier}/addresses/{addressId}` */
export const removeAddressRoute = defineRoute({
  name: 'removeAddress',
  method: 'DELETE',
  path: '/customers/:identifier/addresses/:addressId',
  summary: 'Remove an address',
  description: 'Where and by whom is told in the query, since a DELETE has no body everywhere.',
  access: ['application', 'employee'],
  request: {
    params: customerParams.extend({ addressId: uuidSchema }),
    headers: idempotencyHeaders,
    query: z.strictObject({ ...byWhomShape, baseVersion: z.coerce.number().int().nonnegative().optional() }),
  },
  response: { 200: operationAnswerSchema },
  errors: [...editingCodes, 'address_unknown'],
  examples: { response: exampleOperationAnswer },
});

/** Removes one address of a customer. */
export const handleRemoveAddress = (channel: Channel): RouteWithHandler =>
  handle(removeAddressRoute, async ({ params, query, headers, language }) => {
    const request = { ...query, changes: { removedAddressIds: [params.addressId] } };
    const result = await editAddress(channel, params, request, headers['idempotency-key']);
    return { status: 200, body: operationAnswer(result, language) };
  });

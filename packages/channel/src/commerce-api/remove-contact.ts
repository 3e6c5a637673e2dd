import { uuidSchema } from '@counterfoil/contracts/customer';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { z } from 'zod';
import type { Channel } from '../channel.ts';
import { operationAnswer, operationAnswerSchema } from './answers.ts';
import { editContact } from './edit-contact.ts';
import { exampleOperationAnswer } from './examples.ts';
import { editingCodes } from './refusals.ts';
import { byWhomShape, customerParams, idempotencyHeaders } from './requests.ts';

/** `DELETE /customers/{identifier}/contacts/{contactId}` */
export const removeContactRoute = defineRoute({
  name: 'removeContact',
  method: 'DELETE',
  path: '/customers/:identifier/contacts/:contactId',
  summary: 'Remove a secondary contact',
  description: 'Where and by whom is told in the query, since a DELETE has no body everywhere.',
  access: ['application', 'employee'],
  request: {
    params: customerParams.extend({ contactId: uuidSchema }),
    headers: idempotencyHeaders,
    query: z.strictObject({ ...byWhomShape, baseVersion: z.coerce.number().int().nonnegative().optional() }),
  },
  response: { 200: operationAnswerSchema },
  errors: [...editingCodes, 'contact_unknown'],
  examples: { response: exampleOperationAnswer },
});

/** Removes one contact of a customer. */
export const handleRemoveContact = (channel: Channel): RouteWithHandler =>
  handle(removeContactRoute, async ({ params, query, headers, language }) => {
    const request = { ...query, changes: { removedContactIds: [params.contactId] } };
    const result = await editContact(channel, params, request, headers['idempotency-key']);
    return { status: 200, body: operationAnswer(result, language) };
  });

import { requestedContactSchema, updateCustomerRequestSchema } from '@counterfoil/contracts/create-customer';
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

/** `PUT /customers/{identifier}/contacts/{contactId}` */
export const changeContactRoute = defineRoute({
  name: 'changeContact',
  method: 'PUT',
  path: '/customers/:identifier/contacts/:contactId',
  summary: 'Change a secondary contact',
  description: 'Only the fields that are sent change.',
  access: ['application', 'employee'],
  request: {
    params: customerParams.extend({ contactId: uuidSchema }),
    headers: idempotencyHeaders,
    body: z.strictObject({
      ...byWhomShape,
      baseVersion: updateCustomerRequestSchema.shape.baseVersion,
      contact: requestedContactSchema.omit({ contactId: true }),
    }),
  },
  response: { 200: operationAnswerSchema },
  errors: [...editingCodes, 'contact_unknown'],
  examples: {
    request: { channelId: 'HOUSTON', contact: { label: 'work', marketingConsent: 'granted' } },
    response: exampleOperationAnswer,
  },
});

/** Changes one contact of a customer. */
export const handleChangeContact = (channel: Channel): RouteWithHandler =>
  handle(changeContactRoute, async ({ params, body, headers, language }) => {
    const { contact, ...rest } = body;
    const request = { ...rest, changes: { contacts: [{ ...contact, contactId: params.contactId }] } };
    const result = await editContact(channel, params, request, headers['idempotency-key']);
    return { status: 200, body: operationAnswer(result, language) };
  });

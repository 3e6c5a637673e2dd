import { requestedContactSchema, updateCustomerRequestSchema } from '@counterfoil/contracts/create-customer';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { z } from 'zod';
import type { Channel } from '../channel.ts';
import { findCustomer } from '../customers/find-customers.ts';
import { updateCustomer } from '../customers/update-customer.ts';
import { operationAnswer, operationAnswerSchema } from './answers.ts';
import { exampleContact, exampleOperationAnswer } from './examples.ts';
import { editingCodes } from './refusals.ts';
import { contactField, withRequestFields } from './request-fields.ts';
import { byWhomShape, customerParams, idempotencyHeaders } from './requests.ts';

/** `POST /customers/{identifier}/contacts` */
export const addContactRoute = defineRoute({
  name: 'addContact',
  method: 'POST',
  path: '/customers/:identifier/contacts',
  summary: 'Add a secondary contact',
  description: 'A further e-mail address, phone number or web address, with a marketing consent of its own.',
  access: ['application', 'employee'],
  request: {
    params: customerParams,
    headers: idempotencyHeaders,
    body: z.strictObject({
      ...byWhomShape,
      baseVersion: updateCustomerRequestSchema.shape.baseVersion,
      contact: requestedContactSchema,
    }),
  },
  response: { 201: operationAnswerSchema, 200: operationAnswerSchema },
  errors: editingCodes,
  examples: { request: { channelId: 'HOUSTON', contact: exampleContact }, response: exampleOperationAnswer },
});

/** Adds a contact to a customer; 201, or 200 for a repetition. */
export const handleAddContact = (channel: Channel): RouteWithHandler =>
  handle(addContactRoute, async ({ params, body, headers, language }) => {
    const { contact, ...rest } = body;
    const { document } = await findCustomer(channel, params.identifier);
    const request = { ...rest, changes: { contacts: [{ marketingConsent: 'unknown' as const, ...contact }] } };
    const result = await withRequestFields(contactField, () =>
      updateCustomer(channel, document.customerId, request, headers['idempotency-key']),
    );
    return { status: result.replayed ? 200 : 201, body: operationAnswer(result, language) };
  });

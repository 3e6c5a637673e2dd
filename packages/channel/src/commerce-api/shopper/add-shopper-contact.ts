import { shopperContactRequestSchema, shopperEditAnswerSchema } from '@counterfoil/contracts/shopper';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import type { Channel } from '../../channel.ts';
import { updateCustomer } from '../../customers/update-customer.ts';
import { shopperEditAnswer } from '../../shoppers/shopper-account.ts';
import { shopperOf } from '../../shoppers/shopper-sessions.ts';
import { exampleContact } from '../examples.ts';
import { contactField, withRequestFields } from '../request-fields.ts';
import { idempotencyHeaders } from '../requests.ts';
import { exampleAddedContact } from './examples.ts';
import { addedBy, asOperation, shopperEditingCodes } from './shopper-operation.ts';

/** `POST /shopper/contacts` */
export const addShopperContactRoute = defineRoute({
  name: 'addShopperContact',
  method: 'POST',
  path: '/shopper/contacts',
  summary: 'Add a contact of the shopper',
  description: 'A further e-mail address, phone number or web address, with a marketing consent of its own.',
  access: ['customer'],
  request: { headers: idempotencyHeaders, body: shopperContactRequestSchema },
  response: { 201: shopperEditAnswerSchema, 200: shopperEditAnswerSchema },
  errors: shopperEditingCodes,
  examples: { request: { contact: exampleContact }, response: exampleAddedContact },
});

/** Adds a contact to the session's customer; 201, or 200 for a repetition. */
export const handleAddShopperContact = (channel: Channel): RouteWithHandler =>
  handle(addShopperContactRoute, async ({ caller, body, headers, language }) => {
    const shopper = shopperOf(caller);
    const operation = asOperation(channel, shopper, headers);
    const addedId = addedBy(operation.operationId);
    const changes = { contacts: [{ marketingConsent: 'unknown' as const, ...body.contact, contactId: addedId }] };
    const request = { ...operation, baseVersion: body.baseVersion, changes };
    const result = await withRequestFields(contactField, () => updateCustomer(channel, shopper.customerId, request));
    return {
      status: result.replayed ? 200 : 201,
      body: shopperEditAnswer(channel, shopper, result, { language, addedId }),
    };
  });

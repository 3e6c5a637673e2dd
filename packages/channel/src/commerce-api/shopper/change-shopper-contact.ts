import { uuidSchema } from '@counterfoil/contracts/customer';
import { shopperContactRequestSchema, shopperEditAnswerSchema } from '@counterfoil/contracts/shopper';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { z } from 'zod';
import type { Channel } from '../../channel.ts';
import { shopperEditAnswer } from '../../shoppers/shopper-account.ts';
import { shopperOf } from '../../shoppers/shopper-sessions.ts';
import { editContact } from '../edit-contact.ts';
import { idempotencyHeaders } from '../requests.ts';
import { exampleEdit } from './examples.ts';
import { asOperation, shopperEditingCodes } from './shopper-operation.ts';

/** `PATCH /shopper/contacts/{contactId}` */
export const changeShopperContactRoute = defineRoute({
  name: 'changeShopperContact',
  method: 'PATCH',
  path: '/shopper/contacts/:contactId',
  summary: 'Change a contact of the shopper',
  description: 'Only the fields that are sent change.',
  access: ['customer'],
  request: {
    params: z.strictObject({ contactId: uuidSchema }),
    headers: idempotencyHeaders,
    body: shopperContactRequestSchema,
  },
  response: { 200: shopperEditAnswerSchema },
  errors: [...shopperEditingCodes, 'contact_unknown'],
  examples: { request: { contact: { label: 'work', marketingConsent: 'granted' } }, response: exampleEdit },
});

/** Changes a contact of the session's customer. */
export const handleChangeShopperContact = (channel: Channel): RouteWithHandler =>
  handle(changeShopperContactRoute, async ({ caller, params, body, headers, language }) => {
    const shopper = shopperOf(caller);
    const changes = { contacts: [{ ...body.contact, contactId: params.contactId }] };
    const request = { ...asOperation(channel, shopper, headers), baseVersion: body.baseVersion, changes };
    const place = { identifier: shopper.customerId, contactId: params.contactId };
    const result = await editContact(channel, place, request, undefined);
    return { status: 200, body: shopperEditAnswer(channel, shopper, result, { language }) };
  });

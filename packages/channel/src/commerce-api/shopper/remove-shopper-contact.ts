import { uuidSchema } from '@counterfoil/contracts/customer';
import { shopperEditAnswerSchema } from '@counterfoil/contracts/shopper';
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

/** `DELETE /shopper/contacts/{contactId}` */
export const removeShopperContactRoute = defineRoute({
  name: 'removeShopperContact',
  method: 'DELETE',
  path: '/shopper/contacts/:contactId',
  summary: 'Remove a contact of the shopper',
  description: 'Where it is gone already, a repetition is answered as the first time.',
  access: ['customer'],
  request: {
    params: z.strictObject({ contactId: uuidSchema }),
    headers: idempotencyHeaders,
    query: z.strictObject({ baseVersion: z.coerce.number().int().nonnegative().optional() }),
  },
  response: { 200: shopperEditAnswerSchema },
  errors: [...shopperEditingCodes, 'contact_unknown'],
  examples: { response: exampleEdit },
});

/** Removes a contact of the session's customer. */
export const handleRemoveShopperContact = (channel: Channel): RouteWithHandler =>
  handle(removeShopperContactRoute, async ({ caller, params, query, headers, language }) => {
    const shopper = shopperOf(caller);
    const changes = { removedContactIds: [params.contactId] };
    const request = { ...asOperation(channel, shopper, headers), baseVersion: query.baseVersion, changes };
    const place = { identifier: shopper.customerId, contactId: params.contactId };
    const result = await editContact(channel, place, request, undefined);
    return { status: 200, body: shopperEditAnswer(channel, shopper, result, { language }) };
  });

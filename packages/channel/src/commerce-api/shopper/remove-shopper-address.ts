import { uuidSchema } from '@counterfoil/contracts/customer';
import { shopperEditAnswerSchema } from '@counterfoil/contracts/shopper';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { z } from 'zod';
import type { Channel } from '../../channel.ts';
import { shopperEditAnswer } from '../../shoppers/shopper-account.ts';
import { shopperOf } from '../../shoppers/shopper-sessions.ts';
import { editAddress } from '../edit-address.ts';
import { idempotencyHeaders } from '../requests.ts';
import { exampleEdit } from './examples.ts';
import { asOperation, shopperEditingCodes } from './shopper-operation.ts';

/** `DELETE /shopper/addresses/{addressId}` */
export const removeShopperAddressRoute = defineRoute({
  name: 'removeShopperAddress',
  method: 'DELETE',
  path: '/shopper/addresses/:addressId',
  summary: 'Remove an address of the shopper',
  description: 'Where it is gone already, a repetition is answered as the first time.',
  access: ['customer'],
  request: {
    params: z.strictObject({ addressId: uuidSchema }),
    headers: idempotencyHeaders,
    query: z.strictObject({ baseVersion: z.coerce.number().int().nonnegative().optional() }),
  },
  response: { 200: shopperEditAnswerSchema },
  errors: [...shopperEditingCodes, 'address_unknown'],
  examples: { response: exampleEdit },
});

/** Removes an address of the session's customer. */
export const handleRemoveShopperAddress = (channel: Channel): RouteWithHandler =>
  handle(removeShopperAddressRoute, async ({ caller, params, query, headers, language }) => {
    const shopper = shopperOf(caller);
    const changes = { removedAddressIds: [params.addressId] };
    const request = { ...asOperation(channel, shopper, headers), baseVersion: query.baseVersion, changes };
    const place = { identifier: shopper.customerId, addressId: params.addressId };
    const result = await editAddress(channel, place, request, undefined);
    return { status: 200, body: shopperEditAnswer(channel, shopper, result, { language }) };
  });

import { uuidSchema } from '@counterfoil/contracts/customer';
import { shopperAddressRequestSchema, shopperEditAnswerSchema } from '@counterfoil/contracts/shopper';
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

/** `PATCH /shopper/addresses/{addressId}` */
export const changeShopperAddressRoute = defineRoute({
  name: 'changeShopperAddress',
  method: 'PATCH',
  path: '/shopper/addresses/:addressId',
  summary: 'Change an address of the shopper',
  description: 'Only the fields that are sent change.',
  access: ['customer'],
  request: {
    params: z.strictObject({ addressId: uuidSchema }),
    headers: idempotencyHeaders,
    body: shopperAddressRequestSchema,
  },
  response: { 200: shopperEditAnswerSchema },
  errors: [...shopperEditingCodes, 'address_unknown'],
  examples: { request: { address: { street: 'Imaginary Lane', isPrimary: true } }, response: exampleEdit },
});

/** Changes an address of the session's customer. */
export const handleChangeShopperAddress = (channel: Channel): RouteWithHandler =>
  handle(changeShopperAddressRoute, async ({ caller, params, body, headers, language }) => {
    const shopper = shopperOf(caller);
    const changes = { addresses: [{ ...body.address, addressId: params.addressId }] };
    const request = { ...asOperation(channel, shopper, headers), baseVersion: body.baseVersion, changes };
    const place = { identifier: shopper.customerId, addressId: params.addressId };
    const result = await editAddress(channel, place, request, undefined);
    return { status: 200, body: shopperEditAnswer(channel, shopper, result, { language }) };
  });

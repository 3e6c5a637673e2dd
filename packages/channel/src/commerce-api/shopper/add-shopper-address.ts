import { shopperAddressRequestSchema, shopperEditAnswerSchema } from '@counterfoil/contracts/shopper';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import type { Channel } from '../../channel.ts';
import { updateCustomer } from '../../customers/update-customer.ts';
import { shopperEditAnswer } from '../../shoppers/shopper-account.ts';
import { shopperOf } from '../../shoppers/shopper-sessions.ts';
import { exampleAddress } from '../examples.ts';
import { addressField, withRequestFields } from '../request-fields.ts';
import { idempotencyHeaders } from '../requests.ts';
import { exampleAddedAddress } from './examples.ts';
import { addedBy, asOperation, shopperEditingCodes } from './shopper-operation.ts';

/** `POST /shopper/addresses` */
export const addShopperAddressRoute = defineRoute({
  name: 'addShopperAddress',
  method: 'POST',
  path: '/shopper/addresses',
  summary: 'Add an address of the shopper',
  description:
    'Recorded in the channel before it is answered; an order can be placed with it at once where orders are asynchronous.',
  access: ['customer'],
  request: { headers: idempotencyHeaders, body: shopperAddressRequestSchema },
  response: { 201: shopperEditAnswerSchema, 200: shopperEditAnswerSchema },
  errors: shopperEditingCodes,
  examples: { request: { address: exampleAddress }, response: exampleAddedAddress },
});

/** Adds an address to the session's customer; 201, or 200 for a repetition. */
export const handleAddShopperAddress = (channel: Channel): RouteWithHandler =>
  handle(addShopperAddressRoute, async ({ caller, body, headers, language }) => {
    const shopper = shopperOf(caller);
    const operation = asOperation(channel, shopper, headers);
    const addedId = addedBy(operation.operationId);
    const changes = { addresses: [{ ...body.address, addressId: addedId }] };
    const request = { ...operation, baseVersion: body.baseVersion, changes };
    const result = await withRequestFields(addressField, () => updateCustomer(channel, shopper.customerId, request));
    return {
      status: result.replayed ? 200 : 201,
      body: shopperEditAnswer(channel, shopper, result, { language, addedId }),
    };
  });

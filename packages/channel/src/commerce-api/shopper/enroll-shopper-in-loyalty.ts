import { shopperEditAnswerSchema, shopperEnrollmentRequestSchema } from '@counterfoil/contracts/shopper';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import type { Channel } from '../../channel.ts';
import { enrollInLoyalty } from '../../customers/enroll-in-loyalty.ts';
import { shopperEditAnswer } from '../../shoppers/shopper-account.ts';
import { shopperOf } from '../../shoppers/shopper-sessions.ts';
import { loyaltyCardCodes } from '../refusals.ts';
import { loyaltyCardField, withRequestFields } from '../request-fields.ts';
import { idempotencyHeaders } from '../requests.ts';
import { exampleEdit } from './examples.ts';
import { asOperation, shopperEditingCodes } from './shopper-operation.ts';

/** `POST /shopper/loyalty-cards` */
export const enrollShopperInLoyaltyRoute = defineRoute({
  name: 'enrollShopperInLoyalty',
  method: 'POST',
  path: '/shopper/loyalty-cards',
  summary: 'Enrol the shopper in a loyalty program',
  description: 'The number of the card is null until headquarters has given one.',
  access: ['customer'],
  request: { headers: idempotencyHeaders, body: shopperEnrollmentRequestSchema },
  response: { 201: shopperEditAnswerSchema, 200: shopperEditAnswerSchema },
  errors: [
    ...shopperEditingCodes,
    ...loyaltyCardCodes,
    'loyalty_customer_pending',
    'loyalty_program_unknown',
    'loyalty_card_exists',
    'loyalty_card_number_required',
  ],
  examples: { request: { loyaltyProgramId: 'BASIC' }, response: exampleEdit },
});

/** Enrols the session's customer; 201, or 200 for a repetition. */
export const handleEnrollShopperInLoyalty = (channel: Channel): RouteWithHandler =>
  handle(enrollShopperInLoyaltyRoute, async ({ caller, body, headers, language }) => {
    const shopper = shopperOf(caller);
    const request = { ...asOperation(channel, shopper, headers), ...body };
    const result = await withRequestFields(loyaltyCardField, () =>
      enrollInLoyalty(channel, shopper.customerId, request),
    );
    return { status: result.replayed ? 200 : 201, body: shopperEditAnswer(channel, shopper, result, { language }) };
  });

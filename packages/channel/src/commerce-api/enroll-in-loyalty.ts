import { loyaltyEnrollmentRequestSchema } from '@counterfoil/contracts/loyalty-enrollment';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import type { Channel } from '../channel.ts';
import { enrollInLoyalty } from '../customers/enroll-in-loyalty.ts';
import { findCustomer } from '../customers/find-customers.ts';
import { operationAnswer, operationAnswerSchema } from './answers.ts';
import { exampleOperationAnswer } from './examples.ts';
import { editingCodes, loyaltyCardCodes } from './refusals.ts';
import { loyaltyCardField, withRequestFields } from './request-fields.ts';
import { byWhomShape, customerParams, idempotencyHeaders } from './requests.ts';

/** `POST /customers/{identifier}/loyalty-cards` */
export const enrollInLoyaltyRoute = defineRoute({
  name: 'enrollInLoyalty',
  method: 'POST',
  path: '/customers/:identifier/loyalty-cards',
  summary: 'Enrol a customer in a loyalty program',
  description:
    'The customer answered carries the card; its number is null until headquarters has given one. While the account ' +
    'number of the customer is on its way it is refused, unless the feature queues it behind the creation.',
  access: ['application', 'employee'],
  request: {
    params: customerParams,
    headers: idempotencyHeaders,
    body: loyaltyEnrollmentRequestSchema.extend(byWhomShape),
  },
  response: { 201: operationAnswerSchema, 200: operationAnswerSchema },
  errors: [
    ...editingCodes,
    'loyalty_customer_pending',
    ...loyaltyCardCodes,
    'loyalty_program_unknown',
    'loyalty_card_exists',
    'loyalty_card_number_required',
  ],
  examples: {
    request: { channelId: 'HOUSTON', workerId: '000160', loyaltyProgramId: 'BASIC' },
    response: exampleOperationAnswer,
  },
});

/** Enrols a customer; 201, or 200 for a repetition. */
export const handleEnrollInLoyalty = (channel: Channel): RouteWithHandler =>
  handle(enrollInLoyaltyRoute, async ({ params, body, headers, language }) => {
    const { document } = await findCustomer(channel, params.identifier);
    const result = await withRequestFields(loyaltyCardField, () =>
      enrollInLoyalty(channel, document.customerId, body, headers['idempotency-key']),
    );
    return { status: result.replayed ? 200 : 201, body: operationAnswer(result, language) };
  });

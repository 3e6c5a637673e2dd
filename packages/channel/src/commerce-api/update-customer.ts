import { updateCustomerRequestSchema } from '@counterfoil/contracts/create-customer';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import type { Channel } from '../channel.ts';
import { findCustomer } from '../customers/find-customers.ts';
import { updateCustomer } from '../customers/update-customer.ts';
import { operationAnswer, operationAnswerSchema } from './answers.ts';
import { exampleChanges, exampleOperationAnswer } from './examples.ts';
import { editingCodes } from './refusals.ts';
import { changedFields, withRequestFields } from './request-fields.ts';
import { byWhomShape, customerParams, idempotencyHeaders } from './requests.ts';

/** `PATCH /customers/{identifier}` */
export const updateCustomerRoute = defineRoute({
  name: 'updateCustomer',
  method: 'PATCH',
  path: '/customers/:identifier',
  summary: 'Change a customer',
  description:
    'Only what is sent changes. With asynchronous editing switched on it is saved without headquarters; otherwise in ' +
    'real time or not at all, and not while the account number is on its way. A sign-in is linked and unlinked always.',
  access: ['application', 'employee'],
  request: {
    params: customerParams,
    headers: idempotencyHeaders,
    body: updateCustomerRequestSchema.extend(byWhomShape),
  },
  response: { 200: operationAnswerSchema },
  errors: editingCodes,
  examples: {
    request: { channelId: 'HOUSTON', workerId: '000160', changes: exampleChanges },
    response: exampleOperationAnswer,
  },
});

/** Changes fields and addresses of a customer. */
export const handleUpdateCustomer = (channel: Channel): RouteWithHandler =>
  handle(updateCustomerRoute, async ({ params, body, headers, language }) => {
    const { document } = await findCustomer(channel, params.identifier);
    const result = await withRequestFields(changedFields(body.changes), () =>
      updateCustomer(channel, document.customerId, body, headers['idempotency-key']),
    );
    return { status: 200, body: operationAnswer(result, language) };
  });

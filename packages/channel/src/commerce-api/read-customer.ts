import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import type { Channel } from '../channel.ts';
import { findCustomer } from '../customers/find-customers.ts';
import { undecidedEntries } from '../exchange/outbox.ts';
import { showCustomer } from '../customers/show-customer.ts';
import { shownCustomerSchema } from './answers.ts';
import { exampleShownCustomer } from './examples.ts';
import { customerParams } from './requests.ts';

/** `GET /customers/{identifier}` */
export const readCustomerRoute = defineRoute({
  name: 'readCustomer',
  method: 'GET',
  path: '/customers/:identifier',
  summary: 'Read a customer',
  description: 'By permanent identifier, which stays valid for ever, or by account number.',
  access: ['application', 'employee'],
  request: { params: customerParams },
  response: { 200: shownCustomerSchema },
  errors: ['customer_unknown', 'database_unreachable'],
  examples: { response: exampleShownCustomer },
});

/** Reads the customer as this channel sees it, own undecided edits included. */
export const handleReadCustomer = (channel: Channel): RouteWithHandler =>
  handle(readCustomerRoute, async ({ params, language }) => {
    const local = await findCustomer(channel, params.identifier);
    const entries = await undecidedEntries(channel.database, [local.document.customerId]);
    return { status: 200, body: showCustomer(local, entries, language) };
  });

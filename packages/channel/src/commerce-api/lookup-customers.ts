import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { z } from 'zod';
import type { Channel } from '../channel.ts';
import { findCustomersByIdentifiers } from '../customers/find-customers.ts';
import { showCustomers, shownCustomerSchema } from './answers.ts';
import { exampleShownCustomer } from './examples.ts';
import { identifierSchema } from './requests.ts';

const identifierCountMax = 1_000;

/** `POST /customers/lookup` */
export const lookupCustomersRoute = defineRoute({
  name: 'lookupCustomers',
  method: 'POST',
  path: '/customers/lookup',
  summary: 'Read many customers',
  description: `Up to ${identifierCountMax} permanent identifiers or account numbers at once, for checks and imports.`,
  access: ['application', 'employee'],
  request: { body: z.strictObject({ identifiers: z.array(identifierSchema).max(identifierCountMax) }) },
  response: {
    200: z.strictObject({
      customers: z.array(shownCustomerSchema),
      missing: z.array(z.string()).describe('The identifiers that name no customer here.'),
    }),
  },
  errors: ['database_unreachable'],
  examples: {
    request: { identifiers: ['C-000000001', 'C-000000002'] },
    response: { customers: [exampleShownCustomer], missing: ['C-000000002'] },
  },
});

/** Reads many customers in a fixed number of statements. */
export const handleLookupCustomers = (channel: Channel): RouteWithHandler =>
  handle(lookupCustomersRoute, async ({ body, language }) => {
    const { customers, missing } = await findCustomersByIdentifiers(channel, body.identifiers);
    return { status: 200, body: { customers: await showCustomers(channel, customers, language), missing } };
  });

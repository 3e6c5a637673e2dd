import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { z } from 'zod';
import { arrivalStates, customerVisibility } from '../visibility/customer-visibility.ts';
import { visibilityGrounds } from '../trace/why-not-visible.ts';
import { readers, identifierSchema, type HeadquartersApi } from './headquarters-api.ts';

const channelVisibilitySchema = z.strictObject({
  channelDatabaseId: z.string(),
  name: z.string(),
  channels: z.array(z.strictObject({ channelId: z.string(), name: z.string() })).readonly(),
  visible: z.boolean(),
  ground: z.enum(visibilityGrounds).nullable().describe('By what it is visible; null when it is not.'),
  addressBooks: z.array(z.string()).readonly().describe('Of the customer: those by which it is visible.'),
  shownAddressBooks: z.array(z.string()).readonly().nullable().describe('Of the channels; null: all customers.'),
  arrived: z.boolean().describe('The customer as it is now is there.'),
  arrival: z.enum(arrivalStates),
  text: z.string().describe("Why, what to do, and where it is, in the caller's language."),
});

/** `GET /customers/{identifier}/visibility` */
export const getCustomerVisibility = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...readers,
      name: 'getCustomerVisibility',
      method: 'GET',
      path: '/customers/:identifier/visibility',
      summary: 'Why a customer is visible in a channel, or not',
      description:
        'A channel database receives the customers of which one address book is among those of its channels, all ' +
        'customers when one of its channels has no address book, and always those that were created there. Answers ' +
        'for every channel database whether the customer is visible, by which address book, and whether it has ' +
        'arrived; otherwise why not, and what to do.',
      request: { params: z.strictObject({ identifier: identifierSchema }) },
      response: {
        200: z.strictObject({
          name: z.string(),
          customerAccountNumber: z.string().nullable(),
          addressBooks: z.array(z.string()).readonly(),
          channelDatabases: z.array(channelVisibilitySchema).readonly(),
        }),
      },
      errors: ['customer_unknown'],
      examples: {
        response: {
          name: 'Lachlan Berry',
          customerAccountNumber: 'C-000000001',
          addressBooks: ['HOUSTON'],
          channelDatabases: [
            {
              channelDatabaseId: 'paris',
              name: 'Paris',
              channels: [{ channelId: 'PARIS', name: 'Paris' }],
              visible: false,
              ground: null,
              addressBooks: [],
              shownAddressBooks: ['PARIS'],
              arrived: false,
              arrival: 'notVisible',
              text:
                'Not for Paris: the customer belongs to the address books HOUSTON; its channels show PARIS. Add one of ' +
                'these to the customer, or one of the customer’s to a channel and run 1070 and 1010.',
            },
          ],
        },
      },
    }),
    async ({ params, language }) => ({
      status: 200,
      body: await customerVisibility(headquarters, params.identifier, language),
    }),
  );

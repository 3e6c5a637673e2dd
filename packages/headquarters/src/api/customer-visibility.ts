import { customerVisibilitySchema } from '@counterfoil/contracts/administration/customer-visibility';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { z } from 'zod';
import { customerVisibility } from '../visibility/customer-visibility.ts';
import { customerInScope } from '../workspace/in-scope.ts';
import { customerReaders, identifierSchema, type HeadquartersApi } from './headquarters-api.ts';

/** `GET /customers/{identifier}/visibility` */
export const getCustomerVisibility = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...customerReaders,
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
      response: { 200: customerVisibilitySchema },
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
    async ({ params, caller, language }) => {
      const identifier = await customerInScope(headquarters, caller, params.identifier);
      return { status: 200, body: await customerVisibility(headquarters, identifier, language) };
    },
  );

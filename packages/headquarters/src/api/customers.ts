import { customerSchema } from '@counterfoil/contracts/customer';
import { customerSearchAnswerSchema, customerSearchSchema } from '@counterfoil/contracts/real-time-service';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { z } from 'zod';
import { findHeadquartersCustomer, lookUpCustomers } from '../customers/find-customers.ts';
import { searchHeadquarters } from '../customers/search-customers.ts';
import { channelScopeOf, customersSeenIn } from '../workspace/channel-scope.ts';
import { openedPlace, sealedPlace } from '../workspace/sealed-place.ts';
import { exampleCustomer } from './customer-example.ts';
import { customerReaders, identifierSchema, type HeadquartersApi } from './headquarters-api.ts';

/** Identifiers in one look-up, at most. */
const identifierCountMax = 1_000;

/** `GET /customers/{identifier}` */
export const getHeadquartersCustomer = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...customerReaders,
      name: 'getHeadquartersCustomer',
      method: 'GET',
      path: '/customers/:identifier',
      summary: 'A customer',
      description: 'By permanent identifier or account number, as the customer master holds it.',
      request: { params: z.strictObject({ identifier: identifierSchema }) },
      response: { 200: customerSchema },
      errors: ['customer_unknown'],
      examples: { response: exampleCustomer },
    }),
    async ({ params, caller }) => {
      const seen = await customersSeenIn(headquarters.database, channelScopeOf(caller));
      return { status: 200, body: await findHeadquartersCustomer(headquarters, params.identifier, seen) };
    },
  );

/** `POST /customers/search` */
export const searchHeadquartersCustomers = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...customerReaders,
      name: 'searchHeadquartersCustomers',
      method: 'POST',
      path: '/customers/search',
      readsOnly: true,
      summary: 'Search customers',
      description:
        'Every criterion given must match. `hits` says of each customer why it was found; `nextCursor` leads to the next ones.',
      request: { body: customerSearchSchema },
      response: { 200: customerSearchAnswerSchema },
      errors: ['text_invalid'],
      examples: {
        request: { text: 'lachlan berry' },
        response: {
          customers: [exampleCustomer],
          hits: [{ customerId: exampleCustomer.customerId, matches: [{ field: 'name' }] }],
          nextCursor: null,
          isTypoTolerant: false,
          otherLegalEntities: [],
        },
      },
    }),
    async ({ body, caller }) => {
      const seen = await customersSeenIn(headquarters.database, channelScopeOf(caller));
      const { cursor: handedBack, ...search } = body;
      const cursor = openedPlace(headquarters, seen, handedBack, 'cursor');
      const answer = await searchHeadquarters(
        headquarters,
        { ...search, ...(cursor !== undefined && { cursor }) },
        seen,
      );
      return { status: 200, body: { ...answer, nextCursor: sealedPlace(headquarters, seen, answer.nextCursor) } };
    },
  );

/** `POST /customers/lookup` */
export const lookUpHeadquartersCustomers = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...customerReaders,
      name: 'lookUpHeadquartersCustomers',
      method: 'POST',
      path: '/customers/lookup',
      readsOnly: true,
      summary: 'Look customers up',
      description: 'Many permanent identifiers or account numbers at once, and which of them nobody has.',
      request: { body: z.strictObject({ identifiers: z.array(identifierSchema).max(identifierCountMax) }) },
      response: { 200: z.strictObject({ customers: z.array(customerSchema), missing: z.array(z.string()) }) },
      errors: [],
      examples: {
        request: { identifiers: ['C-000000001', 'C-000000002'] },
        response: { customers: [exampleCustomer], missing: ['C-000000002'] },
      },
    }),
    async ({ body, caller }) => {
      const seen = await customersSeenIn(headquarters.database, channelScopeOf(caller));
      return { status: 200, body: await lookUpCustomers(headquarters, body.identifiers, seen) };
    },
  );

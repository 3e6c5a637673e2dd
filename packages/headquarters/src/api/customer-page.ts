import { customerFormSettingsSchema } from '@counterfoil/contracts/administration/customer-form-settings';
import { customerHistorySchema } from '@counterfoil/contracts/administration/customer-history';
import { customerRecordSchema } from '@counterfoil/contracts/administration/customer-record';
import {
  possibleDuplicatesAnswerSchema,
  possibleDuplicatesRequestSchema,
} from '@counterfoil/contracts/administration/possible-duplicates';
import { accountLabel, displayName } from '@counterfoil/customer/display';
import { possibleDuplicateCountMax } from '@counterfoil/customer/duplicates/possible-duplicates';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { z } from 'zod';
import { customerFormSettings } from '../customers/customer-form-settings.ts';
import { customerHistory } from '../customers/customer-history.ts';
import { customerRecord } from '../customers/customer-record.ts';
import { possibleDuplicatesAtHeadquarters } from '../customers/possible-duplicates.ts';
import { channelScopeOf, customersSeenIn } from '../workspace/channel-scope.ts';
import { exampleCustomer } from './customer-example.ts';
import { exampleFormSettings, exampleHistory } from './customer-page-examples.ts';
import {
  customerReaders,
  customerWriters,
  identifierSchema,
  pageShape,
  type HeadquartersApi,
} from './headquarters-api.ts';

const params = z.strictObject({ identifier: identifierSchema });

/** `GET /customers/{identifier}/record` */
export const getCustomerRecord = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...customerReaders,
      name: 'getCustomerRecord',
      method: 'GET',
      path: '/customers/:identifier/record',
      summary: 'What headquarters knows of a customer',
      description:
        'By permanent identifier or account number; also of one whose creation arrived and is not an account yet: then ' +
        'as the operations that arrived describe it, without an account number.',
      request: { params },
      response: { 200: customerRecordSchema },
      errors: ['customer_unknown'],
      examples: {
        response: {
          customerId: exampleCustomer.customerId,
          state: 'account',
          customer: exampleCustomer,
          waitingCount: 0,
          failedCount: 0,
          failedOperationId: null,
        },
      },
    }),
    async ({ params: { identifier }, caller }) => ({
      status: 200,
      body: await customerRecord(headquarters, identifier, channelScopeOf(caller)),
    }),
  );

/** `GET /customers/{identifier}/history` */
export const getCustomerHistory = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...customerReaders,
      name: 'getCustomerHistory',
      method: 'GET',
      path: '/customers/:identifier/history',
      summary: 'What made a customer what it is',
      description:
        'Every operation, newest first: who made it, where and when, each value before and after, the edits that met ' +
        'with both values, and the corrections at headquarters.',
      request: { params, query: z.strictObject(pageShape) },
      response: { 200: customerHistorySchema },
      errors: ['customer_unknown'],
      examples: { response: exampleHistory },
    }),
    async ({ params: { identifier }, query: { cursor, limit }, caller, language }) => ({
      status: 200,
      body: await customerHistory(headquarters, identifier, {
        before: cursor,
        countMax: limit,
        scope: channelScopeOf(caller),
        language,
      }),
    }),
  );

/** `GET /customer-form-settings` */
export const getCustomerFormSettings = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...customerReaders,
      name: 'getCustomerFormSettings',
      method: 'GET',
      path: '/customer-form-settings',
      summary: 'What the form of a customer offers',
      description:
        'Legal entities and channels with what their new customers inherit, groups, titles, affiliations, address books, ' +
        'loyalty programs, attributes and address formats, in one answer.',
      request: {},
      response: { 200: customerFormSettingsSchema },
      errors: [],
      examples: { response: exampleFormSettings },
    }),
    async ({ caller }) => ({ status: 200, body: await customerFormSettings(headquarters, channelScopeOf(caller)) }),
  );

/** `POST /customers/possible-duplicates`: a POST, so that nothing personal stands in an address or a log. */
export const findHeadquartersDuplicates = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...customerWriters,
      name: 'findHeadquartersDuplicates',
      method: 'POST',
      path: '/customers/possible-duplicates',
      readsOnly: true,
      summary: 'Who a new customer might be already',
      description:
        'Customers of the legal entity with the same phone or e-mail address, those of secondary contacts too, or with ' +
        `a very similar name and address; at most ${possibleDuplicateCountMax}, the likeliest first.`,
      request: { body: possibleDuplicatesRequestSchema },
      response: { 200: possibleDuplicatesAnswerSchema },
      errors: ['legal_entity_unknown'],
      examples: {
        request: { legalEntity: 'USRT', customer: { firstName: 'Lachlan', email: 'lachlan@example.com' } },
        response: {
          possibleDuplicates: [
            {
              customerId: exampleCustomer.customerId,
              name: 'Lachlan Berry',
              account: 'C-000000001',
              email: 'lachlan@example.com',
              phone: '(713) 555-0123',
              city: 'Houston',
              because: ['email'],
            },
          ],
        },
      },
    }),
    async ({ body, caller, language }) => {
      const seen = await customersSeenIn(headquarters.database, channelScopeOf(caller));
      const found = await possibleDuplicatesAtHeadquarters(headquarters, body, seen);
      const possibleDuplicates = found.map(({ found: customer, because }) => ({
        customerId: customer.customerId,
        name: displayName(customer),
        account: accountLabel(customer.customerAccountNumber, language),
        email: customer.email,
        phone: customer.phone,
        city: (customer.addresses.find(({ isPrimary }) => isPrimary) ?? customer.addresses[0])?.city ?? null,
        because: [...because],
      }));
      return { status: 200, body: { possibleDuplicates } };
    },
  );

import { emptyCustomerFields, emptyCustomerLists } from '@counterfoil/customer/merge';
import { customerSchema, type Customer } from '@counterfoil/contracts/customer';
import { customerSearchAnswerSchema, customerSearchSchema } from '@counterfoil/contracts/real-time-service';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { z } from 'zod';
import { findHeadquartersCustomer, lookUpCustomers, searchHeadquarters } from '../find-customers.ts';
import {
  administratorOnly,
  administratorOrAuditor,
  identifierSchema,
  type HeadquartersApi,
} from './headquarters-api.ts';

/** Identifiers in one look-up, at most. */
const identifierCountMax = 1_000;

const exampleCustomer: Customer = {
  customerId: '01890000-0000-7000-8000-000000000001',
  legalEntity: 'USRT',
  customerAccountNumber: 'C-000000001',
  version: 1,
  deactivated: false,
  ...emptyCustomerFields,
  ...emptyCustomerLists(),
  firstName: 'Lachlan',
  lastName: 'Berry',
  languageId: 'en-US',
  currency: 'USD',
  customerGroup: '30',
  email: 'lachlan@example.com',
  phone: '(713) 555-0123',
  addresses: [],
  fieldStamps: {},
  createdBy: 'houston',
  recentOperations: ['01890000-0000-7000-8000-000000000002'],
};

/** `GET /customers/{identifier}` */
export const getHeadquartersCustomer = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...administratorOrAuditor,
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
    async ({ params }) => ({ status: 200, body: await findHeadquartersCustomer(headquarters, params.identifier) }),
  );

/** `POST /customers/search` */
export const searchHeadquartersCustomers = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...administratorOnly,
      name: 'searchHeadquartersCustomers',
      method: 'POST',
      path: '/customers/search',
      summary: 'Search customers',
      description: 'By name, e-mail address, phone number, account number or legal entity; every criterion must match.',
      request: { body: customerSearchSchema },
      response: { 200: customerSearchAnswerSchema },
      errors: [],
      examples: { request: { name: 'lachlan berry' }, response: { customers: [exampleCustomer] } },
    }),
    async ({ body }) => ({ status: 200, body: { customers: await searchHeadquarters(headquarters, body) } }),
  );

/** `POST /customers/lookup` */
export const lookUpHeadquartersCustomers = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...administratorOnly,
      name: 'lookUpHeadquartersCustomers',
      method: 'POST',
      path: '/customers/lookup',
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
    async ({ body }) => ({ status: 200, body: await lookUpCustomers(headquarters, body.identifiers) }),
  );

import { createCustomerRequestSchema } from '@counterfoil/contracts/create-customer';
import { customerSchema, uuidSchema } from '@counterfoil/contracts/customer';
import {
  createAtHeadquartersRequestSchema,
  deactivateAtHeadquartersRequestSchema,
  updateAtHeadquartersRequestSchema,
} from '@counterfoil/contracts/edit-at-headquarters';
import type { ErrorCode } from '@counterfoil/contracts/error-register';
import { CodedError } from '@counterfoil/contracts/refusal';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { z } from 'zod';
import {
  createCustomerAtHeadquarters,
  deactivateCustomerAtHeadquarters,
  updateCustomerAtHeadquarters,
} from '../customers/edit-at-headquarters.ts';
import { exampleCustomer } from './customer-example.ts';
import { customerInScope, expectOwnChannel } from '../workspace/in-scope.ts';
import { customerWriters, identifierSchema, type HeadquartersApi } from './headquarters-api.ts';

const idempotencyKeyLengthMax = 200;
const idempotencyHeaders = z.looseObject({
  'idempotency-key': z
    .string()
    .min(1)
    .max(idempotencyKeyLengthMax)
    .optional()
    .describe('Any text of the caller; the same key with the same content is answered as the first time.'),
});

const answerSchema = z.strictObject({
  customer: customerSchema,
  operationId: uuidSchema,
  /** The request was a repetition; nothing was done again. */
  replayed: z.boolean(),
});

const exampleAnswer = { customer: exampleCustomer, operationId: exampleCustomer.recentOperations[0], replayed: false };
const identifierParams = z.strictObject({ identifier: identifierSchema });

const writingCodes = [
  'name_required',
  'field_required',
  'field_too_long',
  'text_invalid',
  'email_invalid',
  'phone_invalid',
  'country_invalid',
  'currency_invalid',
  'language_invalid',
  'date_invalid',
  'date_in_future',
  'amount_invalid',
  'too_many_addresses',
  'address_duplicate',
  'too_many_entries',
  'entry_duplicate',
  'image_invalid',
  'url_invalid',
  'personal_title_unknown',
  'affiliation_unknown',
  'address_book_unknown',
  'attribute_unknown',
  'attribute_required',
  'attribute_text_expected',
  'attribute_integer_expected',
  'attribute_decimal_expected',
  'attribute_boolean_expected',
  'attribute_value_unlisted',
  'attribute_too_low',
  'attribute_too_high',
  'zip_code_invalid',
  'zip_code_required',
  'customer_group_unknown',
  'legal_entity_unknown',
  'channel_unknown',
  'channel_of_other_legal_entity',
  'identity_linked_elsewhere',
  'idempotency_key_reused',
  'record_poisoned',
] as const satisfies readonly ErrorCode[];

const editingCodes = [
  ...writingCodes,
  'customer_unknown',
  'customer_version_unknown',
  'customer_deactivated',
  'nothing_changed',
] as const satisfies readonly ErrorCode[];

/** `POST /customers` */
export const createHeadquartersCustomer = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...customerWriters,
      name: 'createHeadquartersCustomer',
      method: 'POST',
      path: '/customers',
      summary: 'Create a customer at headquarters',
      description:
        'With its account number at once. `channelId` may be any channel, a call center among them; what is left out ' +
        'comes from its default customer or from the channel. Without a channel `legalEntity` is given, and the ' +
        'customer group. Only headquarters sets a credit limit.',
      request: { headers: idempotencyHeaders, body: createAtHeadquartersRequestSchema },
      response: { 200: answerSchema, 201: answerSchema },
      errors: [
        ...writingCodes,
        'channel_or_legal_entity_required',
        'customer_exists',
        'account_number_sequence_missing',
        'account_number_sequence_exhausted',
      ],
      examples: {
        request: {
          legalEntity: 'USRT',
          customer: { customerType: 'person', firstName: 'Lachlan', lastName: 'Berry', customerGroup: '30' },
        },
        response: exampleAnswer,
      },
    }),
    async ({ body, headers, caller }) => {
      expectOwnChannel(caller, body.channelId);
      const result = await withFieldsUnder('customer', () =>
        createCustomerAtHeadquarters(headquarters, body, caller, headers['idempotency-key']),
      );
      return { status: result.replayed ? 200 : 201, body: result };
    },
  );

/** `PATCH /customers/{identifier}` */
export const updateHeadquartersCustomer = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...customerWriters,
      name: 'updateHeadquartersCustomer',
      method: 'PATCH',
      path: '/customers/:identifier',
      summary: 'Change a customer at headquarters',
      description:
        'Only what is sent changes. An edit of a channel that arrives later is merged field by field; of a field that ' +
        'both changed the policy decides, and both values stay on record. The credit limit of headquarters stays.',
      request: { params: identifierParams, headers: idempotencyHeaders, body: updateAtHeadquartersRequestSchema },
      response: { 200: answerSchema },
      errors: editingCodes,
      examples: { request: { changes: { lastName: 'Berry', creditLimit: 1_000 } }, response: exampleAnswer },
    }),
    async ({ params, body, headers, caller }) => {
      if (body.channelId !== undefined) expectOwnChannel(caller, body.channelId);
      const identifier = await customerInScope(headquarters, caller, params.identifier);
      const result = await withFieldsUnder('changes', () =>
        updateCustomerAtHeadquarters(headquarters, identifier, body, caller, headers['idempotency-key']),
      );
      return { status: 200, body: result };
    },
  );

/** `POST /customers/{identifier}/deactivate` */
export const deactivateHeadquartersCustomer = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...customerWriters,
      name: 'deactivateHeadquartersCustomer',
      method: 'POST',
      path: '/customers/:identifier/deactivate',
      summary: 'Deactivate a customer',
      description: 'It is hidden in every channel, its sign-ins are free for another customer, and edits are refused.',
      request: {
        params: identifierParams,
        headers: idempotencyHeaders,
        body: deactivateAtHeadquartersRequestSchema.nullable(),
      },
      response: { 200: answerSchema },
      errors: editingCodes,
      examples: { request: {}, response: { ...exampleAnswer, customer: { ...exampleCustomer, deactivated: true } } },
    }),
    async ({ params, body, headers, caller }) => {
      const request = body ?? {};
      if (request.channelId !== undefined) expectOwnChannel(caller, request.channelId);
      const identifier = await customerInScope(headquarters, caller, params.identifier);
      const key = headers['idempotency-key'];
      return {
        status: 200,
        body: await deactivateCustomerAtHeadquarters(headquarters, identifier, request, caller, key),
      };
    },
  );

const requestFields: ReadonlySet<string> = new Set([
  ...Object.keys(createCustomerRequestSchema.shape),
  'legalEntity',
  'baseVersion',
  '',
]);

/** What is refused names the fields as the request does: `email` becomes `customer.email`. */
async function withFieldsUnder<Result>(prefix: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    const problems = error.problems.map((problem) =>
      requestFields.has(problem.field) ? problem : { ...problem, field: `${prefix}.${problem.field}` },
    );
    throw new CodedError(error.code, problems, { cause: error });
  }
}

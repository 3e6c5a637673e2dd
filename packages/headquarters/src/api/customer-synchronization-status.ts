import { uuidSchema } from '@counterfoil/contracts/customer';
import { customerChangesSchema, operationKinds } from '@counterfoil/contracts/customer-operation';
import type { Language } from '@counterfoil/contracts/error-register';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { z } from 'zod';
import {
  customerSynchronizationStatus,
  findStagedOperation,
  type SynchronizationStatusEntry,
} from '../synchronization-status/customer-synchronization-status.ts';
import { stagedStatuses } from '../synchronization-status/status-filter.ts';
import { descriptionOf, problemText, statusText } from '../synchronization-status/status-texts.ts';
import {
  administratorOnly,
  readers,
  counterSchema,
  identifierSchema,
  nextCursor,
  nextCursorSchema,
  pageShape,
  problemSchema,
  type HeadquartersApi,
} from './headquarters-api.ts';

const correctionSchema = z.strictObject({
  correctedBy: z.string(),
  correctedAt: z.string(),
  oldChanges: customerChangesSchema.nullable(),
  newChanges: customerChangesSchema,
  lastKnownError: problemSchema.nullable(),
});

const shownValueSchema = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** A line of the audit page. */
const statusEntrySchema = z.strictObject({
  n: counterSchema,
  operationId: uuidSchema,
  customerId: uuidSchema,
  name: z.string(),
  customerAccountNumber: z.string().nullable(),
  asyncCustomerAccount: uuidSchema,
  kind: z.enum(operationKinds),
  /** What the operation is and what became of it, in the caller's language. */
  description: z.string(),
  channelDatabaseId: z.string(),
  channelId: z.string().nullable(),
  channelName: z.string().nullable(),
  madeAtHeadquarters: z.boolean(),
  operationTimestamp: z.string().nullable(),
  status: z.enum(stagedStatuses),
  /** In the caller's language. */
  statusText: z.string(),
  /** With its sentence in the caller's language. */
  lastKnownError: problemSchema.extend({ message: z.string() }).nullable(),
  receivedAt: z.string(),
  decidedAt: z.string().nullable(),
  changes: customerChangesSchema.nullable(),
  /** `field` is the value's place in `changes`; the label is in the caller's language. */
  values: z.array(
    z.strictObject({ field: z.string(), label: z.string(), oldValue: shownValueSchema, newValue: shownValueSchema }),
  ),
  corrections: z.array(correctionSchema).readonly(),
});

type StatusEntry = z.infer<typeof statusEntrySchema>;

const exampleEntry: StatusEntry = {
  n: '41',
  operationId: '01890000-0000-7000-8000-000000000002',
  customerId: '01890000-0000-7000-8000-000000000001',
  name: 'Lachlan Berry',
  customerAccountNumber: null,
  asyncCustomerAccount: '01890000-0000-7000-8000-000000000001',
  kind: 'create',
  description: 'Creation of the customer at Paris: failed. Unknown customer group "99".',
  channelDatabaseId: 'paris',
  channelId: 'PARIS',
  channelName: 'Paris',
  madeAtHeadquarters: false,
  operationTimestamp: '2026-03-01T09:59:00.000Z',
  status: 'failed',
  statusText: 'Failed',
  lastKnownError: {
    code: 'customer_group_unknown',
    field: 'customerGroup',
    parameters: { value: '99' },
    message: 'Unknown customer group "99".',
  },
  receivedAt: '2026-03-01T10:00:00.000Z',
  decidedAt: '2026-03-01T10:00:01.000Z',
  changes: { fields: { customerType: 'person', firstName: 'Lachlan', customerGroup: '99' }, addresses: [] },
  values: [{ field: 'customerGroup', label: 'Customer group', oldValue: null, newValue: '99' }],
  corrections: [],
};

const timeSchema = z.iso.datetime({ offset: true });

/** What the page can be narrowed by without personal data in the address of the request. */
const filterShape = {
  status: z.enum(stagedStatuses).optional(),
  channelDatabaseId: identifierSchema.optional(),
  channelId: identifierSchema.optional(),
  code: identifierSchema.optional().describe('Code of the last known error.'),
  from: timeSchema.optional().describe('Arrived then or later.'),
  to: timeSchema.optional().describe('Arrived before.'),
  customerId: uuidSchema.optional(),
};

const textLengthMax = 200;
const operationCountMax = 1_000;

/** Every filter of the page. */
export const statusFilterSchema = z.strictObject({
  ...filterShape,
  operationIds: z.array(uuidSchema).max(operationCountMax).optional(),
  text: z
    .string()
    .max(textLengthMax)
    .optional()
    .describe('The beginning of a name, an e-mail address or an account number.'),
});

const pageSchema = z.strictObject({ operations: z.array(statusEntrySchema), nextCursor: nextCursorSchema });
const examplePage = { operations: [exampleEntry], nextCursor: null };

/** `GET /customer-synchronization-status` */
export const listCustomerSynchronizationStatus = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...readers,
      name: 'listCustomerSynchronizationStatus',
      method: 'GET',
      path: '/customer-synchronization-status',
      summary: 'Customer synchronization status',
      description:
        'Every operation that arrived, newest first, with its fate, last known error, old and new values, and its ' +
        'corrections: the audit trail.',
      request: { query: z.strictObject({ ...filterShape, ...pageShape }) },
      response: { 200: pageSchema },
      errors: [],
      examples: { response: examplePage },
    }),
    async ({ query: { cursor, limit, ...filter }, language }) => ({
      status: 200,
      body: await readPage(headquarters.database, { ...filter, before: cursor, countMax: limit }, language),
    }),
  );

/** `POST /customer-synchronization-status/search` */
export const searchCustomerSynchronizationStatus = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...administratorOnly,
      name: 'searchCustomerSynchronizationStatus',
      method: 'POST',
      path: '/customer-synchronization-status/search',
      summary: 'Customer synchronization status by name, e-mail or account',
      description: 'As the list, narrowed by `text` too. A POST, so that no personal data is in addresses of requests.',
      request: { body: statusFilterSchema.extend(pageShape) },
      response: { 200: pageSchema },
      errors: [],
      examples: { request: { text: 'berry', status: 'failed', limit: 50 }, response: examplePage },
    }),
    async ({ body: { cursor, limit, ...filter }, language }) => ({
      status: 200,
      body: await readPage(headquarters.database, { ...filter, before: cursor, countMax: limit }, language),
    }),
  );

/** `GET /customer-synchronization-status/{operationId}` */
export const getCustomerSynchronizationStatus = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...readers,
      name: 'getCustomerSynchronizationStatus',
      method: 'GET',
      path: '/customer-synchronization-status/:operationId',
      summary: 'One operation with its values and corrections',
      description: 'Old values are those of the customer as the operation found it, or as it is now while undecided.',
      request: { params: z.strictObject({ operationId: uuidSchema }) },
      response: { 200: statusEntrySchema },
      errors: ['staged_operation_unknown'],
      examples: { response: exampleEntry },
    }),
    async ({ params, language }) => ({
      status: 200,
      body: shownEntry(await findStagedOperation(headquarters.database, params.operationId), language),
    }),
  );

type Filter = Parameters<typeof customerSynchronizationStatus>[1];

async function readPage(
  database: HeadquartersApi['headquarters']['database'],
  filter: Filter,
  language: Language,
): Promise<z.infer<typeof pageSchema>> {
  const entries = await customerSynchronizationStatus(database, filter);
  return {
    operations: entries.map((entry) => shownEntry(entry, language)),
    nextCursor: nextCursor(entries, filter.countMax, (entry) => entry.n),
  };
}

function shownEntry(entry: SynchronizationStatusEntry, language: Language): StatusEntry {
  const { lastKnownError, values, status } = entry;
  return {
    ...entry,
    description: descriptionOf(entry, language),
    statusText: statusText(status, language),
    lastKnownError: lastKnownError && { ...lastKnownError, message: problemText(lastKnownError, language) },
    values: values.map((value) => ({ ...value, label: value.label[language] })),
  };
}

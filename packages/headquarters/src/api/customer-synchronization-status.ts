import {
  stagedStatuses,
  statusEntrySchema,
  statusPageSchema,
  type StatusEntry,
  type StatusPage,
} from '@counterfoil/contracts/administration/synchronization-status';
import { uuidSchema } from '@counterfoil/contracts/customer';
import type { Language } from '@counterfoil/contracts/error-register';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { z } from 'zod';
import {
  customerSynchronizationStatus,
  findStagedOperation,
  type SynchronizationStatusEntry,
} from '../synchronization-status/customer-synchronization-status.ts';
import { channelScopeOf } from '../workspace/channel-scope.ts';
import { descriptionOf, problemText, statusText } from '../synchronization-status/status-texts.ts';
import { customerReaders, identifierSchema, nextCursor, pageShape, type HeadquartersApi } from './headquarters-api.ts';

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
  legalEntity: 'USRT',
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

const examplePage = { operations: [exampleEntry], nextCursor: null };

/** `GET /customer-synchronization-status` */
export const listCustomerSynchronizationStatus = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...customerReaders,
      name: 'listCustomerSynchronizationStatus',
      method: 'GET',
      path: '/customer-synchronization-status',
      summary: 'Customer synchronization status',
      description:
        'Every operation that arrived, newest first, with its fate, last known error, old and new values, and its ' +
        'corrections: the audit trail.',
      request: { query: z.strictObject({ ...filterShape, ...pageShape }) },
      response: { 200: statusPageSchema },
      errors: [],
      examples: { response: examplePage },
    }),
    async ({ query: { cursor, limit, ...filter }, caller, language }) => {
      const channelIds = channelScopeOf(caller);
      const wanted = { ...filter, channelIds, before: cursor, countMax: limit };
      return { status: 200, body: await readPage(headquarters.database, wanted, language) };
    },
  );

/** `POST /customer-synchronization-status/search` */
export const searchCustomerSynchronizationStatus = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...customerReaders,
      name: 'searchCustomerSynchronizationStatus',
      method: 'POST',
      path: '/customer-synchronization-status/search',
      readsOnly: true,
      summary: 'Customer synchronization status by name, e-mail or account',
      description: 'As the list, narrowed by `text` too. A POST, so that no personal data is in addresses of requests.',
      request: { body: statusFilterSchema.extend(pageShape) },
      response: { 200: statusPageSchema },
      errors: [],
      examples: { request: { text: 'berry', status: 'failed', limit: 50 }, response: examplePage },
    }),
    async ({ body: { cursor, limit, ...filter }, caller, language }) => {
      const channelIds = channelScopeOf(caller);
      const wanted = { ...filter, channelIds, before: cursor, countMax: limit };
      return { status: 200, body: await readPage(headquarters.database, wanted, language) };
    },
  );

/** `GET /customer-synchronization-status/{operationId}` */
export const getCustomerSynchronizationStatus = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...customerReaders,
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
    async ({ params, caller, language }) => {
      const found = await findStagedOperation(headquarters.database, params.operationId, channelScopeOf(caller));
      return { status: 200, body: shownEntry(found, language) };
    },
  );

type Filter = Parameters<typeof customerSynchronizationStatus>[1];

async function readPage(
  database: HeadquartersApi['headquarters']['database'],
  filter: Filter,
  language: Language,
): Promise<StatusPage> {
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

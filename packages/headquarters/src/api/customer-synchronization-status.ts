import { uuidSchema } from '@counterfoil/contracts/customer';
import { customerChangesSchema } from '@counterfoil/contracts/customer-operation';
import { isErrorCode, messageOf, type Language } from '@counterfoil/contracts/error-register';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { z } from 'zod';
import {
  customerSynchronizationStatus,
  stagedStatuses,
  type SynchronizationStatusEntry,
} from '../customer-synchronization-status.ts';
import {
  administratorOrAuditor,
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

/** A line of the audit page. */
const statusEntrySchema = z.strictObject({
  n: counterSchema,
  operationId: uuidSchema,
  customerId: uuidSchema,
  name: z.string(),
  customerAccountNumber: z.string().nullable(),
  kind: z.string(),
  channelDatabaseId: z.string(),
  status: z.enum(stagedStatuses),
  /** With its sentence in the caller's language. */
  lastKnownError: problemSchema.extend({ message: z.string() }).nullable(),
  receivedAt: z.string(),
  decidedAt: z.string().nullable(),
  changes: customerChangesSchema.nullable(),
  corrections: z.array(correctionSchema).readonly(),
});

const exampleEntry: z.infer<typeof statusEntrySchema> = {
  n: '41',
  operationId: '01890000-0000-7000-8000-000000000002',
  customerId: '01890000-0000-7000-8000-000000000001',
  name: 'Lachlan Berry',
  customerAccountNumber: null,
  kind: 'create',
  channelDatabaseId: 'paris',
  status: 'failed',
  lastKnownError: {
    code: 'customer_group_unknown',
    field: 'customerGroup',
    parameters: { value: '99' },
    message: 'Unknown customer group "99".',
  },
  receivedAt: '2026-03-01T10:00:00.000Z',
  decidedAt: '2026-03-01T10:00:01.000Z',
  changes: { fields: { customerType: 'person', firstName: 'Lachlan', customerGroup: '99' }, addresses: [] },
  corrections: [],
};

/** `GET /customer-synchronization-status` */
export const listCustomerSynchronizationStatus = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...administratorOrAuditor,
      name: 'listCustomerSynchronizationStatus',
      method: 'GET',
      path: '/customer-synchronization-status',
      summary: 'Customer synchronization status',
      description: 'Every operation that arrived, newest first, with its fate, last known error and corrections.',
      request: {
        query: z.strictObject({
          status: z.enum(stagedStatuses).optional(),
          channelDatabaseId: identifierSchema.optional(),
          ...pageShape,
        }),
      },
      response: { 200: z.strictObject({ operations: z.array(statusEntrySchema), nextCursor: nextCursorSchema }) },
      errors: [],
      examples: { response: { operations: [exampleEntry], nextCursor: null } },
    }),
    async ({ query: { cursor, limit, ...filter }, language }) => {
      const { database } = headquarters;
      const entries = await customerSynchronizationStatus(database, { ...filter, before: cursor, countMax: limit });
      const operations = entries.map((entry) => withSentence(entry, language));
      return { status: 200, body: { operations, nextCursor: nextCursor(entries, limit, (entry) => entry.n) } };
    },
  );

function withSentence(
  entry: SynchronizationStatusEntry,
  language: Language,
): Omit<SynchronizationStatusEntry, 'lastKnownError'> & Pick<z.infer<typeof statusEntrySchema>, 'lastKnownError'> {
  const { lastKnownError } = entry;
  if (!lastKnownError) return { ...entry, lastKnownError };
  const { code, parameters } = lastKnownError;
  const message = isErrorCode(code) ? messageOf(code, language, parameters) : messageOf('internal_error', language);
  return { ...entry, lastKnownError: { ...lastKnownError, message } };
}

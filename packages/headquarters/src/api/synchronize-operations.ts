import {
  synchronizedCountMax,
  synchronizedManySchema,
} from '@counterfoil/contracts/administration/synchronization-status';
import { uuidSchema } from '@counterfoil/contracts/customer';
import { customerChangesSchema } from '@counterfoil/contracts/customer-operation';
import type { ErrorCode } from '@counterfoil/contracts/error-register';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { z } from 'zod';
import { correctOperation } from '../synchronization-status/correct-operation.ts';
import {
  synchronizeFailedOperations,
  synchronizeOperation,
} from '../synchronization-status/customer-synchronization-status.ts';
import { channelScopeOf } from '../workspace/channel-scope.ts';
import { expectOperationInScope } from '../workspace/in-scope.ts';
import { statusFilterSchema } from './customer-synchronization-status.ts';
import { counterSchema, customerWriters, type HeadquartersApi } from './headquarters-api.ts';

const params = z.strictObject({ operationId: uuidSchema });
const exampleChanges = { fields: { customerGroup: '30' }, addresses: [] };

const correctingCodes = [
  'staged_operation_unknown',
  'staged_operation_not_failed',
  'staged_operation_unreadable',
  'customer_group_unknown',
  'name_required',
  'text_invalid',
] as const satisfies readonly ErrorCode[];

/** `PUT /customer-synchronization-status/{operationId}` */
export const saveFailedOperation = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...customerWriters,
      name: 'saveFailedOperation',
      method: 'PUT',
      path: '/customer-synchronization-status/:operationId',
      summary: 'Save corrected values of a failed record',
      description:
        'The given fields replace those of the record, the entries of each list replace or follow its own; both values ' +
        'stay on record. It stays failed until somebody synchronizes it.',
      request: { params, body: z.strictObject({ changes: customerChangesSchema }) },
      response: { 200: z.strictObject({ status: z.literal('failed') }) },
      errors: correctingCodes,
      examples: { request: { changes: exampleChanges }, response: { status: 'failed' } },
    }),
    async ({ params: { operationId }, body, caller }) => {
      await expectOperationInScope(headquarters, caller, operationId);
      const { changes } = body;
      await correctOperation(headquarters, operationId, { changes, correctedBy: caller.subject, synchronize: false });
      return { status: 200, body: { status: 'failed' as const } };
    },
  );

/** `POST /customer-synchronization-status/{operationId}/synchronize` */
export const synchronizeFailedOperation = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...customerWriters,
      name: 'synchronizeFailedOperation',
      method: 'POST',
      path: '/customer-synchronization-status/:operationId/synchronize',
      summary: 'Synchronize a failed record again',
      description:
        'As it is, or with corrected `changes`: the given fields and entries replace those of the record, both values ' +
        'stay on record. A record that could not be stored takes all its changes from the correction.',
      request: { params, body: z.strictObject({ changes: customerChangesSchema.optional() }).nullable() },
      response: { 202: z.strictObject({ status: z.literal('uploaded') }) },
      errors: correctingCodes,
      examples: { request: { changes: exampleChanges }, response: { status: 'uploaded' } },
    }),
    async ({ params: { operationId }, body, caller }) => {
      await expectOperationInScope(headquarters, caller, operationId);
      const changes = body?.changes;
      const correction = changes && { changes, correctedBy: caller.subject, synchronize: true };
      if (correction) await correctOperation(headquarters, operationId, correction);
      else await synchronizeOperation(headquarters, operationId);
      return { status: 202, body: { status: 'uploaded' as const } };
    },
  );

/** `POST /customer-synchronization-status/synchronize` */
export const synchronizeAllFailedOperations = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...customerWriters,
      name: 'synchronizeAllFailedOperations',
      method: 'POST',
      path: '/customer-synchronization-status/synchronize',
      summary: 'Synchronize many failed records again',
      description:
        'Those that the filter names, for example all that failed with one `code`; without one, all. Records that ' +
        'could not be stored stay. With a `limit` the oldest of them, and the `nextCursor` of the others.',
      request: {
        body: statusFilterSchema
          .omit({ status: true })
          .extend({
            cursor: counterSchema.optional(),
            limit: z.number().int().min(1).max(synchronizedCountMax).optional(),
          })
          .nullable(),
      },
      response: { 202: synchronizedManySchema },
      errors: [],
      examples: {
        request: { code: 'account_number_sequence_exhausted' },
        response: { count: 1204, operationIds: ['01890000-0000-7000-8000-000000000002'], nextCursor: null },
      },
    }),
    async ({ body, caller }) => {
      const { cursor, limit, ...named } = body ?? {};
      const filter = { ...named, channelIds: channelScopeOf(caller) };
      const taken = await synchronizeFailedOperations(headquarters, filter, { after: cursor, countMax: limit });
      const { count, operationIds, last } = taken;
      const nextCursor = limit !== undefined && count === limit ? last : null;
      return {
        status: 202,
        body: { count, operationIds: operationIds.slice(0, synchronizedCountMax), nextCursor },
      };
    },
  );

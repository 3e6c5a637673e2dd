import { uuidSchema } from '@counterfoil/contracts/customer';
import { customerChangesSchema } from '@counterfoil/contracts/customer-operation';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { z } from 'zod';
import { correctOperation } from '../correct-operation.ts';
import { synchronizeFailedOperations, synchronizeOperation } from '../customer-synchronization-status.ts';
import { administratorOnly, identifierSchema, type HeadquartersApi } from './headquarters-api.ts';

/** `POST /customer-synchronization-status/{operationId}/synchronize` */
export const synchronizeFailedOperation = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...administratorOnly,
      name: 'synchronizeFailedOperation',
      method: 'POST',
      path: '/customer-synchronization-status/:operationId/synchronize',
      summary: 'Synchronize a failed record again',
      description:
        'As it is, or with corrected `changes`: the given fields and addresses replace those of the record, both values ' +
        'stay on record. A record that could not be stored takes all its changes from the correction.',
      request: {
        params: z.strictObject({ operationId: uuidSchema }),
        body: z.strictObject({ changes: customerChangesSchema.optional() }).nullable(),
      },
      response: { 202: z.strictObject({ status: z.literal('uploaded') }) },
      errors: [
        'staged_operation_unknown',
        'staged_operation_not_failed',
        'staged_operation_unreadable',
        'customer_group_unknown',
        'name_required',
        'text_invalid',
      ],
      examples: {
        request: { changes: { fields: { customerGroup: '30' }, addresses: [] } },
        response: { status: 'uploaded' },
      },
    }),
    async ({ params, body, caller }) => {
      if (body?.changes) await correctOperation(headquarters, params.operationId, body.changes, caller.subject);
      else await synchronizeOperation(headquarters, params.operationId);
      return { status: 202, body: { status: 'uploaded' as const } };
    },
  );

/** `POST /customer-synchronization-status/synchronize` */
export const synchronizeAllFailedOperations = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...administratorOnly,
      name: 'synchronizeAllFailedOperations',
      method: 'POST',
      path: '/customer-synchronization-status/synchronize',
      summary: 'Synchronize all failed records again',
      description: 'All, or those that failed with `code`; records that could not be stored stay.',
      request: { body: z.strictObject({ code: identifierSchema.optional() }).nullable() },
      response: { 202: z.strictObject({ count: z.number().int() }) },
      errors: [],
      examples: { request: { code: 'account_number_sequence_exhausted' }, response: { count: 1204 } },
    }),
    async ({ body }) => ({
      status: 202,
      body: { count: await synchronizeFailedOperations(headquarters, body?.code) },
    }),
  );

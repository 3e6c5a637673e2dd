import { uuidSchema } from '@counterfoil/contracts/customer';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { z } from 'zod';
import { listMergeConflicts as mergeConflictsIn } from '../customers/merge-conflicts.ts';
import {
  readers,
  counterSchema,
  nextCursor,
  nextCursorSchema,
  pageShape,
  type HeadquartersApi,
} from './headquarters-api.ts';

const conflictSchema = z.strictObject({
  n: counterSchema,
  customerId: uuidSchema,
  operationId: uuidSchema,
  field: z.string(),
  heldValue: z.unknown(),
  heldBy: z.string(),
  offeredValue: z.unknown(),
  offeredBy: z.string(),
  kept: z.enum(['held', 'offered']),
  policy: z.enum(['mostRestrictive', 'headquarters', 'laterApplied']),
  recordedAt: z.string(),
});

/** `GET /merge-conflicts` */
export const listMergeConflicts = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...readers,
      name: 'listMergeConflicts',
      method: 'GET',
      path: '/merge-conflicts',
      summary: 'Conflicting edits',
      description: 'Two edits of one field that both arrived: both values, which was kept, and by which rule.',
      request: { query: z.strictObject({ customerId: uuidSchema.optional(), ...pageShape }) },
      response: {
        200: z.strictObject({ mergeConflicts: z.array(conflictSchema), nextCursor: nextCursorSchema }),
      },
      errors: [],
      examples: {
        response: {
          mergeConflicts: [
            {
              n: '3',
              customerId: '01890000-0000-7000-8000-000000000001',
              operationId: '01890000-0000-7000-8000-000000000002',
              field: 'phone',
              heldValue: '(713) 555-0123',
              heldBy: 'houston',
              offeredValue: '+33 6 12 34 56 78',
              offeredBy: 'paris',
              kept: 'offered',
              policy: 'laterApplied',
              recordedAt: '2026-03-01T10:00:00.000Z',
            },
          ],
          nextCursor: null,
        },
      },
    }),
    async ({ query: { cursor, limit, customerId } }) => {
      const found = await mergeConflictsIn(headquarters.database, { customerId, before: cursor, countMax: limit });
      return {
        status: 200,
        body: { mergeConflicts: found, nextCursor: nextCursor(found, limit, (conflict) => conflict.n) },
      };
    },
  );

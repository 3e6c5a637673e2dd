import { uuidSchema } from '@counterfoil/contracts/customer';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { z } from 'zod';
import type { Channel } from '../channel.ts';
import { rejectedEntries, type RejectedEntryPlace } from '../offline/rejected-entries.ts';
import { rejectedLimitSchema, rejectedPage, rejectedShape } from './rejected-pages.ts';
import { registerParams } from './requests.ts';

/** The place of an entry: its incarnation, and its number in it. */
const cursorSchema = z
  .string()
  .regex(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.\d{1,15}$/u, 'the nextCursor of the page before');

const entrySchema = z.strictObject({
  deviceEpochId: uuidSchema.describe('The incarnation of the offline database.'),
  deviceSequence: z.int(),
  operationId: uuidSchema.nullable().describe('Null where the entry does not name one.'),
  ...rejectedShape,
});

/** `GET /offline-databases/:registerId/rejected-entries` */
export const listRejectedEntriesRoute = defineRoute({
  name: 'listRejectedEntries',
  method: 'GET',
  path: '/offline-databases/:registerId/rejected-entries',
  summary: 'Entries of an offline database that could not be taken over',
  description:
    'Newest first, each with its content and the reason. They are kept until somebody has entered by hand what is in ' +
    'them: nobody else has it.',
  access: ['administrator'],
  request: {
    params: registerParams,
    query: z.strictObject({ cursor: cursorSchema.optional(), limit: rejectedLimitSchema }),
  },
  response: { 200: z.strictObject({ rejectedEntries: z.array(entrySchema), nextCursor: cursorSchema.nullable() }) },
  errors: ['register_unknown', 'database_unreachable'],
  examples: {
    response: {
      rejectedEntries: [
        {
          deviceEpochId: '019b0000-0000-7000-8000-00000000000b',
          deviceSequence: 17,
          operationId: null,
          problem: { code: 'offline_entry_unreadable', field: 'kind' },
          reason: 'The entry is not a customer operation.',
          content: { kind: 'unheard of' },
          receivedAt: '2030-01-02T03:04:05.000Z',
        },
      ],
      nextCursor: null,
    },
  },
});

function placeOf(cursor: string | undefined): RejectedEntryPlace | null {
  if (cursor === undefined) return null;
  const [deviceEpochId = '', sequence = ''] = cursor.split('.');
  return { deviceEpochId, deviceSequence: Number(sequence) };
}

/** Lists the rejected entries of one register. */
export const handleListRejectedEntries = (channel: Channel): RouteWithHandler =>
  handle(listRejectedEntriesRoute, async ({ params, query: { cursor, limit }, language }) => {
    const entries = await rejectedEntries(channel, params.registerId, { before: placeOf(cursor), countMax: limit });
    const { shown, nextCursor } = rejectedPage(
      entries,
      { limit, language },
      ({ deviceEpochId, deviceSequence }) => `${deviceEpochId}.${deviceSequence}`,
    );
    return { status: 200, body: { rejectedEntries: shown, nextCursor } };
  });

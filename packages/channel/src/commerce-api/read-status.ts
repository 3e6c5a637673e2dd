import { feedPositionSchema } from '@counterfoil/contracts/exchange';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { z } from 'zod';
import type { Channel } from '../channel.ts';
import { channelStatus } from '../status.ts';

const count = z.number().int().nonnegative();

/** `GET /status` */
export const readStatusRoute = defineRoute({
  name: 'readStatus',
  method: 'GET',
  path: '/status',
  summary: 'How this scale unit is doing',
  description: 'What waits in the outbox, and how it stands with headquarters.',
  access: ['administrator', 'application'],
  request: {},
  response: {
    200: z.strictObject({
      channelDatabaseId: z.string(),
      headquarters: z.strictObject({
        circuit: z.enum(['closed', 'open', 'halfOpen']),
        lastExchangeAt: z.string().nullable(),
      }),
      outbox: z.strictObject({
        undelivered: count,
        undecided: count,
        failed: count,
        oldestRecordedAt: z.string().nullable(),
      }),
      customers: count,
      appliedPosition: feedPositionSchema,
      configurationVersion: count,
      counters: z.strictObject({ realTimeServiceCalls: count, communicationExceptions: count }),
    }),
  },
  errors: ['database_unreachable'],
  examples: {
    response: {
      channelDatabaseId: 'houston',
      headquarters: { circuit: 'closed', lastExchangeAt: '2030-01-02T03:04:05.000Z' },
      outbox: { undelivered: 1, undecided: 2, failed: 0, oldestRecordedAt: '2030-01-02T03:04:00.000Z' },
      customers: 1_250,
      appliedPosition: { epochNumber: 1, xid: '812', n: '1250', changeId: '019b0000-0000-7000-8000-000000000004' },
      configurationVersion: 3,
      counters: { realTimeServiceCalls: 40, communicationExceptions: 1 },
    },
  },
});

/** Counts at this moment. */
export const handleReadStatus = (channel: Channel): RouteWithHandler =>
  handle(readStatusRoute, async () => ({ status: 200, body: await channelStatus(channel) }));

import { registerPageSchema, tillStates, workerPinsSchema } from '@counterfoil/contracts/administration/registers';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { z } from 'zod';
import { listRegisters as registersIn, listWorkerPins as pinsIn } from '../devices/list-registers.ts';
import { channelScopeOf, isInScope, type Bound, type ChannelScope } from '../workspace/channel-scope.ts';
import {
  identifierSchema,
  pageCountMax,
  pageShape,
  readers,
  tillReaders,
  type HeadquartersApi,
} from './headquarters-api.ts';

const textLengthMax = 100;

/** `GET /registers` */
export const listRegisters = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...tillReaders,
      name: 'listRegisters',
      method: 'GET',
      path: '/registers',
      summary: 'Registers with their tills and offline databases',
      description:
        'Each with its store, its till or the code that waits for one, and what the scale unit of its store last told of ' +
        'its offline database (*Register offline status*). A store manager sees those of their channels.',
      request: {
        query: z.strictObject({
          channelId: identifierSchema.optional(),
          state: z.enum(tillStates).optional(),
          text: z.string().max(textLengthMax).optional(),
          undelivered: z.enum(['true', 'false']).optional(),
          cursor: identifierSchema.optional(),
          limit: pageShape.limit,
        }),
      },
      response: { 200: registerPageSchema },
      errors: [],
      examples: {
        response: {
          registers: [
            {
              registerId: 'HOUSTON-1',
              name: 'Houston, till 1',
              channelId: 'HOUSTON',
              channelName: 'Houston',
              channelDatabaseId: 'houston',
              supportOffline: true,
              offlineProfileId: 'STANDARD',
              state: 'activated',
              device: {
                deviceId: '01938f2e-7c1a-7b3e-9f00-0a1b2c3d4e90',
                activatedAt: '2026-03-01T10:00:00.000Z',
                revokedAt: null,
                revokedBy: null,
              },
              activationCode: null,
              scaleUnitLastContactAt: '2026-03-02T10:00:00.000Z',
              offline: {
                undelivered: 2,
                oldestRecordedAt: '2026-03-02T09:00:00.000Z',
                lastExchangeAt: '2026-03-02T08:59:00.000Z',
                reportedAt: '2026-03-02T10:00:00.000Z',
              },
            },
          ],
          nextCursor: null,
        },
      },
    }),
    async ({ query: { channelId, state = null, text = null, undelivered, cursor = null, limit }, caller }) => {
      const filter = {
        channelIds: channelsWithin(caller, channelId),
        state,
        text,
        withUndelivered: undelivered === 'true',
      };
      const page = { after: cursor, countMax: Math.min(limit, pageCountMax), now: headquarters.seams.clock.now() };
      const registers = await registersIn(headquarters.database, filter, page);
      const nextCursor = registers.length < page.countMax ? null : (registers.at(-1)?.registerId ?? null);
      return { status: 200, body: { registers, nextCursor } };
    },
  );

/** The channels that are asked for, within those that a store manager is bound to; null: all. */
function channelsWithin(caller: Bound, asked: string | undefined): ChannelScope {
  const scope = channelScopeOf(caller);
  if (asked === undefined) return scope;
  return isInScope(scope, asked) ? [asked] : [];
}

/** `GET /workers/pins` */
export const listWorkerPins = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...readers,
      name: 'listWorkerPins',
      method: 'GET',
      path: '/workers/pins',
      summary: 'Which workers have a PIN',
      description: 'Who has none can sign in at no till. Tells when it was set and by whom, nothing of the PIN.',
      request: {},
      response: { 200: workerPinsSchema },
      errors: [],
      examples: {
        response: { pins: [{ workerId: '000160', setAt: '2026-03-01T10:00:00.000Z', setBy: 'administrator' }] },
      },
    }),
    async () => ({ status: 200, body: { pins: await pinsIn(headquarters.database) } }),
  );

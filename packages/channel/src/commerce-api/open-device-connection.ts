import { deviceConnectionSchema, openDeviceConnectionRequestSchema } from '@counterfoil/contracts/devices';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import type { Channel } from '../channel.ts';
import { openDeviceConnection } from '../devices/device-connections.ts';

/** Of one address, which all tills of a store may share. */
export const connectionsPerMinute = 240;

/** A device of the examples. */
export const exampleDeviceId = '019b0000-0000-7000-8000-000000000021';

/** `POST /device-connections` */
export const openDeviceConnectionRoute = defineRoute({
  name: 'openDeviceConnection',
  method: 'POST',
  path: '/device-connections',
  summary: 'Open the connection of a till',
  description:
    'By the signed challenge. It replaces the former connection of the till; within it each call has a sequence of its own.',
  access: ['anonymous'],
  request: { body: openDeviceConnectionRequestSchema },
  response: { 201: deviceConnectionSchema },
  errors: ['device_unknown', 'device_revoked', 'device_proof_invalid', 'register_unknown', 'database_unreachable'],
  rateLimited: { requestsPerMinute: connectionsPerMinute },
  examples: {
    request: { deviceId: exampleDeviceId, signedChallenge: 'eyJhbGciOiJFUzI1NiJ9.eyJjaGFsbGVuZ2UiOiIifQ.c2lnbmVk' },
    response: { connectionId: '019b0000-0000-7000-8000-000000000022' },
  },
});

/** Opens a connection. */
export const handleOpenDeviceConnection = (channel: Channel): RouteWithHandler =>
  handle(openDeviceConnectionRoute, async ({ body }) => ({
    status: 201,
    body: { connectionId: await openDeviceConnection(channel, body) },
  }));

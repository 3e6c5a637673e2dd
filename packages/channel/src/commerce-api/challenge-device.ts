import { deviceChallengeRequestSchema, deviceChallengeSchema } from '@counterfoil/contracts/devices';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import type { Channel } from '../channel.ts';
import { challengeDevice } from '../devices/device-connections.ts';
import { connectionsPerMinute, exampleDeviceId } from './open-device-connection.ts';

/** `POST /device-challenges` */
export const challengeDeviceRoute = defineRoute({
  name: 'challengeDevice',
  method: 'POST',
  path: '/device-challenges',
  summary: 'Ask for a challenge',
  description: 'One-time and short-lived; the till signs it to open a connection.',
  access: ['anonymous'],
  request: { body: deviceChallengeRequestSchema },
  response: { 201: deviceChallengeSchema },
  errors: ['device_unknown', 'device_revoked', 'register_unknown', 'database_unreachable'],
  rateLimited: { requestsPerMinute: connectionsPerMinute },
  examples: {
    request: { deviceId: exampleDeviceId },
    response: { challenge: 'u4Vf2b0m3S7q1XkQ9yHc5A' },
  },
});

/** Makes a challenge. */
export const handleChallengeDevice = (channel: Channel): RouteWithHandler =>
  handle(challengeDeviceRoute, async ({ body }) => ({
    status: 201,
    body: { challenge: await challengeDevice(channel, body.deviceId) },
  }));

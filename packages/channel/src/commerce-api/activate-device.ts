import { activateDeviceAnswerSchema, activateDeviceRequestSchema } from '@counterfoil/contracts/devices';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import type { Channel } from '../channel.ts';
import { activateDevice } from '../devices/activate-device.ts';
import { createWrongActivationCodes } from '../devices/wrong-activation-codes.ts';
import { examplePublicKey } from './examples.ts';

/** Of one address, which all tills of a store may share. Wrong codes are bounded more narrowly. */
const activationsPerMinute = 60;

/** `POST /devices` */
export const activateDeviceRoute = defineRoute({
  name: 'activateDevice',
  method: 'POST',
  path: '/devices',
  summary: 'Activate a till',
  description:
    'A till brings the one-time code of an administrator and its public keys. It becomes the one device of the ' +
    "register; the device before it is revoked. `recoveryKey` opens the register's offline database, for this till alone.",
  access: ['anonymous'],
  request: { body: activateDeviceRequestSchema },
  response: { 201: activateDeviceAnswerSchema },
  errors: [
    'activation_code_invalid',
    'activation_code_other_register',
    'headquarters_unreachable',
    'database_unreachable',
  ],
  rateLimited: { requestsPerMinute: activationsPerMinute },
  examples: {
    request: { activationCode: 'K7QF-2M9X-PAB3-CDEF', signingKey: examplePublicKey, encryptionKey: examplePublicKey },
    response: {
      deviceId: '019b0000-0000-7000-8000-000000000021',
      registerId: 'HOUSTON-7',
      recoveryKey: 'eyJhbGciOiJFQ0RILUVTK0EyNTZLVyJ9.a.b.c.d',
      lastReported: { undelivered: 2, lastExchangeAt: '2030-01-02T03:04:05.000Z' },
    },
  },
});

/** Activates a till. */
export const handleActivateDevice = (channel: Channel): RouteWithHandler => {
  const wrongCodes = createWrongActivationCodes(channel.seams.clock);
  return handle(activateDeviceRoute, async ({ body, request }) => ({
    status: 201,
    body: await wrongCodes.bounded(request.ip, () => activateDevice(channel, body)),
  }));
};

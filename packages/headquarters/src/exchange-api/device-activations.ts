import { activateDeviceRequestSchema, deviceActivationAnswerSchema } from '@counterfoil/contracts/devices';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { activateDevice } from '../devices/activate-device.ts';
import { channelDatabaseOf, type ExchangeApi } from './exchange-api.ts';

/** Activations that one address may try in a minute: codes can't be guessed. */
const activationsPerMinute = 30;

const examplePublicKey = {
  kty: 'EC',
  crv: 'P-256',
  x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',
  y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0',
} as const;

/** `POST /real-time-service/device-activations` */
export const activateDeviceInRealTime = ({ headquarters }: ExchangeApi): RouteWithHandler =>
  handle(
    defineRoute({
      access: ['scaleUnit'],
      name: 'activateDevice',
      method: 'POST',
      path: '/real-time-service/device-activations',
      summary: 'Real-time Service: activate a till',
      description:
        'Uses a one-time code of a register of the own channels; the till that the register had is revoked. The same code ' +
        "with the same signing key is answered again. The register's recovery key is encrypted for the till alone.",
      request: { body: activateDeviceRequestSchema },
      response: { 201: deviceActivationAnswerSchema },
      errors: ['activation_code_invalid', 'activation_code_other_register'],
      rateLimited: { requestsPerMinute: activationsPerMinute },
      examples: {
        request: {
          activationCode: 'K7QF-2M9X-PA4T-8WZC',
          signingKey: examplePublicKey,
          encryptionKey: examplePublicKey,
        },
        response: {
          deviceId: '01938f2e-7c1a-7b3e-9f00-0a1b2c3d4e90',
          registerId: 'HOUSTON-1',
          recoveryKey: 'eyJhbGciOiJFQ0RILUVTK0EyNTZLVyIsImVuYyI6IkEyNTZHQ00ifQ.….….….…',
        },
      },
    }),
    async ({ caller, body }) => ({
      status: 201,
      body: await activateDevice(headquarters, channelDatabaseOf(caller), body),
    }),
  );

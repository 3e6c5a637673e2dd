import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { uuidSchema } from '@counterfoil/contracts/customer';
import { pinSchema } from '@counterfoil/contracts/worker-sessions';
import { z } from 'zod';
import { issueActivationCode } from '../devices/activation-codes.ts';
import { listDevices as devicesIn, type ListedDevice } from '../devices/devices.ts';
import { revokeDevice } from '../devices/revoke-device.ts';
import { setWorkerPin } from '../devices/worker-pins.ts';
import { channelScopeOf } from '../workspace/channel-scope.ts';
import { expectDeviceInScope, expectRegisterInScope, expectWorkerInScope } from '../workspace/in-scope.ts';
import {
  tillReaders,
  tillWriters,
  counterSchema,
  identifierSchema,
  nextCursor,
  nextCursorSchema,
  pageShape,
  type HeadquartersApi,
} from './headquarters-api.ts';

/** `POST /registers/{registerId}/activation-codes` */
export const createActivationCode = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...tillWriters,
      name: 'createActivationCode',
      method: 'POST',
      path: '/registers/:registerId/activation-codes',
      summary: 'Make a one-time activation code for a till',
      description:
        'A till becomes the device of the register with it. It is shown this once; an earlier unused one of the register ' +
        'stops working. The till that the register has works on until the code is used.',
      request: { params: z.strictObject({ registerId: identifierSchema }) },
      response: { 201: z.strictObject({ code: z.string(), expiresAt: z.string() }) },
      errors: ['register_unknown'],
      examples: { response: { code: 'K7QF-2M9X-PA4T-8WZC', expiresAt: '2026-03-02T10:00:00.000Z' } },
    }),
    async ({ params, caller }) => {
      await expectRegisterInScope(headquarters, caller, params.registerId);
      const issued = await issueActivationCode(headquarters, params.registerId, caller.subject);
      return { status: 201, body: { ...issued } };
    },
  );

const stateSchema = z.enum(['active', 'revoked']);

const deviceSchema = z.strictObject({
  n: counterSchema,
  deviceId: uuidSchema,
  registerId: z.string(),
  /** Null when the register is gone. */
  channelId: z.string().nullable(),
  state: stateSchema,
  activatedAt: z.string(),
  /** The channel database of the scale unit to which the till brought its code. */
  activatedBy: z.string(),
  revokedAt: z.string().nullable(),
  revokedBy: z.string().nullable(),
});

const exampleDevice: ListedDevice = {
  n: '3',
  deviceId: '01938f2e-7c1a-7b3e-9f00-0a1b2c3d4e90',
  registerId: 'HOUSTON-1',
  channelId: 'HOUSTON',
  state: 'active',
  activatedAt: '2026-03-01T10:00:00.000Z',
  activatedBy: 'houston',
  revokedAt: null,
  revokedBy: null,
};

/** `GET /devices` */
export const listDevices = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...tillReaders,
      name: 'listDevices',
      method: 'GET',
      path: '/devices',
      summary: 'Activated tills',
      description: 'And those that are revoked; activated last first. Their keys are not shown.',
      request: {
        query: z.strictObject({
          ...pageShape,
          registerId: identifierSchema.optional(),
          state: stateSchema.optional(),
        }),
      },
      response: { 200: z.strictObject({ devices: z.array(deviceSchema), nextCursor: nextCursorSchema }) },
      errors: [],
      examples: { response: { devices: [exampleDevice], nextCursor: null } },
    }),
    async ({ query: { cursor, limit, registerId = null, state = null }, caller }) => {
      const place = { before: cursor, countMax: limit };
      const devices = await devicesIn(
        headquarters.database,
        { registerId, state, channelIds: channelScopeOf(caller) },
        place,
      );
      return { status: 200, body: { devices, nextCursor: nextCursor(devices, limit, ({ n }) => n) } };
    },
  );

/** `POST /devices/{deviceId}/revocation` */
export const createDeviceRevocation = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...tillWriters,
      name: 'createDeviceRevocation',
      method: 'POST',
      path: '/devices/:deviceId/revocation',
      summary: 'Revoke a till',
      description:
        'Job 1090 tells its scale unit, which refuses it from then on; the till removes its data when it hears of it. ' +
        'A new activation code brings a till for the register back. Revoking again changes nothing.',
      request: { params: z.strictObject({ deviceId: uuidSchema }) },
      response: { 200: z.strictObject({ registerId: z.string(), state: stateSchema }) },
      errors: ['device_not_found'],
      examples: { response: { registerId: 'HOUSTON-1', state: 'revoked' } },
    }),
    async ({ params, caller }) => {
      await expectDeviceInScope(headquarters, caller, params.deviceId);
      const registerId = await revokeDevice(headquarters, params.deviceId, caller.subject);
      return { status: 200, body: { registerId, state: 'revoked' as const } };
    },
  );

/** `PUT /workers/{workerId}/pin` */
export const putWorkerPin = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...tillWriters,
      name: 'putWorkerPin',
      method: 'PUT',
      path: '/workers/:workerId/pin',
      summary: "Set a worker's PIN",
      description: 'Of 4 to 12 digits. Only what it is compared with is kept; job 1060 carries that to the tills.',
      request: {
        params: z.strictObject({ workerId: identifierSchema }),
        body: z.strictObject({ pin: pinSchema }),
      },
      response: { 204: 'empty' },
      errors: ['setting_unknown'],
      examples: { request: { pin: '4711' }, response: undefined },
    }),
    async ({ params, body, caller, language }) => {
      await expectWorkerInScope(headquarters, { ...caller, language }, params.workerId);
      await setWorkerPin(headquarters, params.workerId, body.pin, { changedBy: caller.subject, language });
      return { status: 204 };
    },
  );

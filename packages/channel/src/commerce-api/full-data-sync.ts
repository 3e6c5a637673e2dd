import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { z } from 'zod';
import type { Channel } from '../channel.ts';
import { requestFullSynchronization } from '../offline/device-epochs.ts';
import { offlineRegister } from '../offline/offline-registers.ts';
import { registerParams } from './requests.ts';

/** `POST /offline-databases/:registerId/full-data-sync` */
export const fullDataSyncRoute = defineRoute({
  name: 'fullDataSync',
  method: 'POST',
  path: '/offline-databases/:registerId/full-data-sync',
  summary: 'Full data sync of an offline database',
  description:
    'At its next exchange the till loads all customers again. What is excluded from offline databases by then is ' +
    'emptied; what the till has not delivered stays until it is.',
  access: ['administrator'],
  request: { params: registerParams },
  response: { 200: z.strictObject({ fullSynchronization: z.int().positive() }) },
  errors: ['register_unknown', 'register_offline_unsupported', 'database_unreachable'],
  examples: { response: { fullSynchronization: 1 } },
});

/** Asks for the synchronization; the till begins it. */
export const handleFullDataSync = (channel: Channel): RouteWithHandler =>
  handle(fullDataSyncRoute, async ({ params }) => {
    const { registerId } = offlineRegister(channel.configuration, params.registerId);
    return {
      status: 200,
      body: { fullSynchronization: await requestFullSynchronization(channel.database, registerId) },
    };
  });

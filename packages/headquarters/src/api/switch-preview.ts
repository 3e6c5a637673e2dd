import {
  switchPreviewSchema,
  wantedModesSchema,
  type SwitchPreviewAnswer,
} from '@counterfoil/contracts/administration/switch-preview';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { z } from 'zod';
import { switchPreview } from '../configuration/switch-preview.ts';
import { identifierSchema, readers, type HeadquartersApi } from './headquarters-api.ts';

const example: SwitchPreviewAnswer = {
  functionalityProfileId: 'POS-SYNC',
  name: 'Stores, synchronous',
  changes: [
    {
      option: 'createCustomerInAsyncMode',
      now: false,
      wanted: true,
      effect: {
        en: 'A new customer is saved in the channel at once and gets the account number later, from the three jobs.',
        fr: 'Un nouveau client est enregistré aussitôt dans le canal et reçoit son numéro de compte plus tard, par les trois tâches.',
      },
    },
  ],
  channels: [
    {
      channelId: 'HOUSTON',
      name: 'Houston',
      channelType: 'store',
      channelDatabaseId: 'houston',
      lastContactAt: '2026-03-01T10:00:05.000Z',
      isConnected: true,
      tillCount: 4,
      acting: 'sync',
      settingsVersion: 5,
      publishedVersion: 5,
      actingVersion: 5,
      way: { en: 'Up to date.', fr: 'À jour.' },
      figures: {
        inRealTime: 412,
        byUpload: 7,
        failed: 1,
        refused: 3,
        pending: 0,
        timeToAccountP50Ms: 180,
        timeToAccountP95Ms: 2_400,
      },
    },
  ],
  notes: [],
  job: { name: '1070', recurrence: '*/5 * * * *', lastRunAt: '2026-03-01T09:55:00.000Z', nextRunAt: null },
  figuresSince: '2026-02-22T10:00:00.000Z',
  isEverywhere: true,
};

/** `POST /functionality-profiles/{functionalityProfileId}/switch-preview` */
export const previewSwitch = ({ headquarters, batchJobs }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...readers,
      name: 'previewSwitch',
      method: 'POST',
      path: '/functionality-profiles/:functionalityProfileId/switch-preview',
      summary: 'What a switch of the modes will change, and for whom',
      description:
        'Changes nothing. The channels that use the profile, which way their records go from then on, what limits ' +
        'asynchronous customers there, the figures of their last week, and when the change reaches them.',
      readsOnly: true,
      request: { params: z.strictObject({ functionalityProfileId: identifierSchema }), body: wantedModesSchema },
      response: { 200: switchPreviewSchema },
      errors: ['functionality_profile_unknown'],
      examples: { request: { createCustomerInAsyncMode: true }, response: example },
    }),
    async ({ params, body }) => ({
      status: 200,
      body: await switchPreview(headquarters, batchJobs, params.functionalityProfileId, body),
    }),
  );

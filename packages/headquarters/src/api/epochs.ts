import { epochSchema } from '@counterfoil/contracts/exchange';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { z } from 'zod';
import { declareRestored } from '../headquarters.ts';
import { recordSettingChange } from '../settings/settings-audit.ts';
import { administratorOnly, type HeadquartersApi } from './headquarters-api.ts';

/** `POST /epochs` */
export const declareEpoch = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...administratorOnly,
      name: 'declareEpoch',
      method: 'POST',
      path: '/epochs',
      summary: 'Declare that the database was restored',
      description:
        'Begins a new incarnation: scale units offer again what they still hold, and account numbers are skipped. For a ' +
        'restore that can not be noticed by itself.',
      request: { body: z.strictObject({ reason: z.string().min(1).max(200) }) },
      response: { 201: epochSchema },
      errors: [],
      examples: {
        request: { reason: 'Restored from the backup of last night' },
        response: { number: 2, epochId: '01890000-0000-7000-8000-000000000005' },
      },
    }),
    async ({ body, caller }) => {
      const before = headquarters.epoch;
      const epoch = await declareRestored(headquarters, body.reason);
      const { database, seams } = headquarters;
      const change = { changedBy: caller.subject, setting: 'epoch', oldValue: before.number, newValue: epoch.number };
      await database.transaction('record declared epoch', (tx) => recordSettingChange(tx, change, seams.clock.now()));
      return { status: 201, body: epoch };
    },
  );

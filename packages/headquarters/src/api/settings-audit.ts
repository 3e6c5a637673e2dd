import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { z } from 'zod';
import { settingChanges } from '../settings/settings-audit.ts';
import {
  readers,
  counterSchema,
  nextCursor,
  nextCursorSchema,
  pageShape,
  type HeadquartersApi,
} from './headquarters-api.ts';

const changeSchema = z.strictObject({
  n: counterSchema,
  changedBy: z.string(),
  changedAt: z.string(),
  setting: z.string(),
  oldValue: z.unknown(),
  newValue: z.unknown(),
});

/** `GET /settings-audit` */
export const listSettingChanges = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...readers,
      name: 'listSettingChanges',
      method: 'GET',
      path: '/settings-audit',
      summary: 'Changes of settings',
      description: 'Who changed what, when, from and to; newest first. `setting`: of that one only, by its name here.',
      request: { query: z.strictObject({ ...pageShape, setting: z.string().min(1).max(300).optional() }) },
      response: { 200: z.strictObject({ changes: z.array(changeSchema), nextCursor: nextCursorSchema }) },
      errors: [],
      examples: {
        response: {
          changes: [
            {
              n: '9',
              changedBy: 'Simone',
              changedAt: '2026-03-01T10:00:00.000Z',
              setting: 'recurrence of batch job 1010',
              oldValue: 'off',
              newValue: 'continuous',
            },
          ],
          nextCursor: null,
        },
      },
    }),
    async ({ query: { cursor, limit, setting } }) => {
      const changes = await settingChanges(headquarters.database, cursor, limit, setting);
      return { status: 200, body: { changes, nextCursor: nextCursor(changes, limit, (change) => change.n) } };
    },
  );

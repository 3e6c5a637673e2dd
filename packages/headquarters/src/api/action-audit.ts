import { actionOutcomes, auditPageSchema } from '@counterfoil/contracts/administration/action-audit';
import { refuse } from '@counterfoil/contracts/refusal';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { z } from 'zod';
import { auditEntries, type AuditPlace } from '../workspace/audit-entries.ts';
import { auditReaders, identifierSchema, nextCursor, pageShape, type HeadquartersApi } from './headquarters-api.ts';

const whoLengthMax = 200;
const timeSchema = z.iso.datetime({ offset: true });
const cursorPattern = /^(?<at>[^~]{1,40})~(?<list>action|setting)~(?<n>\d{1,18})$/u;

/** `GET /action-audit` */
export const listActions = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...auditReaders,
      name: 'listActions',
      method: 'GET',
      path: '/action-audit',
      summary: 'Audit trail',
      description:
        'What people and administrator tokens did, newest first: who, what, when, and how it ended, with old and new ' +
        'values where settings changed. Changes that jobs made in the name of somebody stand by themselves. Reading is ' +
        'not kept, exports are.',
      request: {
        query: z.strictObject({
          who: z.string().max(whoLengthMax).optional().describe('A part of the name or the subject.'),
          action: identifierSchema.optional(),
          outcome: z.enum(actionOutcomes).optional(),
          from: timeSchema.optional(),
          to: timeSchema.optional(),
          cursor: z.string().regex(cursorPattern).optional(),
          limit: pageShape.limit,
        }),
      },
      response: { 200: auditPageSchema },
      errors: [],
      examples: {
        response: {
          entries: [
            {
              entryId: 'action-41',
              at: '2026-03-01T10:00:00.000Z',
              endedAt: '2026-03-01T10:00:00.012Z',
              subject: 'simone',
              name: 'Simone Martin',
              roles: ['commerceManager'],
              action: 'setBatchJobRecurrence',
              parameters: { name: '1010' },
              outcome: 'succeeded',
              code: null,
              changes: [{ setting: 'recurrence of batch job 1010', oldValue: 'off', newValue: 'continuous' }],
            },
          ],
          nextCursor: null,
        },
      },
    }),
    async ({ query: { cursor, limit, ...filter } }) => {
      const before = cursor === undefined ? null : placeOf(cursor);
      const found = await auditEntries(headquarters.database, filter, { before, countMax: limit });
      const entries = found.map(({ list: _list, n: _n, ...entry }) => entry);
      return { status: 200, body: { entries, nextCursor: nextCursor(found, limit, cursorOf) } };
    },
  );

function cursorOf({ at, list, n }: AuditPlace): string {
  return `${at}~${list}~${n}`;
}

function placeOf(cursor: string): AuditPlace {
  const { at = '', list, n = '' } = cursorPattern.exec(cursor)?.groups ?? {};
  if (!timeSchema.safeParse(at).success) {
    throw refuse('request_invalid', 'cursor', { detail: '"cursor" must be `nextCursor` of an earlier answer.' });
  }
  return { at, list: list === 'setting' ? 'setting' : 'action', n };
}

import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { z } from 'zod';
import { cancelDownload, retryDownload } from '../exchange/download-sessions.ts';
import { downloadStates, listDownloads } from '../exchange/session-lists.ts';
import {
  administratorOnly,
  readers,
  counterSchema,
  identifierSchema,
  nextCursor,
  nextCursorSchema,
  pageShape,
  type HeadquartersApi,
} from './headquarters-api.ts';

/** Why a session failed last. */
export const sessionErrorSchema = z.strictObject({ code: z.string(), detail: z.string() });

const downloadSessionSchema = z.strictObject({
  downloadSessionId: counterSchema,
  channelDatabaseId: z.string(),
  job: z.string(),
  state: z.enum(downloadStates),
  rowCount: z.number().int(),
  byteCount: z.number().int(),
  tryCount: z.number().int(),
  error: sessionErrorSchema.nullable(),
  createdAt: z.string(),
  endedAt: z.string().nullable(),
  /** Of a canceled session whose rows the channel database passed over: when they are packed again. */
  packedAgainAt: z.string().nullable(),
});

const exampleSession = {
  downloadSessionId: '17',
  channelDatabaseId: 'houston',
  job: '1010',
  state: 'suspended',
  rowCount: 120,
  byteCount: 20_480,
  tryCount: 3,
  error: { code: 'package_corrupt', detail: 'the checksum differs' },
  createdAt: '2026-03-01T10:00:00.000Z',
  endedAt: null,
  packedAgainAt: null,
};

/** `GET /download-sessions` */
export const listDownloadSessions = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...readers,
      name: 'listDownloadSessions',
      method: 'GET',
      path: '/download-sessions',
      summary: 'Download sessions',
      description: 'Packages of job 1010 per channel database, newest first.',
      request: {
        query: z.strictObject({
          channelDatabaseId: identifierSchema.optional(),
          state: z.enum(downloadStates).optional(),
          ...pageShape,
        }),
      },
      response: {
        200: z.strictObject({ downloadSessions: z.array(downloadSessionSchema), nextCursor: nextCursorSchema }),
      },
      errors: [],
      examples: { response: { downloadSessions: [exampleSession], nextCursor: null } },
    }),
    async ({ query: { cursor, limit, ...filter } }) => {
      const sessions = await listDownloads(headquarters.database, { ...filter, before: cursor, countMax: limit });
      const next = nextCursor(sessions, limit, (session) => session.downloadSessionId);
      return { status: 200, body: { downloadSessions: sessions, nextCursor: next } };
    },
  );

const sessionParams = z.strictObject({ downloadSessionId: counterSchema });

/** `POST /download-sessions/{downloadSessionId}/retry` */
export const retryDownloadSession = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...administratorOnly,
      name: 'retryDownloadSession',
      method: 'POST',
      path: '/download-sessions/:downloadSessionId/retry',
      summary: 'Let a suspended session try again',
      description:
        'It becomes available again, with a new *Try count*; what stands behind it follows. Of a session that was ' +
        'canceled after its tries, the rows are packed again as soon as its channel database comes by.',
      request: { params: sessionParams },
      response: { 204: 'empty' },
      errors: ['download_session_unknown'],
      examples: { response: undefined },
    }),
    async ({ params }) => {
      await retryDownload(headquarters, params.downloadSessionId);
      return { status: 204 };
    },
  );

/** `POST /download-sessions/{downloadSessionId}/cancel` */
export const cancelDownloadSession = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...administratorOnly,
      name: 'cancelDownloadSession',
      method: 'POST',
      path: '/download-sessions/:downloadSessionId/cancel',
      summary: 'Cancel a session',
      description: 'All that waits for its channel database is withdrawn and packed anew, so that no row is lost.',
      request: { params: sessionParams },
      response: { 204: 'empty' },
      errors: ['download_session_unknown'],
      examples: { response: undefined },
    }),
    async ({ params }) => {
      await cancelDownload(headquarters, params.downloadSessionId);
      return { status: 204 };
    },
  );

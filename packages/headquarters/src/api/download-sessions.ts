import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { z } from 'zod';
import { downloadSessionsAnswerSchema, downloadStates } from '@counterfoil/contracts/administration/sessions';
import { isErrorCode, messageOf, type Language } from '@counterfoil/contracts/error-register';
import { cancelDownload, retryDownload, skipDownload } from '../exchange/download-sessions.ts';
import { listDownloads, type SessionError } from '../exchange/session-lists.ts';
import {
  readers,
  setupWriters,
  counterSchema,
  identifierSchema,
  nextCursor,
  pageShape,
  type HeadquartersApi,
} from './headquarters-api.ts';

/** The error of a session in the caller's language. */
export function shownError(
  error: SessionError | null,
  language: Language,
): { code: string; detail: string; message: string } | null {
  if (!error) return null;
  const { code, detail } = error;
  return { code, detail, message: isErrorCode(code) ? messageOf(code, language) : code };
}

const exampleSession = {
  downloadSessionId: '17',
  channelDatabaseId: 'houston',
  job: '1010',
  state: 'suspended',
  rowCount: 120,
  byteCount: 20_480,
  tryCount: 3,
  error: {
    code: 'package_corrupt',
    detail: 'the checksum differs',
    message: 'The package is damaged.',
  },
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
      description: 'Packages of the jobs that download, per channel database, newest first.',
      request: {
        query: z.strictObject({
          channelDatabaseId: identifierSchema.optional(),
          job: identifierSchema.optional(),
          state: z.enum(downloadStates).optional(),
          ...pageShape,
        }),
      },
      response: { 200: downloadSessionsAnswerSchema },
      errors: [],
      examples: { response: { downloadSessions: [exampleSession], nextCursor: null } },
    }),
    async ({ query: { cursor, limit, ...filter }, language }) => {
      const sessions = await listDownloads(headquarters.database, { ...filter, before: cursor, countMax: limit });
      const next = nextCursor(sessions, limit, (session) => session.downloadSessionId);
      const lines = sessions.map((session) => ({ ...session, error: shownError(session.error, language) }));
      return { status: 200, body: { downloadSessions: lines, nextCursor: next } };
    },
  );

const sessionParams = z.strictObject({ downloadSessionId: counterSchema });

/** `POST /download-sessions/{downloadSessionId}/retry` */
export const retryDownloadSession = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...setupWriters,
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
      ...setupWriters,
      name: 'cancelDownloadSession',
      method: 'POST',
      path: '/download-sessions/:downloadSessionId/cancel',
      summary: 'Cancel a session',
      description: 'All that waits for its channel database is withdrawn and packed anew, so that no row is lost.',
      request: { params: sessionParams },
      response: { 204: 'empty' },
      errors: ['download_session_unknown', 'configuration_session_kept'],
      examples: { response: undefined },
    }),
    async ({ params }) => {
      await cancelDownload(headquarters, params.downloadSessionId);
      return { status: 204 };
    },
  );

/** `POST /download-sessions/{downloadSessionId}/skip` */
export const skipDownloadSession = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...setupWriters,
      name: 'skipDownloadSession',
      method: 'POST',
      path: '/download-sessions/:downloadSessionId/skip',
      summary: 'Pass over a suspended session',
      description:
        'The channel database goes on behind its rows, so that what stands behind it arrives. No row is lost: they are ' +
        'packed again later, or at once by a retry.',
      request: { params: sessionParams },
      response: { 204: 'empty' },
      errors: [
        'download_session_unknown',
        'download_session_not_suspended',
        'download_session_not_passed_over',
        'configuration_session_kept',
      ],
      examples: { response: undefined },
    }),
    async ({ params }) => {
      await skipDownload(headquarters, params.downloadSessionId);
      return { status: 204 };
    },
  );

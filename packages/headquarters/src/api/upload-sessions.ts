import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { z } from 'zod';
import { uploadSessionsAnswerSchema, uploadStates } from '@counterfoil/contracts/administration/sessions';
import { refuse } from '@counterfoil/contracts/refusal';
import { databaseOfUpload, listUploads } from '../exchange/session-lists.ts';
import { shownError } from './download-sessions.ts';
import {
  readers,
  setupWriters,
  counterSchema,
  identifierSchema,
  nextCursor,
  pageShape,
  type HeadquartersApi,
} from './headquarters-api.ts';

const exampleSession = {
  uploadSessionId: '4',
  channelDatabaseId: 'paris',
  job: 'P-0001',
  packageNumber: 4,
  state: 'applied',
  rowCount: 25,
  byteCount: 6_144,
  tryCount: 1,
  error: null,
  endedAt: '2026-03-01T10:00:00.000Z',
};

/** `GET /upload-sessions` */
export const listUploadSessions = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...readers,
      name: 'listUploadSessions',
      method: 'GET',
      path: '/upload-sessions',
      summary: 'Upload sessions',
      description: 'Packages of the P-job per channel database, newest first; refused ones with their reason.',
      request: {
        query: z.strictObject({
          channelDatabaseId: identifierSchema.optional(),
          job: identifierSchema.optional(),
          state: z.enum(uploadStates).optional(),
          ...pageShape,
        }),
      },
      response: { 200: uploadSessionsAnswerSchema },
      errors: [],
      examples: { response: { uploadSessions: [exampleSession], nextCursor: null } },
    }),
    async ({ query: { cursor, limit, ...filter }, language }) => {
      const sessions = await listUploads(headquarters.database, { ...filter, before: cursor, countMax: limit });
      const next = nextCursor(sessions, limit, (session) => session.uploadSessionId);
      const lines = sessions.map((session) => ({ ...session, error: shownError(session.error, language) }));
      return { status: 200, body: { uploadSessions: lines, nextCursor: next } };
    },
  );

/** `POST /upload-sessions/{uploadSessionId}/retry` */
export const retryUploadSession = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...setupWriters,
      name: 'retryUploadSession',
      method: 'POST',
      path: '/upload-sessions/:uploadSessionId/retry',
      summary: 'Ask a scale unit to upload again',
      description:
        'The scale unit still holds whatever headquarters did not acknowledge, and uploads it now if it is connected; ' +
        'otherwise at its next contact. Rows that arrived already change nothing.',
      request: { params: z.strictObject({ uploadSessionId: counterSchema }) },
      response: { 204: 'empty' },
      errors: ['upload_session_unknown'],
      examples: { response: undefined },
    }),
    async ({ params }) => {
      const channelDatabaseId = await databaseOfUpload(headquarters.database, params.uploadSessionId);
      if (channelDatabaseId === null) throw refuse('upload_session_unknown');
      headquarters.wakeUps.uploadWanted(channelDatabaseId);
      return { status: 204 };
    },
  );

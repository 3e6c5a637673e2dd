import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { z } from 'zod';
import { listUploads } from '../exchange/session-lists.ts';
import { sessionErrorSchema } from './download-sessions.ts';
import {
  readers,
  counterSchema,
  identifierSchema,
  nextCursor,
  nextCursorSchema,
  pageShape,
  type HeadquartersApi,
} from './headquarters-api.ts';

const uploadStates = ['applied', 'failed'] as const;

const uploadSessionSchema = z.strictObject({
  uploadSessionId: counterSchema,
  channelDatabaseId: z.string(),
  job: z.string(),
  packageNumber: z.number().int().nullable(),
  state: z.enum(uploadStates),
  rowCount: z.number().int(),
  byteCount: z.number().int(),
  tryCount: z.number().int(),
  error: sessionErrorSchema.nullable(),
  endedAt: z.string(),
});

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
          state: z.enum(uploadStates).optional(),
          ...pageShape,
        }),
      },
      response: {
        200: z.strictObject({ uploadSessions: z.array(uploadSessionSchema), nextCursor: nextCursorSchema }),
      },
      errors: [],
      examples: { response: { uploadSessions: [exampleSession], nextCursor: null } },
    }),
    async ({ query: { cursor, limit, ...filter } }) => {
      const sessions = await listUploads(headquarters.database, { ...filter, before: cursor, countMax: limit });
      const next = nextCursor(sessions, limit, (session) => session.uploadSessionId);
      return { status: 200, body: { uploadSessions: sessions, nextCursor: next } };
    },
  );

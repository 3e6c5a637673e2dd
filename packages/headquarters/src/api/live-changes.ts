import { staffRoles } from '@counterfoil/contracts/administration/session';
import { handle, hijacked, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import type { FastifyRequest } from 'fastify';
import type { Headquarters } from '../headquarters.ts';
import { createLiveChanges } from '../live-changes/live-changes.ts';
import { streamLiveChanges } from '../live-changes/live-stream.ts';
import { sessionTokenOf } from '../workspace/session-cookie.ts';
import { workspaceSessionLasts } from '../workspace/workspace-sessions.ts';
import type { HeadquartersApi } from './headquarters-api.ts';

/** `GET /live-changes` */
export const streamLiveChangesRoute = ({ headquarters }: HeadquartersApi): RouteWithHandler => {
  /* Begun by the first listener: declaring the route needs no database. */
  let liveChanges: ReturnType<typeof createLiveChanges> | null = null;
  return handle(
    defineRoute({
      access: staffRoles,
      name: 'streamLiveChanges',
      method: 'GET',
      path: '/live-changes',
      summary: 'What has changed, as it changes',
      description:
        'Server-sent events that name topics (`{"topics":["jobs"]}`), never the facts themselves: whoever shows some of ' +
        'a topic reads it again. Changes of every process of headquarters are told within about a second. The stream ' +
        'ends with the session.',
      request: {},
      response: { 200: 'events' },
      errors: [],
      examples: { response: undefined },
    }),
    async ({ request, reply, stopping }) => {
      liveChanges ??= createLiveChanges(headquarters);
      const isStillAllowed = sessionCheck(headquarters, request);
      await streamLiveChanges({ liveChanges, seams: headquarters.seams, reply, stopping, isStillAllowed });
      return hijacked;
    },
  );
};

/** Listening doesn't prolong a session; whoever came with a token of the API may listen on. */
function sessionCheck({ database, seams }: Headquarters, request: FastifyRequest): () => Promise<boolean> {
  const token = request.headers.authorization === undefined ? sessionTokenOf(request) : null;
  if (token === null) return () => Promise.resolve(true);
  return () => workspaceSessionLasts(database, token, seams.clock.now());
}

import { workerSessionHeader } from '@counterfoil/contracts/devices';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { z } from 'zod';
import type { Channel } from '../channel.ts';
import { signOut } from '../devices/worker-sessions.ts';

const sessionLengthMax = 200;

/** `DELETE /worker-sessions/current` */
export const signOutRoute = defineRoute({
  name: 'signOut',
  method: 'DELETE',
  path: '/worker-sessions/current',
  summary: 'Sign out at a till',
  description: 'The session of the header `worker-session` ends at once.',
  access: ['employee'],
  request: { headers: z.looseObject({ [workerSessionHeader]: z.string().min(1).max(sessionLengthMax) }) },
  response: { 204: 'empty' },
  errors: ['worker_session_ended', 'database_unreachable'],
  examples: { response: undefined },
});

/** Signs the worker of the call out. */
export const handleSignOut = (channel: Channel): RouteWithHandler =>
  handle(signOutRoute, async ({ headers }) => {
    await signOut(channel, headers[workerSessionHeader]);
    return { status: 204 };
  });

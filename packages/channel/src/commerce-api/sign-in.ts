import { refuse } from '@counterfoil/contracts/refusal';
import { signInRequestSchema, workerSessionSchema } from '@counterfoil/contracts/worker-sessions';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import type { Channel } from '../channel.ts';
import { signIn } from '../devices/worker-sessions.ts';

/** `POST /worker-sessions` */
export const signInRoute = defineRoute({
  name: 'signIn',
  method: 'POST',
  path: '/worker-sessions',
  summary: 'Sign in at a till',
  description:
    'With operator id and PIN, at a till of a channel that the worker works at. The session goes with the calls of this ' +
    'till only, in the header `worker-session`; it ends with a new PIN, and once the worker has left.',
  access: ['device'],
  request: { body: signInRequestSchema },
  response: { 201: workerSessionSchema },
  errors: ['sign_in_failed', 'sign_in_blocked', 'database_unreachable'],
  examples: {
    request: { workerId: '000160', pin: '2468' },
    response: {
      session: 'Zk0v1n6r0S3c4o2mZk0v1n6r0S3c4o2mZk0v1n6r0S3',
      worker: { workerId: '000160', name: 'Walter Fictitious', role: 'cashier', languageId: 'en-US' },
    },
  },
});

/** Signs a worker in. */
export const handleSignIn = (channel: Channel): RouteWithHandler =>
  handle(signInRoute, async ({ body, caller }) => {
    const { deviceId, channelId } = caller.scope;
    if (deviceId === undefined || channelId === undefined) throw refuse('not_allowed');
    return { status: 201, body: await signIn(channel, { deviceId, channelId }, body) };
  });

import { bearerToken } from '@counterfoil/data-exchange/bearer-caller';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import type { Channel } from '../../channel.ts';
import { endShopperSession, shopperOf } from '../../shoppers/shopper-sessions.ts';

/** `DELETE /shopper-session` */
export const endShopperSessionRoute = defineRoute({
  name: 'endShopperSession',
  method: 'DELETE',
  path: '/shopper-session',
  summary: 'Sign the shopper out',
  description: 'The session that the call is made with ends at once.',
  access: ['customer'],
  request: {},
  response: { 204: 'empty' },
  errors: ['shopper_session_ended', 'database_unreachable'],
  examples: { response: undefined },
});

/** Signs the shopper of the call out. */
export const handleEndShopperSession = (channel: Channel): RouteWithHandler =>
  handle(endShopperSessionRoute, async ({ caller, request }) => {
    shopperOf(caller);
    const sessionToken = bearerToken(request.headers.authorization);
    if (sessionToken !== null) await endShopperSession(channel, sessionToken);
    return { status: 204 };
  });

import { refuse } from '@counterfoil/contracts/refusal';
import type { Caller, RouteWithHandler } from '@counterfoil/http/call';
import type { Route } from '@counterfoil/http/route';
import { z } from 'zod';

/** What a till and its worker can't say otherwise than it is; the worker only once somebody has signed in. */
interface Bounds {
  readonly registerId: string;
  readonly channelId: string;
  readonly workerId: string | undefined;
}

/**
 * A route that a till calls for itself only (R15): another register or channel is refused with `not_allowed`, and the
 * till and operator that an operation is recorded for are those that have called, whatever the request says.
 */
export function boundToDevice({ route, handler }: RouteWithHandler): RouteWithHandler {
  return {
    route,
    handler: async (call) => {
      const bounds = boundsOf(call.caller);
      if (!bounds) return handler(call);
      for (const part of [call.params, call.query, call.body]) requireOwn(part, bounds);
      const { query, body } = route.request;
      return handler({ ...call, query: asCalled(call.query, query, bounds), body: asCalled(call.body, body, bounds) });
    },
  };
}

/** Null for callers that aren't at a till. */
function boundsOf({ roles, scope }: Caller): Bounds | null {
  if (!roles.includes('device')) return null;
  const { registerId, channelId, workerId } = scope;
  if (registerId === undefined || channelId === undefined) throw refuse('not_allowed');
  return { registerId, channelId, workerId };
}

function requireOwn(part: unknown, bounds: Bounds): void {
  if (typeof part !== 'object' || part === null) return;
  for (const name of ['registerId', 'channelId'] as const) {
    const given: unknown = name in part ? (part as Record<string, unknown>)[name] : undefined;
    if (given !== undefined && given !== bounds[name]) throw refuse('not_allowed', name);
  }
}

/** A checked part of the request with the origin of the call in those fields that the route has. */
function asCalled(
  part: unknown,
  schema: Route['request']['body'],
  { registerId, channelId, workerId }: Bounds,
): undefined {
  if (!(schema instanceof z.ZodObject)) return part as undefined;
  const origin = { channelId, terminalId: registerId, ...(workerId !== undefined && { workerId }) };
  const known = Object.entries(origin).filter(([name]) => Object.hasOwn(schema.shape, name));
  // The type of a part is the handler's own affair, see `handle`.
  return { ...(part as object), ...Object.fromEntries(known) } as unknown as undefined;
}

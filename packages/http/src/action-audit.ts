import { staffRoles } from '@counterfoil/contracts/administration/session';
import { errorRegister } from '@counterfoil/contracts/error-register';
import { CodedError } from '@counterfoil/contracts/refusal';
import { isAllowed } from './access.ts';
import { hijacked, type Caller, type RouteCall, type RouteWithHandler } from './call.ts';
import { isReading, type Role, type Route } from './route.ts';

/** What somebody is about to do. Bodies are no part of it: they hold customers. */
export interface AuditedAction {
  readonly caller: Caller;
  /** The name of the route. */
  readonly action: string;
  /** Of the address, as the route checked them. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** How it ended: `refused` by a rule, `failed` by an outage or a bug; with the code of the error register. */
export type ActionEnd =
  { readonly outcome: 'succeeded' } | { readonly outcome: 'refused' | 'failed'; readonly code: string };

/** Where it is kept what people do. */
export interface ActionAudit {
  /** Keeps that an action begins, and answers where to tell how it ended. Whatever it throws, the action doesn't begin. */
  begin(action: AuditedAction): Promise<(end: ActionEnd) => Promise<void>>;
}

/** Whether calls of a route by this caller are kept: what people change, and what they take out of the product. */
export function isAuditedCall(route: Route, caller: Pick<Caller, 'roles'>): boolean {
  const isPerson = caller.roles.some((role) => (staffRoles as readonly Role[]).includes(role));
  return isPerson && (!isReading(route) || route.isAudited === true);
}

/** The handler of a route that keeps what people do by it: the intent before anything runs, the outcome after it. */
export function auditedHandler({ route, handler }: RouteWithHandler, audit: ActionAudit): RouteWithHandler['handler'] {
  return async (call) => {
    if (!isAuditedCall(route, call.caller)) return handler(call);
    const end = await audit.begin(actionOf(route, call));
    try {
      const answer = await handler(call);
      await end(answer === hijacked || answer.status < 400 ? { outcome: 'succeeded' } : answered(answer.status));
      return answer;
    } catch (error) {
      await end(endOf(error));
      throw error;
    }
  };
}

interface DeniedCall {
  readonly route: Route;
  readonly caller: Caller | null;
  readonly params: unknown;
}

/** Keeps that somebody tried what their role doesn't include. */
export async function auditDenial(audit: ActionAudit, { route, caller, params }: DeniedCall): Promise<void> {
  if (!caller || caller.roles.some((role) => isAllowed(route, role)) || !isAuditedCall(route, caller)) return;
  const end = await audit.begin({ caller, action: route.name, parameters: textsOf(params) });
  await end({ outcome: 'refused', code: 'not_allowed' });
}

function actionOf(route: Route, { caller, params }: RouteCall): AuditedAction {
  return { caller, action: route.name, parameters: textsOf(params) };
}

function textsOf(params: unknown): Record<string, string> {
  if (typeof params !== 'object' || params === null) return {};
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)]));
}

function answered(status: number): ActionEnd {
  return status < 500 ? { outcome: 'refused', code: 'request_invalid' } : { outcome: 'failed', code: 'internal_error' };
}

function endOf(error: unknown): ActionEnd {
  const code = error instanceof CodedError ? error.code : 'internal_error';
  return { outcome: errorRegister[code].httpStatus < 500 ? 'refused' : 'failed', code };
}

import { staffRoles, type StaffRole } from '@counterfoil/contracts/administration/session';
import { sessionSchema } from '@counterfoil/contracts/administration/session';
import { isAllowed } from '@counterfoil/http/access';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute, type Route } from '@counterfoil/http/route';
import { closeWorkspaceSession, findWorkspaceSession } from '../workspace/workspace-sessions.ts';
import { clearSessionCookie, sessionTokenOf } from '../workspace/session-cookie.ts';
import type { HeadquartersApi } from './headquarters-api.ts';

/** `GET /session` */
export function getSession(
  { headquarters, isDemonstration = false }: HeadquartersApi,
  routes: () => readonly Route[],
): RouteWithHandler {
  return handle(
    defineRoute({
      access: ['anonymous', ...staffRoles],
      name: 'getSession',
      method: 'GET',
      path: '/session',
      summary: 'Who is signed in',
      description: 'The person of the session cookie, what they may call, and the token that changing calls repeat.',
      request: {},
      response: { 200: sessionSchema },
      errors: [],
      examples: { response: { signedIn: false, isDemonstration: false } },
    }),
    async ({ request }) => {
      const token = sessionTokenOf(request);
      const { database, seams } = headquarters;
      const session = token === null ? null : await findWorkspaceSession(database, token, seams.clock.now());
      if (!session) return { status: 200, body: { signedIn: false as const, isDemonstration } };
      const { expiresAt, ...person } = session;
      const body = { ...person, expiresAt: expiresAt.toISOString(), allowed: allowedTo(session.roles, routes()) };
      return { status: 200, body: { signedIn: true as const, isDemonstration, ...body } };
    },
  );
}

function allowedTo(roles: readonly StaffRole[], routes: readonly Route[]): string[] {
  return routes.filter((route) => roles.some((role) => isAllowed(route, role))).map(({ name }) => name);
}

/** `POST /session/sign-out` */
export const signOut = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      access: staffRoles,
      name: 'signOut',
      method: 'POST',
      path: '/session/sign-out',
      summary: 'Sign out',
      description: 'Ends the session of the cookie.',
      request: {},
      response: { 204: 'empty' },
      errors: [],
      examples: { response: undefined },
    }),
    async ({ request }) => {
      const token = sessionTokenOf(request);
      if (token !== null) await closeWorkspaceSession(headquarters.database, token);
      return { status: 204, headers: { 'set-cookie': clearSessionCookie() } };
    },
  );

import {
  sessionSchema,
  signedOutSchema,
  staffRoles,
  type StaffRole,
} from '@counterfoil/contracts/administration/session';
import { isAllowed } from '@counterfoil/http/access';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute, type Route } from '@counterfoil/http/route';
import { closeWorkspaceSession, findWorkspaceSession } from '../workspace/workspace-sessions.ts';
import { clearSessionCookie, sessionTokenOf } from '../workspace/session-cookie.ts';
import { signedOutUrlOf, type StaffSignIn } from '../workspace/staff-sign-in.ts';
import type { HeadquartersApi } from './headquarters-api.ts';

/** `GET /session` */
export function getSession(
  { headquarters, isDemonstration = false, staffSignIn }: HeadquartersApi,
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
      examples: { response: { signedIn: false, isDemonstration: false, canSignIn: true } },
    }),
    async ({ request }) => {
      const token = sessionTokenOf(request);
      const { database, seams } = headquarters;
      const session = token === null ? null : await findWorkspaceSession(database, token, seams.clock.now(), false);
      const canSignIn = Boolean(staffSignIn);
      if (!session) return { status: 200, body: { signedIn: false as const, isDemonstration, canSignIn } };
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
export const signOut = ({ headquarters, staffSignIn }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      access: staffRoles,
      name: 'signOut',
      method: 'POST',
      path: '/session/sign-out',
      summary: 'Sign out',
      description:
        'Ends the session of the cookie. The browser goes on to `endSessionUrl`, which ends the one at the identity provider.',
      request: {},
      response: { 200: signedOutSchema },
      errors: [],
      examples: { response: { endSessionUrl: 'https://login.example/logout' } },
      rateLimited: { requestsPerMinute: 120 },
    }),
    async ({ request }) => {
      const token = sessionTokenOf(request);
      if (token !== null) await closeWorkspaceSession(headquarters.database, token);
      return {
        status: 200,
        headers: { 'set-cookie': clearSessionCookie() },
        body: { endSessionUrl: await endSessionUrlOf(staffSignIn) },
      };
    },
  );

async function endSessionUrlOf(staffSignIn: StaffSignIn | null | undefined): Promise<string | null> {
  if (!staffSignIn) return null;
  return staffSignIn.identityProvider.endSessionUrl(signedOutUrlOf(staffSignIn.publicUrl()));
}

import { staffRoles } from '@counterfoil/contracts/administration/session';
import { errorRegister, languages } from '@counterfoil/contracts/error-register';
import { CodedError, refuse } from '@counterfoil/contracts/refusal';
import { handle, type RouteCall, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import type { Claims } from '@counterfoil/http/sign-in/identity-provider';
import { attemptOf, clearAttemptCookie, setAttemptCookie } from '@counterfoil/http/sign-in/sign-in-attempt';
import { z } from 'zod';
import { overviewPath, pageToReturnTo, problemPage } from '../workspace/return-to.ts';
import { sessionTokenOf, setSessionCookie } from '../workspace/session-cookie.ts';
import { recordAction } from '../workspace/action-audit.ts';
import { personOf, subjectOf } from '../workspace/staff-claims.ts';
import { callbackPath, redirectUriOf, type StaffSignIn } from '../workspace/staff-sign-in.ts';
import { closeWorkspaceSession, openWorkspaceSession, type SignedInPerson } from '../workspace/workspace-sessions.ts';
import type { HeadquartersApi } from './headquarters-api.ts';

/** What browsers call as pages: everybody may, a refusal leads to the sign-in page, and guessing is slow. */
const navigation = {
  access: ['anonymous', ...staffRoles],
  method: 'GET',
  isFile: true,
  response: { 302: 'empty', 200: 'empty' },
  examples: { response: undefined },
  rateLimited: { requestsPerMinute: 120 },
} as const;

/** What the audit trail calls a sign-in. */
const signInAction = 'signIn';

const querySchema = z.object({
  returnTo: z.string().optional().catch(undefined),
  language: z.enum(languages).optional().catch(undefined),
});

/** `GET /session/sign-in`: to the identity provider. */
export const beginSignIn = ({ headquarters, staffSignIn }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...navigation,
      name: 'beginSignIn',
      path: '/session/sign-in',
      summary: 'Sign in',
      description: 'Leads to the identity provider, and after it to the page of the workspace that `returnTo` names.',
      request: { query: querySchema },
      errors: ['identity_provider_missing', 'identity_provider_unreachable', 'identity_provider_misconfigured'],
      refusedTo: (code, { query }) => problemPage(code, pageToReturnTo(querySchema.parse(query).returnTo)),
    }),
    async ({ query, language }) => {
      const { identityProvider, publicUrl } = configured(staffSignIn);
      const redirectUri = redirectUriOf(publicUrl());
      const { location, secrets } = await identityProvider.begin({ redirectUri, language: query.language ?? language });
      const beganAtMs = headquarters.seams.clock.now().getTime();
      const attempt = { ...secrets, returnTo: pageToReturnTo(query.returnTo), beganAtMs };
      return { status: 302, headers: { location, 'set-cookie': setAttemptCookie(attempt) } };
    },
  );

/** `GET /session/callback`: back from the identity provider. */
export const finishSignIn = (api: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...navigation,
      name: 'finishSignIn',
      path: callbackPath,
      summary: 'Back from the identity provider',
      description: 'Begins a session for whoever has a role, and leads to the page that was asked for.',
      request: { query: z.object({ state: z.string().optional().catch(undefined) }) },
      errors: [
        'identity_provider_missing',
        'sign_in_expired',
        'sign_in_refused',
        'staff_role_missing',
        'staff_channel_missing',
      ],
      refusedTo: (code, request) =>
        problemPage(code, attemptOf(request, api.headquarters.seams.clock.now())?.returnTo ?? overviewPath),
    }),
    async (call) => {
      const signIn = configured(api.staffSignIn);
      const attempt = attemptOf(call.request, api.headquarters.seams.clock.now());
      /* An answer that nobody here asked for leaves the attempt that may be under way as it is. */
      if (attempt === null || call.query.state !== attempt.state) throw refuse('sign_in_expired');
      call.reply.header('set-cookie', clearAttemptCookie());
      const callbackUrl = new URL(call.request.url, `${signIn.publicUrl()}/`);
      const { claims } = await signIn.identityProvider.finish(callbackUrl, attempt);
      const person = await admitted(api, claims, signIn);
      call.reply.header('set-cookie', setSessionCookie(await beginSession(api, call, person)));
      return { status: 302, headers: { location: pageToReturnTo(attempt.returnTo) } };
    },
  );

function configured(staffSignIn: StaffSignIn | null | undefined): StaffSignIn {
  if (!staffSignIn) throw refuse('identity_provider_missing');
  return staffSignIn;
}

/** Who has signed in; on the audit trail, as is whoever is refused for want of a role. */
async function admitted(
  { headquarters }: HeadquartersApi,
  claims: Claims,
  { claimNames }: StaffSignIn,
): Promise<SignedInPerson> {
  try {
    const person = personOf(claims, claimNames);
    await recordAction(headquarters, person, signInAction);
    return person;
  } catch (error) {
    if (!(error instanceof CodedError) || errorRegister[error.code].kind !== 'refusal') throw error;
    const somebody = { ...subjectOf(claims), roles: [] };
    await recordAction(headquarters, somebody, signInAction, { outcome: 'refused', code: error.code });
    throw error;
  }
}

/** A session of its own for every sign-in; the one before in this browser ends. */
async function beginSession(
  { headquarters }: HeadquartersApi,
  { request }: Pick<RouteCall, 'request'>,
  person: SignedInPerson,
): Promise<string> {
  const { database, seams } = headquarters;
  const before = sessionTokenOf(request);
  if (before !== null) await closeWorkspaceSession(database, before);
  const token = await openWorkspaceSession(database, person, seams.clock.now());
  seams.log.info({ roles: person.roles }, 'somebody signed in to the workspace');
  return token;
}

import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { StaffRole } from '@counterfoil/contracts/administration/session';
import { refuse } from '@counterfoil/contracts/refusal';
import { prepared, type Tx } from '@counterfoil/database/database';
import type { Caller } from '@counterfoil/http/call';
import type { FastifyRequest } from 'fastify';

/** The longest that somebody stays signed in, in milliseconds. */
export const sessionLifeMs = 10 * 60 * 60 * 1_000;
/** Without any call for so long somebody has to sign in again, in milliseconds. */
export const sessionIdleMs = 60 * 60 * 1_000;
/** A session that is in use is marked as seen this often at most, in milliseconds. */
const seenIntervalMs = 60_000;
/** The header in which a changing call repeats the session's token. */
export const csrfHeader = 'x-csrf-token';

/** The header by which a page says that it reads by itself, with nobody there. */
export const unattendedHeader = 'x-unattended';

const tokenByteCount = 32;

/** Who has signed in, as the identity provider tells. */
export interface SignedInPerson {
  /** Who at the identity provider. */
  readonly subject: string;
  readonly name: string;
  readonly roles: readonly StaffRole[];
  /** Channels that a store manager is bound to; empty for everybody else. */
  readonly channelIds: readonly string[];
}

/** A session that lasts. */
export interface WorkspaceSession extends SignedInPerson {
  readonly csrfToken: string;
  readonly expiresAt: Date;
}

const insertSession = prepared(
  'insert-workspace-session',
  `INSERT INTO workspace_sessions (session_hash, subject, name, roles, channel_ids, csrf_token, began_at, seen_at, expires_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8)`,
);
const deleteExpired = prepared(
  'delete-expired-workspace-sessions',
  'DELETE FROM workspace_sessions WHERE expires_at < $1 OR seen_at < $2',
);

/** Begins a session and answers its token, which nobody can read again; sessions that have ended are forgotten. */
export async function openWorkspaceSession(tx: Tx, person: SignedInPerson, now: Date): Promise<string> {
  const token = randomBytes(tokenByteCount).toString('base64url');
  const csrfToken = randomBytes(tokenByteCount).toString('base64url');
  const { subject, name, roles, channelIds } = person;
  const expiresAt = new Date(now.getTime() + sessionLifeMs);
  await tx.query(deleteExpired, [now, new Date(now.getTime() - sessionIdleMs)]);
  await tx.query(insertSession, [hashOf(token), subject, name, roles, channelIds, csrfToken, now, expiresAt]);
  return token;
}

const selectSession = prepared(
  'select-workspace-session',
  `SELECT subject, name, roles, channel_ids AS "channelIds", csrf_token AS "csrfToken", seen_at::text AS "seenAt",
          expires_at::text AS "expiresAt"
   FROM workspace_sessions WHERE session_hash = $1 AND expires_at >= $2 AND seen_at >= $3`,
);
const markSeen = prepared(
  'mark-workspace-session-seen',
  'UPDATE workspace_sessions SET seen_at = $2 WHERE session_hash = $1',
);

/**
 * The session of a token; null when it has ended or never was. `isUsed`: somebody is at the page, which keeps the session
 * from going idle; a page that only goes on by itself says so in `unattendedHeader`.
 */
export async function findWorkspaceSession(
  tx: Tx,
  token: string,
  now: Date,
  isUsed = true,
): Promise<WorkspaceSession | null> {
  const hash = hashOf(token);
  const idleSince = new Date(now.getTime() - sessionIdleMs);
  const [found] = await tx.query<Omit<WorkspaceSession, 'expiresAt'> & { seenAt: string; expiresAt: string }>(
    selectSession,
    [hash, now, idleSince],
  );
  if (!found) return null;
  const { seenAt, ...session } = found;
  if (isUsed && now.getTime() - Date.parse(seenAt) > seenIntervalMs) await tx.query(markSeen, [hash, now]);
  return { ...session, expiresAt: new Date(found.expiresAt) };
}

const selectLasting = prepared(
  'select-lasting-workspace-session',
  'SELECT 1 FROM workspace_sessions WHERE session_hash = $1 AND expires_at >= $2 AND seen_at >= $3',
);

/** Whether a session goes on; looking doesn't prolong it. */
export async function workspaceSessionLasts(tx: Tx, token: string, now: Date): Promise<boolean> {
  const idleSince = new Date(now.getTime() - sessionIdleMs);
  return (await tx.query(selectLasting, [hashOf(token), now, idleSince])).length > 0;
}

const deleteSession = prepared('delete-workspace-session', 'DELETE FROM workspace_sessions WHERE session_hash = $1');

/** Ends a session; one that has ended already stays so. */
export async function closeWorkspaceSession(tx: Tx, token: string): Promise<void> {
  await tx.query(deleteSession, [hashOf(token)]);
}

/**
 * The caller of a session. Error `csrf_token_wrong` for a changing call that doesn't repeat the session's token: another
 * site can make a browser send the cookie, but can't read the token.
 */
export function callerOfSession(
  session: WorkspaceSession,
  request: Pick<FastifyRequest, 'method' | 'headers'>,
): Caller {
  if (!isReading(request.method) && !isSame(request.headers[csrfHeader], session.csrfToken)) {
    throw refuse('csrf_token_wrong');
  }
  const { subject, name, roles, channelIds } = session;
  return { roles, subject, name, scope: {}, channelIds };
}

function isReading(method: string): boolean {
  return method === 'GET' || method === 'HEAD';
}

function isSame(sent: string | string[] | undefined, expected: string): boolean {
  if (typeof sent !== 'string') return false;
  return timingSafeEqual(hashOf(sent), hashOf(expected));
}

function hashOf(text: string): Buffer {
  return createHash('sha256').update(text, 'utf8').digest();
}

import { refuse } from '@counterfoil/contracts/refusal';
import { shopperSessionPrefix } from '@counterfoil/contracts/shopper';
import { prepared } from '@counterfoil/database/database';
import type { Caller } from '@counterfoil/http/call';
import type { Channel } from '../channel.ts';
import { hashOfSecret, newSecret } from '../devices/secrets.ts';

const hourMs = 60 * 60 * 1_000;
/** Nobody stays signed in to the web shop for longer. */
export const shopperSessionLifeMs = 7 * 24 * hourMs;
/** A session that isn't used for so long ends. */
export const shopperSessionIdleMs = 24 * hourMs;
/** The use of a session is noted at most this often. */
export const shopperSessionSeenEveryMs = 10 * 60 * 1_000;
/** Ended sessions that a new one takes away; more than begin, so that none pile up. */
const endedSessionCountMax = 100;

/** Whom a session stands for. */
export interface Shopper {
  readonly customerId: string;
  readonly channelId: string;
  /** Verified by the identity provider at this sign-in; null where it told of none. */
  readonly signInEmail: string | null;
}

/** A sign-in that has found its customer. */
export interface SignedInShopper extends Shopper {
  readonly providerId: string;
  readonly externalIdentityId: string;
}

/* Sessions that another sign-in takes away at the same moment are left to it. */
const insertSession = prepared(
  'insert-shopper-session',
  `WITH ended AS (
     DELETE FROM shopper_sessions WHERE session_hash IN (
       SELECT session_hash FROM shopper_sessions WHERE expires_at <= $7
       LIMIT ${endedSessionCountMax} FOR UPDATE SKIP LOCKED)
   )
   INSERT INTO shopper_sessions (
     session_hash, customer_id, channel_id, provider_id, external_identity_id, verified_email, began_at, seen_at,
     expires_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8)`,
);

/** Begins a session; its token is told once, only the hash is kept. */
export async function beginShopperSession(
  { database, seams }: Pick<Channel, 'database' | 'seams'>,
  shopper: SignedInShopper,
): Promise<{ sessionToken: string; expiresAt: string }> {
  const sessionToken = `${shopperSessionPrefix}${newSecret()}`;
  const now = seams.clock.now();
  const expiresAt = new Date(now.getTime() + shopperSessionLifeMs);
  await database.execute('begin shopper session', insertSession, [
    hashOfSecret(sessionToken),
    shopper.customerId,
    shopper.channelId,
    shopper.providerId,
    shopper.externalIdentityId,
    shopper.signInEmail,
    now,
    expiresAt,
  ]);
  return { sessionToken, expiresAt: expiresAt.toISOString() };
}

interface SessionRow {
  customer_id: string;
  channel_id: string;
  verified_email: string | null;
  is_seen_before: boolean;
}

const selectSession = prepared(
  'select-shopper-session',
  `SELECT session.customer_id, channel_id, verified_email, seen_at <= $4 AS is_seen_before
   FROM shopper_sessions AS session JOIN customers USING (customer_id)
   WHERE session_hash = $1 AND expires_at > $2 AND seen_at > $3
     AND NOT (document -> 'deactivated')::boolean
     AND external_identities @> jsonb_build_array(
       jsonb_build_object('providerId', provider_id, 'externalIdentityId', external_identity_id))`,
);

const markSeen = prepared(
  'mark-shopper-session-seen',
  'UPDATE shopper_sessions SET seen_at = $2 WHERE session_hash = $1 AND seen_at < $2',
);

/**
 * The caller that a session stands for. Error: `shopper_session_ended`, also once the customer is no longer here, is
 * deactivated, or has been unlinked from the sign-in.
 */
export async function callerOfShopperSession(
  { database, seams }: Pick<Channel, 'database' | 'seams'>,
  sessionToken: string,
): Promise<Caller> {
  const now = seams.clock.now();
  const before = (ageMs: number): Date => new Date(now.getTime() - ageMs);
  const hash = hashOfSecret(sessionToken);
  const limits = [now, before(shopperSessionIdleMs), before(shopperSessionSeenEveryMs)];
  const [row] = await database.query<SessionRow>(selectSession, [hash, ...limits]);
  if (!row) throw refuse('shopper_session_ended');
  if (row.is_seen_before) await database.execute('mark shopper session seen', markSeen, [hash, now]);
  const { customer_id: customerId, channel_id: channelId, verified_email: signInEmail } = row;
  const scope = { customerId, channelId, ...(signInEmail !== null && { signInEmail }) };
  return { roles: ['customer'], subject: 'shopper', scope };
}

/** The shopper of a call. Error: `not_allowed` for a caller of that role who has no session. */
export function shopperOf({ scope }: Pick<Caller, 'scope'>): Shopper {
  const { customerId, channelId, signInEmail } = scope;
  if (customerId === undefined || channelId === undefined) throw refuse('not_allowed');
  return { customerId, channelId, signInEmail: signInEmail ?? null };
}

const deleteSession = prepared('delete-shopper-session', 'DELETE FROM shopper_sessions WHERE session_hash = $1');

/** Ends a session at once; one that has ended already stays so. */
export async function endShopperSession({ database }: Pick<Channel, 'database'>, sessionToken: string): Promise<void> {
  await database.execute('end shopper session', deleteSession, [hashOfSecret(sessionToken)]);
}

import type { StaffMember } from '@counterfoil/contracts/channel-configuration';
import { refuse } from '@counterfoil/contracts/refusal';
import {
  pinIterations,
  workerSessionLifeMs,
  type PinVerifier,
  type SignInRequest,
  type WorkerSession,
} from '@counterfoil/contracts/worker-sessions';
import { prepared } from '@counterfoil/database/database';
import { verifyPin } from '@counterfoil/platform/pin-verifier';
import type { Channel } from '../channel.ts';
import { hashOfSecret, newSecret } from './secrets.ts';
import { countSignInAttempt, forgetSignInAttempts } from './sign-in-attempts.ts';

/** The till at which somebody signs in or has signed in. */
export interface SignInPlace {
  readonly deviceId: string;
  readonly channelId: string;
}

/** A worker who can sign in. */
type WorkerWithPin = StaffMember & { readonly pinVerifier: PinVerifier };

/* Of no PIN; an operator id that nobody has takes as long as a wrong PIN. */
const nobodysVerifier: PinVerifier = {
  algorithm: 'PBKDF2-SHA-256',
  iterations: pinIterations,
  salt: 'A'.repeat(22),
  hash: 'A'.repeat(43),
};

/**
 * Signs a worker in at a till of one of their channels. Errors: `sign_in_failed`, the same for an operator id that nobody
 * has, and `sign_in_blocked`.
 */
export async function signIn(
  channel: Channel,
  { deviceId, channelId }: SignInPlace,
  { workerId, pin }: SignInRequest,
): Promise<WorkerSession> {
  await countSignInAttempt(channel, workerId);
  const worker = workerAt(channel, channelId, workerId);
  const isRight = await verifyPin(pin, worker?.pinVerifier ?? nobodysVerifier);
  if (!worker || !isRight) throw refuse('sign_in_failed');
  const session = newSecret();
  await recordSession(channel, session, deviceId, worker);
  const { name, role, languageId } = worker;
  return { session, worker: { workerId, name, role, languageId } };
}

function workerAt(
  { configuration }: Pick<Channel, 'configuration'>,
  channelId: string,
  workerId: string,
): WorkerWithPin | null {
  const worker = configuration.workers.find((candidate) => candidate.workerId === workerId);
  if (!worker?.channelIds.includes(channelId) || !worker.pinVerifier) return null;
  return { ...worker, pinVerifier: worker.pinVerifier };
}

const insertSession = prepared(
  'insert-worker-session',
  `WITH ended AS (DELETE FROM worker_sessions WHERE expires_at <= $5)
   INSERT INTO worker_sessions (session_hash, device_id, worker_id, pin_salt, expires_at) VALUES ($1, $2, $3, $4, $6)`,
);

async function recordSession(
  { database, seams }: Channel,
  session: string,
  deviceId: string,
  { workerId, pinVerifier }: WorkerWithPin,
): Promise<void> {
  const now = seams.clock.now();
  const expiresAt = new Date(now.getTime() + workerSessionLifeMs);
  const row = [hashOfSecret(session), deviceId, workerId, pinVerifier.salt, now, expiresAt];
  await database.transaction('record worker session', async (tx) => {
    await tx.query(insertSession, row);
    await forgetSignInAttempts(tx, workerId);
  });
}

const selectSession = prepared(
  'select-worker-session',
  `SELECT worker_id, pin_salt FROM worker_sessions WHERE session_hash = $1 AND device_id = $2 AND expires_at > $3`,
);

/**
 * Who has signed in at the till with a session. Error: `worker_session_ended`, also once the worker has left the channel
 * or has a new PIN.
 */
export async function workerOfSession(
  channel: Channel,
  { deviceId, channelId, session }: SignInPlace & { readonly session: string },
): Promise<StaffMember> {
  const [row] = await channel.database.query<{ worker_id: string; pin_salt: string }>(selectSession, [
    hashOfSecret(session),
    deviceId,
    channel.seams.clock.now(),
  ]);
  const worker = row ? workerAt(channel, channelId, row.worker_id) : null;
  if (!worker || worker.pinVerifier.salt !== row?.pin_salt) throw refuse('worker_session_ended');
  return worker;
}

const deleteSession = prepared('delete-worker-session', 'DELETE FROM worker_sessions WHERE session_hash = $1');

/** Ends a session at once; one that has ended already stays so. */
export async function signOut({ database }: Channel, session: string): Promise<void> {
  await database.execute('end worker session', deleteSession, [hashOfSecret(session)]);
}

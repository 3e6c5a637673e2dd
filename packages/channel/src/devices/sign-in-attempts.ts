import { refuse } from '@counterfoil/contracts/refusal';
import { signInBlockMs, signInFailureCountMax } from '@counterfoil/contracts/worker-sessions';
import { prepared, type Tx } from '@counterfoil/database/database';
import type { Channel } from '../channel.ts';

/*
 * Counted before the PIN is looked at, so that guesses at once can't slip by each other. While somebody is blocked the
 * time of the last try stays, so that trying on doesn't prolong it. Operator ids that nobody tries any more are forgotten.
 */
const countAttempt = prepared(
  'count-sign-in-attempt',
  `WITH forgotten AS (DELETE FROM sign_in_attempts WHERE last_at <= $3 AND worker_id <> $1)
   INSERT INTO sign_in_attempts AS known (worker_id, count, last_at) VALUES ($1, 1, $2)
   ON CONFLICT (worker_id) DO UPDATE SET
     count = CASE WHEN known.last_at <= $3 THEN 1 ELSE least(known.count + 1, $4 + 1) END,
     last_at = CASE WHEN known.last_at > $3 AND known.count >= $4 THEN known.last_at ELSE $2 END
   RETURNING count, last_at`,
);

/**
 * Counts one try to sign in with an operator id, whether there is such a worker or not. Error: `sign_in_blocked` with the
 * minutes that are left, after `signInFailureCountMax` tries since the last right PIN.
 */
export async function countSignInAttempt({ database, seams }: Channel, workerId: string): Promise<void> {
  const now = seams.clock.now();
  const freeSince = new Date(now.getTime() - signInBlockMs);
  const parameters = [workerId, now, freeSince, signInFailureCountMax];
  const [attempt] = await database.execute<{ count: number; last_at: string }>(
    'count sign-in attempt',
    countAttempt,
    parameters,
  );
  if (!attempt || attempt.count <= signInFailureCountMax) return;
  const blockedForMs = Date.parse(attempt.last_at) + signInBlockMs - now.getTime();
  throw refuse('sign_in_blocked', '', { minutes: Math.max(1, Math.ceil(blockedForMs / 60_000)) });
}

const forgetAttempts = prepared('forget-sign-in-attempts', 'DELETE FROM sign_in_attempts WHERE worker_id = $1');

/** The PIN was right: the count begins anew, in the caller's transaction. */
export async function forgetSignInAttempts(tx: Tx, workerId: string): Promise<void> {
  await tx.query(forgetAttempts, [workerId]);
}

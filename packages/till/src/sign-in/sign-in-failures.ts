import { refuse } from '@counterfoil/contracts/refusal';
import { signInBlockMs, signInFailureCountMax } from '@counterfoil/contracts/worker-sessions';
import type { Engine } from '../service/engine.ts';
import type { Till } from '../till.ts';

interface FailureRow {
  failure_count: number;
  blocked_until: string | null;
}

const selectFailures = 'SELECT failure_count, blocked_until FROM sign_in_failures WHERE worker_id = ?';

/**
 * Error: `sign_in_blocked` with the minutes left. While the program runs, a clock that never goes backwards decides; after
 * a start the time of day, which may have been set back, but never frees anybody before the whole time is over.
 */
export async function requireNotBlocked(engine: Engine, till: Till, workerId: string): Promise<void> {
  const { clock } = engine.seams;
  const untilMs = engine.worker.blockedUntilMs.get(workerId) ?? (await rememberedBlock(engine, till, workerId));
  const leftMs = untilMs - clock.monotonicMs();
  if (leftMs <= 0) return;
  throw refuse('sign_in_blocked', '', { minutes: Math.ceil(leftMs / 60_000) });
}

async function rememberedBlock({ seams, worker }: Engine, till: Till, workerId: string): Promise<number> {
  const { clock } = seams;
  const [row] = await till.database.all<FailureRow>(selectFailures, [workerId]);
  if (!row?.blocked_until) return 0;
  const leftMs = Math.min(Date.parse(row.blocked_until) - clock.now().getTime(), signInBlockMs);
  const untilMs = clock.monotonicMs() + leftMs;
  worker.blockedUntilMs.set(workerId, untilMs);
  return untilMs;
}

const upsertFailures = `INSERT INTO sign_in_failures (worker_id, failure_count, blocked_until) VALUES (?, ?, ?)
  ON CONFLICT (worker_id) DO UPDATE SET failure_count = excluded.failure_count, blocked_until = excluded.blocked_until`;

/** Counts a wrong PIN, on the disk before anybody is told; the last one that is allowed blocks. */
export async function countFailure({ seams, worker }: Engine, till: Till, workerId: string): Promise<void> {
  const { clock } = seams;
  const isBlocked = await till.database.transaction('count wrong PIN', async (tx) => {
    const [row] = await tx.all<FailureRow>(selectFailures, [workerId]);
    const count = (row?.failure_count ?? 0) + 1;
    const blocks = count >= signInFailureCountMax;
    const until = blocks ? new Date(clock.now().getTime() + signInBlockMs).toISOString() : null;
    await tx.run(upsertFailures, [workerId, blocks ? 0 : count, until]);
    return blocks;
  });
  if (isBlocked) worker.blockedUntilMs.set(workerId, clock.monotonicMs() + signInBlockMs);
}

/** The right PIN: the count begins again. */
export async function forgetFailures({ worker }: Engine, till: Till, workerId: string): Promise<void> {
  worker.blockedUntilMs.delete(workerId);
  const [row] = await till.database.all<FailureRow>(selectFailures, [workerId]);
  if (!row) return;
  await till.database.transaction('forget wrong PINs', (tx) =>
    tx.run('DELETE FROM sign_in_failures WHERE worker_id = ?', [workerId]),
  );
}

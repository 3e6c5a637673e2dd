import { refuse } from '@counterfoil/contracts/refusal';
import { signInBlockMs, signInFailureCountMax } from '@counterfoil/contracts/worker-sessions';
import type { Engine } from '../service/engine.ts';
import type { Till } from '../till.ts';

interface FailureRow {
  failure_count: number;
  /** Milliseconds. */
  blocked_left_ms: number | null;
}

const selectFailures = 'SELECT failure_count, blocked_left_ms FROM sign_in_failures WHERE worker_id = ?';

/**
 * Error: `sign_in_blocked` with the minutes left. Only time in which the program runs counts, by a clock that nobody sets:
 * after a start a block goes on where it was last asked about, whatever the time of day is.
 */
export async function requireNotBlocked(engine: Engine, till: Till, workerId: string): Promise<void> {
  const { clock } = engine.seams;
  const untilMs = engine.worker.blockedUntilMs.get(workerId) ?? (await rememberedBlock(engine, till, workerId));
  const leftMs = untilMs - clock.monotonicMs();
  if (leftMs <= 0) return;
  await keepLeft(till, workerId, leftMs);
  throw refuse('sign_in_blocked', '', { minutes: Math.ceil(leftMs / 60_000) });
}

async function rememberedBlock({ seams, worker }: Engine, till: Till, workerId: string): Promise<number> {
  const { clock } = seams;
  const [row] = await till.database.all<FailureRow>(selectFailures, [workerId]);
  if (!row?.blocked_left_ms) return 0;
  const untilMs = clock.monotonicMs() + row.blocked_left_ms;
  worker.blockedUntilMs.set(workerId, untilMs);
  return untilMs;
}

const updateLeft =
  'UPDATE sign_in_failures SET blocked_left_ms = ? WHERE worker_id = ? AND blocked_left_ms IS NOT NULL';

async function keepLeft(till: Till, workerId: string, leftMs: number): Promise<void> {
  await till.database.transaction('keep what is left of a block', (tx) =>
    tx.run(updateLeft, [Math.ceil(leftMs), workerId]),
  );
}

const upsertFailures = `INSERT INTO sign_in_failures (worker_id, failure_count, blocked_left_ms) VALUES (?, ?, ?)
  ON CONFLICT (worker_id) DO UPDATE SET failure_count = excluded.failure_count,
    blocked_left_ms = excluded.blocked_left_ms`;

/** Counts a wrong PIN, on the disk before anybody is told; the last one that is allowed blocks. */
export async function countFailure({ seams, worker }: Engine, till: Till, workerId: string): Promise<void> {
  const { clock } = seams;
  const isBlocked = await till.database.transaction('count wrong PIN', async (tx) => {
    const [row] = await tx.all<FailureRow>(selectFailures, [workerId]);
    const count = (row?.failure_count ?? 0) + 1;
    const blocks = count >= signInFailureCountMax;
    await tx.run(upsertFailures, [workerId, blocks ? 0 : count, blocks ? signInBlockMs : null]);
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

import { autoLockAfterMs } from '@counterfoil/contracts/worker-sessions';
import type { Engine } from '../service/engine.ts';
import { signOut } from './sign-in.ts';

/** Looks whether somebody still works this often, in milliseconds. */
const lookIntervalMs = 5_000;

/** Somebody works at the till. */
export function touch({ worker, seams }: Engine): void {
  worker.touchedAtMs = seams.clock.monotonicMs();
}

/** Locks a till that nobody touches, until the till ends. */
export async function runAutoLock(engine: Engine, stopping: AbortSignal): Promise<void> {
  const { worker, seams } = engine;
  while (!stopping.aborted) {
    await seams.clock.sleep(lookIntervalMs, stopping);
    const isIdle = seams.clock.monotonicMs() - worker.touchedAtMs >= autoLockAfterMs;
    if (worker.worker && isIdle) signOut(engine);
  }
}

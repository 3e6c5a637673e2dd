import type { Clock } from '@counterfoil/platform/clock';
import { tillLockName, type WorkerStart } from './till-messages.ts';

/** A worker that stopped by itself is started again after this pause, in milliseconds. */
const restartDelayMs = 2_000;

/** Whether this tab owns the till, which changes at most once. */
export interface TillOwnership {
  isOwner(): boolean;
}

/**
 * Queues for the ownership of the till. The browser gives it to one tab of the origin, and on to the next when that tab
 * is closed or dies; the owner runs the worker with the engine.
 */
export function queueForOwnership(clock: Clock, start: WorkerStart): TillOwnership {
  let isOwner = false;
  void navigator.locks.request(tillLockName, async () => {
    isOwner = true;
    for (;;) {
      await runWorker(start);
      await clock.sleep(restartDelayMs);
    }
  });
  return { isOwner: () => isOwner };
}

/* Resolves when the worker has stopped, which only a fault makes it do. */
function runWorker(start: WorkerStart): Promise<void> {
  const worker = new Worker(new URL('../worker/till-worker.ts', import.meta.url), { type: 'module', name: 'till' });
  worker.postMessage(start);
  return new Promise((resolve) => {
    const stop = (): void => {
      worker.terminate();
      resolve();
    };
    worker.addEventListener('error', stop, { once: true });
  });
}

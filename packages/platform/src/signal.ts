import type { Clock } from './clock.ts';

/** How a wait for a signal ended. */
export type WaitEnd = 'notified' | 'timeout' | 'aborted';

/**
 * A wake-up, never the data itself: whoever is woken reads what there is by its cursor, and reads again after a
 * time-out, so a lost wake-up delays and never loses.
 */
export interface Signal {
  /** Wakes everyone who waits; when nobody does, the next wait ends at once. */
  notify(): void;
  /** Waits for a notification, `timeoutMs` of `clock`, or `abort`, whichever comes first. */
  wait(timeoutMs: number, clock: Clock, abort?: AbortSignal): Promise<WaitEnd>;
}

/** A signal that nobody has given yet. */
export function createSignal(): Signal {
  const waiters = new Set<() => void>();
  let remembered = false;

  const untilWoken = (timeoutMs: number, clock: Clock, abort?: AbortSignal): Promise<WaitEnd> =>
    new Promise((resolve, reject) => {
      const timer = new AbortController();
      const finish = (end: WaitEnd): void => {
        waiters.delete(wake);
        abort?.removeEventListener('abort', give);
        resolve(end);
        timer.abort();
      };
      const wake = (): void => finish('notified');
      const give = (): void => finish('aborted');
      waiters.add(wake);
      abort?.addEventListener('abort', give, { once: true });
      clock.sleep(timeoutMs, timer.signal).then(() => finish('timeout'), reject);
    });

  return {
    notify() {
      if (waiters.size === 0) remembered = true;
      for (const wake of [...waiters]) wake();
    },
    async wait(timeoutMs, clock, abort) {
      if (abort?.aborted) return 'aborted';
      if (!remembered) return untilWoken(timeoutMs, clock, abort);
      remembered = false;
      return 'notified';
    },
  };
}

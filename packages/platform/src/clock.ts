/** Where time comes from. Nothing is ever ordered by it: `now` is for display, expiry and schedules. */
export interface Clock {
  /** Wall-clock time, for display and expiry only. */
  now(): Date;
  /** Milliseconds since an arbitrary start that never goes backwards; for durations and time-outs. */
  monotonicMs(): number;
  /** Resolves after `delayMs` milliseconds, or at once when `signal` aborts. */
  sleep(delayMs: number, signal?: AbortSignal): Promise<void>;
}

/** The clock of the machine. */
export const systemClock: Clock = {
  now: () => new Date(),
  monotonicMs: () => performance.now(),
  sleep: (delayMs, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const finish = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', finish);
        resolve();
      };
      const timer = setTimeout(finish, delayMs);
      signal?.addEventListener('abort', finish, { once: true });
    }),
};

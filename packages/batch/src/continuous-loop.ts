import type { Seams } from '@counterfoil/platform/seams';
import { createSignal } from '@counterfoil/platform/signal';

/** The first wait after a failure; it doubles with each further one. */
const backOffFirstMs = 1_000;
/** The longest wait between two tries of a failing continuous job, before jitter. */
export const backOffMaxMs = 60_000;

/** Runs one job again and again: when woken, and at least every `idleMs`, since a wake-up may be lost. */
export interface ContinuousLoop {
  /** There may be something to do. A wake-up during a run causes one more run. */
  wake(): void;
  /** Runs until `stopping` aborts. */
  run(stopping: AbortSignal): Promise<void>;
}

/**
 * A loop around `pass`, which answers whether it went well and throws nothing. While the job is not continuous the
 * loop only waits.
 */
export function createContinuousLoop(options: {
  readonly seams: Seams;
  readonly idleMs: number;
  isContinuous(): boolean;
  pass(): Promise<boolean>;
}): ContinuousLoop {
  const { seams, idleMs, isContinuous, pass } = options;
  const { clock, random } = seams;
  const wakeUp = createSignal();
  return {
    wake: () => wakeUp.notify(),
    async run(stopping) {
      let failureCount = 0;
      while (!stopping.aborted) {
        if (isContinuous()) failureCount = (await pass()) ? 0 : failureCount + 1;
        // A failing job is not tried sooner because it is woken; the wake-up is kept for the next try.
        if (failureCount > 0) await clock.sleep(backOffMs(failureCount, random.next()), stopping);
        else await wakeUp.wait(idleMs, clock, stopping);
      }
    },
  };
}

/** The wait after `failureCount` failures in a row; `chance` in [0, 1) spreads it over the upper half. */
export function backOffMs(failureCount: number, chance: number): number {
  const longestMs = Math.min(backOffMaxMs, backOffFirstMs * 2 ** (failureCount - 1));
  return longestMs * (0.5 + 0.5 * chance);
}

import type { Clock } from './clock.ts';
import type { Random } from './random.ts';

/** Thrown instead of calling while the circuit is open: an outage that costs nothing. */
export class CircuitOpen extends Error {
  constructor(name: string) {
    super(`${name}: not called, because the last calls failed`);
    this.name = 'CircuitOpen';
  }
}

/** `closed` calls, `open` refuses, `halfOpen` lets one probe through. */
export type CircuitState = 'closed' | 'open' | 'halfOpen';

/** What a circuit breaker is made of. */
export interface CircuitBreakerOptions {
  /** For messages. */
  readonly name: string;
  readonly clock: Clock;
  readonly random: Random;
  /** Consecutive outages that open the circuit. */
  readonly failureCountMax: number;
  /** Wait before the first probe; it doubles with each failed probe. */
  readonly retryDelayMs: number;
  /** Longest wait between probes. */
  readonly retryDelayMaxMs: number;
}

/** Keeps a struggling peer from being called, and its callers from waiting for it. */
export interface CircuitBreaker {
  /** Runs `work`, or rejects with `CircuitOpen` at once. An error that is no outage proves that the peer answers. */
  call<Result>(work: () => Promise<Result>, isOutage: (error: unknown) => boolean): Promise<Result>;
  state(): CircuitState;
  /** A background probe saw the peer answer: the circuit closes without a user's call. */
  succeeded(): void;
  /** A background probe saw an outage. */
  failed(): void;
}

/** A closed circuit. Its waits have jitter of up to half, so that many nodes do not probe together (R18). */
export function createCircuitBreaker(options: CircuitBreakerOptions): CircuitBreaker {
  const { name, clock, random, failureCountMax, retryDelayMs, retryDelayMaxMs } = options;
  let failureCount = 0;
  let openingCount = 0;
  let retryAtMs: number | null = null;
  let probing = false;
  // Outcomes of calls that began before the last change of state say nothing about the state after it.
  let generation = 0;

  const state = (): CircuitState => {
    if (retryAtMs === null) return 'closed';
    return clock.monotonicMs() >= retryAtMs ? 'halfOpen' : 'open';
  };
  const open = (): void => {
    const delayMs = Math.min(retryDelayMs * 2 ** openingCount, retryDelayMaxMs);
    retryAtMs = clock.monotonicMs() + delayMs * (1 - random.next() / 2);
    openingCount++;
    generation++;
  };
  const succeeded = (): void => {
    if (retryAtMs !== null) generation++;
    failureCount = 0;
    openingCount = 0;
    retryAtMs = null;
  };
  const failed = (): void => {
    failureCount++;
    const current = state();
    if (current === 'halfOpen' || (current === 'closed' && failureCount >= failureCountMax)) open();
  };

  const attempt = async <Result>(
    work: () => Promise<Result>,
    isOutage: (error: unknown) => boolean,
  ): Promise<Result> => {
    const begunIn = generation;
    const record = (outcome: () => void): void => {
      if (generation === begunIn) outcome();
    };
    try {
      const result = await work();
      record(succeeded);
      return result;
    } catch (error) {
      record(isOutage(error) ? failed : succeeded);
      throw error;
    }
  };

  return {
    state,
    succeeded,
    failed,
    async call(work, isOutage) {
      const current = state();
      if (current === 'closed') return attempt(work, isOutage);
      if (current === 'open' || probing) throw new CircuitOpen(name);
      probing = true;
      try {
        return await attempt(work, isOutage);
      } finally {
        probing = false;
      }
    },
  };
}

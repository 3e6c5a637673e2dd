import { useCallback, useState } from 'react';
import type { CodedError } from '@counterfoil/contracts/refusal';
import { codedErrorOf } from './coded-error.ts';

/** Something that a screen asks of the engine. */
export interface Action {
  readonly isBusy: boolean;
  /** Why the last one was refused; null after success. */
  readonly error: CodedError | null;
  /** Does `work`; resolves to whether it succeeded. */
  run(work: () => Promise<unknown>): Promise<boolean>;
  clear(): void;
}

/** Runs what a screen asks of the engine, and keeps whether it is under way and why it was refused. */
export function useAction(): Action {
  const [runningCount, setRunningCount] = useState(0);
  const [error, setError] = useState<CodedError | null>(null);
  const run = useCallback(async (work: () => Promise<unknown>) => {
    setRunningCount((count) => count + 1);
    try {
      await work();
      setError(null);
      return true;
    } catch (problem) {
      setError(codedErrorOf(problem));
      return false;
    } finally {
      setRunningCount((count) => count - 1);
    }
  }, []);
  const clear = useCallback(() => setError(null), []);
  return { isBusy: runningCount > 0, error, run, clear };
}

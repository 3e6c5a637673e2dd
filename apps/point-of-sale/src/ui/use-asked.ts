import { useCallback, useEffect, useRef, useState } from 'react';
import type { CodedError } from '@counterfoil/contracts/refusal';
import { codedErrorOf } from '@counterfoil/ui/coded-error';

/** What the engine answers to a question of a screen; `answer` is null until then. */
export interface Asked<Answer> {
  readonly answer: Answer | null;
  readonly error: CodedError | null;
  /** Asks again; the last answer stays on the screen meanwhile. */
  again(): void;
}

/** Asks when the component appears and whenever `question` is another function. */
export function useAsked<Answer>(question: () => Promise<Answer>): Asked<Answer> {
  const [result, setResult] = useState<{ answer: Answer | null; error: CodedError | null }>({
    answer: null,
    error: null,
  });
  const latestRound = useRef(0);
  const again = useCallback(() => {
    latestRound.current += 1;
    const round = latestRound.current;
    const isCurrent = (): boolean => round === latestRound.current;
    question().then(
      (answer) => isCurrent() && setResult({ answer, error: null }),
      (error: unknown) => isCurrent() && setResult(({ answer }) => ({ answer, error: codedErrorOf(error) })),
    );
  }, [question]);
  useEffect(() => {
    again();
    return () => {
      latestRound.current += 1;
    };
  }, [again]);
  return { ...result, again };
}

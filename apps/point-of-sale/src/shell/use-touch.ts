import { useEffect } from 'react';
import { clock } from '../browser-seams.ts';
import { useTill } from '../till/use-till.ts';

/** The engine is told at most this often that somebody is there. */
const toldEveryMs = 10_000;

/** Tells the engine that somebody touches the till, so that it doesn't lock itself. */
export function useTouch(): void {
  const till = useTill();
  useEffect(() => {
    let toldAtMs = -toldEveryMs;
    const touched = (): void => {
      const nowMs = clock.monotonicMs();
      if (nowMs - toldAtMs < toldEveryMs) return;
      toldAtMs = nowMs;
      // When the engine can't be told it isn't there to lock anything either; its state says so.
      till.touch().catch(() => (toldAtMs = -toldEveryMs));
    };
    addEventListener('pointerdown', touched, { passive: true });
    addEventListener('keydown', touched, { passive: true });
    return () => {
      removeEventListener('pointerdown', touched);
      removeEventListener('keydown', touched);
    };
  }, [till]);
}

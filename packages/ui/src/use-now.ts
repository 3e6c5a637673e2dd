import { useEffect, useState } from 'react';
import { webSeams } from '@counterfoil/platform/web-seams';

const { clock } = webSeams();

/** The time, told again every `intervalMs` milliseconds. */
export function useNow(intervalMs: number): Date {
  const [now, setNow] = useState(() => clock.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(clock.now()), intervalMs);
    return () => clearInterval(timer);
  }, [intervalMs]);
  return now;
}

import type { OutageSimulator } from '@counterfoil/contracts/administration/outage-simulator';
import type { Language } from '@counterfoil/contracts/error-register';

const millisecondsPerSecond = 1_000;
const secondsPerMinute = 60;

/** Milliseconds as *3.2 seconds*, or *2 minutes 5 seconds*, in words. */
export function secondsText(ms: number, language: Language): string {
  const unit = (value: number, name: 'second' | 'minute', digits: number): string =>
    new Intl.NumberFormat(language, {
      style: 'unit',
      unit: name,
      unitDisplay: 'long',
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    }).format(value);
  const seconds = Math.max(0, ms) / millisecondsPerSecond;
  if (seconds < secondsPerMinute) return unit(seconds, 'second', 1);
  return `${unit(Math.floor(seconds / secondsPerMinute), 'minute', 0)} ${unit(Math.floor(seconds % secondsPerMinute), 'second', 0)}`;
}

/** Where all sample customers together stand. */
export interface Convergence {
  readonly phase: 'idle' | 'converging' | 'converged';
  readonly created: number;
  /** Not everywhere yet. */
  readonly missing: number;
  readonly cutLines: number;
}

/** What the figures of the nodes mean together. */
export function convergenceOf({ stores, convergedAfterMs }: OutageSimulator): Convergence {
  const created = stores.reduce((sum, store) => sum + store.created, 0);
  const everywhere = stores.reduce((sum, store) => sum + store.numberedEverywhere, 0);
  const phase = created === 0 ? 'idle' : convergedAfterMs === null ? 'converging' : 'converged';
  const cutLines = stores.filter(({ state }) => state === 'cut').length;
  return { phase, created, missing: created - everywhere, cutLines };
}

import type { Clock } from '@counterfoil/platform/clock';
import { createIds } from '@counterfoil/platform/identifiers';
import { silentLog } from '@counterfoil/platform/log';
import type { PlantedBugs } from '@counterfoil/platform/planted-bugs';
import { seededRandom, type Random } from '@counterfoil/platform/random';
import type { CrashPoints } from '@counterfoil/platform/crash-points';
import type { Seams } from '@counterfoil/platform/seams';

/** A node's clock, moved by hand. */
export interface SimulatedClock extends Clock {
  /** Lets time pass. */
  advance(passedMs: number): void;
  /** Sets the wall clock wrong by so much; durations stay right. */
  skew(skewMs: number): void;
}

const startMs = 1_790_000_000_000;
/** A job that waits for a condition polls often; simulated waits pass faster, so that a run stays short. */
const sleepFactor = 50;
/** Longer waits than this never end by themselves in a run. */
const sleepEndsMaxMs = 10 * 60 * 1_000;

/** A clock at the same instant in every run. */
export function createSimulatedClock(): SimulatedClock {
  let elapsedMs = 0;
  let skewedMs = 0;
  return {
    now: () => new Date(startMs + elapsedMs + skewedMs),
    monotonicMs: () => elapsedMs,
    advance: (passedMs) => void (elapsedMs += passedMs),
    skew: (skewMs) => void (skewedMs = skewMs),
    sleep(delayMs, signal) {
      if (delayMs <= sleepEndsMaxMs) elapsedMs += delayMs * sleepFactor;
      return new Promise((resolve) => {
        if (signal?.aborted) return resolve();
        signal?.addEventListener('abort', () => resolve(), { once: true });
        if (delayMs <= sleepEndsMaxMs) setTimeout(resolve, 1);
      });
    },
  };
}

/** Chance of its own for each part of a run, so that one more draw in one part changes no other. */
export function partRandom(seed: number, part: string): Random {
  let mixed = seed >>> 0;
  for (const character of part) mixed = (Math.imul(mixed, 31) + (character.codePointAt(0) ?? 0)) >>> 0;
  return seededRandom(Math.imul(mixed, 0x9e3779b1) >>> 0);
}

/** The seams of one simulated node. */
export function simulatedSeams(options: {
  clock: Clock;
  random: Random;
  crashPoints: CrashPoints;
  plantedBugs: PlantedBugs;
}): Seams {
  const { clock, random, crashPoints, plantedBugs } = options;
  const ids = createIds(clock, (bytes) => {
    for (let index = 0; index < bytes.length; index++) bytes[index] = Math.floor(random.next() * 256);
  });
  return { clock, ids, random, crashPoints, plantedBugs, log: silentLog };
}

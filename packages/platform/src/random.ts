/** Where chance comes from: jitter of retries in production, everything in the simulator. */
export interface Random {
  /** A number in [0, 1). */
  next(): number;
}

/** The machine's chance. */
export const systemRandom: Random = { next: Math.random };

/** Chance that is the same for the same `seed` (mulberry32); never for secrets. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return {
    next() {
      state = (state + 0x6d2b79f5) >>> 0;
      let mixed = Math.imul(state ^ (state >>> 15), state | 1);
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
    },
  };
}

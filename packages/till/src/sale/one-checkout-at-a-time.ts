import type { Engine } from '../service/engine.ts';

const lastOf = new WeakMap<Engine, Promise<unknown>>();

/**
 * Lets what ends the open transaction wait for whatever else ends it: two tabs that pay at once pay once, and nobody asks
 * the scale unit for the number of a payment that is still on its way to it.
 */
export function oneCheckoutAtATime<T>(engine: Engine, work: () => Promise<T>): Promise<T> {
  const done = (lastOf.get(engine) ?? Promise.resolve()).then(work);
  lastOf.set(
    engine,
    done.catch(() => undefined),
  );
  return done;
}

import { AsyncLocalStorage } from 'node:async_hooks';
import type { Random } from '@counterfoil/platform/random';
import { oneOf } from './chance.ts';

interface Task {
  state: 'paused' | 'running' | 'settled';
  resume: () => void;
  stopped: () => void;
  readonly settled: Promise<void>;
}

/** A running task that reaches no boundary within this time waits for a lock; the others go on meanwhile. */
const blockedAfterMs = 3_000;

/**
 * Runs several pieces of work in an order that only chance decides: one goes on at a time, until its next transaction
 * begins or has been committed. Nobody pauses inside a transaction, so no lock is held by one that is paused.
 */
export interface Interleaver {
  /** Runs all; each settles by itself, and none may reject. */
  run(works: readonly (() => Promise<void>)[]): Promise<void>;
  /** Called at a boundary between transactions: pauses the caller when others run with it. */
  atBoundary(): Promise<void> | undefined;
  /** Resolves when the caller's work is done; at once outside of any work. */
  ownWorkSettled(): Promise<void>;
}

/** An interleaver that takes its decisions from `random`. */
export function createInterleaver(random: Random): Interleaver {
  const ofCaller = new AsyncLocalStorage<Task>();
  let together = 0;

  const pause = (task: Task): Promise<void> =>
    new Promise((resolve) => {
      task.state = 'paused';
      task.resume = resolve;
      task.stopped();
    });

  const start = (work: () => Promise<void>): Task => {
    const settlement = Promise.withResolvers<void>();
    const task: Task = {
      state: 'paused',
      resume: () => undefined,
      stopped: () => undefined,
      settled: settlement.promise,
    };
    void ofCaller.run(task, async () => {
      await pause(task);
      await work();
      task.state = 'settled';
      settlement.resolve();
      task.stopped();
    });
    return task;
  };

  return {
    async run(works) {
      const tasks = works.map(start);
      together = tasks.length;
      while (tasks.some((task) => task.state !== 'settled')) {
        const paused = tasks.filter((task) => task.state === 'paused');
        await (paused.length > 0 ? turnOf(oneOf(random, paused)) : anyStops(tasks));
      }
      together = 0;
    },
    atBoundary() {
      const task = ofCaller.getStore();
      return together > 1 && task?.state === 'running' ? pause(task) : undefined;
    },
    ownWorkSettled: () => ofCaller.getStore()?.settled ?? Promise.resolve(),
  };
}

function turnOf(task: Task): Promise<void> {
  const stop = Promise.withResolvers<void>();
  task.stopped = stop.resolve;
  task.state = 'running';
  task.resume();
  const timer = setTimeout(stop.resolve, blockedAfterMs);
  return stop.promise.finally(() => clearTimeout(timer));
}

function anyStops(tasks: readonly Task[]): Promise<void> {
  return new Promise((resolve) => {
    for (const task of tasks) task.stopped = resolve;
  });
}

import type { Database } from '@counterfoil/database/database';
import type { PlantedBugs } from '@counterfoil/platform/planted-bugs';
import type { Seams } from '@counterfoil/platform/seams';
import type { Interleaver } from './interleaver.ts';
import { createSimulatedClock, partRandom, simulatedSeams, type SimulatedClock } from './simulated-seams.ts';
import type { NodeStorage } from './simulated-server.ts';

/** The process of a node ended here. */
export class SimulatedCrash extends Error {
  readonly point: string;

  constructor(node: string, point: string) {
    super(`${node} crashed at ${point}`);
    this.name = 'SimulatedCrash';
    this.point = point;
  }
}

/** One node over its crashes and restarts: what it is made of, and how it is made to crash. */
export interface SimulatedNode {
  readonly name: string;
  readonly storage: NodeStorage;
  readonly clock: SimulatedClock;
  readonly seams: Seams;
  /** The database as the present process sees it; after a crash it answers that process nothing any more. */
  database(): Database;
  /** Crashes at the `countdown`-th crash point from now; `late`: a moment after it was reached. */
  armCrash(countdown: number, late: boolean): void;
  disarmCrash(): void;
  /** Where the process crashed, or null while it lives. */
  crashedAt(): string | null;
  /** Whether the node passed a crash point since the last call: if not, nothing of it has changed. */
  wasActive(): boolean;
  /** A new process begins. */
  revive(): void;
  /** The next transaction that reaches `point` waits there until it is let go. */
  holdAt(point: string): { reached: Promise<void>; letGo: () => void };
}

/** How long a process that is about to crash may still answer. */
const lateCrashAfterMs = 15;

/* Inside a conversion's transaction another, autonomous one sets numbers aside: nobody pauses there. */
const nestedTransaction = 'set account numbers aside/';

/** A node of a run on its storage. */
export function createNode(options: {
  storage: NodeStorage;
  seed: number;
  plantedBugs: PlantedBugs;
  interleaver: Interleaver;
  /** Called at every crash point that is passed, and for the one at which the node crashes. */
  onPoint: (point: string, crashed: boolean) => void;
}): SimulatedNode {
  const { storage, seed, plantedBugs, interleaver, onPoint } = options;
  const clock = createSimulatedClock();
  let armed: { countdown: number; late: boolean } | null = null;
  let crashed: string | null = null;
  let life = 0;
  let active = true;
  let hold: { point: string; reached: () => void; released: Promise<void> } | null = null;

  const crash = (point: string): never => {
    crashed ??= point;
    armed = null;
    onPoint(point, true);
    throw new SimulatedCrash(storage.name, point);
  };
  const crashSoon = async (point: string): Promise<never> => {
    armed = null;
    await Promise.race([interleaver.ownWorkSettled(), new Promise((resolve) => setTimeout(resolve, lateCrashAfterMs))]);
    return crash(point);
  };
  const pauseAt = async (point: string, paused: Promise<void>): Promise<void> => {
    await paused;
    if (crashed !== null) throw new SimulatedCrash(storage.name, point);
  };
  const reach = (point: string): void | Promise<void> => {
    if (crashed !== null) throw new SimulatedCrash(storage.name, point);
    active = true;
    onPoint(point, false);
    const isBoundary = /\/(?:begin|committed)$/u.test(point) && !point.startsWith(nestedTransaction);
    if (armed && --armed.countdown <= 0) return armed.late && isBoundary ? crashSoon(point) : crash(point);
    if (hold?.point === point) {
      const { reached, released } = hold;
      hold = null;
      reached();
      return pauseAt(point, released);
    }
    const paused = isBoundary ? interleaver.atBoundary() : undefined;
    return paused && pauseAt(point, paused);
  };
  storage.crashPoints.present = { reach };

  return {
    name: storage.name,
    storage,
    clock,
    seams: simulatedSeams({
      clock,
      random: partRandom(seed, storage.name),
      crashPoints: { reach },
      plantedBugs,
    }),
    database() {
      const own = life;
      return livingDatabase(storage, () => crashed === null && own === life);
    },
    armCrash: (countdown, late) => void (armed = { countdown, late }),
    disarmCrash: () => void (armed = null),
    crashedAt: () => crashed,
    wasActive() {
      const was = active;
      active = false;
      return was;
    },
    revive() {
      active = true;
      crashed = null;
      armed = null;
      life++;
    },
    holdAt(point) {
      const reached = Promise.withResolvers<void>();
      const released = Promise.withResolvers<void>();
      hold = { point, reached: reached.resolve, released: released.promise };
      return {
        reached: reached.promise,
        letGo: () => {
          hold = null;
          released.resolve();
        },
      };
    },
  };
}

/** The database for one process: what a dead one still asks is not asked. */
function livingDatabase(storage: NodeStorage, isAlive: () => boolean): Database {
  const { database } = storage;
  const alive = (): Database => {
    if (isAlive()) return database;
    throw new SimulatedCrash(storage.name, 'after its end');
  };
  return {
    url: database.url,
    query: async (statement, parameters) => alive().query(statement, parameters),
    affected: async (statement, parameters) => alive().affected(statement, parameters),
    execute: async (name, statement, parameters) => alive().execute(name, statement, parameters),
    transaction: async (name, work) => alive().transaction(name, work),
    close: () => Promise.resolve(),
  };
}

import { expect } from 'vitest';
import { drain, verdict, type Databases, type Verdict } from './check.ts';
import type { CrashWorld } from './crash-world.ts';
import type { Node } from './node.ts';
import { work, workALittle } from './workload.ts';

/** Which node is killed; the others live on. */
export type Target = 'headquarters' | 'houston';

/** When a crash point is passed, most telling first: a case prefers the earliest of these in which its point occurs. */
export const phases = ['work', 'restore', 'rejoin', 'start', 'first'] as const;
export type Phase = (typeof phases)[number];

/** A crash point with the phase in which it is provoked. */
export interface CrashCase {
  readonly point: string;
  readonly phase: Phase;
}

/** What a lane of cases came to. */
export interface LaneResult extends Verdict {
  /** Processes that died of SIGKILL, each at its own point. */
  readonly killed: number;
  /** Points that only a coincidence of moments passes, and that no try has passed again. */
  readonly missed: readonly string[];
}

type Activity = (world: CrashWorld, name: string) => Promise<void>;

/** Each goes on across the death of any node until every request has been answered. */
const activities: Readonly<Record<'work' | 'restore' | 'rejoin' | 'backlog', Activity>> = {
  work: async (world, name) => {
    await world.changeSettings(name);
    await work(world.till, name, world.promises);
  },
  restore: (world) => world.declareRestored(),
  rejoin: async ({ paris }) => {
    await paris.end();
    await paris.start();
  },
  // What piled up while headquarters was down travels in one package each way.
  backlog: async (world, name) => {
    await world.headquarters.end();
    await work(world.till, name, world.promises);
    await world.headquarters.start();
  },
};

/** Tried in this order after the phase in which the point was seen: what is batched with what is a matter of moments. */
const activitiesOf = {
  headquarters: ['work', 'restore', 'rejoin', 'work', 'work'],
  houston: ['work', 'restore', 'rejoin', 'backlog', 'backlog'],
} as const;

async function startOthers(world: CrashWorld, target: Target): Promise<void> {
  const others = [world.headquarters, world.houston, world.paris].filter((node) => node !== world[target]);
  await Promise.all(others.filter((node) => !node.alive()).map((node) => node.start()));
}

/** The recording run: which points each node passes, and in which phase first. */
export async function discover(world: CrashWorld): Promise<Record<Target, CrashCase[]>> {
  const passed = new Map<string, Phase>();
  const targets = ['headquarters', 'houston'] as const;
  const marks = { headquarters: 0, houston: 0 };
  const note = async (phase: Phase): Promise<void> => {
    for (const target of targets) {
      const points = world[target].points();
      for (const point of points.slice(marks[target])) passed.set(`${target} ${point}`, phase);
      // Armed with a point that doesn't exist, a node writes what it passes from here on.
      await world[target].arm('nowhere');
      marks[target] = world[target].points().length;
    }
  };
  await Promise.all([world.headquarters.start(), world.houston.start(), world.paris.start()]);
  const databases = await world.look();
  await drain(databases, 'the first start');
  await note('first');
  await Promise.all([world.headquarters.end(), world.houston.end()]);
  await Promise.all([world.headquarters.start(), world.houston.start()]);
  await drain(databases, 'the second start');
  await note('start');
  for (const phase of ['rejoin', 'restore', 'work'] as const) {
    await activities[phase](world, 'recorded');
    await drain(databases, phase);
    await note(phase);
  }
  const casesOf = (target: Target): CrashCase[] =>
    [...passed]
      .filter(([key]) => key.startsWith(`${target} `))
      .map(([key, phase]) => ({ point: key.slice(target.length + 1), phase }));
  return { headquarters: casesOf('headquarters'), houston: casesOf('houston') };
}

/**
 * Kills one node at each of its points, one after the other on the same growing databases, and starts it again after
 * each; tills repeat what wasn't answered. After each case the road has to drain and every promise has to be kept.
 */
export async function runLane(world: CrashWorld, target: Target, cases: readonly CrashCase[]): Promise<LaneResult> {
  const node = world[target];
  let killed = 0;
  const missed: string[] = [];
  const first = cases.filter(({ phase }) => phase === 'first');
  if (target === 'houston') await startOthers(world, target);
  for (const { point } of first) {
    /* What only stores make it pass, the first of their starts does. */
    if ((await node.start(point)) === 'started' && target === 'headquarters') await startOthers(world, target);
    if (await diesSoon(node)) {
      await expectDeathAt(node, point);
      killed++;
    } else missed.push(point);
    await node.end();
  }
  await node.start();
  await startOthers(world, target);
  const databases = await world.look();
  for (const { point, phase } of cases.filter((wanted) => wanted.phase !== 'first')) {
    await drain(databases, `before ${point}`);
    if (await killOnce(world, { target, point, phase }, databases)) killed++;
    else missed.push(point);
    const { acknowledged, ...rest } = await verdict(databases, world.promises);
    expect({ ...rest }, `after ${point}, ${acknowledged} acknowledged`).toEqual(nothingLost);
  }
  return { killed, missed, ...(await verdict(databases, world.promises)) };
}

/** What every verdict has to say. */
export const nothingLost = { lost: 0, doubled: 0, extra: 0, differing: [] } as const;

interface Case extends CrashCase {
  readonly target: Target;
}

/** Whether the node was killed at the point; a point that every start passes is never missed. */
async function killOnce(world: CrashWorld, { target, point, phase }: Case, databases: Databases): Promise<boolean> {
  const node = world[target];
  const name = point.replaceAll(/[^a-z0-9]+/gu, '-');
  if (phase !== 'start' && phase !== 'first') {
    await node.arm(point);
    for (const [turn, other] of [phase, ...activitiesOf[target]].entries()) {
      const settled = activities[other](world, `${name}-${turn}`).then(() => drain(databases, `${point}, ${other}`));
      const died = await Promise.race([node.death().then(() => true), settled.then(() => false)]);
      if (!died) continue;
      await expectDeathAt(node, point);
      await node.start();
      await settled;
      return true;
    }
  }
  const killed = await killAtStart(world, { target, point, phase }, name);
  await drain(databases, point);
  return killed;
}

/** While headquarters is down a store goes on; while the store is down its till waits. */
async function killAtStart(world: CrashWorld, { target, point, phase }: Case, name: string): Promise<boolean> {
  const node = world[target];
  await node.end();
  const waiting = workALittle(world.till, `${name}-meanwhile`, world.promises);
  if (target === 'headquarters') await waiting;
  await node.start(point);
  const killed = phase === 'start' || (await diesSoon(node));
  if (killed) {
    await expectDeathAt(node, point);
    await node.start();
  } else await node.arm('nowhere');
  await waiting;
  return killed;
}

const deathMaxMs = 20_000;

/** How the node died; `still alive` when it doesn't in time. */
async function deathOf(node: Node): Promise<string> {
  const { promise: late, resolve } = Promise.withResolvers<string>();
  const timer = setTimeout(resolve, deathMaxMs, 'still alive');
  const death = await Promise.race([node.death(), late]);
  clearTimeout(timer);
  return String(death);
}

async function diesSoon(node: Node): Promise<boolean> {
  return (await deathOf(node)) !== 'still alive';
}

async function expectDeathAt(node: Node, point: string): Promise<void> {
  expect(await deathOf(node), `the process dies at ${point}`).toBe('SIGKILL');
  expect(node.points().at(-1), 'the point of its death').toBe(point);
}

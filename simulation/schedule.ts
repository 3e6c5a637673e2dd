import { changeAddressBooksOfChannel, hasAddressBooks } from './address-books.ts';
import { between, happens, oneOf, shuffled, weighted } from './chance.ts';
import { systemClock } from '@counterfoil/platform/clock';
import { agree, download, outcomeOf, pJob, publish, synchronize } from './jobs.ts';
import { checkHeadquarters } from './checkers/headquarters-state.ts';
import { checkChannel } from './checkers/channel-state.ts';
import { checkTill } from './checkers/till-state.ts';
import { nextTillStep } from './tills.ts';
import { InvariantViolated } from './violations.ts';
import { nextRequest } from './next-request.ts';
import { askForCreation } from './workload.ts';
import { noteChannelRestore } from './checkers/r11-restored.ts';
import { restartCrashed, restartSite, restoreHeadquarters, type ChannelSite, type World } from './world.ts';

/** One thing that somebody does. */
export interface Step {
  readonly name: string;
  run(): Promise<string>;
}

const crashShare = 0.2;
/** Crash points that one step may pass before it crashes. */
const crashCountdownMax = 14;
const togetherShare = 0.2;
/** Runs alone, since it holds locks while others work. */
const holdName = 'held transaction';
const tenYearsMs = 10 * 365 * 24 * 60 * 60 * 1_000;

/** Runs one step, or several interleaved, with or without a crash, and looks at every node afterwards. */
export async function playTurn(world: World): Promise<void> {
  const count = happens(world.random, togetherShare) ? between(world.random, 2, 3) : 1;
  const drawn = Array.from({ length: count }, () => nextStep(world));
  const alone = drawn.find((step) => step.name === holdName);
  const steps = alone ? [alone] : drawn;
  passTime(world);
  if (happens(world.random, crashShare)) armSomeCrash(world);
  await runSteps(world, [...steps, ...tillSteps(world, alone !== undefined)]);
}

/** With chance of its own, so that a seed without tills is what it was before there were any. */
function tillSteps(world: World, isAlone: boolean): Step[] {
  const step = isAlone ? null : nextTillStep(world);
  return step ? [step] : [];
}

/** Runs steps together and restarts whoever crashed. */
export async function runSteps(world: World, steps: readonly Step[]): Promise<void> {
  const violations: InvariantViolated[] = [];
  await world.interleaver.run(
    steps.map(({ name, run }) => async () => {
      try {
        world.trace.push(`${name}: ${await outcomeOf(name, run)}`);
      } catch (error) {
        if (!(error instanceof InvariantViolated)) throw error;
        violations.push(error);
      }
    }),
  );
  const violated = violations[0] ?? world.overheard[0];
  if (violated) throw violated;
  await restartCrashed(world);
  if (world.headquartersNode.wasActive()) await checkHeadquarters(world);
  for (const site of world.sites) {
    if (site.node.wasActive()) await checkChannel(world, site);
  }
  for (const till of world.tills) await checkTill(world, till);
}

function passTime(world: World): void {
  for (const node of [world.headquartersNode, ...world.sites.map((site) => site.node)]) {
    node.clock.advance(between(world.random, 0, 4_000));
    if (!happens(world.random, 0.015)) continue;
    node.clock.skew(between(world.random, -tenYearsMs, tenYearsMs));
    world.faults.clockSkew++;
    world.trace.push(`the clock of ${node.name} jumps`);
  }
}

function armSomeCrash(world: World): void {
  const node = oneOf(world.random, [world.headquartersNode, ...world.sites.map((site) => site.node)]);
  node.armCrash(between(world.random, 1, crashCountdownMax), happens(world.random, 0.3));
}

function nextStep(world: World): Step {
  const site = oneOf(world.random, world.sites);
  const at = (name: string, run: () => Promise<string>): Step => ({ name: `${name} at ${site.node.name}`, run });
  const request = nextRequest(world, site);
  return weighted<Step>(world.random, [
    [32, at(request.name, request.run)],
    [11, at('P-job', () => pJob(site))],
    [9, { name: 'synchronize', run: () => synchronize(world) }],
    [7, { name: '1010', run: () => publish(world) }],
    [11, at('download', () => download(site))],
    [2, at('agree', () => agree(site))],
    [world.network.late.length > 0 ? 9 : 0, { name: 'late message', run: () => deliverLate(world) }],
    [2, { name: holdName, run: () => holdConversion(world) }],
    [hasAddressBooks(world.seed) ? 3 : 0, at('address books', () => changeAddressBooksOfChannel(world, site))],
  ]);
}

/** A message that its sender gave up arrives after all. */
export async function deliverLate(world: World): Promise<string> {
  const { late, delivered, random, faults } = world.network;
  const message = late.splice(Math.floor(random.next() * late.length), 1)[0];
  if (!message) return 'none';
  const overtaken = (delivered.get(message.from) ?? 0) > message.sentAfter;
  faults[overtaken ? 'reorder' : 'delay']++;
  await message.deliver();
  return `${message.name} of ${message.from}`;
}

/**
 * A conversion is about to commit while others commit and 1010 reads the change feed: what it has written lies before
 * theirs by number, and becomes visible after them.
 */
export async function holdConversion(world: World): Promise<string> {
  const [first = null, second = null] = shuffled(world.random, world.sites);
  if (!first || !second) return 'too few sites';
  await outcomeOf('create', () => askForCreation(world, first));
  await outcomeOf('P-job', () => pJob(first));
  const { reached, letGo } = world.headquartersNode.holdAt('convert staged customers/commit');
  const held = outcomeOf('synchronize', () => synchronize(world));
  await Promise.race([reached, held]);
  world.faults.heldTransaction++;
  const meanwhile = outcomeOf('create', async () => {
    await askForCreation(world, world.sites.find((site) => site.channelId === 'HOUSTON') ?? second);
    await publish(world);
    return download(second);
  });
  const patience = new AbortController();
  await Promise.race([meanwhile, longPause(patience.signal)]);
  patience.abort();
  letGo();
  await Promise.all([held, meanwhile]);
  return 'let go';
}

/** Whoever waits for a lock of the held transaction gets it then. */
const heldMs = 3_000;

function longPause(signal: AbortSignal): Promise<void> {
  return systemClock.sleep(heldMs, signal);
}

/** Which database is put back to an earlier state in a run, and when. */
export interface RestorePlan {
  readonly what: 'nothing' | 'headquarters' | ChannelSite;
  readonly backUpAtTurn: number;
  readonly restoreAtTurn: number;
}

/** One restore at most, so that somebody always holds what the other lost. */
export function planRestore(world: World): RestorePlan {
  const backUpAtTurn = between(world.random, 3, 20);
  const what = weighted<RestorePlan['what']>(world.random, [
    [7, 'nothing'],
    [6, 'headquarters'],
    [7, oneOf(world.random, world.sites)],
  ]);
  return {
    /* A till may edit a customer that a restored store has lost for good; that isn't played. */
    what: world.tills.some(({ site }) => site === what) ? 'nothing' : what,
    backUpAtTurn,
    restoreAtTurn: backUpAtTurn + between(world.random, 5, 25),
  };
}

/** Does at this turn what the plan says. */
export async function followRestorePlan(world: World, plan: RestorePlan, turn: number): Promise<void> {
  if (plan.what === 'nothing') return;
  const node = plan.what === 'headquarters' ? world.headquartersNode : plan.what.node;
  if (turn === plan.backUpAtTurn) {
    await node.storage.backUp();
    world.trace.push(`backup of ${node.name}`);
  }
  if (turn !== plan.restoreAtTurn) return;
  world.faults.restore++;
  if (plan.what === 'headquarters') await restoreHeadquarters(world);
  else await restoreChannel(world, plan.what);
  world.trace.push(`restore of ${node.name}`);
}

/** The database is put back, either with a restart or under a running process that has no reason to doubt. */
async function restoreChannel(world: World, site: ChannelSite): Promise<void> {
  const restarts = happens(world.random, 0.3);
  if (!restarts) await publishOneMore(world, site);
  await site.node.storage.restore();
  await noteChannelRestore(world, site);
  if (restarts) return restartSite(world, site);
  site.mustAgree = false;
  await runSteps(world, [{ name: `download at ${site.node.name}`, run: () => download(site) }]);
}

/** Everything before is applied, and one more package waits: the gap that the restored database must notice. */
async function publishOneMore(world: World, site: ChannelSite): Promise<void> {
  const other = world.sites.find((candidate) => candidate !== site) ?? site;
  const jobs: Step[] = [
    { name: '1010', run: () => publish(world) },
    { name: 'download', run: () => download(site) },
    { name: 'create', run: () => askForCreation(world, other) },
    { name: 'P-job', run: () => pJob(other) },
    { name: 'synchronize', run: () => synchronize(world) },
    { name: '1010', run: () => publish(world) },
  ];
  for (const job of jobs) await runSteps(world, [job]);
}

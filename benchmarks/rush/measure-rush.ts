import { loadavg } from 'node:os';
import { sampleSettings } from '@counterfoil/headquarters/settings/sample-settings';
import { roundedTo } from '../percentiles.ts';
import type { Workbench } from '../workbench.ts';
import { checkCrowd, type CheckedCrowd } from './check-crowd.ts';
import { crowdTimes, phaseTimes, ratioOf } from './crowd-times.ts';
import type { RushFigures } from './rush-figures.ts';
import { startRushRetailer, type RushRetailer } from './rush-retailer.ts';
import { rangesOf, shoppersAtOnce, shoppersOf, type ShopperRange } from './rush-shoppers.ts';
import { readArrivals, readCustomers, readIsAsync, readOnItsWay, readWays } from './stored-customers.ts';
import type { ShopperOutcome } from './visit-shop.ts';

/** One way between the scale unit and headquarters while that is slow, in milliseconds. */
const slowLineMs = 500;
const phaseCount = 3;
/** Before anything counts: the first ones warm every process up. */
const warmUpCount = 30;
/** How often what has to come by itself is looked for, and how long it is waited for, in milliseconds. */
const pollMs = 100;
const settlingLimitMs = 10 * 60 * 1_000;
const reportedProblemCountMax = 10;

interface RushCourse {
  readonly workbench: Workbench;
  readonly retailer: RushRetailer;
}

/** A crowd, what it was told, and what of that is there. */
interface Crowd {
  readonly outcomes: readonly ShopperOutcome[];
  readonly checked: CheckedCrowd;
  readonly ways: Readonly<Record<string, number>>;
}

/** Sends `shoppers` through the shop in a rush, then as many again with synchronous creation. */
export async function measureRush(workbench: Workbench, shoppers: number): Promise<RushFigures> {
  const begin = loadOfMachine();
  const retailer = await startRushRetailer(workbench);
  const course: RushCourse = { workbench, retailer };
  const rush = { from: warmUpCount, count: shoppers };
  const calm = { from: rush.from + shoppers + warmUpCount, count: shoppers };
  const slow = { from: calm.from + shoppers, count: Math.floor(shoppers / phaseCount) };
  workbench.progress(`warming up with ${warmUpCount} shoppers`);
  await runCrowd(course, { from: 0, count: warmUpCount });
  const async = await runRush(course, rush);
  await switchToSynchronous(course);
  workbench.progress(`synchronous creation: ${warmUpCount} shoppers to warm up, then ${shoppers}`);
  await runCrowd(course, { from: calm.from - warmUpCount, count: warmUpCount });
  const sync = await runCrowd(course, calm);
  const syncSlow = await runSlowly(course, slow);
  await retailer.stop();
  const load = { begin, end: loadOfMachine() };
  return { ...figuresOf(async, sync, syncSlow), load, peakRssMb: workbench.peaks() };
}

function loadOfMachine(): number {
  return roundedTo(loadavg()[0] ?? 0, 2);
}

interface RushCrowd extends Crowd {
  readonly byPhase: readonly (readonly ShopperOutcome[])[];
  readonly drain: RushFigures['drain'] & { readonly drainSeconds: number };
}

/** A third of the crowd while headquarters is slow, a third while it is down, a third while it comes back. */
async function runRush(course: RushCourse, rush: ShopperRange): Promise<RushCrowd> {
  const { retailer, workbench } = course;
  const { clock } = workbench.seams;
  const [slow = rush, down = rush, comingBack = rush] = rangesOf(rush, phaseCount);
  workbench.progress(`headquarters is slow: ${slow.count} shoppers`);
  const since = clock.now();
  retailer.line.setDelay(slowLineMs);
  const whileSlow = await retailer.shop(slow);
  workbench.progress(`headquarters is down: ${down.count} shoppers`);
  await retailer.killHeadquarters();
  retailer.line.setDelay(0);
  const whileDown = await retailer.shop(down);
  const { withoutNumber: waitingAtReturn } = await readOnItsWay(retailer.channelDatabaseUrl);
  workbench.progress(`headquarters comes back: ${comingBack.count} shoppers, ${waitingAtReturn} wait for their number`);
  const shopping = retailer.shop(comingBack);
  await retailer.restartHeadquarters();
  const returnedAt = clock.now();
  const whileComingBack = await shopping;
  const lastCameAt = clock.now();
  await settle(course);
  const byPhase = [whileSlow, whileDown, whileComingBack];
  const crowd = await checkedCrowd(course, rush, { outcomes: byPhase.flat(), since });
  return { ...crowd, byPhase, drain: await drainOf(course, { returnedAt, lastCameAt, waitingAtReturn }) };
}

interface Return {
  readonly returnedAt: Date;
  readonly lastCameAt: Date;
  readonly waitingAtReturn: number;
}

async function drainOf(
  { retailer }: RushCourse,
  { returnedAt, lastCameAt, waitingAtReturn }: Return,
): Promise<RushCrowd['drain']> {
  const { allMs, backlogMs, longestWaitMs } = await readArrivals(retailer.channelDatabaseUrl, returnedAt);
  return {
    drainSeconds: secondsOf(allMs),
    waitingAtReturn,
    backlogSeconds: secondsOf(backlogMs),
    longestWaitSeconds: secondsOf(longestWaitMs),
    shoppersCameForSeconds: secondsOf(lastCameAt.getTime() - returnedAt.getTime()),
  };
}

function secondsOf(ms: number | null): number {
  return roundedTo((ms ?? 0) / 1_000, 1);
}

async function switchToSynchronous(course: RushCourse): Promise<void> {
  const { createSynchronously, channelDatabaseUrl } = course.retailer;
  await createSynchronously();
  await until(course, 'the web shop creates synchronously', async () => {
    const isAsync = await readIsAsync(channelDatabaseUrl, sampleSettings.channels.online);
    return isAsync === false;
  });
}

async function runSlowly(course: RushCourse, range: ShopperRange): Promise<Crowd> {
  const { retailer, workbench } = course;
  workbench.progress(`synchronous creation, headquarters is slow: ${range.count} shoppers`);
  retailer.line.setDelay(slowLineMs);
  const since = workbench.seams.clock.now();
  const outcomes = await retailer.shop(range);
  retailer.line.setDelay(0);
  await settle(course);
  return checkedCrowd(course, range, { outcomes, since });
}

/** A crowd, and what became of it once everything has arrived. */
async function runCrowd(course: RushCourse, range: ShopperRange): Promise<Crowd> {
  const since = course.workbench.seams.clock.now();
  const outcomes = await course.retailer.shop(range);
  await settle(course);
  return checkedCrowd(course, range, { outcomes, since });
}

async function checkedCrowd(
  { retailer }: RushCourse,
  range: ShopperRange,
  { outcomes, since }: { readonly outcomes: readonly ShopperOutcome[]; readonly since: Date },
): Promise<Crowd> {
  const { providerId } = retailer;
  const headquarters = await readCustomers(retailer.headquartersDatabaseUrl, providerId);
  const channel = await readCustomers(retailer.channelDatabaseUrl, providerId);
  const checked = checkCrowd(shoppersOf(range), outcomes, { headquarters, channel });
  return { outcomes, checked, ways: await readWays(retailer.channelDatabaseUrl, since) };
}

/** Waits until nothing is on its way any more; what stays away is reported as lost. */
async function settle(course: RushCourse): Promise<void> {
  const { channelDatabaseUrl } = course.retailer;
  await until(course, 'everything has its number', async () => {
    const { withoutNumber, undecided } = await readOnItsWay(channelDatabaseUrl);
    return withoutNumber + undecided === 0;
  });
}

async function until({ workbench }: RushCourse, what: string, isSo: () => Promise<boolean>): Promise<void> {
  const { clock } = workbench.seams;
  const deadlineMs = clock.monotonicMs() + settlingLimitMs;
  while (!(await isSo())) {
    if (clock.monotonicMs() > deadlineMs) return workbench.progress(`waited in vain: ${what}`);
    await clock.sleep(pollMs);
  }
}

type Measured = Omit<RushFigures, 'load' | 'peakRssMb'>;

function figuresOf(rush: RushCrowd, calm: Crowd, slow: Crowd): Measured {
  const [async, sync, syncSlow] = [crowdTimes(rush.outcomes), crowdTimes(calm.outcomes), crowdTimes(slow.outcomes)];
  const { drainSeconds, ...drain } = rush.drain;
  return {
    ...rush.checked.figures,
    async: async.signedIn,
    sync: sync.signedIn,
    drainSeconds,
    drain,
    asyncWhileHeadquarters: phaseTimes(rush.byPhase),
    syncSlow: syncSlow.signedIn,
    addressSave: { async: async.addressSave, sync: sync.addressSave, syncSlow: syncSlow.addressSave },
    limits: {
      insert: { async: async.insert, sync: sync.insert },
      emptyPage: { async: async.emptyPage, sync: sync.emptyPage },
    },
    ratios: {
      asyncToInsert: ratioOf(async.signedIn, async.insert),
      asyncToEmptyPage: ratioOf(async.signedIn, async.emptyPage),
      addressToInsert: ratioOf(async.addressSave, async.insert),
      syncToAsync: ratioOf(sync.signedIn, async.signedIn),
    },
    syncCrowd: calm.checked.figures,
    syncSlowCrowd: slow.checked.figures,
    ways: { async: rush.ways, sync: calm.ways, syncSlow: slow.ways },
    slowLineMs,
    shoppersAtOnce,
    problems: [rush, calm, slow].flatMap(({ checked }) => checked.problems).slice(0, reportedProblemCountMax),
  };
}

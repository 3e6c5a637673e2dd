import { StartError } from '@counterfoil/database/start-error';
import type { Clock } from '@counterfoil/platform/clock';
import type { Say } from '../texts.ts';
import { watchAccountNumbers, type AccountNumberWatch } from './account-number-watch.ts';
import { checkDatabases } from './check-databases.ts';
import { createPeople, type CreatedCustomer, type CreationTally } from './create-people.ts';
import { customerCount, realTimeServiceCallCount, type JourneyProduct } from './journey-product.ts';
import type { JourneyResult } from './journey-result.ts';
import type { Progress } from './progress.ts';
import { readPeople, type PeopleFile, type Person, type RowNote, type RowNotes } from './read-people.ts';
import { readTraces } from './read-traces.ts';
import { createShownTexts, type ShownTexts } from './shown-texts.ts';
import { settleAll } from './settle-all.ts';
import { jobsAreContinuous, keepJobsTurning } from './turn-jobs.ts';
import {
  byWay,
  channelsOfWay,
  configuredChannels,
  wayNames,
  wayOf,
  type JourneyChannel,
  type WayName,
} from './ways.ts';

/** What a journey needs. */
export interface JourneyOptions {
  readonly product: JourneyProduct;
  readonly file: PeopleFile;
  readonly clock: Clock;
  /** Names this journey in its Idempotency-Keys. */
  readonly journeyId: string;
  readonly progress: Progress;
  readonly say: Say;
  readonly stopping: AbortSignal;
}

interface Journey extends JourneyOptions {
  readonly channels: readonly JourneyChannel[];
  readonly watch: AccountNumberWatch;
  readonly texts: ShownTexts;
  readonly tally: CreationTally;
  readonly created: CreatedCustomer[];
  readonly callCounts: Record<WayName, number>;
  readonly totals: Readonly<Record<WayName, number>>;
}

/** The longest wait without any customer getting its number; what is missing then is reported. */
const stallMs = 60_000;
const settleDelayMs = 25;
const noNotes: RowNotes = { unusable: () => undefined, adjusted: () => undefined };

/**
 * Takes the people of a file through the running product: a third while headquarters decides, a third for later, a
 * third with the lines cut; waits until every database has every account number, and checks that nobody is lost or
 * there twice.
 */
export async function runJourney(options: JourneyOptions): Promise<JourneyResult> {
  const { product } = options;
  const rows = await survey(options.file);
  const failed = new AbortController();
  const journey = await prepare({ ...options, stopping: AbortSignal.any([options.stopping, failed.signal]) }, rows);
  const countBefore = await customerCount(product);
  await whileJobsRun(journey, failed, async () => {
    for (const way of wayNames) await travel(journey, way);
  });
  await readTraces(product, journey.created, journey.texts);
  const check = await checked(journey);
  return resultOf(journey, rows, check, (await customerCount(product)) - countBefore);
}

async function prepare(options: JourneyOptions, { totals }: Survey): Promise<Journey> {
  const { product, clock, say } = options;
  const texts = createShownTexts();
  const channels = await configuredChannels(product, clock, options.stopping);
  for (const way of wayNames) {
    if (totals[way] === 0 || channelsOfWay(way, channels).length > 0) continue;
    throw new StartError(say('wayWithoutChannel', { way: say(`way_${way}`) }));
  }
  return {
    ...options,
    texts,
    channels,
    totals,
    watch: watchAccountNumbers(product, clock, texts),
    tally: { replayedCount: 0, doubledCount: 0, refused: [], unanswered: [] },
    created: [],
    callCounts: byWay(() => 0),
  };
}

function resultOf(
  { created, tally, texts, watch, callCounts, stopping }: Journey,
  rows: Survey,
  check: JourneyResult['check'],
  growthCount: number,
): JourneyResult {
  return {
    created,
    check,
    growthCount,
    callCounts,
    unusable: rows.unusable,
    adjusted: rows.adjusted,
    refused: tally.refused,
    unanswered: tally.unanswered,
    replayedCount: tally.replayedCount,
    repeatedAsAnotherCount: tally.doubledCount,
    guidCount: texts.guidCount,
    textCount: texts.textCount,
    timesMs: watch.timesMs,
    stopped: stopping.aborted,
  };
}

interface Survey {
  readonly unusable: RowNote[];
  readonly adjusted: RowNote[];
  readonly totals: Record<WayName, number>;
}

/** Reads the file once without doing anything: how many go each way, and which rows can't be used. */
async function survey(file: PeopleFile): Promise<Survey> {
  const rows: Survey = { unusable: [], adjusted: [], totals: byWay(() => 0) };
  const notes: RowNotes = {
    unusable: (note) => rows.unusable.push(note),
    adjusted: (note) => rows.adjusted.push(note),
  };
  for await (const { ordinal } of readPeople(file, notes)) rows.totals[wayOf(ordinal)]++;
  return rows;
}

/** One way from the first *Save* to the last number; its calls of the Real-time Service are counted. */
async function travel(journey: Journey, way: WayName): Promise<void> {
  if (journey.totals[way] === 0 || journey.stopping.aborted) return;
  const callsBefore = await realTimeServiceCallCount(journey.product);
  if (way === 'cutOff') await createCutOff(journey);
  else await create(journey, way, (customer) => journey.watch.add({ ...customer, sinceMs: customer.savedAtMs }));
  await settle(journey, way);
  journey.callCounts[way] = (await realTimeServiceCallCount(journey.product)) - callsBefore;
}

async function createCutOff(journey: Journey): Promise<void> {
  const { product, clock, watch, texts } = journey;
  const cutOff: CreatedCustomer[] = [];
  try {
    await product.setLines('cut');
    await create(journey, 'cutOff', (customer) => cutOff.push(customer));
    await readTraces(product, cutOff, texts);
  } finally {
    await product.setLines('restored');
  }
  const restoredAtMs = clock.monotonicMs();
  for (const customer of cutOff) watch.add({ ...customer, sinceMs: restoredAtMs });
}

async function create(journey: Journey, way: WayName, created: (customer: CreatedCustomer) => void): Promise<void> {
  const { file, channels, clock, texts, tally, stopping, progress, say, totals } = journey;
  let count = 0;
  progress.begin(say(`creating_${way}`), totals[way]);
  await createPeople(peopleOfWay(file, way), {
    way,
    channels: channelsOfWay(way, channels),
    keyPrefix: journey.journeyId,
    clock,
    texts,
    tally,
    stopping,
    created(customer) {
      journey.created.push(customer);
      created(customer);
      progress.reach(++count);
    },
  });
  progress.end();
}

async function* peopleOfWay(file: PeopleFile, way: WayName): AsyncGenerator<Person, void, undefined> {
  for await (const person of readPeople(file, noNotes)) if (wayOf(person.ordinal) === way) yield person;
}

/** Waits until every customer of a way has its number everywhere, or none has got one for long. */
async function settle({ watch, clock, stopping, progress, say }: Journey, way: WayName): Promise<void> {
  const totalCount = watch.pendingCount(way);
  let lowestCount = totalCount;
  let changedAtMs = clock.monotonicMs();
  progress.begin(say(`settling_${way}`), totalCount);
  while (watch.pendingCount(way) > 0 && !stopping.aborted && clock.monotonicMs() - changedAtMs < stallMs) {
    if (watch.pendingCount(way) < lowestCount) {
      lowestCount = watch.pendingCount(way);
      changedAtMs = clock.monotonicMs();
      progress.reach(totalCount - lowestCount);
    }
    await clock.sleep(settleDelayMs, stopping);
  }
  progress.reach(totalCount - watch.pendingCount(way));
  progress.end();
}

/** Does `work` while the account numbers are watched, and the jobs turned where no recurrence turns them. */
async function whileJobsRun(
  { product, clock, watch }: Journey,
  failed: AbortController,
  work: () => Promise<void>,
): Promise<void> {
  const ended = new AbortController();
  const continuous = await jobsAreContinuous(product);
  const beside = AbortSignal.any([ended.signal, failed.signal]);
  await settleAll(
    [
      work().finally(() => ended.abort()),
      watch.run(beside),
      ...(continuous ? [] : [keepJobsTurning(product, clock, beside)]),
    ],
    failed,
  );
}

async function checked({ product, created, texts, progress, say }: Journey): Promise<JourneyResult['check']> {
  progress.begin(say('checking'), created.length);
  const check = await checkDatabases(product, created, texts, (count) => progress.reach(count));
  progress.end();
  return check;
}

import type { BatchJobs } from '@counterfoil/batch/batch-jobs';
import type { Clock } from '@counterfoil/platform/clock';
import type { AddressBookFacts } from '../doctor/check-address-books.ts';
import { readDoctorFacts, type DoctorFacts, type ReadAddressBooks } from '../doctor/examine.ts';
import { readAddressBookFacts } from '../doctor/read-channel-facts.ts';
import { listChannelDatabases, type ListedChannelDatabase } from '../exchange/channel-database-list.ts';
import { readScaleUnitReports, type KeptReport } from '../exchange/scale-unit-reports.ts';
import type { Headquarters } from '../headquarters.ts';
import { readActiveTills, readWayBack, type WayBack } from './read-way-back.ts';

/** Everything that the overview is made of. */
export interface OverviewFacts {
  readonly doctor: DoctorFacts;
  readonly databases: readonly ListedChannelDatabase[];
  readonly reports: readonly KeptReport[];
  readonly wayBack: readonly WayBack[];
  readonly activeTills: ReadonlyMap<string, number>;
}

/** Reads the facts of the overview, one reading at a time. */
export type OverviewReader = () => Promise<OverviewFacts>;

/**
 * Every open page reads the overview again when something has changed. Whoever asks while a reading is under way shares
 * the next one with all others who do: never one that began before they asked, and never more than one at a time.
 */
export function createOverviewReader(headquarters: Headquarters, batchJobs: BatchJobs): OverviewReader {
  const { database, seams } = headquarters;
  const readAddressBooks = addressBooksNowAndThen(seams.clock);
  return sharedReading(async () => {
    return {
      doctor: await readDoctorFacts(headquarters, await batchJobs.list(), readAddressBooks),
      databases: await listChannelDatabases(database),
      reports: await readScaleUnitReports(database),
      wayBack: await readWayBack(database),
      activeTills: await readActiveTills(database),
    };
  });
}

/** Measured at 200,000 customers, they take 40 of the 55 ms of a reading: they may be so old, in milliseconds. */
const addressBooksAgeMaxMs = 20_000;

function addressBooksNowAndThen(clock: Clock): ReadAddressBooks {
  let kept: { readonly facts: AddressBookFacts; readonly atMs: number } | null = null;
  return async (tx, channels) => {
    if (kept && clock.monotonicMs() - kept.atMs < addressBooksAgeMaxMs) return kept.facts;
    const facts = await readAddressBookFacts(tx, channels);
    kept = { facts, atMs: clock.monotonicMs() };
    return facts;
  };
}

/** `read`, one at a time: a call during a reading gets the next one, together with every other such call. */
export function sharedReading<Result>(read: () => Promise<Result>): () => Promise<Result> {
  let present: Promise<unknown> | null = null;
  let next: Promise<Result> | null = null;
  const begin = (): Promise<Result> => {
    const reading = read();
    const ended = Promise.allSettled([reading]).finally(() => {
      if (present === ended) present = null;
    });
    present = ended;
    return reading;
  };
  return () => {
    if (present === null) return begin();
    next ??= present.then(() => {
      next = null;
      return begin();
    });
    return next;
  };
}

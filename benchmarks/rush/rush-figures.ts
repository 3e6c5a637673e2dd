import type { Percentiles } from '../percentiles.ts';

/** Whether a crowd was served, and whether what it was told is true. */
export interface CrowdFigures {
  readonly shoppers: number;
  /** Whose whole way was answered well. */
  readonly served: number;
  /** Who were told of something that is not at headquarters and in the channel. */
  readonly lost: number;
  /** Of whom headquarters or the channel has more than one customer, or an address twice. */
  readonly doubled: number;
}

/** Times of a crowd, in milliseconds. */
export interface CrowdTimes {
  /** The request that creates the customer. */
  readonly signedIn: Percentiles;
  readonly addressSave: Percentiles;
  /** One row made durable in the scale unit's database, by the same crowd at the same time. */
  readonly insert: Percentiles;
  /** A page with nothing of the shopper on it, by the same crowd at the same time. */
  readonly emptyPage: Percentiles;
}

/** How many times as long as its limit something takes. */
export interface Ratio {
  readonly p50: number;
  readonly p99: number;
}

/** What was measured. */
export interface RushFigures extends CrowdFigures {
  /** `/signed-in` with asynchronous creation, over all three phases. */
  readonly async: Percentiles;
  /** The same with synchronous creation and headquarters at its best. */
  readonly sync: Percentiles;
  /** From the return of headquarters until the channel has every customer's number. */
  readonly drainSeconds: number;
  readonly drain: {
    /** Sign-ups without a number when headquarters came back. */
    readonly waitingAtReturn: number;
    /** From its return until those had theirs. */
    readonly backlogSeconds: number;
    /** The longest that anybody waited for a number, from its return or from signing up later. */
    readonly longestWaitSeconds: number;
    /** From its return until the last shopper had gone. */
    readonly shoppersCameForSeconds: number;
  };
  readonly asyncWhileHeadquarters: Readonly<Record<Phase, Percentiles>>;
  /** Synchronous creation while headquarters is slow. */
  readonly syncSlow: Percentiles;
  readonly addressSave: { readonly async: Percentiles; readonly sync: Percentiles; readonly syncSlow: Percentiles };
  /** Measured beside, by the same crowds at the same time. */
  readonly limits: {
    readonly insert: { readonly async: Percentiles; readonly sync: Percentiles };
    readonly emptyPage: { readonly async: Percentiles; readonly sync: Percentiles };
  };
  readonly ratios: Readonly<Record<'asyncToInsert' | 'asyncToEmptyPage' | 'addressToInsert' | 'syncToAsync', Ratio>>;
  /** What became of the crowds with synchronous creation. */
  readonly syncCrowd: CrowdFigures;
  readonly syncSlowCrowd: CrowdFigures;
  /** How the creations of each crowd travelled: `sync`, `async` or `fallback`. */
  readonly ways: Readonly<Record<'async' | 'sync' | 'syncSlow', Readonly<Record<string, number>>>>;
  /** One way between the scale unit and a slow headquarters. */
  readonly slowLineMs: number;
  readonly shoppersAtOnce: number;
  /** Of the machine over the last minute, at the beginning and at the end. */
  readonly load: { readonly begin: number; readonly end: number };
  readonly peakRssMb: Readonly<Record<string, number>>;
  /** The first of whatever was not answered well, or not found. */
  readonly problems: readonly string[];
}

/** What headquarters goes through while the crowd signs up. */
export const phases = ['slow', 'down', 'comingBack'] as const;
export type Phase = (typeof phases)[number];

import { z } from 'zod';
import { fixSchema } from './fix.ts';

const count = z.number().int().nonnegative();
/** ISO 8601. */
const instant = z.string();

/** The way of a customer, in its order; `atHeadquarters` is where it becomes an account. */
export const legNames = [
  'tillsToChannels',
  'channelsToHeadquarters',
  'atHeadquarters',
  'headquartersToChannels',
  'channelsToTills',
] as const;
export type LegName = (typeof legNames)[number];

/** What waits on one leg. */
export const legSchema = z.strictObject({
  leg: z.enum(legNames),
  /** Operations on the way to headquarters, changes of customers on the way back. */
  waitingCount: count,
  /** There may be more than were counted. */
  isAtLeast: z.boolean(),
  /** Since when the oldest of them waits; null: nothing waits, or it isn't known. */
  oldestAt: instant.nullable(),
  /** As of when that is known; null: nobody has told it yet. */
  knownAt: instant.nullable(),
});
export type Leg = z.infer<typeof legSchema>;

/** How grave a concern is; `broken`: customers or orders don't get through. */
export const concernStatuses = ['attention', 'broken'] as const;

/** What needs a person. */
export const concernSchema = z.strictObject({
  /** For machines: what was found, with whatever it is of behind a slash. */
  name: z.string(),
  status: z.enum(concernStatuses),
  message: z.string(),
  /** What to do. */
  remedy: z.string().nullable(),
  /** What the machine can do about it. */
  fix: fixSchema.nullable(),
});
export type Concern = z.infer<typeof concernSchema>;

const configurationSchema = z.strictObject({
  job: z.string(),
  actingVersion: count,
  publishedVersion: count,
  isNewest: z.boolean(),
});

/** One channel database with the channels that it serves. */
export const overviewChannelSchema = z.strictObject({
  channelDatabaseId: z.string(),
  name: z.string(),
  channelIds: z.array(z.string()),
  isRegistered: z.boolean(),
  /** Whether it has just given a sign of life. */
  isConnected: z.boolean(),
  lastContactAt: instant.nullable(),
  epochNumber: count.nullable(),
  /** What it acts on, by job; `isNewest`: nothing newer is set. */
  configuration: z.array(configurationSchema),
  tills: z.strictObject({
    activeCount: count,
    /** Tills with an offline database that have not exchanged for minutes, as the channel told. */
    silentCount: count,
    waitingCount: count,
  }),
  /** Operations that wait in the channel, as it told last, and when that was. */
  outboxCount: count,
  toldAt: instant.nullable(),
  /** Changes that wait at headquarters to be applied by the channel. */
  downloadCount: count,
  isDownloadAtLeast: z.boolean(),
});
export type OverviewChannel = z.infer<typeof overviewChannelSchema>;

/** `unknown`: nothing is known to wait, but a channel that is cut off may hold something. */
export const convergenceStates = ['converged', 'underWay', 'unknown'] as const;

/** `GET /overview` */
export const overviewSchema = z.strictObject({
  /** ISO 8601, by the clock of headquarters. */
  readAt: instant,
  convergence: z.strictObject({
    state: z.enum(convergenceStates),
    /** As of when all parts of that are known. */
    asOf: instant,
    /** The same in a sentence, in the caller's language. */
    sentence: z.string(),
  }),
  /** What needs a person, gravest first. */
  concerns: z.array(concernSchema),
  legs: z.array(legSchema),
  channels: z.array(overviewChannelSchema),
});
export type Overview = z.infer<typeof overviewSchema>;

/** Over how many hours figures can be asked for. */
export const figureHours = [1, 24, 168] as const;
export type FigureHours = (typeof figureHours)[number];

const seconds = z.number().nonnegative();

/** One stretch of time. */
export const figureBucketSchema = z.strictObject({
  beginsAt: instant,
  /** Customers that became accounts. */
  createdCount: count,
  /** Of these, while somebody waited; the others by upload. */
  inRealTimeCount: count,
  /** From recording to account number, in seconds; null: no customer became an account. */
  p50Seconds: seconds.nullable(),
  p95Seconds: seconds.nullable(),
  p99Seconds: seconds.nullable(),
});
export type FigureBucket = z.infer<typeof figureBucketSchema>;

/** `GET /overview/figures` */
export const overviewFiguresSchema = z.strictObject({
  hours: z.union([z.literal(1), z.literal(24), z.literal(168)]),
  bucketSeconds: z.number().int().positive(),
  buckets: z.array(figureBucketSchema),
  /** Ways and times of some buckets are those of a sample. */
  isSampled: z.boolean(),
});
export type OverviewFigures = z.infer<typeof overviewFiguresSchema>;

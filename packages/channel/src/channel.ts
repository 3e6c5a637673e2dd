import { countryOfLegalEntity } from '@counterfoil/customer/channel-problems';
import type { ChannelConfiguration, ChannelSettings } from '@counterfoil/contracts/channel-configuration';
import type { Epoch } from '@counterfoil/contracts/exchange';
import { feedStart } from '@counterfoil/contracts/exchange';
import { refuse } from '@counterfoil/contracts/refusal';
import { beginEpoch, openEpoch } from '@counterfoil/data-exchange/epochs';
import { prepared, type Database } from '@counterfoil/database/database';
import { createBulkhead, type Bulkhead } from '@counterfoil/platform/bulkhead';
import { createCircuitBreaker, type CircuitBreaker } from '@counterfoil/platform/circuit-breaker';
import type { GroupCommit } from '@counterfoil/platform/group-commit';
import type { Seams } from '@counterfoil/platform/seams';
import { storedConfiguration } from './exchange/configuration.ts';
import type { HeadquartersConnection } from './exchange/headquarters-connection.ts';
import { createRecorder, type Recording, type RecordOutcome } from './customers/record-operations.ts';

/** The folder of a channel database's migrations. */
export const channelMigrations = new URL('../migrations', import.meta.url);

/** Bounds of a scale unit's work. */
export interface ChannelLimits {
  /** Calls of the Real-time Service under way at once; one more falls back to asynchronous at once. */
  readonly realTimeCallCountMax: number;
  /** Creations of one exchange of an online till that are decided in real time; more are a backlog and go by P-job. */
  readonly tillCreationsInRealTimeCountMax: number;
  /** Consecutive communication exceptions after which headquarters isn't called for a while. */
  readonly failureCountMax: number;
  readonly retryDelayMs: number;
  readonly retryDelayMaxMs: number;
  /** Creations recorded in one transaction. */
  readonly recordBatchCountMax: number;
  /** Creations that may wait for a transaction; more are refused as overload. */
  readonly recordQueueCountMax: number;
  /** Operations in one upload package. */
  readonly uploadRowCountMax: number;
  /** Bytes of text in one upload package before compression. */
  readonly uploadTextByteCountMax: number;
}

export const defaultChannelLimits: ChannelLimits = {
  realTimeCallCountMax: 64,
  tillCreationsInRealTimeCountMax: 5,
  failureCountMax: 3,
  retryDelayMs: 500,
  retryDelayMaxMs: 30_000,
  recordBatchCountMax: 400,
  recordQueueCountMax: 5_000,
  uploadRowCountMax: 2_000,
  uploadTextByteCountMax: 6 * 1024 * 1024,
};

/** What tells the rest of the process that something happened; a wake-up is never the work itself. */
export interface ChannelWakeUps {
  /** An operation waits in the outbox. */
  recorded(): void;
}

/** What a scale unit has done since it started; for the status page and the journey. */
export interface ChannelCounters {
  realTimeServiceCalls: number;
  communicationExceptions: number;
}

/** A scale unit's channel database as all its parts see it. */
export interface Channel {
  readonly channelDatabaseId: string;
  readonly database: Database;
  readonly seams: Seams;
  readonly headquarters: HeadquartersConnection;
  readonly limits: ChannelLimits;
  readonly wakeUps: ChannelWakeUps;
  readonly recorder: GroupCommit<Recording, RecordOutcome>;
  readonly circuitBreaker: CircuitBreaker;
  readonly bulkhead: Bulkhead;
  readonly counters: ChannelCounters;
  /** Operations being recorded for the Real-time Service or decided by it, with the end of that: no P-job takes them. */
  readonly inRealTime: Map<string, Promise<void>>;
  readonly epoch: Epoch;
  /** The settings this channel database acts on; version 0 before headquarters was first reached. */
  configuration: ChannelConfiguration;
}

const insertLink = prepared(
  'insert-headquarters-link',
  'INSERT INTO headquarters_link (applied_position) VALUES ($1) ON CONFLICT DO NOTHING',
);

const deleteSessions = prepared(
  'delete-all-sessions',
  'WITH workers AS (DELETE FROM worker_sessions) DELETE FROM shopper_sessions',
);

/** Opens a channel on a migrated database. */
export async function openChannel(options: {
  channelDatabaseId: string;
  database: Database;
  seams: Seams;
  headquarters: HeadquartersConnection;
  wakeUps?: ChannelWakeUps;
  limits?: Partial<ChannelLimits>;
}): Promise<Channel> {
  const { channelDatabaseId, database, seams } = options;
  const limits = { ...defaultChannelLimits, ...options.limits };
  const epoch = await openEpoch(database, seams, async (tx, reason) => {
    /* Of the past as well: whoever has signed out since is not to be signed in again. */
    await tx.query(deleteSessions);
    return beginEpoch(tx, seams, reason);
  });
  await database.query(insertLink, [JSON.stringify(feedStart)]);
  return {
    channelDatabaseId,
    database,
    seams,
    headquarters: options.headquarters,
    limits,
    wakeUps: options.wakeUps ?? { recorded: () => undefined },
    recorder: createRecorder({ database, seams, limits, epoch }),
    circuitBreaker: createCircuitBreaker({
      name: 'real-time service',
      clock: seams.clock,
      random: seams.random,
      ...limits,
    }),
    bulkhead: createBulkhead({ name: 'real-time service', callCountMax: limits.realTimeCallCountMax }),
    counters: { realTimeServiceCalls: 0, communicationExceptions: 0 },
    inRealTime: new Map(),
    epoch,
    configuration: await storedConfiguration(database, channelDatabaseId),
  };
}

/** The settings of a channel of this scale unit. Error: `channel_unknown`. */
export function channelSettings(channel: Channel, channelId: string): ChannelSettings {
  const settings = channel.configuration.channels.find((candidate) => candidate.channelId === channelId);
  if (!settings) throw refuse('channel_unknown', 'channelId', { value: channelId });
  return settings;
}

/** How phone numbers without a country code are read: by the legal entity's country, the same here and at headquarters. */
export function legalEntityCountry(channel: Channel, legalEntity: string): string {
  return countryOfLegalEntity(channel.configuration, legalEntity);
}

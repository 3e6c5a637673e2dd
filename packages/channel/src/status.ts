import type { FeedPosition } from '@counterfoil/contracts/exchange';
import { prepared } from '@counterfoil/database/database';
import type { CircuitState } from '@counterfoil/platform/circuit-breaker';
import type { Channel, ChannelCounters } from './channel.ts';
import { readLink } from './exchange/headquarters-link.ts';

/** How a scale unit is doing, in counts. */
export interface ChannelStatus {
  readonly channelDatabaseId: string;
  readonly headquarters: {
    /** `open`: headquarters isn't called for a while; synchronous creations fall back at once. */
    readonly circuit: CircuitState;
    readonly lastExchangeAt: string | null;
  };
  readonly outbox: {
    /** Operations that headquarters hasn't acknowledged. */
    readonly undelivered: number;
    /** Operations that headquarters hasn't decided, the undelivered ones included. */
    readonly undecided: number;
    /** Operations that somebody has to correct. */
    readonly failed: number;
    /** When the oldest undecided operation was recorded; null without one. */
    readonly oldestRecordedAt: string | null;
  };
  /** Customers in the channel database. */
  readonly customers: number;
  readonly appliedPosition: FeedPosition;
  readonly configurationVersion: number;
  readonly counters: ChannelCounters;
}

interface CountRow {
  undelivered: number;
  undecided: number;
  failed: number;
  oldest_recorded_at: string | null;
  customers: number;
}

/* The undelivered entries have an index of their own, however long the decided ones are kept. */
const countStatement = prepared(
  'count-outbox-and-customers',
  `SELECT
     (SELECT count(*)::integer FROM customer_operations WHERE NOT delivered) AS undelivered,
     open.undecided, open.failed, open.oldest_recorded_at,
     (SELECT count(*)::integer FROM customers) AS customers
   FROM (
     SELECT count(*)::integer AS undecided, count(*) FILTER (WHERE status = 'failed')::integer AS failed,
       min(recorded_at) AS oldest_recorded_at
     FROM customer_operations WHERE status IN ('pending', 'uploaded', 'failed')) AS open`,
);

/** Counts what waits in the outbox and what is here. Error: `database_unreachable`. */
export async function channelStatus(channel: Channel): Promise<ChannelStatus> {
  const [link, [counts]] = await Promise.all([
    readLink(channel.database),
    channel.database.query<CountRow>(countStatement),
  ]);
  if (!counts) throw new Error('a count without a row');
  const { undelivered, undecided, failed, oldest_recorded_at: oldestRecordedAt, customers } = counts;
  return {
    channelDatabaseId: channel.channelDatabaseId,
    headquarters: { circuit: channel.circuitBreaker.state(), lastExchangeAt: link.lastExchangeAt },
    outbox: { undelivered, undecided, failed, oldestRecordedAt },
    customers,
    appliedPosition: link.appliedPosition,
    configurationVersion: channel.configuration.version,
    counters: { ...channel.counters },
  };
}

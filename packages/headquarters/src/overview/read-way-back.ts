import { prepared, type Tx } from '@counterfoil/database/database';

/** What waits at headquarters for one channel database. Instants are ISO 8601. */
export interface WayBack {
  readonly channelDatabaseId: string;
  /** Changes of customers in sessions that are not applied, and in the change feed behind them. */
  readonly packedCount: number;
  readonly oldestPackedAt: string | null;
  /** At most `unpackedCountMax`. */
  readonly unpackedCount: number;
  readonly oldestUnpackedAt: string | null;
}

/** Changes that are counted behind one place of the feed: a longer queue is simply long. */
export const unpackedCountMax = 1_000;

/*
 * Channel databases of a group mostly stand at the same place: each place is counted once, however many stand there. The
 * change feed has no times; that of its row is the time of the decision.
 */
const selectWayBack = prepared(
  'select-what-waits-for-channel-databases',
  `WITH places AS (
     SELECT DISTINCT published_position AS place FROM channel_databases WHERE published_position IS NOT NULL
   ), behind AS MATERIALIZED (
     SELECT places.place, waiting.count, staged.decided_at
     FROM places
     CROSS JOIN LATERAL (
       SELECT count(*)::integer AS count, (array_agg(rows.operation_id))[1] AS first_operation_id FROM (
         SELECT operation_id FROM customer_changes
         WHERE (epoch_number, xid, n) > (
           (places.place ->> 'epochNumber')::integer, (places.place ->> 'xid')::xid8, (places.place ->> 'n')::bigint)
         ORDER BY epoch_number, xid, n LIMIT $1
       ) AS rows
     ) AS waiting
     LEFT JOIN staged_operations AS staged ON staged.operation_id = waiting.first_operation_id
   ), packed AS MATERIALIZED (
     SELECT channel_database_id, sum(row_count)::integer AS count, min(created_at) AS created_at
     FROM download_sessions WHERE state IN ('available', 'suspended') AND configuration_version IS NULL
     GROUP BY channel_database_id
   )
   SELECT databases.channel_database_id AS "channelDatabaseId", coalesce(packed.count, 0) AS "packedCount",
     packed.created_at AS "oldestPackedAt", coalesce(behind.count, 0) AS "unpackedCount",
     behind.decided_at AS "oldestUnpackedAt"
   FROM channel_databases AS databases
   LEFT JOIN packed USING (channel_database_id)
   LEFT JOIN behind ON behind.place = databases.published_position`,
);

/** What every channel database has not applied yet. */
export async function readWayBack(tx: Tx): Promise<WayBack[]> {
  return tx.query<WayBack>(selectWayBack, [unpackedCountMax]);
}

const countTills = prepared(
  'count-active-tills-of-channel-databases',
  `SELECT channels.channel_database_id AS "channelDatabaseId", count(*)::integer AS count
   FROM devices
   JOIN setting_documents AS registers ON registers.kind = 'registers' AND registers.key = devices.register_id
   JOIN channels ON channels.channel_id = registers.document ->> 'channelId'
   WHERE devices.state = 'active' AND channels.channel_database_id IS NOT NULL
   GROUP BY channels.channel_database_id`,
);

/** How many tills are activated, by channel database. */
export async function readActiveTills(tx: Tx): Promise<ReadonlyMap<string, number>> {
  const rows = await tx.query<{ channelDatabaseId: string; count: number }>(countTills);
  return new Map(rows.map(({ channelDatabaseId, count }) => [channelDatabaseId, count]));
}

import type { PreviewedChannel } from '@counterfoil/contracts/administration/switch-preview';
import { prepared, type Tx } from '@counterfoil/database/database';

/** Figures of one channel: its creations of the time that is looked at. */
export type ChannelFigures = PreviewedChannel['figures'];

/*
 * When it was recorded is read from the operation's identifier, which begins with its time: the text beside it is for
 * display only and may be anything. A clock that runs ahead makes no negative time.
 */
const recordedAt = `to_timestamp(
  ('x' || substr(replace(operation_id::text, '-', ''), 1, 12))::bit(48)::bigint / 1000.0)`;

const selectFigures = prepared(
  'select-creations-of-channels',
  `SELECT channel_id AS "channelId",
     count(*) FILTER (WHERE in_real_time)::integer AS "inRealTime",
     count(*) FILTER (WHERE NOT in_real_time)::integer AS "byUpload",
     count(*) FILTER (WHERE status = 'failed')::integer AS failed,
     count(*) FILTER (WHERE status = 'refused')::integer AS refused,
     count(*) FILTER (WHERE status = 'uploaded')::integer AS pending,
     percentile_cont(0.5) WITHIN GROUP (ORDER BY took_ms) AS "timeToAccountP50Ms",
     percentile_cont(0.95) WITHIN GROUP (ORDER BY took_ms) AS "timeToAccountP95Ms"
   FROM (
     SELECT operation #>> '{origin,channelId}' AS channel_id, in_real_time, status,
       CASE WHEN status = 'completed' AND substr(operation_id::text, 15, 1) IN ('7', '8')
         THEN greatest(0, extract(epoch FROM decided_at - ${recordedAt}) * 1000)::double precision END AS took_ms
     FROM staged_operations
     WHERE received_at >= $2 AND kind = 'create' AND operation IS NOT NULL
       AND operation #>> '{origin,channelId}' = ANY ($1::text[])
   ) AS creations
   GROUP BY channel_id`,
);

/** A channel that created nobody. */
export const noFigures: ChannelFigures = {
  inRealTime: 0,
  byUpload: 0,
  failed: 0,
  refused: 0,
  pending: 0,
  timeToAccountP50Ms: null,
  timeToAccountP95Ms: null,
};

/** The creations of channels since `since`, by the way in which they came first. */
export async function creationFigures(
  tx: Tx,
  channelIds: readonly string[],
  since: Date,
): Promise<ReadonlyMap<string, ChannelFigures>> {
  const rows = await tx.query<ChannelFigures & { channelId: string }>(selectFigures, [channelIds, since]);
  return new Map(rows.map(({ channelId, ...figures }) => [channelId, figures]));
}

const selectStanding = prepared(
  'select-channels-of-switch-preview',
  `SELECT channels.channel_id AS "channelId", channels.name, channels.channel_type AS "channelType",
     channels.channel_database_id AS "channelDatabaseId", databases.last_contact_at AS "lastContactAt",
     tills.count AS "tillCount", acting.is_async AS "isAsync"
   FROM channels
   LEFT JOIN channel_databases AS databases USING (channel_database_id)
   CROSS JOIN LATERAL (
     SELECT count(*)::integer AS count FROM devices
     JOIN setting_documents AS register ON register.kind = 'registers' AND register.key = devices.register_id
     WHERE devices.state = 'active' AND register.document ->> 'channelId' = channels.channel_id
   ) AS tills
   LEFT JOIN LATERAL (
     SELECT (acted.channel ->> 'createCustomerInAsyncMode')::boolean AS is_async
     FROM published_configurations AS published
     CROSS JOIN jsonb_array_elements(published.acting_part -> 'channels') AS acted (channel)
     WHERE published.job = '1070' AND published.channel_database_id = channels.channel_database_id
       AND acted.channel ->> 'channelId' = channels.channel_id
     LIMIT 1
   ) AS acting ON true
   WHERE channels.functionality_profile_id = $1
   ORDER BY channels.channel_id`,
);

/** A channel of a profile, as it stands. */
export interface ChannelStanding {
  readonly channelId: string;
  readonly name: string;
  readonly channelType: PreviewedChannel['channelType'];
  readonly channelDatabaseId: string | null;
  /** ISO 8601. */
  readonly lastContactAt: string | null;
  /** Activated tills. */
  readonly tillCount: number;
  /** What it acts on; null: it has not said. */
  readonly isAsync: boolean | null;
}

/** The channels that use a functionality profile. */
export async function channelsOfProfile(tx: Tx, functionalityProfileId: string): Promise<ChannelStanding[]> {
  return tx.query<ChannelStanding>(selectStanding, [functionalityProfileId]);
}

import type { FeedPosition } from '@counterfoil/contracts/exchange';
import { prepared, type Tx } from '@counterfoil/database/database';

/** A channel database as administrators see it. */
export interface ListedChannelDatabase {
  readonly channelDatabaseId: string;
  readonly channelDatabaseGroupId: string;
  readonly name: string;
  readonly channelIds: string[];
  /** Whether its scale unit has registered a key. */
  readonly registered: boolean;
  /** Whether a one-time code waits to be used. */
  readonly registrationCodeOpen: boolean;
  /** ISO 8601; null before the first contact. */
  readonly lastContactAt: string | null;
  readonly channelEpochNumber: number | null;
  readonly lastUploadPackage: number;
  /** The version of the settings that it acts on, as it says itself: the sum of those of all jobs. */
  readonly configurationVersion: number;
  /** The one that it fetched last, and the one that is published to it. */
  readonly fetchedConfigurationVersion: number;
  readonly publishedConfigurationVersion: number;
  /** How far the change feed has been packed for it, and how far it has applied it. */
  readonly publishedPosition: FeedPosition | null;
  readonly appliedPosition: FeedPosition | null;
  readonly undeliveredSessions: { readonly available: number; readonly suspended: number };
}

interface ListedRow {
  channel_database_id: string;
  channel_database_group_id: string;
  name: string;
  channel_ids: string[];
  registered: boolean;
  registration_code_open: boolean;
  last_contact_at: string | null;
  channel_epoch_number: number | null;
  last_upload_package: string;
  acting_version: string;
  fetched_version: string;
  published_version: string;
  published_position: FeedPosition | null;
  applied_position: FeedPosition | null;
  available_count: number;
  suspended_count: number;
}

const selectChannelDatabases = prepared(
  'list-channel-databases',
  `SELECT databases.channel_database_id, databases.channel_database_group_id, databases.name,
     array(
       SELECT channels.channel_id FROM channels
       WHERE channels.channel_database_id = databases.channel_database_id
       ORDER BY channels.channel_id) AS channel_ids,
     databases.public_key IS NOT NULL AS registered,
     databases.registration_code_hash IS NOT NULL AS registration_code_open,
     databases.last_contact_at, databases.channel_epoch_number, databases.last_upload_package,
     databases.configuration_version AS fetched_version, configuration.published_version, configuration.acting_version,
     databases.published_position, databases.applied_position,
     sessions.available_count, sessions.suspended_count
   FROM channel_databases AS databases
   CROSS JOIN LATERAL (
     SELECT coalesce(sum(version), 0) AS published_version, coalesce(sum(acting_version), 0) AS acting_version
     FROM published_configurations
     WHERE published_configurations.channel_database_id = databases.channel_database_id
   ) AS configuration
   CROSS JOIN LATERAL (
     SELECT count(*) FILTER (WHERE state = 'available')::integer AS available_count,
       count(*) FILTER (WHERE state = 'suspended')::integer AS suspended_count
     FROM download_sessions
     WHERE download_sessions.channel_database_id = databases.channel_database_id
       AND state IN ('available', 'suspended')
   ) AS sessions
   ORDER BY databases.channel_database_id`,
);

/** All channel databases with their last contact, their places and what waits for them. */
export async function listChannelDatabases(tx: Tx): Promise<ListedChannelDatabase[]> {
  return (await tx.query<ListedRow>(selectChannelDatabases)).map((row) => ({
    channelDatabaseId: row.channel_database_id,
    channelDatabaseGroupId: row.channel_database_group_id,
    name: row.name,
    channelIds: row.channel_ids,
    registered: row.registered,
    registrationCodeOpen: row.registration_code_open,
    lastContactAt: row.last_contact_at,
    channelEpochNumber: row.channel_epoch_number,
    lastUploadPackage: Number(row.last_upload_package),
    configurationVersion: Number(row.acting_version),
    fetchedConfigurationVersion: Number(row.fetched_version),
    publishedConfigurationVersion: Number(row.published_version),
    publishedPosition: row.published_position,
    appliedPosition: row.applied_position,
    undeliveredSessions: { available: row.available_count, suspended: row.suspended_count },
  }));
}

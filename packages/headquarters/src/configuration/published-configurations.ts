import type { ConfigurationJob } from '@counterfoil/contracts/channel-configuration';
import { prepared, type Tx } from '@counterfoil/database/database';

/** A part of a channel database's configuration as its job published it last. */
export interface PublishedPart {
  readonly channelDatabaseId: string;
  readonly version: number;
  /** Up to this version of the settings nothing changed for the channel database. */
  readonly checkedVersion: number;
  /** What was published; null where it has to be published again whatever it was. */
  readonly part: unknown;
}

interface PublishedRow {
  channel_database_id: string;
  version: string;
  checked_version: string;
  part: unknown;
}

const selectPublished = prepared(
  'select-published-parts-of-job',
  `SELECT channel_database_id, version, checked_version, CASE WHEN NOT forced THEN part END AS part
   FROM published_configurations WHERE job = $1 AND channel_database_id = ANY ($2::text[])`,
);

/** What `job` published last to each of the channel databases; nothing for those it never published to. */
export async function publishedParts(
  tx: Tx,
  job: ConfigurationJob,
  channelDatabaseIds: readonly string[],
): Promise<Map<string, PublishedPart>> {
  const rows = await tx.query<PublishedRow>(selectPublished, [job, channelDatabaseIds]);
  return new Map(
    rows.map((row) => [
      row.channel_database_id,
      {
        channelDatabaseId: row.channel_database_id,
        version: Number(row.version),
        checkedVersion: Number(row.checked_version),
        part: row.part,
      },
    ]),
  );
}

const selectReceivers = prepared(
  'select-receivers-of-configuration',
  'SELECT DISTINCT channel_database_id FROM published_configurations ORDER BY channel_database_id',
);

/**
 * The channel databases that jobs publish settings to: those that were in contact once. One that never was gets all
 * parts at its first contact, and no session piles up for it before.
 */
export async function configurationReceivers(tx: Tx): Promise<string[]> {
  const rows = await tx.query<{ channel_database_id: string }>(selectReceivers);
  return rows.map((row) => row.channel_database_id);
}

const selectUnchecked = prepared(
  'select-has-unchecked-settings',
  `SELECT EXISTS (
     SELECT FROM published_configurations
     WHERE job = $1 AND checked_version < coalesce((SELECT version FROM settings_versions WHERE job = $1), 1)
   ) OR EXISTS (
     SELECT FROM published_configurations AS other
     WHERE NOT EXISTS (
       SELECT FROM published_configurations AS own
       WHERE own.channel_database_id = other.channel_database_id AND own.job = $1)
   ) AS unchecked`,
);

/**
 * Whether the settings of `job` were raised since it last ran, or a channel database that was in contact never got them,
 * as after an upgrade that brought the job; one cheap look for continuous runs.
 */
export async function hasUncheckedSettings(tx: Tx, job: ConfigurationJob): Promise<boolean> {
  return (await tx.query<{ unchecked: boolean }>(selectUnchecked, [job]))[0]?.unchecked === true;
}

const lockReceivers = prepared(
  'lock-receivers-of-configuration',
  `SELECT channel_database_id FROM channel_databases
   WHERE channel_database_id = ANY ($1::text[]) ORDER BY channel_database_id FOR UPDATE`,
);

/** A part to be published, with what its session shows. */
export interface PartToPublish {
  readonly channelDatabaseId: string;
  readonly version: number;
  readonly part: unknown;
  readonly rowCount: number;
  readonly byteCount: number;
}

/* A publication that read older settings and comes later changes nothing. */
const upsertParts = prepared(
  'upsert-published-parts',
  `INSERT INTO published_configurations (channel_database_id, job, version, checked_version, part, published_at)
   SELECT channel_database_id, $1, version, version, part, $3
   FROM jsonb_to_recordset($2::jsonb) AS input (channel_database_id text, version bigint, part jsonb)
   ORDER BY channel_database_id
   ON CONFLICT (channel_database_id, job) DO UPDATE SET
     version = excluded.version, checked_version = excluded.checked_version, part = excluded.part,
     published_at = excluded.published_at, forced = false
   WHERE published_configurations.version < excluded.version
   RETURNING channel_database_id`,
);

const cancelSuperseded = prepared(
  'cancel-superseded-configuration-sessions',
  `UPDATE download_sessions SET state = 'canceled', ended_at = $3
   WHERE job = $1 AND channel_database_id = ANY ($2::text[])
     AND configuration_version IS NOT NULL AND state = 'available'`,
);

const insertSessions = prepared(
  'insert-configuration-sessions',
  `INSERT INTO download_sessions (channel_database_id, job, state, row_count, byte_count, created_at, configuration_version)
   SELECT channel_database_id, $1, 'available', row_count, byte_count, $3, version
   FROM jsonb_to_recordset($2::jsonb) AS input (
     channel_database_id text, version bigint, row_count integer, byte_count integer)
   ORDER BY channel_database_id`,
);

/** Publishes parts with a download session each, and answers to whom: not where something newer was published meanwhile. */
export async function storePublishedParts(
  tx: Tx,
  job: ConfigurationJob,
  parts: readonly PartToPublish[],
  now: Date,
): Promise<string[]> {
  /* In the order in which the exchange locks: the channel database, its parts, its sessions. */
  await tx.query(lockReceivers, [parts.map((part) => part.channelDatabaseId)]);
  const rows = await tx.query<{ channel_database_id: string }>(upsertParts, [
    job,
    JSON.stringify(
      parts.map(({ channelDatabaseId, version, part }) => ({ channel_database_id: channelDatabaseId, version, part })),
    ),
    now,
  ]);
  const stored = new Set(rows.map((row) => row.channel_database_id));
  const sessions = parts
    .filter((part) => stored.has(part.channelDatabaseId))
    .map(({ channelDatabaseId, version, rowCount, byteCount }) => ({
      channel_database_id: channelDatabaseId,
      version,
      row_count: rowCount,
      byte_count: byteCount,
    }));
  await tx.query(cancelSuperseded, [job, [...stored], now]);
  await tx.query(insertSessions, [job, JSON.stringify(sessions), now]);
  return [...stored];
}

const markChecked = prepared(
  'mark-published-parts-checked',
  `WITH unchecked AS (
     SELECT channel_database_id FROM published_configurations
     WHERE job = $1 AND channel_database_id = ANY ($2::text[]) AND checked_version < $3
     ORDER BY channel_database_id FOR UPDATE
   )
   UPDATE published_configurations AS published SET checked_version = $3 FROM unchecked
   WHERE published.job = $1 AND published.channel_database_id = unchecked.channel_database_id`,
);

/** Nothing changed for these channel databases up to `version` of the settings. */
export async function markPartsChecked(
  tx: Tx,
  job: ConfigurationJob,
  channelDatabaseIds: readonly string[],
  version: number,
): Promise<void> {
  await tx.query(markChecked, [job, channelDatabaseIds, version]);
}

const carryChecked = prepared(
  'carry-checked-version',
  `WITH checked AS (
     SELECT channel_database_id FROM published_configurations
     WHERE job = $1 AND checked_version = $2 - 1 AND channel_database_id <> $3
     ORDER BY channel_database_id FOR UPDATE
   )
   UPDATE published_configurations AS published SET checked_version = $2 FROM checked
   WHERE published.job = $1 AND published.channel_database_id = checked.channel_database_id`,
);

/** `version` was raised for one channel database without a change of any setting: the others are as up to date as before. */
export async function carryCheckedVersion(
  tx: Tx,
  job: ConfigurationJob,
  version: number,
  channelDatabaseId: string,
): Promise<void> {
  await tx.query(carryChecked, [job, version, channelDatabaseId]);
}

const republish = prepared(
  'force-publication-of-part',
  `UPDATE published_configurations SET forced = true WHERE channel_database_id = $1 AND job = $2`,
);

/** The part is published again at the next occasion even if nothing of it has changed. */
export async function forcePublication(tx: Tx, job: ConfigurationJob, channelDatabaseId: string): Promise<void> {
  await tx.query(republish, [channelDatabaseId, job]);
}

const selectParts = prepared(
  'select-published-parts-of-database',
  `SELECT job, version, part FROM published_configurations WHERE channel_database_id = $1`,
);

/** All parts published to one channel database, in one look. */
export async function publishedPartsOf(
  tx: Tx,
  channelDatabaseId: string,
): Promise<{ job: ConfigurationJob; version: number; part: object }[]> {
  const rows = await tx.query<{ job: ConfigurationJob; version: string; part: object }>(selectParts, [
    channelDatabaseId,
  ]);
  return rows.map((row) => ({ ...row, version: Number(row.version) }));
}

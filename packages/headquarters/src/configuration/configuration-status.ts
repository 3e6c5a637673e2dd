import type { placesOnTheWay } from '@counterfoil/contracts/administration/configuration-status';
import { configurationJobs, type ConfigurationJob } from '@counterfoil/contracts/channel-configuration';
import { prepared, type Tx } from '@counterfoil/database/database';
import { readServedGroups, type ServedGroups } from '../exchange/served-groups.ts';

/** What of a job's settings has not reached a channel database, and where it is. */
export type OnItsWay = (typeof placesOnTheWay)[number];

/** One job's settings of one channel database: what is set, what is published, what is acted on (LK-07). */
export interface ConfigurationStatus {
  readonly channelDatabaseId: string;
  readonly name: string;
  readonly job: ConfigurationJob;
  readonly settingsVersion: number;
  /** 0: never published. */
  readonly publishedVersion: number;
  /** What the channel database itself says that it acts on; 0: it said nothing yet. */
  readonly actingVersion: number;
  /** ISO 8601: when a setting of the job was last changed; null: never. */
  readonly changedAt: string | null;
  readonly publishedAt: string | null;
  readonly actingSince: string | null;
  readonly lastContactAt: string | null;
  /** Whether a distribution schedule brings the job to the channel database's group. */
  readonly served: boolean;
  readonly onItsWay: OnItsWay;
}

interface StatusRow {
  channel_database_id: string;
  name: string;
  job: ConfigurationJob;
  settings_version: string;
  published_version: string;
  checked_version: string;
  acting_version: string;
  changed_at: string | null;
  published_at: string | null;
  acting_since: string | null;
  last_contact_at: string | null;
  channel_database_group_id: string;
}

const selectStatus = prepared(
  'select-configuration-status',
  `SELECT databases.channel_database_id, databases.name, databases.channel_database_group_id, jobs.job,
     coalesce(settings.version, 1) AS settings_version, settings.changed_at,
     coalesce(published.version, 0) AS published_version, coalesce(published.checked_version, 0) AS checked_version,
     published.published_at, coalesce(published.acting_version, 0) AS acting_version, published.acting_since,
     databases.last_contact_at
   FROM channel_databases AS databases
   CROSS JOIN unnest($1::text[]) AS jobs (job)
   LEFT JOIN settings_versions AS settings USING (job)
   LEFT JOIN published_configurations AS published USING (channel_database_id, job)
   WHERE $2::text IS NULL OR databases.channel_database_id = $2
   ORDER BY databases.channel_database_id, jobs.job`,
);

/** The state of every job's settings in every channel database, or of one of either. */
export async function configurationStatus(
  tx: Tx,
  filter: { readonly channelDatabaseId?: string | undefined; readonly job?: ConfigurationJob | undefined } = {},
): Promise<ConfigurationStatus[]> {
  const jobs = filter.job ? [filter.job] : configurationJobs;
  const rows = await tx.query<StatusRow>(selectStatus, [jobs, filter.channelDatabaseId ?? null]);
  const schedules = await readServedGroups(tx);
  return rows.map((row) => toStatus(row, schedules));
}

function toStatus(row: StatusRow, served: ServedGroups): ConfigurationStatus {
  const [settingsVersion, publishedVersion] = [Number(row.settings_version), Number(row.published_version)];
  const actingVersion = Number(row.acting_version);
  const onItsWay =
    Number(row.checked_version) < settingsVersion
      ? 'notPublished'
      : actingVersion === publishedVersion
        ? 'none'
        : 'notFetched';
  return {
    channelDatabaseId: row.channel_database_id,
    name: row.name,
    job: row.job,
    settingsVersion,
    publishedVersion,
    actingVersion,
    changedAt: row.changed_at,
    publishedAt: row.published_at,
    actingSince: row.acting_since,
    lastContactAt: row.last_contact_at,
    served: served.serves(row.job, row.channel_database_group_id),
    onItsWay,
  };
}

/** A change of a setting that a channel database does not act on yet. */
export interface UnappliedChange {
  readonly version: number;
  readonly setting: string;
  readonly changedBy: string;
  /** ISO 8601. */
  readonly changedAt: string;
}

const selectChangesSince = prepared(
  'select-setting-changes-since-version',
  `SELECT version, setting, changed_by, changed_at FROM settings_audit
   WHERE job = $1 AND version > $2 ORDER BY version DESC, settings_audit_id DESC LIMIT $3`,
);

const changeCountMax = 200;

/** What changed of a job's settings since `version`, newest first; the latest 200. */
export async function changesSince(tx: Tx, job: ConfigurationJob, version: number): Promise<UnappliedChange[]> {
  const rows = await tx.query<{ version: string; setting: string; changed_by: string; changed_at: string }>(
    selectChangesSince,
    [job, version, changeCountMax],
  );
  return rows.map((row) => ({
    version: Number(row.version),
    setting: row.setting,
    changedBy: row.changed_by,
    changedAt: row.changed_at,
  }));
}

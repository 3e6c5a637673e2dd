import { configurationJobs, type ConfigurationJob } from '@counterfoil/contracts/channel-configuration';
import { prepared, type Tx } from '@counterfoil/database/database';

/** The version of a job's settings as long as nothing of them was changed. */
export const firstSettingsVersion = 1;

/** Who changed a setting, and when. */
export interface SettingsVersionChange {
  /** Subject of the caller. */
  readonly changedBy: string;
  readonly now: Date;
}

const raiseVersion = prepared(
  'raise-settings-version',
  `INSERT INTO settings_versions (job, version, changed_at, changed_by) VALUES ($1, $2, $3, $4)
   ON CONFLICT (job) DO UPDATE SET
     version = settings_versions.version + 1, changed_at = excluded.changed_at, changed_by = excluded.changed_by
   RETURNING version`,
);

/** Called in the transaction that changes a setting which `job` carries; answers the new version of the job's settings. */
export async function raiseSettingsVersion(
  tx: Tx,
  job: ConfigurationJob,
  change: SettingsVersionChange,
): Promise<number> {
  const parameters = [job, firstSettingsVersion + 1, change.now, change.changedBy];
  const row = (await tx.query<{ version: string }>(raiseVersion, parameters))[0];
  if (!row) throw new Error('the raised version of a job was not answered');
  return Number(row.version);
}

const selectVersions = prepared('select-settings-versions', 'SELECT job, version FROM settings_versions');

/** The version of the settings of every job. */
export async function readSettingsVersions(tx: Tx): Promise<Record<ConfigurationJob, number>> {
  const rows = await tx.query<{ job: string; version: string }>(selectVersions);
  const raised = new Map(rows.map((row) => [row.job, Number(row.version)]));
  const versionOf = (job: ConfigurationJob): number => raised.get(job) ?? firstSettingsVersion;
  return {
    '1010': versionOf('1010'),
    '1040': versionOf('1040'),
    '1050': versionOf('1050'),
    '1060': versionOf('1060'),
    '1070': versionOf('1070'),
    '1090': versionOf('1090'),
    '1110': versionOf('1110'),
  };
}

/** The version of the whole configuration: the sum over its jobs, so it grows whenever the settings of any job do. */
export function totalSettingsVersion(versions: Readonly<Record<ConfigurationJob, number>>): number {
  return configurationJobs.reduce((total, job) => total + versions[job], 0);
}

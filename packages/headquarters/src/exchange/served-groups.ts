import { prepared, type Tx } from '@counterfoil/database/database';
import { distributionSchedules } from '../settings/setting-kinds.ts';
import { readSettings } from '../settings/setting-store.ts';

/** The job of the reference product that stands for all others. */
const allJobs = '9999';

/** Which groups of channel databases each job serves, by the distribution schedules (LK-22). */
export interface ServedGroups {
  /**
   * A job that no schedule names serves every group; one that schedules name serves the groups of its active ones, so
   * that an inactive schedule pauses its groups (LK-29).
   */
  serves(job: string, channelDatabaseGroupId: string): boolean;
}

/** The distribution schedules of downloads as they are. */
export async function readServedGroups(tx: Tx): Promise<ServedGroups> {
  const downloads = (await readSettings(tx, distributionSchedules)).filter(({ direction }) => direction === 'download');
  return {
    serves(job, channelDatabaseGroupId) {
      const naming = downloads.filter((schedule) =>
        [job, allJobs].some((name) => schedule.schedulerJobs.includes(name)),
      );
      if (naming.length === 0) return true;
      return naming.some(
        (schedule) => schedule.active && schedule.channelDatabaseGroups.includes(channelDatabaseGroupId),
      );
    },
  };
}

const selectGroups = prepared(
  'select-groups-of-channel-databases',
  'SELECT channel_database_id, channel_database_group_id FROM channel_databases ORDER BY channel_database_id',
);

/** The channel databases that `job` serves, by identifier. */
export async function servedChannelDatabaseIds(tx: Tx, job: string): Promise<string[]> {
  const served = await readServedGroups(tx);
  const rows = await tx.query<{ channel_database_id: string; channel_database_group_id: string }>(selectGroups);
  return rows.filter((row) => served.serves(job, row.channel_database_group_id)).map((row) => row.channel_database_id);
}

import { configurationJobs, type ConfigurationJob } from '@counterfoil/contracts/channel-configuration';
import { refuse } from '@counterfoil/contracts/refusal';
import { prepared, type Tx } from '@counterfoil/database/database';
import { cancelOpenSessions } from './download-sessions.ts';
import type { Headquarters } from '../headquarters.ts';
import { publishConfigurationTo } from '../configuration/publish-configuration.ts';
import { carryCheckedVersion, forcePublication } from '../configuration/published-configurations.ts';
import { recordSettingChange } from '../settings/settings-audit.ts';
import { raiseSettingsVersion } from '../settings/settings-versions.ts';

/** What a *Full data sync* published. */
export interface FullDataSync {
  /** Parts of the settings. */
  readonly sessions: number;
  /** Whether customers are packed again from the start of the change feed. */
  readonly customers: boolean;
}

const selectKnown = prepared(
  'select-known-channel-database',
  'SELECT channel_database_id FROM channel_databases WHERE channel_database_id = $1 FOR UPDATE',
);

/* Without an agreed place nothing is packed, and the scale unit agrees anew: at the start of the change feed. */
const startOver = prepared(
  'ask-for-full-data-sync',
  `UPDATE channel_databases
   SET full_data_sync = full_data_sync + 1, published_position = NULL, applied_position = NULL
   WHERE channel_database_id = $1`,
);

/**
 * *Full data sync* of one channel database: the parts of the jobs are published anew, each under a version of its own,
 * and with 1010 the channel database downloads all customers again. Nothing that it holds is deleted for it.
 * Error: `channel_database_unknown`.
 */
export async function fullDataSync(
  headquarters: Headquarters,
  channelDatabaseId: string,
  changedBy: string,
  jobs: readonly ConfigurationJob[] = configurationJobs,
): Promise<FullDataSync> {
  const customers = jobs.includes('1010');
  await headquarters.database.transaction('ask for full data sync', async (tx) => {
    const known = await tx.query(selectKnown, [channelDatabaseId]);
    if (known.length === 0) throw refuse('channel_database_unknown', '', { value: channelDatabaseId });
    if (customers) {
      await cancelOpenSessions(tx, channelDatabaseId);
      await tx.query(startOver, [channelDatabaseId]);
    }
    const setting = `full data sync of channel database ${channelDatabaseId}`;
    const now = headquarters.seams.clock.now();
    await recordSettingChange(tx, { changedBy, setting, oldValue: null, newValue: jobs }, now);
  });
  let sessions = 0;
  for (const job of jobs) sessions += await publishAnew(headquarters, channelDatabaseId, job, changedBy);
  headquarters.wakeUps.configurationPublished(channelDatabaseId);
  return { sessions, customers };
}

/* A version of its own makes the channel fetch the part and report it; for the others it changes nothing. */
async function publishAnew(
  headquarters: Headquarters,
  channelDatabaseId: string,
  job: ConfigurationJob,
  changedBy: string,
): Promise<number> {
  await headquarters.database.transaction('raise settings version', async (tx: Tx) => {
    const version = await raiseSettingsVersion(tx, job, { changedBy, now: headquarters.seams.clock.now() });
    await carryCheckedVersion(tx, job, version, channelDatabaseId);
    await forcePublication(tx, job, channelDatabaseId);
  });
  return (await publishConfigurationTo(headquarters, job, [channelDatabaseId])).sessions;
}

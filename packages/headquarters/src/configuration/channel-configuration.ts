import {
  configurationJobs,
  emptyConfiguration,
  type ChannelConfiguration,
} from '@counterfoil/contracts/channel-configuration';
import { prepared, type Tx } from '@counterfoil/database/database';
import type { Headquarters } from '../headquarters.ts';
import { publishConfigurationTo } from './publish-configuration.ts';
import { publishedPartsOf } from './published-configurations.ts';
import { readSettingsVersions, totalSettingsVersion } from '../settings/settings-versions.ts';

/** A number that grows whenever any setting that channels act on changes. */
export async function readConfigurationVersion(tx: Tx): Promise<number> {
  return totalSettingsVersion(await readSettingsVersions(tx));
}

const recordVersion = prepared(
  'record-configuration-version-of-database',
  'UPDATE channel_databases SET configuration_version = $2 WHERE channel_database_id = $1',
);

/**
 * What was published to one channel database, never newer settings (LK-07). A channel database to which a job never
 * published anything gets that part now: its first contact is a full data sync of the settings.
 */
export async function channelConfigurationFor(
  headquarters: Headquarters,
  channelDatabaseId: string,
  pJobRecurrence: string,
): Promise<ChannelConfiguration> {
  await publishMissingParts(headquarters, channelDatabaseId);
  return headquarters.database.transaction('hand out configuration', async (tx) => {
    const published = await publishedConfiguration(tx, channelDatabaseId);
    await tx.query(recordVersion, [channelDatabaseId, published.version]);
    return { ...published, pJobRecurrence };
  });
}

async function publishMissingParts(headquarters: Headquarters, channelDatabaseId: string): Promise<void> {
  const published = await publishedPartsOf(headquarters.database, channelDatabaseId);
  const missing = configurationJobs.filter((job) => !published.some((part) => part.job === job));
  for (const job of missing) await publishConfigurationTo(headquarters, job, [channelDatabaseId]);
}

/** All parts published to a channel database put together, with the sum of their versions. */
async function publishedConfiguration(tx: Tx, channelDatabaseId: string): Promise<ChannelConfiguration> {
  const configuration = emptyConfiguration(channelDatabaseId);
  for (const { job, version, part } of await publishedPartsOf(tx, channelDatabaseId)) {
    Object.assign(configuration, part);
    configuration.versions[job] = version;
    configuration.version += version;
  }
  return configuration;
}

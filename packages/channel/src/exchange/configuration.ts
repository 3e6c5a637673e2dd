import {
  configurationJobs,
  emptyConfiguration,
  type ChannelConfiguration,
} from '@counterfoil/contracts/channel-configuration';
import { prepared, type Tx } from '@counterfoil/database/database';
import type { Channel } from '../channel.ts';
import { recordListedDevices } from '../devices/known-devices.ts';

const selectConfiguration = prepared('select-channel-configuration', 'SELECT document FROM channel_configuration');

/** The settings that this channel database last received; none (version 0) before the first contact. */
export async function storedConfiguration(tx: Tx, channelDatabaseId: string): Promise<ChannelConfiguration> {
  const row = (await tx.query<{ document: ChannelConfiguration }>(selectConfiguration))[0];
  /* A document that an earlier version of the product stored lacks what came since. */
  return { ...emptyConfiguration(channelDatabaseId), ...row?.document };
}

const upsertConfiguration = prepared(
  'upsert-channel-configuration',
  `INSERT INTO channel_configuration (version, document) VALUES ($1, $2)
   ON CONFLICT (only_row) DO UPDATE SET version = excluded.version, document = excluded.document`,
);

/**
 * Fetches the settings and acts on them from now on, also after a restart without headquarters. Answers whether the
 * version of any part is another than before, of which headquarters wants to know.
 */
export async function refreshConfiguration(channel: Channel): Promise<boolean> {
  const configuration = await channel.headquarters.configuration();
  await channel.database.execute('store configuration', upsertConfiguration, [
    configuration.version,
    JSON.stringify(configuration),
  ]);
  await recordListedDevices(channel, configuration);
  const before = channel.configuration.versions;
  channel.configuration = configuration;
  return configurationJobs.some((job) => configuration.versions[job] !== before[job]);
}

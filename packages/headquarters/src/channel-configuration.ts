import {
  defaultProfileOptions,
  emptyConfiguration,
  type ChannelConfiguration,
  type ChannelSettings,
} from '@counterfoil/contracts/channel-configuration';
import { prepared, type Tx } from '@counterfoil/database/database';
import type { Headquarters } from './headquarters.ts';

const selectVersion = prepared('select-configuration-version', 'SELECT version FROM configuration_version');

/** The version of the settings that channels act on. */
export async function readConfigurationVersion(tx: Tx): Promise<number> {
  return Number((await tx.query<{ version: string }>(selectVersion))[0]?.version ?? 0);
}

const raiseVersion = prepared('raise-configuration-version', 'UPDATE configuration_version SET version = version + 1');

/** Called in the transaction that changes any such setting. */
export async function raiseConfigurationVersion(tx: Tx): Promise<void> {
  await tx.query(raiseVersion);
}

interface ChannelRow {
  channel_id: string;
  channel_type: 'store' | 'online';
  name: string;
  legal_entity: string;
  functionality_profile_id: string;
  create_customer_in_async_mode: boolean;
  country_region: string;
  currency: string;
  language_id: string;
  customer_group: string;
  legal_entity_country: string;
}

const selectChannels = prepared(
  'select-channels-of-database',
  `SELECT channels.channel_id, channels.channel_type, channels.name, channels.legal_entity,
     channels.functionality_profile_id, functionality_profiles.create_customer_in_async_mode,
     channels.country_region, channels.currency, channels.language_id, channels.customer_group,
     legal_entities.country_region AS legal_entity_country
   FROM channels
   JOIN functionality_profiles USING (functionality_profile_id)
   JOIN legal_entities USING (legal_entity)
   WHERE channels.channel_database_id = $1
   ORDER BY channels.channel_id`,
);

const recordVersion = prepared(
  'record-configuration-version-of-database',
  'UPDATE channel_databases SET configuration_version = $2 WHERE channel_database_id = $1',
);

/** The settings of one channel database; headquarters remembers which version it was given. */
export async function channelConfigurationFor(
  headquarters: Headquarters,
  channelDatabaseId: string,
  pJobRecurrence: string,
): Promise<ChannelConfiguration> {
  return headquarters.database.transaction('hand out configuration', async (tx) => {
    const version = await readConfigurationVersion(tx);
    const rows = await tx.query<ChannelRow>(selectChannels, [channelDatabaseId]);
    await tx.query(recordVersion, [channelDatabaseId, version]);
    const countries = new Map(rows.map((row) => [row.legal_entity, row.legal_entity_country]));
    return {
      ...emptyConfiguration(channelDatabaseId),
      version,
      legalEntities: [...countries].map(([legalEntity, countryRegion]) => ({ legalEntity, countryRegion })),
      channels: rows.map(toChannelSettings),
      pJobRecurrence,
    };
  });
}

function toChannelSettings(row: ChannelRow): ChannelSettings {
  return {
    channelId: row.channel_id,
    channelType: row.channel_type,
    name: row.name,
    legalEntity: row.legal_entity,
    functionalityProfileId: row.functionality_profile_id,
    ...defaultProfileOptions,
    createCustomerInAsyncMode: row.create_customer_in_async_mode,
    countryRegion: row.country_region,
    currency: row.currency,
    languageId: row.language_id,
    customerGroup: row.customer_group,
    addressBooks: [],
  };
}

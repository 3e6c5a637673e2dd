import {
  defaultProfileOptions,
  type ChannelSettings,
  type ConfigurationPart,
} from '@counterfoil/contracts/channel-configuration';
import type { Tx } from '@counterfoil/database/database';
import {
  channelDatabaseGroups,
  channelDatabases,
  channelSchemas,
  functionalityProfiles,
  legalEntities,
  offlineProfiles,
  schedulerJobs,
  schedulerSubjobs,
} from '../../settings/setting-kinds.ts';
import { readSettings } from '../../settings/setting-store.ts';
import { byChannels, channelsOfDatabases, type PublishedChannel } from './channels-of-databases.ts';

type Part = ConfigurationPart<'1070'>;

/**
 * 1070: its channels with the options of their functionality profiles, their legal entities, the offline profiles, and
 * what never goes to offline databases.
 */
export async function buildChannelConfigurationPart(
  tx: Tx,
  channelDatabaseIds: readonly string[],
): Promise<ReadonlyMap<string, Part>> {
  const entities = await readSettings(tx, legalEntities);
  const profiles = await readSettings(tx, functionalityProfiles);
  const profileById = new Map(profiles.map((profile) => [profile.functionalityProfileId, profile]));
  const forAll = { offlineProfiles: await readSettings(tx, offlineProfiles), ...(await exclusions(tx)) };
  const filtered = await filteredDatabases(tx);
  return byChannels(await channelsOfDatabases(tx, channelDatabaseIds), (channels, channelDatabaseId) => {
    const own = new Set(channels.map((channel) => channel.legalEntity));
    return {
      legalEntities: entities
        .filter((entity) => own.has(entity.legalEntity))
        .map(({ legalEntity, countryRegion }) => ({ legalEntity, countryRegion })),
      channels: channels.flatMap((channel) => toChannelSettings(channel, profileById)),
      filterSharedCustomerDataTables: filtered.has(channelDatabaseId),
      ...forAll,
    };
  });
}

function toChannelSettings(
  channel: PublishedChannel,
  profileById: ReadonlyMap<string, typeof functionalityProfiles.example>,
): ChannelSettings[] {
  const { channelType, channelDatabaseId: _ownDatabase, functionalityProfileId, ...settings } = channel;
  /* A call center belongs to headquarters. */
  if (channelType === 'callCenter') return [];
  const profile = profileById.get(functionalityProfileId ?? '');
  const { functionalityProfileId: _id, kind: _kind, name: _name, ...options } = profile ?? noProfile;
  return [{ ...settings, channelType, functionalityProfileId: functionalityProfileId ?? '', ...options }];
}

const noProfile = { functionalityProfileId: '', kind: 'pos', name: '', ...defaultProfileOptions } as const;

async function exclusions(tx: Tx): Promise<Pick<Part, 'excludedFromOfflineDatabases'>> {
  const jobs = (await readSettings(tx, schedulerJobs)).filter((job) => job.excludeFromOfflineDatabases);
  const subjobs = (await readSettings(tx, schedulerSubjobs)).filter((subjob) => subjob.excludeFromOfflineDatabases);
  return {
    excludedFromOfflineDatabases: {
      jobs: jobs.map((job) => job.schedulerJobId),
      subjobs: subjobs.map((subjob) => subjob.schedulerSubjobId),
    },
  };
}

/** The channel databases of groups whose Commerce channel schema filters shared customer data tables (SD-25). */
async function filteredDatabases(tx: Tx): Promise<ReadonlySet<string>> {
  const schemas = await readSettings(tx, channelSchemas);
  const filtering = new Set(
    schemas.filter((schema) => schema.filterSharedCustomerDataTables).map((schema) => schema.channelSchemaId),
  );
  const groups = await readSettings(tx, channelDatabaseGroups);
  const filteringGroups = new Set(
    groups.filter((group) => filtering.has(group.channelSchemaId)).map((group) => group.channelDatabaseGroupId),
  );
  const databases = await readSettings(tx, channelDatabases);
  return new Set(
    databases
      .filter((database) => filteringGroups.has(database.channelDatabaseGroupId))
      .map((database) => database.channelDatabaseId),
  );
}

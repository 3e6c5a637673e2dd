import { refuse } from '@counterfoil/contracts/refusal';
import { prepared, type Tx } from '@counterfoil/database/database';
import { raiseConfigurationVersion, readConfigurationVersion } from './channel-configuration.ts';
import type { Headquarters } from './headquarters.ts';
import { recordSettingChange } from './settings-audit.ts';

/** What a group of channels is allowed to do (SD-04). */
export interface FunctionalityProfile {
  readonly functionalityProfileId: string;
  readonly kind: 'pos' | 'online';
  readonly name: string;
  /** *Create customer in async mode*. */
  readonly createCustomerInAsyncMode: boolean;
}

interface ProfileRow {
  functionality_profile_id: string;
  kind: 'pos' | 'online';
  name: string;
  create_customer_in_async_mode: boolean;
  channel_ids: string[];
}

const selectProfiles = prepared(
  'select-functionality-profiles',
  `SELECT profiles.functionality_profile_id, profiles.kind, profiles.name, profiles.create_customer_in_async_mode,
     array(
       SELECT channels.channel_id FROM channels
       WHERE channels.functionality_profile_id = profiles.functionality_profile_id
       ORDER BY channels.channel_id) AS channel_ids
   FROM functionality_profiles AS profiles
   ORDER BY profiles.functionality_profile_id`,
);

/** All profiles with the channels that use them. */
export async function functionalityProfiles(
  tx: Tx,
): Promise<(FunctionalityProfile & { readonly channelIds: string[] })[]> {
  const rows = await tx.query<ProfileRow>(selectProfiles);
  return rows.map((row) => ({ ...toProfile(row), channelIds: row.channel_ids }));
}

const lockProfile = prepared(
  'lock-functionality-profile',
  `SELECT functionality_profile_id, kind, name, create_customer_in_async_mode
   FROM functionality_profiles WHERE functionality_profile_id = $1 FOR UPDATE`,
);

const updateProfile = prepared(
  'update-functionality-profile',
  `UPDATE functionality_profiles SET name = $2, create_customer_in_async_mode = $3 WHERE functionality_profile_id = $1`,
);

/** A profile as it stands, and the version of the configuration that carries it to the channels. */
export interface SavedFunctionalityProfile {
  readonly profile: FunctionalityProfile;
  readonly configurationVersion: number;
}

/**
 * Changes a profile and raises the configuration version in one transaction; the same values again change nothing.
 * Error: `functionality_profile_unknown`.
 */
export async function saveFunctionalityProfile(
  headquarters: Headquarters,
  functionalityProfileId: string,
  wanted: { readonly createCustomerInAsyncMode: boolean; readonly name?: string | undefined },
  changedBy: string,
): Promise<SavedFunctionalityProfile> {
  const saved = await headquarters.database.transaction('save functionality profile', async (tx) => {
    const row = (await tx.query<ProfileRow>(lockProfile, [functionalityProfileId]))[0];
    if (!row) throw refuse('functionality_profile_unknown', '', { value: functionalityProfileId });
    const before = toProfile(row);
    const { createCustomerInAsyncMode, name = before.name } = wanted;
    const profile = { ...before, name, createCustomerInAsyncMode };
    if (name !== before.name || createCustomerInAsyncMode !== before.createCustomerInAsyncMode) {
      await tx.query(updateProfile, [functionalityProfileId, name, createCustomerInAsyncMode]);
      await raiseConfigurationVersion(tx);
      const setting = `functionality profile ${functionalityProfileId}`;
      const now = headquarters.seams.clock.now();
      await recordSettingChange(tx, { changedBy, setting, oldValue: before, newValue: profile }, now);
    }
    return { profile, configurationVersion: await readConfigurationVersion(tx) };
  });
  headquarters.wakeUps.configured();
  return saved;
}

function toProfile(row: ProfileRow): FunctionalityProfile {
  return {
    functionalityProfileId: row.functionality_profile_id,
    kind: row.kind,
    name: row.name,
    createCustomerInAsyncMode: row.create_customer_in_async_mode,
  };
}

import type { FunctionalityProfileOptions } from '@counterfoil/contracts/channel-configuration';
import type { Language } from '@counterfoil/contracts/error-register';
import { refuse } from '@counterfoil/contracts/refusal';
import type { Tx } from '@counterfoil/database/database';
import type { Headquarters } from '../headquarters.ts';
import { lockSettings, saveSettingIn } from './save-setting.ts';
import { channels, functionalityProfiles as profiles } from './setting-kinds.ts';
import { findSetting, readSettings } from './setting-store.ts';
import { readSettingsVersions, totalSettingsVersion } from './settings-versions.ts';

/** What a group of channels is allowed to do (SD-04). */
export type FunctionalityProfile = typeof profiles.example;

/** All profiles with the channels that use them. */
export async function functionalityProfiles(
  tx: Tx,
): Promise<(FunctionalityProfile & { readonly channelIds: string[] })[]> {
  const users = await readSettings(tx, channels);
  return (await readSettings(tx, profiles)).map((profile) => ({
    ...profile,
    channelIds: users
      .filter(({ functionalityProfileId }) => functionalityProfileId === profile.functionalityProfileId)
      .map(({ channelId }) => channelId),
  }));
}

/** A profile as it stands, and the version of the configuration that carries it to the channels. */
export interface SavedFunctionalityProfile {
  readonly profile: FunctionalityProfile;
  readonly configurationVersion: number;
}

/** What an administrator changes of a profile; whatever is left out stays as it is. */
export type WantedFunctionalityProfile = {
  readonly [Option in keyof (FunctionalityProfileOptions & { name: string })]?:
    (FunctionalityProfileOptions & { name: string })[Option] | undefined;
};

/**
 * Changes a profile and raises the version of job 1070 in one transaction; the same values again change nothing.
 * Error: `functionality_profile_unknown`.
 */
export async function saveFunctionalityProfile(
  headquarters: Headquarters,
  functionalityProfileId: string,
  wanted: WantedFunctionalityProfile,
  author: { readonly changedBy: string; readonly language: Language },
): Promise<SavedFunctionalityProfile> {
  const saved = await headquarters.database.transaction('save functionality profile', async (tx) => {
    await lockSettings(tx);
    const before = await findSetting(tx, profiles, [functionalityProfileId]);
    if (!before) throw refuse('functionality_profile_unknown', '', { value: functionalityProfileId });
    const given = Object.entries(wanted).filter(([, option]) => option !== undefined);
    const profile = { ...before, ...Object.fromEntries(given) };
    await saveSettingIn(tx, headquarters, profiles, profile, author);
    return { profile, configurationVersion: totalSettingsVersion(await readSettingsVersions(tx)) };
  });
  headquarters.wakeUps.settingsChanged();
  return saved;
}

import type { Language } from '@counterfoil/contracts/error-register';
import { storefrontSettingsSchema, type StorefrontSettings } from '@counterfoil/contracts/storefront-settings';
import type { Clock } from '@counterfoil/platform/clock';
import type { CommerceApi } from './commerce-api.ts';

/** The settings of the online store in a language, as of some seconds ago at most. Errors: those of the Commerce API. */
export type ReadSettings = (language: Language) => Promise<StorefrontSettings>;

/** So long settings are believed without asking again, in milliseconds: job 1070 takes longer to bring others. */
const settingsLifeMs = 5_000;

interface Read {
  readonly atMs: number;
  readonly settings: Promise<StorefrontSettings>;
}

/** Reads the settings when they are asked for, once for all who ask at the same time; a failure is not kept. */
export function createSettings(
  commerceApi: Pick<CommerceApi, 'call'>,
  channelId: string,
  clock: Pick<Clock, 'monotonicMs'>,
): ReadSettings {
  const known = new Map<Language, Read>();
  return (language) => {
    const present = known.get(language);
    if (present && clock.monotonicMs() - present.atMs < settingsLifeMs) return present.settings;
    const path = `/storefront-settings?${new URLSearchParams({ channelId }).toString()}`;
    const settings = commerceApi.call({ method: 'GET', path, session: null, language }, storefrontSettingsSchema);
    const read = { atMs: clock.monotonicMs(), settings };
    known.set(language, read);
    settings.catch(() => {
      if (known.get(language) === read) known.delete(language);
    });
    return settings;
  };
}

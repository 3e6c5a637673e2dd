import type { ChannelConfiguration, OfflineProfile, Register } from '@counterfoil/contracts/channel-configuration';
import { refuse } from '@counterfoil/contracts/refusal';

/** The register with an offline database. Errors: `register_unknown`, `register_offline_unsupported`. */
export function offlineRegister({ registers }: Pick<ChannelConfiguration, 'registers'>, registerId: string): Register {
  const register = registers.find((candidate) => candidate.registerId === registerId);
  if (!register) throw refuse('register_unknown', 'registerId', { value: registerId });
  if (!register.supportOffline) throw refuse('register_offline_unsupported', 'registerId', { value: registerId });
  return register;
}

/** The offline profile of a register; null without one. */
export function offlineProfileOf(
  { offlineProfiles }: Pick<ChannelConfiguration, 'offlineProfiles'>,
  { offlineProfileId }: Pick<Register, 'offlineProfileId'>,
): OfflineProfile | null {
  return offlineProfiles.find((profile) => profile.offlineProfileId === offlineProfileId) ?? null;
}

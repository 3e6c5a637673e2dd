import type { ChannelConfiguration, OfflineProfile, Register } from '@counterfoil/contracts/channel-configuration';
import { refuse } from '@counterfoil/contracts/refusal';

type Registers = Pick<ChannelConfiguration, 'registers'>;

/** The register. Error: `register_unknown`. */
export function knownRegister({ registers }: Registers, registerId: string): Register {
  const register = registers.find((candidate) => candidate.registerId === registerId);
  if (!register) throw refuse('register_unknown', 'registerId', { value: registerId });
  return register;
}

/** The register with an offline database. Errors: `register_unknown`, `register_offline_unsupported`. */
export function offlineRegister(configuration: Registers, registerId: string): Register {
  const register = knownRegister(configuration, registerId);
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

import type { ChannelSettings, Register } from '@counterfoil/contracts/channel-configuration';
import type { Till } from './till.ts';

/** The register that this till is; null before its settings are known. */
export function ownRegister({ configuration, registerId }: Till): Register | null {
  return configuration.registers.find((register) => register.registerId === registerId) ?? null;
}

/** The channel at which it stands; null before its settings are known. */
export function ownChannelOrNull(till: Till): ChannelSettings | null {
  const channelId = ownRegister(till)?.channelId;
  return till.configuration.channels.find((channel) => channel.channelId === channelId) ?? null;
}

import type { ChannelConfiguration } from '@counterfoil/contracts/channel-configuration';

/** The settings without what PINs are compared with: as anybody but a till may see them. */
export function withoutPinVerifiers(configuration: ChannelConfiguration): ChannelConfiguration {
  return { ...configuration, workers: configuration.workers.map((worker) => ({ ...worker, pinVerifier: null })) };
}

/** The settings as a till gets them: with the PIN verifiers of those alone who work at its channel. */
export function withPinVerifiersOf(channelId: string, configuration: ChannelConfiguration): ChannelConfiguration {
  const workers = configuration.workers.map((worker) =>
    worker.channelIds.includes(channelId) ? worker : { ...worker, pinVerifier: null },
  );
  return { ...configuration, workers };
}

import {
  defaultProfileOptions,
  emptyConfiguration,
  type ChannelConfiguration,
} from '@counterfoil/contracts/channel-configuration';

/** The settings of a made-up store with one register, for tests of the till by itself. */
export const exampleTillConfiguration: ChannelConfiguration = {
  ...emptyConfiguration('houston'),
  version: 1,
  legalEntities: [{ legalEntity: 'USRT', countryRegion: 'US' }],
  channels: [
    {
      channelId: 'HOUSTON',
      channelType: 'store',
      name: 'Houston',
      legalEntity: 'USRT',
      functionalityProfileId: 'POS-SYNC',
      ...defaultProfileOptions,
      countryRegion: 'US',
      currency: 'USD',
      languageId: 'en-US',
      customerGroup: '30',
      addressBooks: [],
    },
  ],
  registers: [
    {
      registerId: 'HOUSTON-1',
      channelId: 'HOUSTON',
      name: 'Houston 1',
      supportOffline: true,
      offlineProfileId: null,
    },
  ],
};

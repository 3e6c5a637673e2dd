import {
  channelConfigurationSchema,
  defaultProfileOptions,
  emptyConfiguration,
} from '@counterfoil/contracts/channel-configuration';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import type { Channel } from '../channel.ts';
import { withoutPinVerifiers } from '../devices/pin-verifiers.ts';

/** `GET /configuration` */
export const readConfigurationRoute = defineRoute({
  name: 'readConfiguration',
  method: 'GET',
  path: '/configuration',
  summary: 'Read the settings of this scale unit',
  description:
    'The settings it acts on, with the version of the part that each job carries; 0 before headquarters was first ' +
    'reached. What PINs are compared with is left out.',
  access: ['administrator', 'application', 'employee'],
  request: {},
  response: { 200: channelConfigurationSchema },
  errors: [],
  examples: {
    response: {
      ...emptyConfiguration('houston'),
      version: 8,
      versions: { '1010': 1, '1050': 1, '1060': 1, '1070': 2, '1090': 1, '1110': 2 },
      features: ['multipleContactsWithConsent', 'asyncAddressCreation'],
      legalEntities: [{ legalEntity: 'USRT', countryRegion: 'US' }],
      channels: [
        {
          channelId: 'HOUSTON',
          channelType: 'store',
          name: 'Houston',
          legalEntity: 'USRT',
          functionalityProfileId: 'POS-ASYNC',
          ...defaultProfileOptions,
          createCustomerInAsyncMode: true,
          countryRegion: 'US',
          currency: 'USD',
          languageId: 'en-US',
          customerGroup: '30',
          addressBooks: [],
        },
      ],
      pJobRecurrence: 'continuous',
    },
  },
});

/** Answers from memory: what the scale unit acts on at this moment. */
export const handleReadConfiguration = (channel: Channel): RouteWithHandler =>
  handle(readConfigurationRoute, async () => ({ status: 200, body: withoutPinVerifiers(channel.configuration) }));

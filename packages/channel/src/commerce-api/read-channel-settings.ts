import { features, featureIds } from '@counterfoil/contracts/features';
import { channelFormSettingsSchema } from '@counterfoil/contracts/storefront-settings';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { z } from 'zod';
import type { Channel } from '../channel.ts';
import { settingsForForms, type SettingsForForms } from '../customers/settings-for-forms.ts';
import { originShape } from './requests.ts';

/** Settings of a channel that exists in examples only. */
export const exampleFormSettings: SettingsForForms = {
  channelId: 'HOUSTON',
  name: 'Houston',
  channelType: 'store',
  legalEntity: 'USRT',
  configurationVersion: 7,
  createCustomerInAsyncMode: true,
  generateLoyaltyCardNumber: true,
  searchAllStoresByDefault: false,
  lockedFieldsForAsyncCustomers: true,
  recommendedAddressCountMax: 50,
  personalTitles: [{ personalTitleId: 'DR', text: 'Dr.' }],
  affiliations: [{ affiliationId: 'VIP', text: 'Very important person' }],
  loyaltyPrograms: [{ loyaltyProgramId: 'BASIC', text: 'Basic' }],
  customerAttributes: [
    {
      attributeId: 'Newsletter',
      text: 'Newsletter',
      attributeType: 'text',
      fixedList: [{ value: 'Monthly', text: 'Every month' }],
      minimum: null,
      maximum: null,
      defaultValue: null,
      required: false,
    },
  ],
  addressPurposes: [{ purpose: 'home', text: 'Home' }],
  searchCriteria: [{ criterion: 'name', text: 'Name' }],
  features: featureIds.map((featureId) => ({ featureId, name: features[featureId].name.en, isOn: true })),
  inherited: {
    customerType: 'person',
    customerGroup: '30',
    receiptOption: 'standard',
    currency: 'USD',
    languageId: 'en-US',
    countryRegion: 'US',
    affiliations: ['VIP'],
    addressBooks: ['USSTORES'],
  },
};

/** `GET /channel-settings` */
export const readChannelSettingsRoute = defineRoute({
  name: 'readChannelSettings',
  method: 'GET',
  path: '/channel-settings',
  summary: 'Read what a form for customers of a channel needs',
  description:
    'Lists with their texts in the language of the caller, the features that are on, and what a new customer takes from ' +
    'the default customer of the channel: all that a till or web shop shows, as of the settings that the scale unit has.',
  access: ['application', 'employee'],
  request: { query: z.strictObject({ channelId: originShape.channelId }) },
  response: { 200: channelFormSettingsSchema },
  errors: ['channel_unknown'],
  examples: { response: exampleFormSettings },
});

/** Answers from memory: what the scale unit acts on at this moment. */
export const handleReadChannelSettings = (channel: Channel): RouteWithHandler =>
  handle(readChannelSettingsRoute, async ({ query, language }) => ({
    status: 200,
    body: settingsForForms(channel, query.channelId, language),
  }));

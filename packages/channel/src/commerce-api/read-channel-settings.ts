import { addressPurposes, receiptOptions } from '@counterfoil/contracts/customer';
import { customerAttributeSchema, searchCriteria } from '@counterfoil/contracts/channel-configuration';
import { features, featureIds } from '@counterfoil/contracts/features';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { z } from 'zod';
import type { Channel } from '../channel.ts';
import { settingsForForms } from '../customers/settings-for-forms.ts';
import { originShape } from './requests.ts';

const texted = { text: z.string().describe('In the language of the caller.') };
const { attributeType, minimum, maximum, defaultValue, required } = customerAttributeSchema.shape;

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
  response: {
    200: z.strictObject({
      channelId: z.string(),
      name: z.string(),
      channelType: z.enum(['store', 'online']),
      legalEntity: z.string(),
      configurationVersion: z.number().int().nonnegative(),
      createCustomerInAsyncMode: z.boolean(),
      generateLoyaltyCardNumber: z.boolean(),
      searchAllStoresByDefault: z.boolean(),
      lockedFieldsForAsyncCustomers: z.boolean().describe('Forms lock what a pending customer may not have changed.'),
      recommendedAddressCountMax: z.number().int().positive(),
      personalTitles: z.array(z.strictObject({ personalTitleId: z.string(), ...texted })),
      affiliations: z
        .array(z.strictObject({ affiliationId: z.string(), ...texted }))
        .describe('Without those that are hidden in channels.'),
      loyaltyPrograms: z.array(z.strictObject({ loyaltyProgramId: z.string(), ...texted })),
      customerAttributes: z.array(
        z.strictObject({
          attributeId: z.string(),
          ...texted,
          attributeType,
          fixedList: z.array(z.strictObject({ value: z.string(), ...texted })),
          minimum,
          maximum,
          defaultValue,
          required,
        }),
      ),
      addressPurposes: z.array(z.strictObject({ purpose: z.enum(addressPurposes), ...texted })),
      searchCriteria: z
        .array(z.strictObject({ criterion: z.enum(searchCriteria), ...texted }))
        .describe('In the order in which staff see them.'),
      features: z.array(z.strictObject({ featureId: z.enum(featureIds), name: z.string(), isOn: z.boolean() })),
      inherited: z
        .strictObject({
          customerType: z.enum(['person', 'organization']),
          customerGroup: z.string(),
          receiptOption: z.enum(receiptOptions),
          currency: z.string(),
          languageId: z.string(),
          countryRegion: z.string().describe('Of an address that names none.'),
          affiliations: z.array(z.string()),
          addressBooks: z.array(z.string()),
        })
        .describe('What a new customer has unless the creation names something else.'),
    }),
  },
  errors: ['channel_unknown'],
  examples: {
    response: {
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
    },
  },
});

/** Answers from memory: what the scale unit acts on at this moment. */
export const handleReadChannelSettings = (channel: Channel): RouteWithHandler =>
  handle(readChannelSettingsRoute, async ({ query, language }) => ({
    status: 200,
    body: settingsForForms(channel, query.channelId, language),
  }));

import { z } from 'zod';
import { addressFormatSchema, customerAttributeSchema, searchCriteria } from './channel-configuration.ts';
import { addressPurposes, receiptOptions } from './customer.ts';
import { featureIds } from './features.ts';

const texted = { text: z.string().describe('In the language of the caller.') };
const { attributeType, minimum, maximum, defaultValue, required } = customerAttributeSchema.shape;

/** `GET /channel-settings`: what a form for customers of a channel needs. */
export const channelFormSettingsSchema = z.strictObject({
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
});

/** `GET /storefront-settings`: the same with what a web shop sells and how addresses are written. */
export const storefrontSettingsSchema = channelFormSettingsSchema.extend({
  /** ISO 4217: the one in which the channel sells. */
  currency: z.string(),
  /** ISO 3166-1 alpha-2. */
  countryRegion: z.string(),
  addressFormats: z.array(addressFormatSchema),
  products: z
    .array(z.strictObject({ itemId: z.string(), description: z.string(), price: z.string() }))
    .describe('Those that have a price in that currency.'),
});

export type StorefrontSettings = z.infer<typeof storefrontSettingsSchema>;

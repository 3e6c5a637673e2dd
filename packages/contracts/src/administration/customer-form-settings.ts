import { z } from 'zod';
import {
  addressFormatSchema,
  affiliationSchema,
  customerAttributeSchema,
  loyaltyProgramSchema,
  personalTitleSchema,
} from '../channel-configuration.ts';
import { customerFieldsSchema } from '../customer.ts';

/** What a new customer of a place inherits (LK-17). */
const creationDefaultsSchema = z.strictObject({
  fields: customerFieldsSchema.partial(),
  affiliations: z.array(z.string()).readonly(),
  addressBooks: z.array(z.string()).readonly(),
  countryRegion: z.string(),
});

/** A legal entity or a channel in whose name a customer can be created. */
const creationPlaceSchema = z.strictObject({
  legalEntity: z.string(),
  /** Null: the legal entity itself, without a channel. */
  channelId: z.string().nullable(),
  name: z.string(),
  defaults: creationDefaultsSchema,
});

/** `GET /customer-form-settings`: everything that the form of a customer offers and checks. */
export const customerFormSettingsSchema = z.strictObject({
  legalEntities: z.array(z.strictObject({ legalEntity: z.string(), name: z.string(), countryRegion: z.string() })),
  /** Those in whose name the caller may create customers. */
  places: z.array(creationPlaceSchema),
  customerGroups: z.array(z.strictObject({ legalEntity: z.string(), customerGroup: z.string(), name: z.string() })),
  personalTitles: z.array(personalTitleSchema),
  affiliations: z.array(affiliationSchema),
  addressBooks: z.array(z.strictObject({ addressBookId: z.string(), name: z.string() })),
  loyaltyPrograms: z.array(loyaltyProgramSchema),
  /** Those of the customer attribute group, in its order (LK-21). */
  customerAttributes: z.array(customerAttributeSchema).readonly(),
  addressFormats: z.array(addressFormatSchema).readonly(),
});

export type CustomerFormSettings = z.infer<typeof customerFormSettingsSchema>;
export type CreationPlaceSettings = CustomerFormSettings['places'][number];

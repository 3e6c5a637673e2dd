import { z } from 'zod';

/** How a job is triggered: a cron expression, `continuous`, or `off`. */
export const recurrenceSchema = z.string().min(1).max(120);

/** A channel with what it creates customers by. */
export const channelSettingsSchema = z.strictObject({
  channelId: z.string(),
  channelType: z.enum(['store', 'online']),
  name: z.string(),
  legalEntity: z.string(),
  functionalityProfileId: z.string(),
  /** *Create customer in async mode* of its functionality profile (SD-04). */
  createCustomerInAsyncMode: z.boolean(),
  countryRegion: z.string(),
  currency: z.string(),
  languageId: z.string(),
  customerGroup: z.string(),
});

/** The settings of one channel database, with the version by which both sides know them. */
export const channelConfigurationSchema = z.strictObject({
  version: z.number().int().nonnegative(),
  channelDatabaseId: z.string(),
  legalEntities: z.array(z.strictObject({ legalEntity: z.string(), countryRegion: z.string() })),
  channels: z.array(channelSettingsSchema),
  /** Recurrence of the P-job, so that a scale unit knows whether it uploads by itself. */
  pJobRecurrence: recurrenceSchema,
});

export type ChannelSettings = z.infer<typeof channelSettingsSchema>;
export type ChannelConfiguration = z.infer<typeof channelConfigurationSchema>;

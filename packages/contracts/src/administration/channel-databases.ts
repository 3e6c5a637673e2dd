import { z } from 'zod';
import { feedPositionSchema } from '../exchange.ts';

/** A channel database as administrators see it. */
const channelDatabaseSchema = z.strictObject({
  channelDatabaseId: z.string(),
  channelDatabaseGroupId: z.string(),
  name: z.string(),
  channelIds: z.array(z.string()),
  registered: z.boolean(),
  registrationCodeOpen: z.boolean(),
  lastContactAt: z.string().nullable(),
  channelEpochNumber: z.number().int().nullable(),
  lastUploadPackage: z.number().int(),
  /** What it acts on, fetched last, and has to fetch; see `GET /configuration-status` for each job. */
  configurationVersion: z.number().int(),
  fetchedConfigurationVersion: z.number().int(),
  publishedConfigurationVersion: z.number().int(),
  publishedPosition: feedPositionSchema.nullable(),
  appliedPosition: feedPositionSchema.nullable(),
  undeliveredSessions: z.strictObject({ available: z.number().int(), suspended: z.number().int() }),
});

/** `GET /channel-databases` */
export const channelDatabaseListSchema = z.strictObject({
  /** Grows whenever any setting does that channels act on. */
  configurationVersion: z.number().int(),
  channelDatabases: z.array(channelDatabaseSchema),
});

export type ChannelDatabase = z.infer<typeof channelDatabaseSchema>;
export type ChannelDatabaseList = z.infer<typeof channelDatabaseListSchema>;

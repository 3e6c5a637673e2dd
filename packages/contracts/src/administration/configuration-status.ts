import { z } from 'zod';
import { configurationJobs } from '../channel-configuration.ts';

/** What of a job's settings has not reached a channel database, and where it is. */
export const placesOnTheWay = ['none', 'notPublished', 'notFetched'] as const;

const versionSchema = z.number().int().nonnegative();
const sentenceSchema = z.strictObject({ en: z.string(), fr: z.string() });

/** One job's settings of one channel database. */
export const configurationStatusSchema = z.strictObject({
  channelDatabaseId: z.string(),
  name: z.string(),
  job: z.enum(configurationJobs),
  /** Of the settings at headquarters. */
  settingsVersion: versionSchema,
  /** 0: never published. */
  publishedVersion: versionSchema,
  /** What the channel database says that it acts on. */
  actingVersion: versionSchema,
  changedAt: z.string().nullable(),
  publishedAt: z.string().nullable(),
  actingSince: z.string().nullable(),
  lastContactAt: z.string().nullable(),
  served: z.boolean(),
  onItsWay: z.enum(placesOnTheWay),
  sentence: sentenceSchema,
});
export type ConfigurationState = z.infer<typeof configurationStatusSchema>;

const changeSchema = z.strictObject({
  version: versionSchema,
  setting: z.string(),
  changedBy: z.string(),
  changedAt: z.string(),
});

/** `GET /configuration-status` */
export const configurationStatusAnswerSchema = z.strictObject({
  configurations: z.array(configurationStatusSchema),
  /** Newest first; null unless one channel database and one job were asked for. */
  changes: z.array(changeSchema).nullable(),
});
export type ConfigurationStatusAnswer = z.infer<typeof configurationStatusAnswerSchema>;

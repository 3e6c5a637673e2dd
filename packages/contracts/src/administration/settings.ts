import { z } from 'zod';
import { configurationJobs } from '../channel-configuration.ts';

const textSchema = z.strictObject({ en: z.string(), fr: z.string() });
const versionSchema = z.number().int().nonnegative();

/** The job that carries a kind of settings to channels; null: none does. */
export const settingJobSchema = z.enum(configurationJobs).nullable();

/** One kind of settings, as `GET /settings` tells it. */
export const settingKindSchema = z.strictObject({
  kind: z.string(),
  title: textSchema,
  description: z.string(),
  /** Fields of the key, in the order of the address; none where there is only one. */
  key: z.array(z.string()),
  job: settingJobSchema,
  /** How the kind is called in the names of its routes: `SchedulerJob` in `putSchedulerJobSetting`. */
  routeWord: z.string(),
  /** Fields and their rules as JSON Schema. */
  schema: z.record(z.string(), z.unknown()),
});

/** `GET /settings` */
export const settingKindListSchema = z.strictObject({ kinds: z.array(settingKindSchema) });

/** A setting that names another. */
const settingUserSchema = z.strictObject({
  kind: z.string(),
  /** Of the kind. */
  title: textSchema,
  key: z.array(z.string()),
});

/** Where the settings of the job are on their way to one channel database. */
const reachedDatabaseSchema = z.strictObject({
  channelDatabaseId: z.string(),
  name: z.string(),
  /** Whether a distribution schedule brings the job there. */
  served: z.boolean(),
  settingsVersion: versionSchema,
  publishedVersion: versionSchema,
  actingVersion: versionSchema,
  onItsWay: z.enum(['none', 'notPublished', 'notFetched']),
  actingSince: z.string().nullable(),
  lastContactAt: z.string().nullable(),
});

/** The job that carries a setting, and when. */
const carryingJobSchema = z.strictObject({
  name: z.string(),
  title: textSchema,
  /** `off`, `continuous` or a cron expression. */
  recurrence: z.string(),
  running: z.boolean(),
  lastRunAt: z.string().nullable(),
  lastRunFailed: z.boolean(),
  nextRunAt: z.string().nullable(),
});

/** `GET /settings/{kind}/{key}/effect`: whom a setting concerns, and how a change of it gets there. */
export const settingEffectSchema = z.strictObject({
  /** Settings that name it themselves. */
  users: z.array(settingUserSchema),
  /** How many settings name it; `users` lists the first of them. */
  userCount: z.number().int(),
  /** Channels that it concerns, through whatever names it. */
  channels: z.array(
    z.strictObject({
      channelId: z.string(),
      name: z.string(),
      channelType: z.enum(['store', 'online', 'callCenter']),
    }),
  ),
  /** Null: no job carries it, it acts at headquarters as soon as it is saved. */
  job: carryingJobSchema.nullable(),
  channelDatabases: z.array(reachedDatabaseSchema),
});

export type ListedSettingKind = z.infer<typeof settingKindSchema>;
export type SettingKindList = z.infer<typeof settingKindListSchema>;
export type SettingEffect = z.infer<typeof settingEffectSchema>;

/** One setting as it is read; its fields are those of its kind. */
export interface SettingAnswer {
  readonly setting: Readonly<Record<string, unknown>>;
  readonly warnings: readonly string[];
}

/** The settings of a kind as they are read. */
export interface SettingListAnswer {
  readonly settings: readonly Readonly<Record<string, unknown>>[];
  readonly warnings: readonly string[];
}

/** One change of a setting, as `GET /settings-audit` tells it. */
export interface SettingChangeLine {
  readonly n: string;
  readonly changedBy: string;
  readonly changedAt: string;
  readonly setting: string;
  readonly oldValue: unknown;
  readonly newValue: unknown;
}

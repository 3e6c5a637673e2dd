import { z } from 'zod';

/** The modes of a functionality profile that decide which way records go. */
export const wantedModesSchema = z.strictObject({
  createCustomerInAsyncMode: z.boolean().optional(),
  createCustomerOrderInAsyncMode: z.boolean().optional(),
  createCustomerOrderWithAsyncFallback: z.boolean().optional(),
});

const modeSchema = z.enum(['sync', 'async']);
const sentenceSchema = z.strictObject({ en: z.string(), fr: z.string() });

/** Last week of a channel, by the records of headquarters. */
const channelFiguresSchema = z.strictObject({
  /** Creations that the Real-time Service decided while somebody waited, and those that the P-job brought. */
  inRealTime: z.number().int(),
  byUpload: z.number().int(),
  failed: z.number().int(),
  refused: z.number().int(),
  /** Not decided yet. */
  pending: z.number().int(),
  /** From *Save* at the channel to the account number at headquarters, in milliseconds; null: none. */
  timeToAccountP50Ms: z.number().nullable(),
  timeToAccountP95Ms: z.number().nullable(),
});

const previewedChannelSchema = z.strictObject({
  channelId: z.string(),
  name: z.string(),
  channelType: z.enum(['store', 'online', 'callCenter']),
  channelDatabaseId: z.string().nullable(),
  /** ISO 8601; null before the first contact. */
  lastContactAt: z.string().nullable(),
  isConnected: z.boolean(),
  tillCount: z.number().int(),
  /** What it acts on now, as it says itself. */
  acting: modeSchema.nullable(),
  settingsVersion: z.number().int(),
  publishedVersion: z.number().int(),
  actingVersion: z.number().int(),
  /** Where the settings of job 1070 are on their way to it, and what to do. */
  way: sentenceSchema,
  figures: channelFiguresSchema,
});

/** Something that limits asynchronous customers, or will not work, with what to do. */
const previewNoteSchema = z.strictObject({
  tone: z.enum(['problem', 'warning', 'fine']),
  /** A word for tests and links. */
  about: z.string(),
  text: sentenceSchema,
});

/** One mode that changes, or stays. */
const modeChangeSchema = z.strictObject({
  option: z.enum([
    'createCustomerInAsyncMode',
    'createCustomerOrderInAsyncMode',
    'createCustomerOrderWithAsyncFallback',
  ]),
  now: z.boolean(),
  wanted: z.boolean(),
  /** Which way it goes from then on. */
  effect: sentenceSchema,
});

/** Answer of `POST /functionality-profiles/{functionalityProfileId}/switch-preview` (BX-14). */
export const switchPreviewSchema = z.strictObject({
  functionalityProfileId: z.string(),
  name: z.string(),
  changes: z.array(modeChangeSchema),
  channels: z.array(previewedChannelSchema),
  notes: z.array(previewNoteSchema),
  /** The job that carries the change. */
  job: z.strictObject({
    name: z.string(),
    recurrence: z.string(),
    lastRunAt: z.string().nullable(),
    nextRunAt: z.string().nullable(),
  }),
  /** Since when the figures count, ISO 8601. */
  figuresSince: z.string(),
  /** Whether every channel acts on what is set now. */
  isEverywhere: z.boolean(),
});

export type WantedModes = z.infer<typeof wantedModesSchema>;
export type SwitchPreviewAnswer = z.infer<typeof switchPreviewSchema>;
export type PreviewedChannel = SwitchPreviewAnswer['channels'][number];
export type PreviewNote = SwitchPreviewAnswer['notes'][number];

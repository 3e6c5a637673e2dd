import { z } from 'zod';

/** State of a download session. */
export const downloadStates = ['available', 'applied', 'suspended', 'canceled'] as const;
/** State of an upload session. */
export const uploadStates = ['applied', 'failed'] as const;

const counterSchema = z.string().regex(/^\d{1,18}$/u);

/** Why a session failed last. */
export const sessionErrorSchema = z.strictObject({
  code: z.string(),
  /** For whoever looks after the servers. */
  detail: z.string(),
  /** In words; the code where there are none. */
  message: z.string(),
});

const sessionShape = {
  channelDatabaseId: z.string(),
  job: z.string(),
  rowCount: z.number().int(),
  byteCount: z.number().int(),
  tryCount: z.number().int(),
  error: sessionErrorSchema.nullable(),
};

/** A package for a channel database. */
export const downloadSessionSchema = z.strictObject({
  downloadSessionId: counterSchema,
  ...sessionShape,
  state: z.enum(downloadStates),
  createdAt: z.string(),
  endedAt: z.string().nullable(),
  /** Of a canceled session whose rows the channel database passed over: when they are packed again. */
  packedAgainAt: z.string().nullable(),
});

/** A package from a channel database. */
export const uploadSessionSchema = z.strictObject({
  uploadSessionId: counterSchema,
  ...sessionShape,
  packageNumber: z.number().int().nullable(),
  state: z.enum(uploadStates),
  endedAt: z.string(),
});

export const downloadSessionsAnswerSchema = z.strictObject({
  downloadSessions: z.array(downloadSessionSchema),
  nextCursor: counterSchema.nullable(),
});
export const uploadSessionsAnswerSchema = z.strictObject({
  uploadSessions: z.array(uploadSessionSchema),
  nextCursor: counterSchema.nullable(),
});

export type DownloadSession = z.infer<typeof downloadSessionSchema>;
export type UploadSession = z.infer<typeof uploadSessionSchema>;
export type DownloadSessionsAnswer = z.infer<typeof downloadSessionsAnswerSchema>;
export type UploadSessionsAnswer = z.infer<typeof uploadSessionsAnswerSchema>;

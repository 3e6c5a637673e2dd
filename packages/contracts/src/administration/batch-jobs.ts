import { z } from 'zod';
import { recurrenceSchema } from '../channel-configuration.ts';

/** What made a run happen. */
export const runTriggers = ['recurrence', 'runNow', 'continuous'] as const;
/** Where a run stands. */
export const runStates = ['running', 'succeeded', 'failed', 'interrupted', 'canceled'] as const;
/** What an administrator should look at. */
export const jobWarnings = ['missing', 'off', 'withheld', 'failing', 'late'] as const;

const figuresSchema = z.record(z.string(), z.union([z.number(), z.string()]));

/** One line of a job's history. */
export const jobRunSchema = z.strictObject({
  runId: z.string(),
  job: z.string(),
  trigger: z.enum(runTriggers),
  startedAt: z.string(),
  endedAt: z.string().optional(),
  state: z.enum(runStates),
  runs: z.number().int(),
  /** Of those runs together, in milliseconds. */
  durationMs: z.number().int().optional(),
  result: figuresSchema,
  error: z.string().optional(),
});

/** A job in the list. */
export const jobStatusSchema = z.strictObject({
  name: z.string(),
  title: z.strictObject({ en: z.string(), fr: z.string() }),
  aliases: z.array(z.string()).readonly(),
  recurrence: z.string(),
  required: z.boolean(),
  running: z.boolean(),
  /** Since when nobody may start it, and by whom. */
  withheld: z.strictObject({ withheldAt: z.string(), withheldBy: z.string() }).optional(),
  lastRun: jobRunSchema.optional(),
  nextRuns: z.array(z.string()).readonly(),
  warnings: z.array(z.enum(jobWarnings)).readonly(),
});

/** How a run ended. */
export const runResultSchema = jobRunSchema
  .pick({ runId: true, job: true, result: true, error: true })
  .extend({ state: z.enum(['succeeded', 'failed', 'interrupted', 'canceled']) });

export const batchJobsAnswerSchema = z.strictObject({ batchJobs: z.array(jobStatusSchema) });
export const jobRunsAnswerSchema = z.strictObject({
  runs: z.array(jobRunSchema),
  /** The run after which the next page begins; null: that was all. */
  nextCursor: z.string().nullable(),
});

/** A recurrence as somebody types it, and when the job would run. */
export const recurrencePreviewSchema = z.strictObject({
  /** As it would be kept. */
  recurrence: recurrenceSchema,
  /** ISO 8601 in UTC; none when off or continuous. */
  nextRuns: z.array(z.string()).readonly(),
});

export type JobRun = z.infer<typeof jobRunSchema>;
export type JobStatus = z.infer<typeof jobStatusSchema>;
export type BatchJobsAnswer = z.infer<typeof batchJobsAnswerSchema>;
export type JobRunsAnswer = z.infer<typeof jobRunsAnswerSchema>;
export type RecurrencePreview = z.infer<typeof recurrencePreviewSchema>;

import { z } from 'zod';

/** The batch job behind *Convert everything now*. */
export const convertEverythingJob = 'convert-everything';

/** The jobs of *Convert everything now*, in their order. */
export const conversionSteps = ['P-0001', 'synchronize-customers', '1010'] as const;

const stepSchema = z.strictObject({
  job: z.enum(conversionSteps),
  state: z.enum(['waiting', 'running', 'succeeded', 'failed']),
  /** What the job counted. */
  figures: z.record(z.string(), z.number()),
});

/** Who still waits, and why. */
const waitingSchema = z.strictObject({
  count: z.number().int(),
  reason: z.string(),
  /** Code of the error; null where nothing failed and they only wait. */
  code: z.string().nullable(),
});

/** The last run of *Convert everything now*, and who waits at present. */
export const convertEverythingSchema = z.strictObject({
  /** Null: nobody has ever pressed it. */
  run: z
    .strictObject({
      runId: z.string(),
      state: z.enum(['running', 'succeeded', 'failed', 'interrupted', 'canceled']),
      startedAt: z.string(),
      endedAt: z.string().nullable(),
      steps: z.array(stepSchema).readonly(),
      converted: z.number().int(),
      failed: z.number().int(),
      /** Why it did not come to its end, in words. */
      error: z.string().nullable(),
    })
    .nullable(),
  waiting: z.array(waitingSchema).readonly(),
});

export type ConvertEverything = z.infer<typeof convertEverythingSchema>;
export type ConversionRun = NonNullable<ConvertEverything['run']>;
export type ConversionStep = ConversionRun['steps'][number];

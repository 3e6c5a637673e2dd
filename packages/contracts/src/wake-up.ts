import { z } from 'zod';
import { uuidSchema } from './customer.ts';

/** What headquarters tells a connected scale unit: that there is work, never the work itself. */
export const wakeUpSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('download') }),
  z.strictObject({ kind: z.literal('configuration') }),
  /** The P-job runs; the scale unit uploads and reports under this run. */
  z.strictObject({ kind: z.literal('upload'), runId: uuidSchema }),
]);

/** What a scale unit reports of its part of a P-job run. */
export const pJobReportSchema = z.strictObject({
  runId: uuidSchema,
  packages: z.number().int().nonnegative(),
  rows: z.number().int().nonnegative(),
  /** Code of the error register, or null. */
  error: z.string().max(60).nullable(),
});

export type WakeUp = z.infer<typeof wakeUpSchema>;
export type PJobReport = z.infer<typeof pJobReportSchema>;

import { z } from 'zod';

/** Calls of the API by which headquarters itself can mend what was found. */
export const fixRoutes = [
  'setBatchJobRecurrence',
  'runBatchJob',
  'withholdBatchJob',
  'retryDownloadSession',
  'synchronizeAllFailedOperations',
  'retryAllNotifications',
  'resumeEventSubscription',
] as const;

/** One call that mends what was found, ready to be made by whoever may. */
export const fixSchema = z.strictObject({
  /** Its name: who may call it can press the button. */
  route: z.enum(fixRoutes),
  method: z.enum(['POST', 'PUT']),
  path: z.string(),
  /** Missing: the call has no body. */
  body: z.json().optional(),
});
export type Fix = z.infer<typeof fixSchema>;

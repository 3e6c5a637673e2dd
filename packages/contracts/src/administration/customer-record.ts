import { z } from 'zod';
import { customerSchema, uuidSchema } from '../customer.ts';

/**
 * How a customer stands at headquarters: an account; deactivated; `pending` while its creation waits to be decided,
 * `failed` while that waits for a correction, `refused` when it never became an account.
 */
export const customerRecordStates = ['account', 'deactivated', 'pending', 'failed', 'refused'] as const;

/** `GET /customers/{identifier}/record`: what headquarters knows of a customer, also before it is an account. */
export const customerRecordSchema = z.strictObject({
  customerId: uuidSchema,
  state: z.enum(customerRecordStates),
  /**
   * As the customer master holds it. Before it is an account: as the operations that arrived describe it; null where
   * they can't be read.
   */
  customer: customerSchema.nullable(),
  /** Operations that wait to be decided. */
  waitingCount: z.number().int(),
  /** Operations that wait for a correction. */
  failedCount: z.number().int(),
  /** The first of these. */
  failedOperationId: uuidSchema.nullable(),
});

export type CustomerRecord = z.infer<typeof customerRecordSchema>;

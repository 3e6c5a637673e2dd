import { z } from 'zod';
import { uuidSchema } from '../customer.ts';
import { operationKinds } from '../customer-operation.ts';
import { stagedStatuses } from './synchronization-status.ts';

const shownValueSchema = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** `field` is the value's place in the changes; the label is in the caller's language; null: nothing. */
export const historyValueSchema = z.strictObject({
  field: z.string(),
  label: z.string(),
  oldValue: shownValueSchema,
  newValue: shownValueSchema,
});

/** Two edits of one field: both values, which was kept, and why, in the caller's language. */
const historyConflictSchema = z.strictObject({
  field: z.string(),
  label: z.string(),
  heldValue: z.string().nullable(),
  heldBy: z.string(),
  offeredValue: z.string().nullable(),
  kept: z.enum(['held', 'offered']),
  policy: z.enum(['mostRestrictive', 'headquarters', 'laterApplied']),
});

const historyCorrectionSchema = z.strictObject({
  correctedBy: z.string(),
  correctedAt: z.string(),
  values: z.array(historyValueSchema),
});

/** One operation that made the customer what it is, or was to. */
const historyEntrySchema = z.strictObject({
  n: z.string(),
  operationId: uuidSchema,
  kind: z.enum(operationKinds),
  status: z.enum(stagedStatuses),
  /** When it was recorded where it was made; null where that can't be read. */
  recordedAt: z.string().nullable(),
  receivedAt: z.string(),
  decidedAt: z.string().nullable(),
  madeAtHeadquarters: z.boolean(),
  /** The channel where it was made; empty at headquarters itself. */
  place: z.string(),
  till: z.string().nullable(),
  /** The worker, or who asked for it at headquarters. */
  madeBy: z.string().nullable(),
  /** Why it failed or was refused, in the caller's language. */
  problem: z.string().nullable(),
  values: z.array(historyValueSchema),
  conflicts: z.array(historyConflictSchema),
  corrections: z.array(historyCorrectionSchema),
});

/** `GET /customers/{identifier}/history`: newest first. */
export const customerHistorySchema = z.strictObject({
  entries: z.array(historyEntrySchema),
  nextCursor: z.string().nullable(),
});

export type CustomerHistory = z.infer<typeof customerHistorySchema>;
export type HistoryEntry = CustomerHistory['entries'][number];
export type HistoryValue = z.infer<typeof historyValueSchema>;

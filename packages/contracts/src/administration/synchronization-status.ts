import { z } from 'zod';
import { uuidSchema } from '../customer.ts';
import { customerChangesSchema, operationKinds, problemSchema } from '../customer-operation.ts';

/** Fate of a staged operation. */
export const stagedStatuses = ['uploaded', 'completed', 'refused', 'failed'] as const;
export type StagedStatus = (typeof stagedStatuses)[number];

/** A problem as it is kept, with its sentence in the caller's language. */
const explainedProblemSchema = problemSchema.extend({ message: z.string() });

/** Changed values of a record, with what they replaced. */
const correctionSchema = z.strictObject({
  correctedBy: z.string(),
  correctedAt: z.string(),
  oldChanges: customerChangesSchema.nullable(),
  newChanges: customerChangesSchema,
  lastKnownError: problemSchema.nullable(),
});

const shownValueSchema = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** One *old value, new value*: `field` is its place in `changes`, the label is in the caller's language. */
export const changedValueSchema = z.strictObject({
  field: z.string(),
  label: z.string(),
  oldValue: shownValueSchema,
  newValue: shownValueSchema,
});

/** A line of *Customer synchronization status* (LK-11). */
export const statusEntrySchema = z.strictObject({
  n: z.string().regex(/^\d{1,18}$/u),
  operationId: uuidSchema,
  customerId: uuidSchema,
  name: z.string(),
  customerAccountNumber: z.string().nullable(),
  asyncCustomerAccount: uuidSchema,
  kind: z.enum(operationKinds),
  /** What the operation is and what became of it, in the caller's language. */
  description: z.string(),
  channelDatabaseId: z.string(),
  channelId: z.string().nullable(),
  channelName: z.string().nullable(),
  /** Null where it can't be read. */
  legalEntity: z.string().nullable(),
  madeAtHeadquarters: z.boolean(),
  operationTimestamp: z.string().nullable(),
  status: z.enum(stagedStatuses),
  /** In the caller's language. */
  statusText: z.string(),
  lastKnownError: explainedProblemSchema.nullable(),
  receivedAt: z.string(),
  decidedAt: z.string().nullable(),
  changes: customerChangesSchema.nullable(),
  values: z.array(changedValueSchema),
  corrections: z.array(correctionSchema).readonly(),
});

/** A page of the list, newest arrivals first. */
export const statusPageSchema = z.strictObject({
  operations: z.array(statusEntrySchema),
  nextCursor: z
    .string()
    .regex(/^\d{1,18}$/u)
    .nullable(),
});

/** How many records failed by one error, with what people call its field and one of its sentences. */
export const errorGroupSchema = z.strictObject({
  code: z.string(),
  count: z.number().int(),
  field: z.string(),
  message: z.string(),
  lastFailedAt: z.string().nullable(),
});

/** Answer of `POST /customer-synchronization-status/errors`, the most frequent first. */
export const errorGroupsSchema = z.strictObject({ groups: z.array(errorGroupSchema) });

/** Records that one call of *Synchronize* takes, at most. */
export const synchronizedCountMax = 500;

/** Answer of `POST /customer-synchronization-status/synchronize`. */
export const synchronizedManySchema = z.strictObject({
  count: z.number().int(),
  /** The first of them, at most as many as one call with a limit takes. */
  operationIds: z.array(uuidSchema),
  /** Where the next call goes on; null when no more match. */
  nextCursor: z
    .string()
    .regex(/^\d{1,18}$/u)
    .nullable(),
});

export type StatusEntry = z.infer<typeof statusEntrySchema>;
export type StatusPage = z.infer<typeof statusPageSchema>;
export type ErrorGroup = z.infer<typeof errorGroupSchema>;
export type ErrorGroups = z.infer<typeof errorGroupsSchema>;
export type SynchronizedMany = z.infer<typeof synchronizedManySchema>;

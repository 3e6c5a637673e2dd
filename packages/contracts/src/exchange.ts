import { z } from 'zod';
import { customerSchema, uuidSchema } from './customer.ts';
import { customerOperationSchema } from './customer-operation.ts';

/** Version of the exchange protocol; a node speaks to peers of the same or the previous one. */
export const protocolVersion = 1;

/** The incarnation of a database: it changes when the database was restored from a backup (R11). */
export const epochSchema = z.strictObject({ number: z.int32().positive(), epochId: uuidSchema });

/**
 * A place in the change feed: the last row that was delivered. `changeId` names the row, so a database that was
 * restored and went another way is noticed even when its counters have caught up.
 */
export const feedPositionSchema = z.strictObject({
  epochNumber: z.int32().nonnegative(),
  /** Decimal text of the transaction's `xid8`; no longer than what the database can hold. */
  xid: z.string().regex(/^\d{1,19}$/u),
  n: z.string().regex(/^\d{1,18}$/u),
  changeId: uuidSchema.nullable(),
});

/** Before the first row. */
export const feedStart: FeedPosition = { epochNumber: 0, xid: '0', n: '0', changeId: null };

/** An operation on its way to headquarters, with what its origin already knows of its fate (for a re-offer after a restore). */
export const uploadEntrySchema = z.strictObject({
  operation: customerOperationSchema,
  /** The account number that the channel already shows for this customer, if it has one. */
  knownAccountNumber: z.string().nullable(),
});

/** First line of an upload package. */
export const uploadHeaderSchema = z.strictObject({
  kind: z.literal('upload'),
  protocolVersion: z.number().int(),
  channelDatabaseId: z.string(),
  channelEpoch: epochSchema,
  /** The headquarters epoch the channel believes in. */
  headquartersEpoch: epochSchema,
  /** 1, 2, 3 … within the two epochs: a gap is refused and named (BX-12). */
  packageNumber: z.number().int().positive(),
  rows: z.number().int().nonnegative(),
});

/** Fate of an operation at headquarters. */
export const operationOutcomeSchema = z.strictObject({
  operationId: uuidSchema,
  customerId: uuidSchema,
  /** The channel database that recorded the operation. */
  node: z.string(),
  status: z.enum(['completed', 'refused', 'failed']),
  lastKnownError: z
    .strictObject({
      code: z.string(),
      field: z.string(),
      parameters: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
    })
    .nullable(),
});

/** First line of a download package of job 1010. */
export const downloadHeaderSchema = z.strictObject({
  kind: z.literal('download'),
  protocolVersion: z.number().int(),
  job: z.literal('1010'),
  headquartersEpoch: epochSchema,
  from: feedPositionSchema,
  to: feedPositionSchema,
  rows: z.number().int().nonnegative(),
});

/** One line of a download package: a whole customer, or the fate of an operation. */
export const downloadEntrySchema = z.union([
  z.strictObject({ customer: customerSchema }),
  z.strictObject({ outcome: operationOutcomeSchema }),
]);

export type Epoch = z.infer<typeof epochSchema>;
export type FeedPosition = z.infer<typeof feedPositionSchema>;
export type UploadHeader = z.infer<typeof uploadHeaderSchema>;
export type OperationOutcome = z.infer<typeof operationOutcomeSchema>;
export type DownloadHeader = z.infer<typeof downloadHeaderSchema>;

import { z } from 'zod';
import { customerSchema, uuidSchema } from './customer.ts';
import { customerOperationSchema, problemSchema } from './customer-operation.ts';

/** Version of the exchange protocol; a node speaks to peers of the same or the previous one. */
export const protocolVersion = 1;

/** The incarnation of a database: it changes when the database was restored from a backup (R11). */
export const epochSchema = z.strictObject({ number: z.int32().positive(), epochId: uuidSchema });

/**
 * Which customers a channel database holds, by the address books of its channels (WD-12). Headquarters makes it, the
 * channel database keeps it with its place in the feed and tells it at every agreement. Null address books: all
 * customers.
 */
export const visibilitySchema = z.strictObject({
  /** Grows with every package that changed it: an earlier package is known by it. */
  n: z.int32().nonnegative(),
  /** Customers of any of these address books are here, as far as the place in the feed goes. */
  addressBooks: z.array(z.string()).nullable(),
  /** On the way to other address books; null when there is nothing to do. */
  pass: z
    .strictObject({
      towards: z.array(z.string()).nullable(),
      /** Customers of any of these may still be here from before. */
      mayHold: z.array(z.string()).nullable(),
      /** Customers up to this identifier are dealt with. */
      after: uuidSchema,
    })
    .nullable(),
});

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
  /** Of a channel database whose channels have address books, or had. */
  visibility: visibilitySchema.optional(),
});

/** Before the first row. */
export const feedStart: FeedPosition = { epochNumber: 0, xid: '0', n: '0', changeId: null };

/** An operation on its way to headquarters, with what its origin already knows of its fate (for a re-offer after a restore). */
export const uploadEntrySchema = z.strictObject({
  operation: customerOperationSchema,
  /** The account number that the channel already shows for this customer, if it has one. */
  knownAccountNumber: z.string().nullable(),
  /** Numbers that the channel already shows for loyalty cards of this operation, by the card's identifier; left out: none. */
  knownCardNumbers: z.record(uuidSchema, z.string().max(60)).optional(),
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
  lastKnownError: problemSchema.nullable(),
});

/** First line of a download package of job 1010. */
export const downloadHeaderSchema = z.strictObject({
  kind: z.literal('download'),
  protocolVersion: z.number().int(),
  job: z.literal('1010'),
  headquartersEpoch: epochSchema,
  from: feedPositionSchema,
  to: feedPositionSchema,
  /** Of a package that follows a change of address books: it moves the visibility, not the place in the feed. */
  visibility: z.strictObject({ from: z.int32().nonnegative(), to: visibilitySchema }).optional(),
  rows: z.number().int().nonnegative(),
});

/**
 * A customer that is no longer one of this channel database, as of its version. Nothing but the identifier is told of
 * it.
 */
export const withdrawnSchema = z.strictObject({ customerId: uuidSchema, version: z.number().int().nonnegative() });

/** One line of a download package: a whole customer, the fate of an operation, or a customer withdrawn. */
export const downloadEntrySchema = z.union([
  z.strictObject({ customer: customerSchema }),
  z.strictObject({ outcome: operationOutcomeSchema }),
  z.strictObject({ withdrawn: withdrawnSchema }),
]);

export type Epoch = z.infer<typeof epochSchema>;
export type FeedPosition = z.infer<typeof feedPositionSchema>;
export type Visibility = z.infer<typeof visibilitySchema>;
export type Withdrawn = z.infer<typeof withdrawnSchema>;
export type UploadHeader = z.infer<typeof uploadHeaderSchema>;
export type OperationOutcome = z.infer<typeof operationOutcomeSchema>;
export type DownloadEntry = z.infer<typeof downloadEntrySchema>;
export type DownloadHeader = z.infer<typeof downloadHeaderSchema>;

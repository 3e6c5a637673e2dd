import { z } from 'zod';
import { configurationVersionsSchema } from './channel-configuration.ts';
import { uuidSchema } from './customer.ts';
import { epochSchema, feedPositionSchema } from './exchange.ts';
import { transactionIdSchema } from './retail-transaction.ts';

/** Completed operations that one agreement names at most. */
export const completedOperationCountMax = 20;

/** Registers that one report names at most: those that keep what they recorded, and those that were silent longest. */
export const reportedRegisterCountMax = 50;

/** A time as the scale unit has it, for display. */
const shownTimeSchema = z.string().max(40);

/** How a scale unit is doing, as it says itself; for display only. */
export const scaleUnitReportSchema = z.strictObject({
  /** The clock of the scale unit. */
  reportedAt: shownTimeSchema,
  /** Operations that headquarters has not acknowledged, and when the oldest of them was recorded. */
  outbox: z.strictObject({ undelivered: z.number().int().nonnegative(), oldestRecordedAt: shownTimeSchema.nullable() }),
  /** Offline databases as they stood at their last exchange. */
  registers: z
    .array(
      z.strictObject({
        registerId: z.string().max(60),
        undelivered: z.number().int().nonnegative(),
        oldestRecordedAt: shownTimeSchema.nullable(),
        lastExchangeAt: shownTimeSchema.nullable(),
      }),
    )
    .max(reportedRegisterCountMax),
  /** Tills that have not applied all customers of the channel database; missing from older nodes. */
  behind: z
    .strictObject({
      registers: z.number().int().nonnegative(),
      /** Changes that they have still to apply, all tills together; each till counts up to a bound. */
      changes: z.number().int().nonnegative(),
      oldestRecordedAt: shownTimeSchema.nullable(),
    })
    .optional(),
});

/** What a scale unit says of its channel database when it comes by: at start, when an exchange is refused, and each minute. */
export const agreementRequestSchema = z.strictObject({
  protocolVersion: z.number().int(),
  channelEpoch: epochSchema,
  /** The incarnation of headquarters it last dealt with; null before the first contact. */
  headquartersEpoch: epochSchema.nullable(),
  appliedPosition: feedPositionSchema,
  configurationVersion: z.number().int().nonnegative(),
  /** The version of each job's settings that it acts on; missing from older nodes. */
  configurationVersions: configurationVersionsSchema.optional(),
  /** The last *Full data sync* of customers that it began; missing from older nodes. */
  fullDataSync: z.number().int().nonnegative().optional(),
  /** The last upload package that headquarters acknowledged to it in these two incarnations. */
  lastUploadPackage: z.number().int().nonnegative().optional(),
  /** Some of its latest operations that headquarters completed: one that headquarters doesn't know proves a restore. */
  completedOperations: z.array(uuidSchema).max(completedOperationCountMax).optional(),
  /** Some of its latest transactions that headquarters acknowledged, to the same end. */
  deliveredTransactions: z.array(transactionIdSchema).max(completedOperationCountMax).optional(),
  /** Missing from older nodes. */
  report: scaleUnitReportSchema.optional(),
});

/** What the two go on from. */
export const agreementSchema = z.strictObject({
  headquartersEpoch: epochSchema,
  /** Number of the last upload package that headquarters holds. */
  lastUploadPackage: z.number().int().nonnegative(),
  /** Where the next download begins. */
  position: feedPositionSchema,
  configurationVersion: z.number().int().nonnegative(),
  /** The *Full data sync* of customers that `position` begins or goes on with; only for nodes that told theirs. */
  fullDataSync: z.number().int().nonnegative().optional(),
});

/** Answer to an upload package. */
export const uploadReceiptSchema = z.strictObject({
  headquartersEpoch: epochSchema,
  packageNumber: z.number().int().nonnegative(),
  /** Entries that are staged now, or were before. */
  staged: z.number().int().nonnegative(),
  /** Those of the entries that had been decided before they came this time. */
  decided: z.array(uuidSchema),
  /** Entries that are no operations at all: kept by their sender as failed. */
  rejected: z.array(z.strictObject({ row: z.number().int().nonnegative(), code: z.string(), detail: z.string() })),
});

/** Report of a scale unit on a download session. */
export const downloadReportSchema = z.discriminatedUnion('result', [
  z.strictObject({ result: z.literal('applied') }),
  z.strictObject({ result: z.literal('failed'), code: z.string(), detail: z.string().max(500) }),
]);

export type AgreementRequest = z.infer<typeof agreementRequestSchema>;
export type ScaleUnitReport = z.infer<typeof scaleUnitReportSchema>;
export type Agreement = z.infer<typeof agreementSchema>;
export type UploadReceipt = z.infer<typeof uploadReceiptSchema>;
export type DownloadReport = z.infer<typeof downloadReportSchema>;

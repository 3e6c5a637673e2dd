import { z } from 'zod';
import { uuidSchema } from './customer.ts';
import { problemSchema } from './customer-operation.ts';
import { decimalScale, fractionDigitsMax, scaled } from './decimals.ts';

/** A sale that is paid and carried away, or an order that headquarters fulfils. */
export const transactionTypes = ['cashAndCarry', 'customerOrder'] as const;

/** Most lines of one transaction; more is refused. */
export const transactionLineCountMax = 500;

/** A decimal number as text, such as `12.50`: at most 12 digits before and 4 after the point; no rounding happens. */
export const decimalSchema = z.string().regex(/^-?\d{1,12}(?:\.\d{1,4})?$/u, 'a decimal number such as 12.50');

/** An identifier that is printed on receipts: letters and digits of any script, space, and `. _ / + -`. */
const printedId = z.string().regex(/^[\p{L}\p{N} ._/+-]{1,60}$/u, 'letters, digits, space and . _ / + - only');

/** `{store}-{terminal}-{milliseconds since 1970}` or anything as unique: the same online and offline (WD-39). */
export const transactionIdSchema = z.string().regex(/^[A-Za-z0-9._-]{1,80}$/u, 'letters, digits and . _ - only');

/** What is sold; amounts are those of the caller, there is no pricing here. */
export const transactionLineSchema = z.strictObject({
  itemId: printedId,
  /** Negative for goods that come back. */
  quantity: decimalSchema,
  /** Of one piece, in the currency of the transaction. */
  price: decimalSchema,
  /** Of the line, discounts and taxes included. */
  amount: decimalSchema,
});

export const transactionLinesSchema = z.array(transactionLineSchema).min(1).max(transactionLineCountMax);

/** A transaction as a channel records it, uploads it and headquarters stages it. */
export const retailTransactionSchema = z.strictObject({
  transactionId: transactionIdSchema,
  transactionType: z.enum(transactionTypes),
  receiptNumber: printedId,
  legalEntity: z.string().min(1).max(60),
  channelId: z.string().min(1).max(60),
  /** The channel database that recorded it. */
  node: z.string().min(1).max(60),
  terminalId: z.string().max(60).nullable(),
  workerId: z.string().max(60).nullable(),
  /** ISO 8601, for display only. */
  recordedAt: z.string(),
  /** ISO 4217. */
  currency: z.string().regex(/^[A-Z]{3}$/u),
  /** The permanent identifier, which resolves for ever; null: a sale to nobody in particular. */
  customerId: uuidSchema.nullable(),
  /** One of the customer's addresses; null: collected in the store. */
  deliveryAddressId: uuidSchema.nullable(),
  /** `YYYY-MM-DD`. */
  requestedDeliveryDate: z.iso.date().nullable(),
  lines: transactionLinesSchema,
  /** The exact sum of the lines. */
  totalAmount: z.string().regex(/^-?\d{1,16}(?:\.\d{1,4})?$/u),
  /** Where headquarters sends the receipt by its notification job; null: nowhere. */
  receiptEmail: z.email().max(254).nullable().default(null),
  /** The language of that receipt. */
  receiptLanguage: z.enum(['en', 'fr']).default('en'),
});

/** A customer by permanent identifier or account number. */
const customerIdentifier = z.string().min(1).max(60);

/** `POST /transactions`: what is left out is made here. */
export const createTransactionRequestSchema = z.strictObject({
  channelId: z.string().max(60),
  terminalId: printedId.optional(),
  workerId: printedId.optional(),
  /** Chosen by the caller so that a repetition is recognised; or the `Idempotency-Key` header, or the transaction id. */
  operationId: uuidSchema.optional(),
  transactionId: transactionIdSchema.optional(),
  receiptNumber: printedId.optional(),
  transactionType: z.enum(transactionTypes),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/u)
    .optional(),
  customer: customerIdentifier.optional(),
  deliveryAddressId: uuidSchema.optional(),
  requestedDeliveryDate: z.iso.date().optional(),
  lines: transactionLinesSchema,
  /** Where headquarters sends the receipt by its notification job. */
  receiptEmail: z.email().max(254).optional(),
  receiptLanguage: z.enum(['en', 'fr']).optional(),
});

/** A transaction on its way to headquarters. */
export const transactionEntrySchema = z.strictObject({
  transaction: retailTransactionSchema,
  /** The store gave the order up while it was unknown whether headquarters had made it: headquarters cancels it. */
  givenUp: z.boolean(),
  /** The sales order that the channel already knows of, for a transaction that is offered again after a restore. */
  knownSalesOrderNumber: z.string().min(1).max(60).nullable(),
});

/** A receipt that is to be sent once more, or elsewhere. */
export const receiptRequestSchema = z.strictObject({
  /** Chosen by the till, so that a repetition sends nothing twice. */
  requestId: uuidSchema,
  transactionId: transactionIdSchema,
  receiptEmail: z.email().max(254),
  receiptLanguage: z.enum(['en', 'fr']),
});

/** `POST /transactions/{transactionId}/receipt-emails` */
export const createReceiptEmailRequestSchema = receiptRequestSchema.omit({ transactionId: true });

/** Transactions whose fate one request asks for at most. */
export const askedTransactionCountMax = 500;

/** `POST /exchange/transactions`. Entries are checked one by one, so that a bad one is not in the way of others. */
export const transactionUploadSchema = z.strictObject({
  headquartersEpochId: uuidSchema,
  entries: z.array(z.unknown()).max(1_000),
  /** Delivered transactions whose fate the scale unit doesn't know yet; older nodes don't ask. */
  undecidedTransactions: z.array(transactionIdSchema).max(askedTransactionCountMax).optional(),
  /** Receipts to be sent once more, checked one by one like entries; older nodes have none. */
  receiptRequests: z.array(z.unknown()).max(1_000).optional(),
});

/**
 * Where a transaction stands at headquarters: `uploaded` waits for its turn, `completed` is a sales order, `failed` needs
 * somebody there, `refused` was dismissed there.
 */
export const transactionOutcomeSchema = z.strictObject({
  transactionId: transactionIdSchema,
  status: z.enum(['uploaded', 'completed', 'failed', 'refused']),
  salesOrderNumber: z.string().nullable(),
  problem: problemSchema.nullable(),
});

/** What became of a batch: everything is kept at headquarters; parked entries with the reason. */
export const transactionReceiptSchema = z.strictObject({
  staged: z.number().int().nonnegative(),
  parked: z.array(z.strictObject({ index: z.number().int().nonnegative(), code: z.string(), detail: z.string() })),
  /** Of the transactions that were asked for, those that headquarters knows; missing when none was. */
  outcomes: z.array(transactionOutcomeSchema).optional(),
  /** Receipts that can't be sent, with the reason; the others are kept. Missing when none was asked for. */
  refusedReceipts: z.array(z.strictObject({ index: z.number().int().nonnegative(), code: z.string() })).optional(),
});

/** What the Real-time Service answers to a customer order. */
export const realTimeOrderAnswerSchema = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('completed'), salesOrderNumber: z.string() }),
  z.strictObject({
    status: z.literal('refused'),
    problem: problemSchema,
  }),
  /** It came by P-job before and is decided in its turn. */
  z.strictObject({ status: z.literal('waiting') }),
]);

export type TransactionLine = z.infer<typeof transactionLineSchema>;
export type RetailTransaction = z.infer<typeof retailTransactionSchema>;
export type CreateTransactionRequest = z.infer<typeof createTransactionRequestSchema>;
export type TransactionEntry = z.infer<typeof transactionEntrySchema>;
export type TransactionUpload = z.infer<typeof transactionUploadSchema>;
export type ReceiptRequest = z.infer<typeof receiptRequestSchema>;
export type TransactionOutcome = z.infer<typeof transactionOutcomeSchema>;
export type TransactionReceipt = z.infer<typeof transactionReceiptSchema>;
export type RealTimeOrderAnswer = z.infer<typeof realTimeOrderAnswerSchema>;

/** The exact sum of decimal texts, with two to four digits after the point. */
export function sumOfDecimals(texts: readonly string[]): string {
  return decimalText(texts.reduce((sum, text) => sum + scaled(text), 0n));
}

function decimalText(value: bigint): string {
  const magnitude = value < 0n ? -value : value;
  const fraction = String(magnitude % decimalScale)
    .padStart(fractionDigitsMax, '0')
    .replace(/0{1,2}$/u, '');
  return `${value < 0n ? '-' : ''}${magnitude / decimalScale}.${fraction}`;
}

const dateLineHours = 12;

/** The calendar date where the day ends last on Earth: what is today at a till is never called past. */
export function earliestDateOnEarth(now: Date): string {
  return new Date(now.getTime() - dateLineHours * 60 * 60 * 1_000).toISOString().slice(0, 'YYYY-MM-DD'.length);
}

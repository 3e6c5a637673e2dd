import type { Problem } from '@counterfoil/contracts/customer-operation';
import type { RetailTransaction } from '@counterfoil/contracts/retail-transaction';
import { prepared, type Tx } from '@counterfoil/database/database';
import type { Way } from '../customers/record-operations.ts';

/**
 * Where a transaction stands: `completed` is a sales order that headquarters made, while the user waited or since;
 * `failed` needs somebody at headquarters; `refused` was refused or dismissed there; `givenUp` was refused to the user
 * while it was unknown whether headquarters had made it.
 */
export type TransactionStatus = 'pending' | 'uploaded' | 'completed' | 'refused' | 'givenUp' | 'failed';

/** A transaction as this channel database keeps it. */
export interface RecordedTransaction {
  readonly transaction: RetailTransaction;
  readonly operationId: string;
  readonly way: Way;
  readonly status: TransactionStatus;
  readonly salesOrderNumber: string | null;
  readonly lastKnownError: Problem | null;
  /** SHA-256 of the request, in hexadecimal. */
  readonly contentHash: string;
  readonly recordedAt: string;
}

interface TransactionRow {
  document: RetailTransaction;
  operation_id: string;
  way: Way;
  status: TransactionStatus;
  sales_order_number: string | null;
  last_known_error: Problem | null;
  content_hash: string;
  recorded_at: string;
}

const columns =
  "document, operation_id, way, status, sales_order_number, last_known_error, encode(content_hash, 'hex') AS content_hash, recorded_at";

/** One row of the transactions' outbox; what is there already is left out and not an error. */
export const insertTransaction = prepared(
  'insert-retail-transaction',
  `INSERT INTO retail_transactions (
     transaction_id, operation_id, epoch_number, transaction_type, channel_id, receipt_number, customer_id, way, document,
     content_hash, status, recorded_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, decode($10, 'hex'), 'pending', $11)
   ON CONFLICT DO NOTHING
   RETURNING transaction_id`,
);

const selectByOperation = prepared(
  'select-retail-transaction-by-operation',
  `SELECT ${columns} FROM retail_transactions WHERE operation_id = $1`,
);

/** The transaction that an operation recorded here, if it did. */
export async function transactionOfOperation(tx: Tx, operationId: string): Promise<RecordedTransaction | null> {
  return first(await tx.query<TransactionRow>(selectByOperation, [operationId]));
}

const selectById = prepared(
  'select-retail-transaction',
  `SELECT ${columns} FROM retail_transactions WHERE transaction_id = $1`,
);

/** The transaction with this number, if it is here. */
export async function transactionById(tx: Tx, transactionId: string): Promise<RecordedTransaction | null> {
  return first(await tx.query<TransactionRow>(selectById, [transactionId]));
}

const selectOfCustomer = prepared(
  'select-retail-transactions-of-customer',
  `SELECT ${columns} FROM retail_transactions WHERE customer_id = $1 ORDER BY epoch_number DESC, n DESC LIMIT $2`,
);

/** The latest transactions of a customer, newest first. */
export async function transactionsOfCustomer(
  tx: Tx,
  customerId: string,
  countMax: number,
): Promise<RecordedTransaction[]> {
  return (await tx.query<TransactionRow>(selectOfCustomer, [customerId, countMax])).map(toTransaction);
}

const markFallbackStatement = prepared(
  'mark-retail-transaction-fallback',
  "UPDATE retail_transactions SET way = 'fallback' WHERE operation_id = $1 AND status = 'pending'",
);

/** Notes that the same order goes by P-job. */
export async function markTransactionAsFallback(tx: Tx, operationId: string): Promise<void> {
  await tx.query(markFallbackStatement, [operationId]);
}

/** Settles an order that headquarters decided while the user waited. */
export const decideTransaction = prepared(
  'decide-retail-transaction',
  `UPDATE retail_transactions
   SET status = $2, sales_order_number = $3, last_known_error = $4, delivered = $5, delivered_at = $6
   WHERE operation_id = $1 AND status = 'pending'`,
);

const deleteStatement = prepared(
  'drop-unasked-retail-transaction',
  "DELETE FROM retail_transactions WHERE operation_id = $1 AND status = 'pending'",
);

/** Nothing is kept of an order that was refused before headquarters was asked. */
export async function dropTransaction(tx: Tx, operationId: string): Promise<void> {
  await tx.query(deleteStatement, [operationId]);
}

const selectDelivered = prepared(
  'select-latest-delivered-transactions',
  `SELECT transaction_id FROM retail_transactions
   WHERE delivered AND status IN ('uploaded', 'completed')
   ORDER BY epoch_number DESC, xid DESC, n DESC LIMIT $1`,
);

/** The latest transactions that headquarters acknowledged: one that it lacks proves that it was restored (R11). */
export async function latestDeliveredTransactions(tx: Tx, countMax: number): Promise<string[]> {
  const rows = await tx.query<{ transaction_id: string }>(selectDelivered, [countMax]);
  return rows.map((row) => row.transaction_id);
}

const offerAgain = prepared(
  'offer-retail-transactions-again',
  `UPDATE retail_transactions
   SET delivered = false, status = CASE WHEN status IN ('uploaded', 'failed') THEN 'pending' ELSE status END
   WHERE status <> 'refused'`,
);

/** Another incarnation of headquarters may lack anything: all that is still kept is offered again (R11). */
export async function offerTransactionsAgain(tx: Tx): Promise<void> {
  await tx.query(offerAgain);
}

const pruneStatement = prepared(
  'prune-retail-transactions',
  `DELETE FROM retail_transactions
   WHERE delivered AND delivered_at < $1
     AND NOT (status = 'failed' OR (status = 'uploaded' AND transaction_type = 'customerOrder'))`,
);

/** Forgets transactions that were delivered before the backup horizon and whose fate is known; returns how many. */
export async function pruneTransactions(tx: Tx, deliveredBefore: Date): Promise<number> {
  return tx.affected(pruneStatement, [deliveredBefore]);
}

function first(rows: readonly TransactionRow[]): RecordedTransaction | null {
  return rows[0] ? toTransaction(rows[0]) : null;
}

function toTransaction(row: TransactionRow): RecordedTransaction {
  return {
    transaction: row.document,
    operationId: row.operation_id,
    way: row.way,
    status: row.status,
    salesOrderNumber: row.sales_order_number,
    lastKnownError: row.last_known_error,
    contentHash: row.content_hash,
    recordedAt: row.recorded_at,
  };
}

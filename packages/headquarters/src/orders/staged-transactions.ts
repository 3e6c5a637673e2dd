import type { Problem } from '@counterfoil/contracts/customer-operation';
import type { RetailTransaction, TransactionEntry } from '@counterfoil/contracts/retail-transaction';
import { prepared, type Tx } from '@counterfoil/database/database';
import { writeReceiptNotifications } from '../notifications/write-notifications.ts';

/**
 * *Pending order status* of a customer order: `blank` until the first try, then `success` or `failure`; `editing` while
 * somebody repairs it, when the job leaves it alone; `canceled` when the store gave it up.
 */
export const pendingOrderStatuses = ['blank', 'success', 'failure', 'editing', 'canceled'] as const;
export type PendingOrderStatus = (typeof pendingOrderStatuses)[number];

/** A transaction at headquarters. */
export interface StagedTransaction {
  /** As it is now, edits included. */
  readonly transaction: RetailTransaction;
  readonly orderStatus: PendingOrderStatus | null;
  readonly retryCount: number;
  readonly edited: boolean;
  readonly knownSalesOrderNumber: string | null;
}

interface StagedRow {
  document: RetailTransaction;
  order_status: PendingOrderStatus | null;
  retry_count: number;
  edited: boolean;
  known_sales_order_number: string | null;
}

const stagedColumns = 'document, order_status, retry_count, edited, known_sales_order_number';

/* Uniqueness is the database's: the same transaction again, by P-job or in real time, is kept once. */
const stageStatement = prepared(
  'stage-transactions',
  `WITH staged AS (
   INSERT INTO retail_transactions (
     transaction_id, transaction_type, channel_database_id, channel_id, legal_entity, receipt_number, customer_id,
     document, arrived_document, order_status, known_sales_order_number, received_at, modified_at)
   SELECT document ->> 'transactionId', document ->> 'transactionType', $2, document ->> 'channelId',
     document ->> 'legalEntity', document ->> 'receiptNumber', (document ->> 'customerId')::uuid, document, document,
     CASE WHEN document ->> 'transactionType' <> 'customerOrder' THEN NULL
       WHEN (entry ->> 'givenUp')::boolean THEN 'canceled' ELSE 'blank' END,
     entry ->> 'knownSalesOrderNumber', $3::timestamptz, $3::timestamptz
   FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY AS input (entry, place)
   CROSS JOIN LATERAL (SELECT entry -> 'transaction') AS arrived (document)
   ORDER BY document ->> 'transactionId', place
   ON CONFLICT (transaction_id) DO NOTHING
   RETURNING transaction_id, customer_id, channel_id, order_status, document
   ), ${writeReceiptNotifications('staged', '$3')}
   SELECT transaction_id FROM staged`,
);

/** Keeps transactions, each once for ever, and has their receipts sent where one is asked for; answers the numbers of those that were not there before. */
export async function stageTransactions(
  tx: Tx,
  entries: readonly TransactionEntry[],
  { channelDatabaseId, now }: { readonly channelDatabaseId: string; readonly now: Date },
): Promise<Set<string>> {
  const staged = await tx.query<{ transaction_id: string }>(stageStatement, [
    JSON.stringify(entries),
    channelDatabaseId,
    now,
  ]);
  return new Set(staged.map((row) => row.transaction_id));
}

/*
 * What was staged by an earlier version says nothing about receipts; what comes again from a till that keeps no customer
 * data has lost the address of its receipt (SD-25). A statement of its own: what a concurrent transaction has just committed isn't in the insertion's snapshot.
 */
const selectForeign = prepared(
  'select-foreign-transactions',
  `SELECT (input.place - 1)::integer AS place
   FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY AS input (arrived, place)
   JOIN retail_transactions AS present ON present.transaction_id = input.arrived ->> 'transactionId'
   WHERE '{"receiptEmail": null, "receiptLanguage": "en"}'::jsonb ||
     CASE WHEN input.arrived ->> 'receiptEmail' IS NULL THEN present.arrived_document - 'receiptEmail'
       ELSE present.arrived_document END <> input.arrived`,
);

/** Places in `transactions` of those that bear the number of another one. */
export async function foreignTransactions(tx: Tx, transactions: readonly RetailTransaction[]): Promise<Set<number>> {
  if (transactions.length === 0) return new Set();
  const rows = await tx.query<{ place: number }>(selectForeign, [JSON.stringify(transactions)]);
  return new Set(rows.map((row) => row.place));
}

const markRepairedStatement = prepared(
  'mark-transaction-repaired',
  'UPDATE retail_transactions SET edited = true WHERE transaction_id = $1',
);

/** Somebody changed what the store recorded. */
export async function markRepaired(tx: Tx, transactionId: string): Promise<void> {
  await tx.query(markRepairedStatement, [transactionId]);
}

const cancelOrders = prepared(
  'cancel-given-up-orders',
  `WITH canceled AS (
     UPDATE retail_transactions SET order_status = 'canceled', modified_at = $2
     WHERE transaction_id = ANY ($1::text[]) AND order_status <> 'canceled'
   )
   UPDATE sales_orders SET status = 'canceled' WHERE transaction_id = ANY ($1::text[])`,
);

/** Cancels orders that the store gave up, with the sales orders that were made of them. */
export async function cancelGivenUp(tx: Tx, transactionIds: readonly string[], now: Date): Promise<void> {
  if (transactionIds.length > 0) await tx.query(cancelOrders, [transactionIds, now]);
}

const lockOrder = prepared(
  'lock-staged-order',
  `SELECT ${stagedColumns} FROM retail_transactions
   WHERE transaction_id = $1 AND order_status IS NOT NULL FOR UPDATE`,
);

/** A customer order, locked for the caller's transaction; null when there is none of this number. */
export async function lockedOrder(tx: Tx, transactionId: string): Promise<StagedTransaction | null> {
  const row = (await tx.query<StagedRow>(lockOrder, [transactionId]))[0];
  return row ? toStaged(row) : null;
}

const claimOrderStatement = prepared(
  'claim-staged-order',
  `SELECT ${stagedColumns} FROM retail_transactions
   WHERE transaction_id = $1 AND order_status IN ('blank', 'failure') FOR UPDATE SKIP LOCKED`,
);

/** The same, if it is still to be made and nobody else is at it. */
export async function claimedOrder(tx: Tx, transactionId: string): Promise<StagedTransaction | null> {
  const row = (await tx.query<StagedRow>(claimOrderStatement, [transactionId]))[0];
  return row ? toStaged(row) : null;
}

const selectOpenOrders = prepared(
  'select-open-orders',
  `SELECT n, transaction_id, customer_id
   FROM retail_transactions
   WHERE order_status IN ('blank', 'failure') AND n > $1::bigint
     AND ($3 OR order_status = 'blank' OR retry_at <= $4)
   ORDER BY n
   LIMIT $2`,
);

/** An order that is still to be made. */
export interface OpenOrder {
  /** Order of arrival. */
  readonly n: string;
  readonly transactionId: string;
  readonly customerId: string | null;
}

/** Orders to be made that arrived after `after`; failed ones only when due, or all of them. */
export async function openOrders(
  tx: Tx,
  options: { readonly after: string; readonly countMax: number; readonly allFailed: boolean; readonly now: Date },
): Promise<OpenOrder[]> {
  const { after, countMax, allFailed, now } = options;
  const rows = await tx.query<{ n: string; transaction_id: string; customer_id: string | null }>(selectOpenOrders, [
    after,
    countMax,
    allFailed,
    now,
  ]);
  return rows.map((row) => ({ n: row.n, transactionId: row.transaction_id, customerId: row.customer_id }));
}

const succeedStatement = prepared(
  'record-order-success',
  `UPDATE retail_transactions
   SET order_status = 'success', order_error = NULL, retry_at = NULL, modified_at = $2 WHERE transaction_id = $1`,
);

/** The sales order has been made. */
export async function recordOrderSuccess(tx: Tx, transactionId: string, now: Date): Promise<void> {
  await tx.query(succeedStatement, [transactionId, now]);
}

const retryDelayMs = 5_000;
const retryDelayMaxMs = 60 * 60 * 1_000;
const doublingCountMax = 20;

const failStatement = prepared(
  'record-order-failure',
  `UPDATE retail_transactions
   SET order_status = 'failure', order_error = $2, retry_count = $3, retry_at = $4, modified_at = $5
   WHERE transaction_id = $1`,
);

/** The order could not be made; it is tried again by itself, less and less often. */
export async function recordOrderFailure(
  tx: Tx,
  staged: StagedTransaction,
  problem: Problem,
  now: Date,
): Promise<void> {
  const retryCount = staged.orderStatus === 'failure' ? staged.retryCount + 1 : staged.retryCount;
  const delayMs = Math.min(retryDelayMs * 2 ** Math.min(retryCount, doublingCountMax), retryDelayMaxMs);
  const retryAt = new Date(now.getTime() + delayMs);
  await tx.query(failStatement, [staged.transaction.transactionId, JSON.stringify(problem), retryCount, retryAt, now]);
}

function toStaged(row: StagedRow): StagedTransaction {
  return {
    transaction: row.document,
    orderStatus: row.order_status,
    retryCount: row.retry_count,
    edited: row.edited,
    knownSalesOrderNumber: row.known_sales_order_number,
  };
}

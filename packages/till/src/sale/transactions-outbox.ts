import type { Problem } from '@counterfoil/contracts/customer-operation';
import type { OfflineExchangeResponse } from '@counterfoil/contracts/offline-exchange';
import type { Product } from '@counterfoil/contracts/products';
import type { RetailTransaction, TransactionOutcome } from '@counterfoil/contracts/retail-transaction';
import type { LocalTx } from '../local-database.ts';

/**
 * Where a transaction of this till stands: here only; at the scale unit; a sales order; or what needs somebody: `failed` at
 * headquarters, `refused` there, `rejected` by the scale unit, each of which keeps its content.
 */
export type TransactionStatus = 'pending' | 'delivered' | 'completed' | 'refused' | 'failed' | 'rejected';

/** What a receipt shows beside the transaction. */
export interface ReceiptPart {
  readonly workerName: string;
  readonly paidWith: 'cash' | 'card' | null;
  readonly tenderedAmount: string | null;
  readonly changeAmount: string | null;
  /** The products of the lines, in their order, as they were when they were sold. */
  readonly lines: readonly { readonly lineId: string; readonly product: Product }[];
}

const insertStatement = `INSERT INTO transactions (
    transaction_id, receipt_number, transaction_type, customer_id, document, receipt, status, sales_order_number,
    last_known_error, recorded_at)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

/** A transaction to be recorded, with where it stands already. */
export interface NewTransaction {
  readonly transaction: RetailTransaction;
  readonly receipt: ReceiptPart;
  readonly status: TransactionStatus;
  readonly salesOrderNumber: string | null;
  readonly problem: Problem | null;
}

/** Records a finished transaction. */
export async function insertTransaction(tx: LocalTx, finished: NewTransaction): Promise<void> {
  const { transaction, receipt, status, salesOrderNumber, problem } = finished;
  await tx.run(insertStatement, [
    transaction.transactionId,
    transaction.receiptNumber,
    transaction.transactionType,
    transaction.customerId,
    JSON.stringify(transaction),
    JSON.stringify(receipt),
    status,
    salesOrderNumber,
    problem && JSON.stringify(problem),
    transaction.recordedAt,
  ]);
}

/** Whether a transaction has been recorded here. */
export async function isRecorded(tx: Pick<LocalTx, 'all'>, transactionId: string): Promise<boolean> {
  const rows = await tx.all('SELECT 1 FROM transactions WHERE transaction_id = ?', [transactionId]);
  return rows.length > 0;
}

/*
 * A transaction never overtakes its customer: what of the customer is beyond the entries of this exchange keeps it back.
 */
const selectToSend = `SELECT document FROM transactions
  WHERE status = 'pending' AND NOT EXISTS (
    SELECT 1 FROM outbox
    WHERE outbox.customer_id = transactions.customer_id AND outbox.status = 'pending' AND outbox.sequence > ?)
  ORDER BY n LIMIT ?`;

/** Transactions that the scale unit hasn't acknowledged, in their order; `lastSequence` is that of the last entry sent. */
export async function transactionsToSend(
  tx: Pick<LocalTx, 'all'>,
  { lastSequence, countMax }: { lastSequence: number; countMax: number },
): Promise<RetailTransaction[]> {
  const rows = await tx.all<{ document: string }>(selectToSend, [lastSequence, countMax]);
  return rows.map(({ document }) => JSON.parse(document) as RetailTransaction);
}

const selectAwaited = `SELECT transaction_id FROM transactions
  WHERE status IN ('delivered', 'failed') AND transaction_type = 'customerOrder' ORDER BY status, n LIMIT ?`;

/** Orders at the scale unit of which no final fate is known: those with none at all first. */
export async function awaitedTransactions(tx: Pick<LocalTx, 'all'>, countMax: number): Promise<string[]> {
  const rows = await tx.all<{ transaction_id: string }>(selectAwaited, [countMax]);
  return rows.map((row) => row.transaction_id);
}

type Receipts = OfflineExchangeResponse['transactionReceipts'];

const acknowledgeStatement = `UPDATE transactions SET status = ?, last_known_error = ?
  WHERE transaction_id = ? AND status = 'pending'`;

/** What the scale unit said of the transactions that it was sent; how many it said it of for the first time. */
export async function applyTransactionReceipts(tx: LocalTx, receipts: Receipts): Promise<number> {
  let count = 0;
  for (const { transactionId, result, code, field } of receipts) {
    const problem =
      result === 'rejected' ? JSON.stringify({ code: code ?? 'internal_error', field: field ?? '' }) : null;
    const status = result === 'rejected' ? 'rejected' : 'delivered';
    count += await tx.run(acknowledgeStatement, [status, problem, transactionId]);
  }
  return count;
}

const decideStatement = `UPDATE transactions SET status = ?, sales_order_number = ?, last_known_error = ?
  WHERE transaction_id = ? AND status IN ('pending', 'delivered', 'failed')
    AND (status <> ? OR sales_order_number IS NOT ?)`;

/** What headquarters made of orders; how many changed by it. */
export async function applyTransactionOutcomes(tx: LocalTx, outcomes: readonly TransactionOutcome[]): Promise<number> {
  let count = 0;
  for (const { transactionId, status, salesOrderNumber, problem } of outcomes) {
    const known: TransactionStatus = status === 'uploaded' ? 'delivered' : status;
    const values = [
      known,
      salesOrderNumber,
      problem && JSON.stringify(problem),
      transactionId,
      known,
      salesOrderNumber,
    ];
    count += await tx.run(decideStatement, values);
  }
  return count;
}

const forgetEmails = `UPDATE transactions SET document = json_set(document, '$.receiptEmail', NULL)
  WHERE status <> 'pending' AND document ->> '$.receiptEmail' IS NOT NULL`;

/**
 * Where customer data is kept off this till, the addresses of receipts go once the scale unit has them (SD-25). A
 * transaction that is offered again without its address is still the same one.
 */
export async function forgetReceiptEmails(tx: LocalTx): Promise<void> {
  await tx.run(forgetEmails, []);
}

/** How many transactions wait for the scale unit, and since when. */
export async function waitingTransactions(
  tx: Pick<LocalTx, 'all'>,
): Promise<{ count: number; oldestRecordedAt: string | null }> {
  const [row] = await tx.all<{ count: number; oldest_recorded_at: string | null }>(
    "SELECT count(*) AS count, min(recorded_at) AS oldest_recorded_at FROM transactions WHERE status = 'pending'",
  );
  return { count: row?.count ?? 0, oldestRecordedAt: row?.oldest_recorded_at ?? null };
}

/** Everything that is held is offered again: the scale unit may lack any of it, and doubles nothing (R11). */
export async function offerTransactionsAgain(tx: LocalTx): Promise<void> {
  await tx.run("UPDATE transactions SET status = 'pending' WHERE status IN ('delivered', 'failed', 'completed')");
}

const pruneStatement = `DELETE FROM transactions
  WHERE status NOT IN ('pending', 'failed') AND recorded_at < ? AND NOT (
    status = 'delivered' AND transaction_type = 'customerOrder')`;

/** Forgets transactions of before the backup horizon: no backup of the scale unit lacks them (R11). */
export async function pruneTransactions(tx: LocalTx, recordedBefore: string): Promise<void> {
  await tx.run(pruneStatement, [recordedBefore]);
}

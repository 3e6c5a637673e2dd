import type { TransactionOutcome } from '@counterfoil/contracts/retail-transaction';
import { prepared, type Tx } from '@counterfoil/database/database';

interface OutcomeRow {
  transaction_id: string;
  status: TransactionOutcome['status'];
  sales_order_number: string | null;
  last_known_error: TransactionOutcome['problem'];
}

/* Of an order that somebody has to mend the till is told, and goes on asking. */
const selectOutcomes = prepared(
  'select-outcomes-of-offline-transactions',
  `SELECT transaction_id, status, sales_order_number, last_known_error FROM retail_transactions
   WHERE transaction_id = ANY ($1::text[]) AND status IN ('completed', 'failed', 'refused')`,
);

/** What became of transactions, those of which it is known. */
export async function readTransactionOutcomes(
  tx: Tx,
  transactionIds: readonly string[],
): Promise<TransactionOutcome[]> {
  if (transactionIds.length === 0) return [];
  const rows = await tx.query<OutcomeRow>(selectOutcomes, [transactionIds]);
  return rows.map((row) => ({
    transactionId: row.transaction_id,
    status: row.status,
    salesOrderNumber: row.sales_order_number,
    problem: row.last_known_error,
  }));
}

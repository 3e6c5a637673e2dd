import type { Problem } from '@counterfoil/contracts/customer-operation';
import type { TransactionOutcome } from '@counterfoil/contracts/retail-transaction';
import { prepared, type Tx } from '@counterfoil/database/database';

interface OutcomeRow {
  asked_id: string;
  parked_state: 'parked' | 'restaged' | 'dismissed' | null;
  parked_problem: Problem | null;
  /** Null: nothing is staged under the number, or in place of what was parked. */
  staged_id: string | null;
  order_status: string | null;
  order_error: Problem | null;
  sales_order_number: string | null;
}

/*
 * What was staged in place of something parked is its fate; and where the number was another transaction's, the row that
 * bears it isn't the one that is asked for.
 */
const selectOutcomes = prepared(
  'select-transaction-outcomes',
  `SELECT asked.transaction_id AS asked_id, parked.state AS parked_state, parked.problem AS parked_problem,
     staged.transaction_id AS staged_id, staged.order_status, staged.order_error, sales_orders.sales_order_number
   FROM unnest($2::text[]) AS asked (transaction_id)
   LEFT JOIN LATERAL (
     SELECT state, problem, restaged_transaction_id FROM parked_transactions
     WHERE parked_transactions.channel_database_id = $1 AND parked_transactions.transaction_id = asked.transaction_id
     ORDER BY parked_transaction_id DESC LIMIT 1
   ) AS parked ON true
   LEFT JOIN retail_transactions AS staged
     ON staged.channel_database_id = $1
       AND staged.transaction_id = CASE
         WHEN parked.state = 'restaged' THEN parked.restaged_transaction_id
         WHEN parked.problem ->> 'code' = 'transaction_id_taken' THEN NULL
         ELSE asked.transaction_id END
   LEFT JOIN sales_orders ON sales_orders.transaction_id = staged.transaction_id`,
);

/**
 * The fate of the transactions of one channel database that it asks for; what it never brought is left out, and so is
 * what it gave up itself.
 */
export async function transactionOutcomes(
  tx: Tx,
  channelDatabaseId: string,
  transactionIds: readonly string[],
): Promise<TransactionOutcome[]> {
  if (transactionIds.length === 0) return [];
  const rows = await tx.query<OutcomeRow>(selectOutcomes, [channelDatabaseId, transactionIds]);
  return rows.flatMap((row) => outcomeOf(row) ?? []);
}

function outcomeOf(row: OutcomeRow): TransactionOutcome | null {
  const outcome = { transactionId: row.asked_id, salesOrderNumber: null, problem: null };
  if (row.staged_id === null) return parkedOutcome(row);
  if (row.order_status === 'canceled') return null;
  if (row.sales_order_number !== null) {
    return { ...outcome, status: 'completed', salesOrderNumber: row.sales_order_number };
  }
  const isFailed = row.order_error !== null && (row.order_status === 'failure' || row.order_status === 'editing');
  return isFailed ? { ...outcome, status: 'failed', problem: row.order_error } : { ...outcome, status: 'uploaded' };
}

function parkedOutcome(row: OutcomeRow): TransactionOutcome | null {
  const outcome = { transactionId: row.asked_id, salesOrderNumber: null };
  if (row.parked_state === 'parked') return { ...outcome, status: 'failed', problem: row.parked_problem };
  if (row.parked_state !== 'dismissed') return null;
  return { ...outcome, status: 'refused', problem: { code: 'transaction_dismissed', field: '' } };
}

import type { Customer } from '@counterfoil/contracts/customer';
import type { Problem } from '@counterfoil/contracts/customer-operation';
import type { RetailTransaction } from '@counterfoil/contracts/retail-transaction';
import { refuse } from '@counterfoil/contracts/refusal';
import { prepared, type Tx } from '@counterfoil/database/database';
import type { PendingOrderStatus } from './staged-transactions.ts';

/** A transaction at headquarters with its customer as it is now, found by its permanent identifier. */
export interface TransactionLineAtHeadquarters {
  /** Order of arrival. */
  readonly n: string;
  readonly transaction: RetailTransaction;
  /** Null of a cash-and-carry sale. */
  readonly pendingOrderStatus: PendingOrderStatus | null;
  readonly orderError: Problem | null;
  readonly retryCount: number;
  readonly salesOrderNumber: string | null;
  readonly holdCode: string | null;
  /** The statement of a cash-and-carry sale. */
  readonly statementId: string | null;
  readonly postingError: Problem | null;
  /** ISO 8601. */
  readonly receivedAt: string;
  readonly modifiedAt: string;
  /** Null without a customer, and while it is pending. */
  readonly customer: Customer | null;
}

interface LineRow {
  n: string;
  document: RetailTransaction;
  order_status: PendingOrderStatus | null;
  order_error: Problem | null;
  retry_count: number;
  sales_order_number: string | null;
  hold_code: string | null;
  statement_id: string | null;
  posting_error: Problem | null;
  received_at: string;
  modified_at: string;
  customer: Customer | null;
}

const lineColumns = `staged.n, staged.document, staged.order_status, staged.order_error, staged.retry_count,
  sales_orders.sales_order_number, sales_orders.hold_code, staged.statement_id, staged.posting_error,
  staged.received_at, staged.modified_at, customers.document AS customer`;

const lineTables = `retail_transactions AS staged
  LEFT JOIN sales_orders USING (transaction_id)
  LEFT JOIN customers ON customers.customer_id = staged.customer_id`;

const selectOrders = prepared(
  'select-orders',
  `SELECT ${lineColumns}
   FROM ${lineTables}
   WHERE staged.order_status IS NOT NULL
     AND ($1::text IS NULL OR staged.order_status = $1)
     AND ($2::uuid IS NULL OR staged.customer_id = $2)
     AND ($3::bigint IS NULL OR staged.n < $3)
   ORDER BY staged.n DESC
   LIMIT $4`,
);

/** Customer orders before the place `before`, newest first. */
export async function ordersAtHeadquarters(
  tx: Tx,
  filter: {
    readonly status?: PendingOrderStatus | undefined;
    readonly customerId?: string | undefined;
    readonly before?: string | undefined;
    readonly countMax: number;
  },
): Promise<TransactionLineAtHeadquarters[]> {
  const { status = null, customerId = null, before = null, countMax } = filter;
  return (await tx.query<LineRow>(selectOrders, [status, customerId, before, countMax])).map(toLine);
}

const selectTransaction = prepared(
  'select-transaction-at-headquarters',
  `SELECT ${lineColumns} FROM ${lineTables} WHERE staged.transaction_id = $1`,
);

/** One transaction of any type. Error: `transaction_unknown`. */
export async function transactionAtHeadquarters(tx: Tx, transactionId: string): Promise<TransactionLineAtHeadquarters> {
  const row = (await tx.query<LineRow>(selectTransaction, [transactionId]))[0];
  if (!row) throw refuse('transaction_unknown');
  return toLine(row);
}

function toLine(row: LineRow): TransactionLineAtHeadquarters {
  return {
    n: row.n,
    transaction: row.document,
    pendingOrderStatus: row.order_status,
    orderError: row.order_error,
    retryCount: row.retry_count,
    salesOrderNumber: row.sales_order_number,
    holdCode: row.hold_code,
    statementId: row.statement_id,
    postingError: row.posting_error,
    receivedAt: row.received_at,
    modifiedAt: row.modified_at,
    customer: row.customer,
  };
}

/** A change of an order by a person: date, field, old, new, by. */
export interface OrderEdit {
  /** ISO 8601. */
  readonly editedAt: string;
  readonly field: string;
  readonly oldValue: unknown;
  readonly newValue: unknown;
  readonly editedBy: string;
}

const selectEdits = prepared(
  'select-order-edits',
  `SELECT edited_at, field, old_value, new_value, edited_by
   FROM order_edits WHERE transaction_id = $1 ORDER BY order_edit_id`,
);

/** The audit trail of an order, oldest first. */
export async function orderEdits(tx: Tx, transactionId: string): Promise<OrderEdit[]> {
  const rows = await tx.query<{
    edited_at: string;
    field: string;
    old_value: unknown;
    new_value: unknown;
    edited_by: string;
  }>(selectEdits, [transactionId]);
  return rows.map((row) => ({
    editedAt: row.edited_at,
    field: row.field,
    oldValue: row.old_value,
    newValue: row.new_value,
    editedBy: row.edited_by,
  }));
}

/** The tiles of the workspace *Store financials*. */
export interface StoreFinancials {
  readonly onlineOrderSyncErrors: number;
  readonly customerOrderSyncErrors: number;
  readonly ordersToSynchronize: number;
  readonly ordersInEditing: number;
  readonly parkedTransactions: number;
  readonly statementsWithErrors: number;
}

const selectTiles = prepared(
  'select-store-financials',
  `SELECT orders.online_errors, orders.store_errors, orders.blank_count, orders.editing_count, parked.parked_count,
     failing.statement_count
   FROM (
     SELECT count(*) FILTER (WHERE order_status = 'failure' AND channel_type = 'online')::integer AS online_errors,
       count(*) FILTER (WHERE order_status = 'failure' AND channel_type IS DISTINCT FROM 'online')::integer
         AS store_errors,
       count(*) FILTER (WHERE order_status = 'blank')::integer AS blank_count,
       count(*) FILTER (WHERE order_status = 'editing')::integer AS editing_count
     FROM retail_transactions LEFT JOIN channels USING (channel_id)
     WHERE order_status IN ('blank', 'failure', 'editing')
   ) AS orders
   CROSS JOIN (
     SELECT count(*)::integer AS parked_count FROM parked_transactions WHERE state = 'parked'
   ) AS parked
   CROSS JOIN (
     SELECT count(*)::integer AS statement_count FROM statements
     WHERE state <> 'posted' AND last_known_error IS NOT NULL
   ) AS failing`,
);

/** Counts what needs somebody's attention. */
export async function storeFinancials(tx: Tx): Promise<StoreFinancials> {
  const row = (
    await tx.query<{
      online_errors: number;
      store_errors: number;
      blank_count: number;
      editing_count: number;
      parked_count: number;
      statement_count: number;
    }>(selectTiles)
  )[0];
  if (!row) throw new Error('a count without a row');
  return {
    onlineOrderSyncErrors: row.online_errors,
    customerOrderSyncErrors: row.store_errors,
    ordersToSynchronize: row.blank_count,
    ordersInEditing: row.editing_count,
    parkedTransactions: row.parked_count,
    statementsWithErrors: row.statement_count,
  };
}

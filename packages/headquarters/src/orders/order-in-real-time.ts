import type { Problem } from '@counterfoil/contracts/customer-operation';
import type { RealTimeOrderAnswer, RetailTransaction } from '@counterfoil/contracts/retail-transaction';
import { CodedError, refuse } from '@counterfoil/contracts/refusal';
import { isDataError, prepared, type Tx } from '@counterfoil/database/database';
import type { Headquarters } from '../headquarters.ts';
import { makeSalesOrder } from './make-sales-order.ts';
import { channelsOfOthers } from './receive-transactions.ts';
import { foreignTransactions, lockedOrder, recordOrderSuccess, stageTransactions } from './staged-transactions.ts';

/**
 * The Real-time Service for customer orders: staged and made in one transaction while the user waits (WD-23). The same
 * order again, after a lost reply, gets the answer of the first; what is refused leaves nothing behind.
 */
export async function createOrderInRealTime(
  headquarters: Headquarters,
  channelDatabaseId: string,
  transaction: RetailTransaction,
): Promise<RealTimeOrderAnswer> {
  if (transaction.node !== channelDatabaseId || transaction.transactionType !== 'customerOrder') {
    throw refuse('not_allowed');
  }
  if ((await channelsOfOthers(headquarters.database, channelDatabaseId)).has(transaction.channelId)) {
    throw refuse('not_allowed');
  }
  try {
    return await headquarters.database.transaction('create order in real time', (tx) =>
      stageAndMake(headquarters, tx, channelDatabaseId, transaction),
    );
  } catch (error) {
    const problem = problemOf(error);
    if (problem) return { status: 'refused', problem };
    throw error;
  }
}

/** A refusal is thrown, so that the transaction is rolled back and nothing stays. */
class RefusedOrder extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.code);
    this.name = 'RefusedOrder';
    this.problem = problem;
  }
}

function problemOf(error: unknown): Problem | null {
  if (error instanceof RefusedOrder) return error.problem;
  if (error instanceof CodedError && error.code === 'order_numbers_exhausted') return error.problems[0] ?? null;
  if (!isDataError(error)) return null;
  const detail = error instanceof Error ? error.message : String(error);
  return { code: 'record_poisoned', field: '', parameters: { detail } };
}

async function stageAndMake(
  headquarters: Headquarters,
  tx: Tx,
  channelDatabaseId: string,
  transaction: RetailTransaction,
): Promise<RealTimeOrderAnswer> {
  const now = headquarters.seams.clock.now();
  const { transactionId } = transaction;
  const entry = { transaction, givenUp: false, knownSalesOrderNumber: null };
  const isNew = (await stageTransactions(tx, [entry], { channelDatabaseId, now })).has(transactionId);
  if (!isNew) return earlierAnswer(tx, transaction);
  const staged = await lockedOrder(tx, transactionId);
  if (!staged) throw new Error('an order that was just staged is gone');
  const decision = await makeSalesOrder(headquarters, tx, staged);
  if (decision.kind !== 'made') {
    const isWaiting = decision.kind === 'waiting';
    throw new RefusedOrder(isWaiting ? { code: 'order_customer_pending', field: 'customer' } : decision.problem);
  }
  await recordOrderSuccess(tx, transactionId, now);
  return { status: 'completed', salesOrderNumber: decision.salesOrderNumber };
}

const selectSalesOrder = prepared(
  'select-sales-order-of-transaction',
  'SELECT sales_order_number FROM sales_orders WHERE transaction_id = $1',
);

async function earlierAnswer(tx: Tx, transaction: RetailTransaction): Promise<RealTimeOrderAnswer> {
  const { transactionId } = transaction;
  const earlier = await lockedOrder(tx, transactionId);
  if (!earlier || (await foreignTransactions(tx, [transaction])).size > 0) {
    throw new RefusedOrder({ code: 'transaction_id_taken', field: 'transactionId' });
  }
  if (earlier.orderStatus === 'canceled') throw new RefusedOrder({ code: 'order_given_up', field: '' });
  if (earlier.orderStatus !== 'success') return { status: 'waiting' };
  const row = (await tx.query<{ sales_order_number: string }>(selectSalesOrder, [transactionId]))[0];
  return row ? { status: 'completed', salesOrderNumber: row.sales_order_number } : { status: 'waiting' };
}

import { CodedError, refuse } from '@counterfoil/contracts/refusal';
import type { Problem } from '@counterfoil/contracts/customer-operation';
import { isDataError } from '@counterfoil/database/database';
import { convertCustomersNow } from '../conversion/convert-customers-now.ts';
import type { Headquarters } from '../headquarters.ts';
import { makeSalesOrder } from './make-sales-order.ts';
import {
  claimedOrder,
  lockedOrder,
  openOrders,
  recordOrderFailure,
  recordOrderSuccess,
  type StagedTransaction,
} from './staged-transactions.ts';

/** What one run of the job did, in orders. */
export interface SynchronizeOrdersResult {
  readonly created: number;
  readonly failed: number;
  /** Their customers are still on their way. */
  readonly waiting: number;
}

type Fate = 'created' | 'failed' | 'waiting' | 'left';

const batchCountMax = 200;

/**
 * The job *Synchronize orders* (LK-02, WD-24): converts the customers and addresses that staged orders refer to, then
 * makes the sales orders, each in a transaction of its own, so that one that can't be made is in nobody's way. Failed
 * ones are tried again when they are due, or all of them with `allFailed`. Running it again changes nothing.
 */
export async function synchronizeOrders(
  headquarters: Headquarters,
  options: { readonly allFailed?: boolean; readonly signal?: AbortSignal | undefined } = {},
): Promise<SynchronizeOrdersResult> {
  const total = { created: 0, failed: 0, waiting: 0, left: 0 };
  let after = '0';
  while (!options.signal?.aborted) {
    const batch = await openOrders(headquarters.database, {
      after,
      countMax: batchCountMax,
      allFailed: options.allFailed ?? false,
      now: headquarters.seams.clock.now(),
    });
    await convertCustomersNow(
      headquarters,
      batch.map((order) => order.customerId).filter((id) => id !== null),
    );
    for (const { transactionId } of batch) {
      if (!options.signal?.aborted) total[await synchronizeOrder(headquarters, transactionId)]++;
    }
    const last = batch.at(-1);
    if (!last || batch.length < batchCountMax) break;
    after = last.n;
  }
  return { created: total.created, failed: total.failed, waiting: total.waiting };
}

/** One order in one transaction; what the database refuses of it is recorded with it in another. */
async function synchronizeOrder(headquarters: Headquarters, transactionId: string): Promise<Fate> {
  try {
    return await makeOrder(headquarters, transactionId);
  } catch (error) {
    const problem = problemOf(error);
    if (!problem) throw error;
    return recordFailure(headquarters, transactionId, problem);
  }
}

function problemOf(error: unknown): Problem | null {
  if (error instanceof CodedError && error.code === 'order_numbers_exhausted') return error.problems[0] ?? null;
  if (!isDataError(error)) return null;
  const detail = error instanceof Error ? error.message : String(error);
  return { code: 'record_poisoned', field: '', parameters: { detail } };
}

async function makeOrder(headquarters: Headquarters, transactionId: string): Promise<Fate> {
  return headquarters.database.transaction('synchronize order', async (tx) => {
    const staged = await claimedOrder(tx, transactionId);
    if (!staged) return 'left';
    const now = headquarters.seams.clock.now();
    const decision = await makeSalesOrder(headquarters, tx, staged);
    switch (decision.kind) {
      case 'made':
        await recordOrderSuccess(tx, transactionId, now);
        return 'created';
      case 'failed':
        await recordOrderFailure(tx, staged, decision.problem, now);
        return 'failed';
      case 'waiting':
        return 'waiting';
    }
  });
}

async function recordFailure(headquarters: Headquarters, transactionId: string, problem: Problem): Promise<Fate> {
  return headquarters.database.transaction('record order failure', async (tx) => {
    const staged = await claimedOrder(tx, transactionId);
    if (!staged) return 'left';
    await recordOrderFailure(tx, staged, problem, headquarters.seams.clock.now());
    return 'failed';
  });
}

/**
 * *Sync order*: takes one order out of editing and makes it now, whatever the schedule. Errors: `order_unknown`,
 * `order_not_editable`.
 */
export async function syncOrder(
  headquarters: Headquarters,
  transactionId: string,
  endEditing: (tx: Parameters<typeof lockedOrder>[0], staged: StagedTransaction) => Promise<void>,
): Promise<void> {
  const customerId = await headquarters.database.transaction('sync order', async (tx) => {
    const staged = await lockedOrder(tx, transactionId);
    if (!staged) throw refuse('order_unknown');
    if (staged.orderStatus === 'success' || staged.orderStatus === 'canceled') throw refuse('order_not_editable');
    if (staged.orderStatus === 'editing') await endEditing(tx, staged);
    return staged.transaction.customerId;
  });
  await convertCustomersNow(headquarters, customerId === null ? [] : [customerId]);
  await synchronizeOrder(headquarters, transactionId);
}

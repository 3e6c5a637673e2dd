import type { ErrorCode, Language } from '@counterfoil/contracts/error-register';
import type { Problem } from '@counterfoil/contracts/customer-operation';
import { CodedError } from '@counterfoil/contracts/refusal';
import type { CreateTransactionRequest, RetailTransaction } from '@counterfoil/contracts/retail-transaction';
import { shownTransactionSchema, type AnsweredTransaction } from '../scale-unit/answers.ts';
import { callAsWorker } from '../service/call-as-worker.ts';
import type { Engine } from '../service/engine.ts';
import { requireNothingWaits } from '../service/save-customer.ts';
import type { Till } from '../till.ts';
import { heldTransaction, holdTransaction } from './open-transaction.ts';
import { takePrintedId } from './printed-numbers.ts';
import type { TransactionStatus } from './transactions-outbox.ts';

/** What the scale unit made of a transaction while the worker waited. */
export interface DecidedOnline {
  readonly status: TransactionStatus;
  readonly salesOrderNumber: string | null;
  readonly problem: Problem | null;
}

/**
 * Lets the scale unit record a transaction now; null: it doesn't answer, and the transaction may be recorded here instead.
 * A repetition has the same number and makes no second order. Errors: `till_offline`, what is refused.
 */
export async function orderOnline(
  engine: Engine,
  till: Till,
  order: { transaction: RetailTransaction; way: 'online' | 'onlineOrHere'; language: Language },
): Promise<DecidedOnline | null> {
  const { transaction, way, language } = order;
  try {
    if (transaction.customerId !== null) await requireNothingWaits(engine, till, transaction.customerId);
    const answer = await callAsWorker(engine, {
      method: 'POST',
      path: '/transactions',
      body: requestOf(transaction),
      answer: shownTransactionSchema,
      language,
    });
    return decidedBy(answer);
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    if (way === 'onlineOrHere' && error.code === 'till_offline') return null;
    if (!numberIsFree.has(error.code)) await renumber(till, transaction.transactionId);
    throw error;
  }
}

/** Refusals after which the number has not been used, or may be used again for the same transaction. */
const numberIsFree: ReadonlySet<ErrorCode> = new Set([
  'till_offline',
  'worker_session_ended',
  'edit_waits_for_earlier',
  'order_customer_pending',
  'order_address_pending',
  'order_address_unknown',
  'order_customer_required',
  'customer_unknown',
  'requested_date_in_past',
  'device_revoked',
]);

function requestOf(transaction: RetailTransaction): CreateTransactionRequest {
  const { channelId, terminalId, workerId, transactionId, receiptNumber, transactionType, currency, lines } =
    transaction;
  const { customerId, deliveryAddressId, requestedDeliveryDate, receiptEmail, receiptLanguage } = transaction;
  return {
    channelId,
    ...(terminalId !== null && { terminalId }),
    ...(workerId !== null && { workerId }),
    transactionId,
    receiptNumber,
    transactionType,
    currency,
    ...(customerId !== null && { customer: customerId }),
    ...(deliveryAddressId !== null && { deliveryAddressId }),
    ...(requestedDeliveryDate !== null && { requestedDeliveryDate }),
    lines,
    ...(receiptEmail !== null && { receiptEmail, receiptLanguage }),
  };
}

const knownStatus: Record<AnsweredTransaction['status'], TransactionStatus> = {
  pending: 'delivered',
  uploaded: 'delivered',
  completed: 'completed',
  refused: 'refused',
  givenUp: 'refused',
  failed: 'failed',
};

function decidedBy({ status, salesOrderNumber, lastKnownError }: AnsweredTransaction): DecidedOnline {
  return { status: knownStatus[status], salesOrderNumber, problem: lastKnownError };
}

/** The number stands for what was refused: the transaction goes on under a new one. */
async function renumber(till: Till, transactionId: string): Promise<void> {
  await till.database.transaction('renumber open transaction', async (tx) => {
    const held = await heldTransaction(tx);
    if (held?.transactionId !== transactionId) return;
    await holdTransaction(tx, {
      ...held,
      transactionId: await takePrintedId(tx, 'transaction'),
      receiptNumber: await takePrintedId(tx, 'receipt'),
    });
  });
}

import type { ErrorCode, Language } from '@counterfoil/contracts/error-register';
import type { Problem } from '@counterfoil/contracts/customer-operation';
import { CodedError, refuse } from '@counterfoil/contracts/refusal';
import type { CreateTransactionRequest, RetailTransaction } from '@counterfoil/contracts/retail-transaction';
import type { LocalTx } from '../local-database.ts';
import { ScaleUnitOutage } from '../scale-unit/outage.ts';
import { shownTransactionSchema, type AnsweredTransaction } from '../scale-unit/answers.ts';
import { callAsWorker } from '../service/call-as-worker.ts';
import type { Engine } from '../service/engine.ts';
import { requireNothingWaits } from '../service/save-customer.ts';
import { stateChanged } from '../service/tell-state.ts';
import type { Till } from '../till.ts';
import {
  heldTransaction,
  holdTransaction,
  requireUnchanged,
  type CheckoutAttempt,
  type HeldTransaction,
} from './open-transaction.ts';
import { takePrintedId } from './printed-numbers.ts';
import { recordEnd } from './record-end.ts';
import type { TransactionStatus } from './transactions-outbox.ts';

/** What the scale unit made of a transaction while the worker waited. */
export interface DecidedOnline {
  readonly status: TransactionStatus;
  readonly salesOrderNumber: string | null;
  readonly problem: Problem | null;
}

/** A checkout that the scale unit is to record now. */
export interface OnlineOrder {
  readonly held: HeldTransaction;
  readonly attempt: CheckoutAttempt;
  readonly way: 'online' | 'onlineOrHere';
  readonly language: Language;
}

/**
 * Lets the scale unit record a transaction now; null: it doesn't answer, and the transaction may be recorded here instead.
 * What is sent is on the disk first, and stays there until its outcome is known: a repetition has the same number and
 * content, and makes no second order. Errors: `till_offline`, `checkout_outcome_unknown`, `transaction_changed`, what is
 * refused.
 */
export async function orderOnline(engine: Engine, till: Till, order: OnlineOrder): Promise<DecidedOnline | null> {
  const { held, attempt, way, language } = order;
  const { customerId } = attempt.transaction;
  await keepAttempt(till, held, attempt);
  try {
    if (customerId !== null) await requireNothingWaits(engine, till, customerId);
    const body = requestOf(attempt.transaction);
    const sent = { method: 'POST', path: '/transactions', body, answer: shownTransactionSchema, language } as const;
    return decidedBy(await callAsWorker(engine, sent));
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    if (way === 'onlineOrHere' && error.code === 'till_offline') return null;
    const isLost = error.cause instanceof ScaleUnitOutage;
    const isUnknown = isLost || (held.attempt !== null && saysNothing.has(error.code));
    if (!isUnknown) await forgetAttempt(engine, till, { isNumberFree: numberIsFree.has(error.code) });
    throw isLost ? refuse('checkout_outcome_unknown') : error;
  }
}

/** Refusals that tell nothing of what was sent before. */
const saysNothing: ReadonlySet<ErrorCode> = new Set([
  'till_offline',
  'worker_session_ended',
  'edit_waits_for_earlier',
  'device_revoked',
  'device_unknown',
  'device_connection_ended',
  'device_proof_invalid',
  'device_proof_replayed',
]);

/** Refusals after which the number has not been used, or may be used again for the same transaction. */
const numberIsFree: ReadonlySet<ErrorCode> = new Set([
  ...saysNothing,
  'order_customer_pending',
  'order_address_pending',
  'order_address_unknown',
  'order_customer_required',
  'customer_unknown',
  'requested_date_in_past',
]);

async function keepAttempt(till: Till, held: HeldTransaction, attempt: CheckoutAttempt): Promise<void> {
  await till.database.transaction('begin online checkout', async (tx) => {
    await requireUnchanged(tx, held);
    await holdTransaction(tx, { ...held, attempt });
  });
}

/** The transaction may change again; under a new number, where the old one stands for what was refused. */
async function forgetAttempt(engine: Engine, till: Till, { isNumberFree }: { isNumberFree: boolean }): Promise<void> {
  await till.database.transaction('end online checkout', async (tx) => {
    const held = await heldTransaction(tx);
    if (!held) return;
    const { transactionId, receiptNumber } = isNumberFree ? held : await otherNumbers(tx);
    await holdTransaction(tx, { ...held, transactionId, receiptNumber, attempt: null });
  });
  stateChanged(engine);
}

async function otherNumbers(tx: LocalTx): Promise<Pick<HeldTransaction, 'transactionId' | 'receiptNumber'>> {
  const transactionId = await takePrintedId(tx, 'transaction');
  return { transactionId, receiptNumber: await takePrintedId(tx, 'receipt') };
}

/** Whether two transactions are the same request: only the moment may be another. */
export function isSameRequest(one: RetailTransaction, other: RetailTransaction): boolean {
  return JSON.stringify(requestOf(one)) === JSON.stringify(requestOf(other));
}

/**
 * Asks the scale unit by its number what became of the checkout of which no answer came: it is finished with what was
 * recorded (`recorded`), or the transaction is free again. Errors: `checkout_outcome_unknown` while nobody answers, those
 * of every call.
 */
export async function settleAttempt(
  engine: Engine,
  till: Till,
  { held, attempt, language }: Omit<OnlineOrder, 'way'>,
): Promise<'recorded' | 'free'> {
  const answer = await transactionThere(engine, attempt.transaction.transactionId, language);
  const isRefused = answer !== null && knownStatus[answer.status] === 'refused';
  if (answer === null || isRefused) {
    await forgetAttempt(engine, till, { isNumberFree: !isRefused });
    return 'free';
  }
  await recordEnd(till, { held, ...attempt, decided: decidedBy(answer) });
  return 'recorded';
}

async function transactionThere(
  engine: Engine,
  transactionId: string,
  language: Language,
): Promise<AnsweredTransaction | null> {
  const path = `/transactions/${encodeURIComponent(transactionId)}`;
  try {
    return await callAsWorker(engine, { method: 'GET', path, answer: shownTransactionSchema, language });
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    if (error.code === 'transaction_unknown') return null;
    throw error.code === 'till_offline' ? refuse('checkout_outcome_unknown') : error;
  }
}

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

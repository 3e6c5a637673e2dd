import type { ChannelSettings } from '@counterfoil/contracts/channel-configuration';
import type { Language } from '@counterfoil/contracts/error-register';
import { compareDecimals, negated } from '@counterfoil/contracts/decimals';
import { refuse } from '@counterfoil/contracts/refusal';
import {
  earliestDateOnEarth,
  retailTransactionSchema,
  sumOfDecimals,
  type RetailTransaction,
} from '@counterfoil/contracts/retail-transaction';
import type { SignedInWorker } from '@counterfoil/contracts/worker-sessions';
import { z } from 'zod';
import { refreshCounts } from '../service/counts.ts';
import { presentTill, presentWorker, type Engine } from '../service/engine.ts';
import { knownCustomer } from '../service/known-customer.ts';
import { ownRegister } from '../own-register.ts';
import type { Checkout, Receipt } from '../service/till-service.ts';
import { ownChannel, type Till } from '../till.ts';
import { oneCheckoutAtATime } from './one-checkout-at-a-time.ts';
import {
  heldTransaction,
  holdTransaction,
  totalOf,
  type CheckoutAttempt,
  type HeldTransaction,
} from './open-transaction.ts';
import { isSameRequest, orderOnline, settleAttempt } from './order-online.ts';
import { takePrintedId } from './printed-numbers.ts';
import { recordEnd } from './record-end.ts';
import { requireOpenShift } from './shifts.ts';
import { showReceipt } from './show-transactions.ts';
import { isRecorded, type ReceiptPart } from './transactions-outbox.ts';

/**
 * Ends the open transaction. A sale, and an order in asynchronous mode, is recorded on this till whatever the network
 * does, and goes up by itself; a synchronous order is made by headquarters while the worker waits.
 * Errors: `transaction_empty`, `transaction_changed`, `shift_not_open`, `tendered_amount_insufficient`, `amount_invalid`,
 * `email_invalid`, `order_customer_required`, `order_customer_pending`, `order_address_unknown`,
 * `requested_date_in_past`; of what the scale unit records also `till_offline`, `checkout_outcome_unknown` and what it
 * refuses: the transaction stays open then.
 */
export function checkout(engine: Engine, ending: Checkout, language: Language): Promise<Receipt> {
  return oneCheckoutAtATime(engine, async () => {
    const till = presentTill(engine);
    const worker = presentWorker(engine);
    const { transactionId } = ending;
    if (transactionId !== undefined && (await isRecorded(till.database, transactionId))) {
      return showReceipt(engine, till, transactionId, language);
    }
    const endedId = await end(engine, till, { ending, worker, language });
    engine.network.exchangeWanted.notify();
    await refreshCounts(engine);
    engine.emit({ kind: 'transactions' });
    return showReceipt(engine, till, endedId, language);
  });
}

/** Ends it; the number under which it was recorded. */
async function end(engine: Engine, till: Till, wanted: Wanted): Promise<string> {
  const { ending, language } = wanted;
  const channel = ownChannel(till);
  const held = await numbered(till);
  await requireUsable(engine, till, { held, ending, channel, language });
  const attempt = attemptOf(engine, till, held, wanted);
  const { transactionId } = attempt.transaction;
  if (held.attempt && !isSameRequest(held.attempt.transaction, attempt.transaction)) {
    const settled = await settleAttempt(engine, till, { held, attempt: held.attempt, language });
    return settled === 'recorded' ? transactionId : end(engine, till, wanted);
  }
  const way = wayOf(till, channel, ending);
  const decided = way === 'here' ? null : await orderOnline(engine, till, { held, attempt, way, language });
  await recordEnd(till, { held, ...attempt, decided });
  return transactionId;
}

interface Wanted {
  readonly ending: Checkout;
  readonly worker: SignedInWorker;
  readonly language: Language;
}

function attemptOf(engine: Engine, till: Till, held: HeldTransaction, wanted: Wanted): CheckoutAttempt {
  const transaction = transactionOf(engine, till, { held, ...wanted });
  return { transaction, receipt: receiptOf(held, wanted.ending, wanted.worker, transaction.currency) };
}

/** The open transaction with the number of its receipt, which it keeps from the first checkout on. */
async function numbered(till: Till): Promise<HeldTransaction> {
  return till.database.transaction('begin checkout', async (tx) => {
    const held = await heldTransaction(tx);
    if (!held || held.lines.length === 0) throw refuse('transaction_empty');
    await requireOpenShift(tx);
    if (held.receiptNumber !== null) return held;
    const withNumber = { ...held, receiptNumber: await takePrintedId(tx, 'receipt') };
    await holdTransaction(tx, withNumber);
    return withNumber;
  });
}

interface Ending {
  readonly held: HeldTransaction;
  readonly ending: Checkout;
  readonly channel: ChannelSettings;
  readonly language: Language;
}

const emailSchema = z.email().max(254);

async function requireUsable(engine: Engine, till: Till, { held, ending, channel, language }: Ending): Promise<void> {
  const { receiptEmail } = ending;
  if (receiptEmail !== null && !emailSchema.safeParse(receiptEmail).success) {
    throw refuse('email_invalid', 'receiptEmail');
  }
  if (ending.type === 'cashAndCarry') return requireTendered(ending, totalOf(held.lines, channel.currency));
  if (held.customerId === null) throw refuse('order_customer_required', 'customer');
  const { requestedDeliveryDate: date, deliveryAddressId } = ending;
  if (date !== null && date < earliestDateOnEarth(engine.seams.clock.now())) {
    throw refuse('requested_date_in_past', 'requestedDeliveryDate');
  }
  const known = await knownCustomer(engine, till, held.customerId, language);
  if (known?.customer.deactivated) throw refuse('customer_deactivated', 'customer');
  const isSync = !channel.createCustomerOrderInAsyncMode;
  if (isSync && known && known.customer.customerAccountNumber === null) {
    throw refuse('order_customer_pending', 'customer');
  }
  const hasAddress = known?.customer.addresses.some(({ addressId }) => addressId === deliveryAddressId) ?? true;
  if (deliveryAddressId !== null && !hasAddress) throw refuse('order_address_unknown', 'deliveryAddressId');
}

function requireTendered({ tenderedAmount, paidWith }: Checkout & { type: 'cashAndCarry' }, total: string): void {
  if (paidWith === 'card') return;
  if (!/^\d{1,12}(?:\.\d{1,4})?$/u.test(tenderedAmount)) throw refuse('amount_invalid', 'tenderedAmount');
  if (compareDecimals(tenderedAmount, total) < 0)
    throw refuse('tendered_amount_insufficient', 'tenderedAmount', { total });
}

/** Where it is decided: on this till, by headquarters, or by headquarters if it answers. */
function wayOf(till: Till, channel: ChannelSettings, { type }: Checkout): 'here' | 'online' | 'onlineOrHere' {
  if (ownRegister(till)?.supportOffline !== true) return 'online';
  if (type === 'cashAndCarry' || channel.createCustomerOrderInAsyncMode) return 'here';
  return channel.createCustomerOrderWithAsyncFallback ? 'onlineOrHere' : 'online';
}

function transactionOf(
  { seams }: Engine,
  till: Till,
  { held, ending, worker, language }: Wanted & { held: HeldTransaction },
): RetailTransaction {
  const { legalEntity, channelId, currency } = ownChannel(till);
  const order = ending.type === 'customerOrder' ? ending : null;
  return retailTransactionSchema.parse({
    transactionId: held.transactionId,
    transactionType: ending.type,
    receiptNumber: held.receiptNumber,
    legalEntity,
    channelId,
    node: till.configuration.channelDatabaseId,
    terminalId: till.registerId,
    workerId: worker.workerId,
    recordedAt: seams.clock.now().toISOString(),
    currency,
    customerId: held.customerId,
    deliveryAddressId: order?.deliveryAddressId ?? null,
    requestedDeliveryDate: order?.requestedDeliveryDate ?? null,
    lines: held.lines.map(({ product, quantity, price, amount }) => ({
      itemId: product.itemId,
      quantity,
      price,
      amount,
    })),
    totalAmount: sumOfDecimals(held.lines.map(({ amount }) => amount)),
    receiptEmail: ending.receiptEmail,
    receiptLanguage: language,
  });
}

function receiptOf(held: HeldTransaction, ending: Checkout, worker: SignedInWorker, currency: string): ReceiptPart {
  const lines = held.lines.map(({ lineId, product }) => ({ lineId, product }));
  const nothingPaid = { paidWith: null, tenderedAmount: null, changeAmount: null };
  if (ending.type !== 'cashAndCarry') return { workerName: worker.name, lines, ...nothingPaid };
  const total = totalOf(held.lines, currency);
  const tenderedAmount = ending.paidWith === 'card' ? total : ending.tenderedAmount;
  const changeAmount = totalOf([{ amount: tenderedAmount }, { amount: negated(total) }], currency);
  return { workerName: worker.name, lines, paidWith: ending.paidWith, tenderedAmount, changeAmount };
}

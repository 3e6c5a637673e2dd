import type { ChannelSettings } from '@counterfoil/contracts/channel-configuration';
import {
  earliestDateOnEarth,
  sumOfDecimals,
  type CreateTransactionRequest,
  type RetailTransaction,
} from '@counterfoil/contracts/retail-transaction';
import { CodedError, refuse, refuseAll } from '@counterfoil/contracts/refusal';
import { uuidFromName } from '@counterfoil/platform/uuid-from-name';
import { keepFromPJob } from '../exchange/call-real-time-service.ts';
import { channelSettings, type Channel } from '../channel.ts';
import { hashOf } from '../customers/requested-operation.ts';
import { decideOrderNow } from './decide-order-now.ts';
import { findCustomerOfTransaction } from '../customers/find-customers.ts';
import type { LocalCustomer } from '../customers/local-customers.ts';
import type { Way } from '../customers/record-operations.ts';
import {
  insertTransaction,
  transactionById,
  transactionOfOperation,
  type RecordedTransaction,
} from './transactions.ts';

/** A transaction with what its recording became. */
export interface TransactionResult {
  readonly recorded: RecordedTransaction;
  /** Null: a sale to nobody in particular. */
  readonly customer: LocalCustomer | null;
  /** The request was a repetition; nothing was done again. */
  readonly replayed: boolean;
}

/**
 * Records a sale or a customer order at a channel, in the outbox before anything else. A sale travels by P-job. An order
 * does so where the profile says *async*; otherwise headquarters makes it while the user waits, and with fallback the
 * same order travels by P-job when headquarters doesn't answer in time (WD-23). A customer whose account number isn't
 * here yet can't be chosen on a synchronous order (LK-14).
 * Errors: `channel_unknown`, `customer_unknown`, `customer_deactivated`, `order_customer_required`,
 * `order_customer_pending`, `order_address_pending`, `order_address_unknown`, `requested_date_in_past`,
 * `transaction_id_taken`, `receipt_number_taken`, `idempotency_key_reused`, `order_given_up`,
 * `headquarters_unreachable`, business refusals of headquarters.
 */
export async function createTransaction(
  channel: Channel,
  request: CreateTransactionRequest,
  idempotencyKey?: string,
): Promise<TransactionResult> {
  const settings = channelSettings(channel, request.channelId);
  const operationId = operationOf(channel, request, idempotencyKey);
  const contentHash = hashOf(request);
  const earlier = await transactionOfOperation(channel.database, operationId);
  if (earlier) return repeated(channel, operationId, contentHash);
  const customer = request.customer === undefined ? null : await chosenCustomer(channel, request.customer);
  const way = wayOf(settings, request);
  expectUsable(channel, request, customer, way);
  const wanted = { request, settings, customer, way, operationId, contentHash };
  const work = async (): Promise<TransactionResult | null> => {
    const recorded = await record(channel, wanted);
    if (!recorded) return null;
    const decided = way === 'sync' ? await decideOrderNow(channel, settings, recorded) : recorded;
    return { recorded: decided, customer, replayed: false };
  };
  const result = await (way === 'sync' ? keepFromPJob(channel, operationId, work) : work());
  if (!result) return repeated(channel, operationId, contentHash);
  if (result.recorded.status === 'pending') channel.wakeUps.recorded();
  return result;
}

/** The transaction's own number is a key as well: with it a repetition is recognised without any other. */
function operationOf(channel: Channel, request: CreateTransactionRequest, idempotencyKey: string | undefined): string {
  if (request.operationId !== undefined) return request.operationId;
  if (idempotencyKey !== undefined) return uuidFromName(`transaction ${request.channelId}`, idempotencyKey);
  if (request.transactionId !== undefined) return uuidFromName('transaction', request.transactionId);
  return channel.seams.ids.uuid();
}

function wayOf(settings: ChannelSettings, request: CreateTransactionRequest): Way {
  return request.transactionType === 'cashAndCarry' ? 'async' : orderWay(settings);
}

/** How the orders of a channel are meant to travel. */
export function orderWay({
  createCustomerOrderInAsyncMode,
}: Pick<ChannelSettings, 'createCustomerOrderInAsyncMode'>): 'async' | 'sync' {
  return createCustomerOrderInAsyncMode ? 'async' : 'sync';
}

async function chosenCustomer(channel: Channel, identifier: string): Promise<LocalCustomer> {
  try {
    return await findCustomerOfTransaction(channel, identifier);
  } catch (error) {
    if (error instanceof CodedError && error.code === 'customer_unknown') throw refuse('customer_unknown', 'customer');
    throw error;
  }
}

function expectUsable(
  channel: Channel,
  request: CreateTransactionRequest,
  customer: LocalCustomer | null,
  way: Way,
): void {
  if (request.transactionType === 'customerOrder') requireOrderable(customer?.document ?? null, way);
  const { deliveryAddressId, requestedDeliveryDate } = request;
  if (requestedDeliveryDate !== undefined && requestedDeliveryDate < earliestDateOnEarth(channel.seams.clock.now())) {
    throw refuse('requested_date_in_past', 'requestedDeliveryDate');
  }
  if (deliveryAddressId === undefined) return;
  if (!hasAddress(customer?.document ?? null, deliveryAddressId)) {
    throw refuse('order_address_unknown', 'deliveryAddressId');
  }
  if (way === 'sync' && !hasAddress(customer?.published ?? null, deliveryAddressId)) {
    throw refuse('order_address_pending', 'deliveryAddressId');
  }
}

/** Whether an order can be for `customer`. Errors: `order_customer_required`, `order_customer_pending`, `customer_deactivated`. */
export function requireOrderable(customer: LocalCustomer['document'] | null, way: Way): void {
  if (!customer) throw refuse('order_customer_required', 'customer');
  if (customer.deactivated) throw refuse('customer_deactivated', 'customer');
  if (way === 'sync' && customer.customerAccountNumber === null) throw refuse('order_customer_pending', 'customer');
}

function hasAddress(customer: LocalCustomer['document'] | null, addressId: string): boolean {
  return customer?.addresses.some((address) => address.addressId === addressId) ?? false;
}

interface WantedTransaction {
  readonly request: CreateTransactionRequest;
  readonly settings: ChannelSettings;
  readonly customer: LocalCustomer | null;
  readonly way: Way;
  readonly operationId: string;
  readonly contentHash: string;
}

/** Numbers made here in one millisecond are told apart by going on to the next; so many are tried. */
const numberTryCountMax = 1_000;

/** Writes the transaction to the outbox; null when the same operation was recorded meanwhile. */
async function record(channel: Channel, wanted: WantedTransaction): Promise<RecordedTransaction | null> {
  const { request, operationId, way, contentHash } = wanted;
  const now = channel.seams.clock.now();
  for (let tryCount = 0; tryCount < numberTryCountMax; tryCount++) {
    const transaction = transactionOf(channel, wanted, now, tryCount);
    if (await insert(channel, wanted, transaction, now)) {
      const rest = { salesOrderNumber: null, lastKnownError: null, recordedAt: now.toISOString() };
      return { transaction, operationId, way, status: 'pending', contentHash, ...rest };
    }
    if (await transactionOfOperation(channel.database, operationId)) return null;
    const taken = await transactionById(channel.database, transaction.transactionId);
    if (taken && request.transactionId !== undefined) throw refuse('transaction_id_taken', 'transactionId');
    if (!taken && request.receiptNumber !== undefined) throw refuse('receipt_number_taken', 'receiptNumber');
  }
  throw refuse('transaction_id_taken', 'transactionId');
}

async function insert(
  channel: Channel,
  { operationId, way, contentHash }: WantedTransaction,
  transaction: RetailTransaction,
  now: Date,
): Promise<boolean> {
  const rows = await channel.database.execute('record transaction', insertTransaction, [
    transaction.transactionId,
    operationId,
    channel.epoch.number,
    transaction.transactionType,
    transaction.channelId,
    transaction.receiptNumber,
    transaction.customerId,
    way,
    JSON.stringify(transaction),
    contentHash,
    now,
  ]);
  return rows.length > 0;
}

/** Stands in a number where no till is named. */
const noTerminal = '0';
const shortNumberRadix = 36;

function transactionOf(
  channel: Channel,
  { request, settings, customer }: WantedTransaction,
  now: Date,
  tryCount: number,
): RetailTransaction {
  const place = `${settings.channelId}-${request.terminalId ?? noTerminal}`.replaceAll(/[^A-Za-z0-9._-]/gu, '_');
  const milliseconds = now.getTime() + tryCount;
  const transactionId = request.transactionId ?? `${place}-${milliseconds}`;
  const madeReceipt = request.transactionId ?? `${place}-${milliseconds.toString(shortNumberRadix).toUpperCase()}`;
  return {
    transactionId,
    transactionType: request.transactionType,
    receiptNumber: request.receiptNumber ?? madeReceipt.slice(-60),
    legalEntity: settings.legalEntity,
    channelId: settings.channelId,
    node: channel.channelDatabaseId,
    terminalId: request.terminalId ?? null,
    workerId: request.workerId ?? null,
    recordedAt: now.toISOString(),
    currency: request.currency ?? settings.currency,
    customerId: customer?.document.customerId ?? null,
    deliveryAddressId: request.deliveryAddressId ?? null,
    requestedDeliveryDate: request.requestedDeliveryDate ?? null,
    lines: request.lines,
    totalAmount: sumOfDecimals(request.lines.map((line) => line.amount)),
    receiptEmail: request.receiptEmail ?? null,
    receiptLanguage: request.receiptLanguage ?? 'en',
  };
}

/**
 * What a repeated request is answered: the same transaction as it is now, or the same refusal. While headquarters is
 * being asked about the first request, its repetition waits.
 */
async function repeated(channel: Channel, operationId: string, contentHash: string): Promise<TransactionResult> {
  await channel.inRealTime.get(operationId);
  const recorded = await transactionOfOperation(channel.database, operationId);
  /* The first request was refused before headquarters was asked; nothing was kept of it. */
  if (!recorded) throw refuse('headquarters_unreachable');
  if (recorded.contentHash !== contentHash) throw refuse('idempotency_key_reused');
  if (recorded.status === 'givenUp') throw refuse('order_given_up');
  if (recorded.status === 'refused' && recorded.lastKnownError) throw refuseAll([recorded.lastKnownError]);
  const { customerId } = recorded.transaction;
  const customer = customerId === null ? null : await chosenCustomer(channel, customerId);
  return { recorded, customer, replayed: true };
}

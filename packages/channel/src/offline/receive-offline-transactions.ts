import { isDeepStrictEqual } from 'node:util';
import type { Register } from '@counterfoil/contracts/channel-configuration';
import type { Problem } from '@counterfoil/contracts/customer-operation';
import {
  isNodeOf,
  type OfflineExchangeRequest,
  type OfflineExchangeResponse,
} from '@counterfoil/contracts/offline-exchange';
import {
  retailTransactionSchema,
  transactionIdSchema,
  type RetailTransaction,
} from '@counterfoil/contracts/retail-transaction';
import { isDataError, type Tx } from '@counterfoil/database/database';
import { uuidFromName } from '@counterfoil/platform/uuid-from-name';
import { channelSettings, type Channel } from '../channel.ts';
import { hashOf } from '../customers/requested-operation.ts';
import { insertTransaction, transactionById } from '../orders/transactions.ts';
import { keepRejectedTransaction } from './rejected-transactions.ts';

type Content = OfflineExchangeRequest['transactions'][number];
/** What a till is told of one of its transactions. */
export type OfflineTransactionReceipt = OfflineExchangeResponse['transactionReceipts'][number];

/** A transaction as a till may mean it, or why it can't be one. */
type Reading =
  { readonly transaction: RetailTransaction; readonly passedOver: Problem | null } | { readonly problem: Problem };

/**
 * Records the sales and orders of a till in the transactions' outbox, each by itself and exactly once by its number;
 * from there they go by P-job like any other. What can't be recorded is kept as rejected with its content and is in the
 * way of nothing (R13). Run after the entries of the same exchange, so that customers go before their transactions.
 */
export async function receiveOfflineTransactions(
  channel: Channel,
  register: Register,
  contents: readonly Content[],
): Promise<{ readonly receipts: readonly OfflineTransactionReceipt[]; readonly recorded: number }> {
  const receipts: OfflineTransactionReceipt[] = [];
  let recorded = 0;
  for (const content of contents) {
    const { receipt, isNew } = await receiveOrReject(channel, register, content);
    receipts.push(receipt);
    if (isNew) recorded++;
  }
  return { receipts, recorded };
}

interface Received {
  readonly receipt: OfflineTransactionReceipt;
  readonly isNew: boolean;
}

/** A transaction of which the database refuses the content is rejected like any other that can't be read. */
async function receiveOrReject(channel: Channel, register: Register, content: Content): Promise<Received> {
  const reading = read(channel, register, content);
  try {
    return await receiveOne(channel, register, content, reading);
  } catch (error) {
    if (!isDataError(error)) throw error;
    return receiveOne(channel, register, content, { problem: { code: 'record_poisoned', field: '' } });
  }
}

function receiveOne(channel: Channel, register: Register, content: Content, reading: Reading): Promise<Received> {
  return channel.database.transaction('receive offline transaction', async (tx) => {
    const outcome = 'problem' in reading ? reading.problem : await record(channel, tx, reading.transaction);
    if (typeof outcome === 'object') {
      const transactionId = numberOf(content);
      const now = channel.seams.clock.now();
      await keepRejectedTransaction(tx, register.registerId, { transactionId, problem: outcome, content }, now);
      return { receipt: receiptOf(content, 'rejected', outcome), isNew: false };
    }
    const passedOver = 'problem' in reading ? null : reading.passedOver;
    return { receipt: receiptOf(content, 'recorded', passedOver), isNew: outcome === 'recorded' };
  });
}

const receiptIdLengthMax = 200;

function receiptOf(
  content: Content,
  result: OfflineTransactionReceipt['result'],
  problem: Problem | null,
): OfflineTransactionReceipt {
  const { transactionId } = content;
  return {
    transactionId: typeof transactionId === 'string' ? transactionId.slice(0, receiptIdLengthMax) : '',
    result,
    code: problem?.code ?? null,
    field: problem?.field ?? null,
  };
}

function numberOf(content: Content): string | null {
  const transactionId = transactionIdSchema.safeParse(content['transactionId']);
  return transactionId.success ? transactionId.data : null;
}

/*
 * The channel database fills in itself as the node. An address of the receipt that is none doesn't keep the sale from
 * the books: it is passed over, and the till is told.
 */
function read(channel: Channel, register: Register, content: Content): Reading {
  const { channelDatabaseId } = channel;
  const node = content['node'] ?? channelDatabaseId;
  const { receiptEmail } = retailTransactionSchema.shape;
  const hasAddress = receiptEmail.safeParse(content['receiptEmail']).success;
  const parsed = retailTransactionSchema.safeParse({
    ...content,
    node: channelDatabaseId,
    ...(hasAddress ? {} : { receiptEmail: null }),
  });
  if (!parsed.success) {
    return { problem: { code: 'offline_transaction_unreadable', field: parsed.error.issues[0]?.path.join('.') ?? '' } };
  }
  const foreign = foreignField(channel, register, parsed.data, node);
  if (foreign !== null) return { problem: { code: 'offline_entry_foreign', field: foreign } };
  return {
    transaction: parsed.data,
    passedOver: hasAddress ? null : { code: 'email_invalid', field: 'receiptEmail' },
  };
}

/** A till speaks for itself only (R15); null: the transaction is of this register and its channel. */
function foreignField(
  channel: Channel,
  register: Register,
  { terminalId, channelId, legalEntity }: RetailTransaction,
  node: unknown,
): string | null {
  if (terminalId !== register.registerId) return 'terminalId';
  if (channelId !== register.channelId) return 'channelId';
  if (typeof node !== 'string' || !isNodeOf(channel.channelDatabaseId, node)) return 'node';
  return legalEntity === channelSettings(channel, channelId).legalEntity ? null : 'legalEntity';
}

async function record(
  channel: Channel,
  tx: Tx,
  transaction: RetailTransaction,
): Promise<'recorded' | 'present' | Problem> {
  const now = channel.seams.clock.now();
  const rows = await tx.query(insertTransaction, [
    transaction.transactionId,
    /* The same as for a till that sent it to be decided in real time before, and had no answer. */
    uuidFromName('transaction', transaction.transactionId),
    channel.epoch.number,
    transaction.transactionType,
    transaction.channelId,
    transaction.receiptNumber,
    transaction.customerId,
    'async',
    JSON.stringify(transaction),
    hashOf(transaction),
    now,
  ]);
  if (rows.length > 0) return 'recorded';
  const present = await transactionById(tx, transaction.transactionId);
  if (!present) return { code: 'receipt_number_taken', field: 'receiptNumber' };
  return isSame(present.transaction, transaction)
    ? 'present'
    : { code: 'transaction_id_taken', field: 'transactionId' };
}

/**
 * Whether they are one sale; when it was recorded is display only, and of one sent before it is the scale unit's time. A
 * till from which customer data is kept off has forgotten the address of a receipt that it sent before (SD-25).
 */
function isSame(present: RetailTransaction, again: RetailTransaction): boolean {
  const content = (transaction: RetailTransaction): RetailTransaction => ({
    ...retailTransactionSchema.parse(transaction),
    recordedAt: '',
    ...(again.receiptEmail === null && { receiptEmail: null }),
  });
  return isDeepStrictEqual(content(present), content(again));
}

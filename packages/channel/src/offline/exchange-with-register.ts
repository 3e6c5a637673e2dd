import { protocolVersion } from '@counterfoil/contracts/exchange';
import type { Customer } from '@counterfoil/contracts/customer';
import type { Register } from '@counterfoil/contracts/channel-configuration';
import {
  beforeFirstCustomerId,
  type OfflineCursor,
  type OfflineExchangeRequest,
  type OfflineExchangeResponse,
} from '@counterfoil/contracts/offline-exchange';
import { refuse } from '@counterfoil/contracts/refusal';
import type { Tx } from '@counterfoil/database/database';
import type { Channel } from '../channel.ts';
import { readTransactionOutcomes } from '../orders/transaction-outcomes.ts';
import { requestedFullSynchronization } from './device-epochs.ts';
import {
  ensureOfflineFeed,
  knowsOfflinePosition,
  latestOfflinePosition,
  readDocuments,
  readFates,
  readLoadPage,
  readOfflineChanges,
  type OperationFate,
} from './offline-changes.ts';
import { customerDataMode, excludedParts, offlineConfiguration, withoutParts } from './offline-data-exclusion.ts';
import { offlineProfileOf, offlineRegister } from './offline-registers.ts';
import { withDecisionsInRealTime } from './decide-offline-creations.ts';
import { receiveOfflineEntries, type OfflineReceipt } from './receive-offline-entries.ts';
import { receiveOfflineTransactions, type OfflineTransactionReceipt } from './receive-offline-transactions.ts';
import { knownTransactions } from './rejected-transactions.ts';

/** Customers in one answer, about. */
const customerCountMax = 200;

/**
 * One exchange with the offline database of a register: what it captured becomes operations of the channel, and it gets
 * what changed, in commit order (R7). What is excluded from offline databases doesn't leave the channel (SD-25, LK-23).
 * Errors: `register_unknown`, `register_offline_unsupported`, `protocol_unsupported`, `offline_epoch_foreign`,
 * `device_sequence_gap`, `device_sequence_reused`.
 */
export async function exchangeWithRegister(
  channel: Channel,
  registerId: string,
  request: OfflineExchangeRequest,
): Promise<OfflineExchangeResponse> {
  const register = offlineRegister(channel.configuration, registerId);
  if (Math.abs(request.protocolVersion - protocolVersion) > 1) {
    throw refuse('protocol_unsupported', '', { given: request.protocolVersion });
  }
  await requireAwaited(channel, request);
  await ensureOfflineFeed(channel.database, channel.epoch.number);
  const isFiltered = channel.configuration.filterSharedCustomerDataTables;
  const receipt = await withDecisionsInRealTime(channel, register, request, async (inRealTime) => {
    const received = await receiveOfflineEntries(channel, { register, request, isFiltered, inRealTime });
    /* Before a creation is decided: one that a sale is for is not taken back. */
    return { ...received, transactions: await receiveOfflineTransactions(channel, register, request.transactions) };
  });
  const { transactions } = receipt;
  if (receipt.recorded.length + transactions.recorded > 0) channel.wakeUps.recorded();
  return answer(channel, register, request, { ...receipt, transactionReceipts: transactions.receipts });
}

/** A till that was acknowledged an operation or a transaction that isn't here has seen what a restore took away (R11). */
async function requireAwaited(
  { database }: Channel,
  { awaiting, awaitedTransactions }: OfflineExchangeRequest,
): Promise<void> {
  const here = await readFates(database, awaiting);
  if (here.length < new Set(awaiting).size) throw refuse('offline_epoch_foreign');
  const transactions = await knownTransactions(database, awaitedTransactions);
  if (transactions.size < new Set(awaitedTransactions).size) throw refuse('offline_epoch_foreign');
}

interface Receipt extends Omit<OfflineReceipt, 'recorded'> {
  readonly transactionReceipts: readonly OfflineTransactionReceipt[];
}

async function answer(
  channel: Channel,
  register: Register,
  request: OfflineExchangeRequest,
  { acknowledgedSequence, rejected, transactionReceipts }: Receipt,
): Promise<OfflineExchangeResponse> {
  const { configuration, epoch } = channel;
  const isPaused = offlineProfileOf(configuration, register)?.pauseOfflineSynchronization ?? false;
  const customerData = customerDataMode(configuration, isPaused);
  const isNewer = configuration.version !== request.configurationVersion && !isPaused;
  return {
    protocolVersion,
    channelEpoch: epoch,
    acknowledgedSequence,
    rejected: [...rejected],
    transactionReceipts: [...transactionReceipts],
    customerData,
    excludedParts: excludedParts(configuration),
    from: request.cursor,
    configuration: isNewer ? offlineConfiguration(configuration) : null,
    ...(await readDown(channel, { register, request, customerData })),
  };
}

type Down = Pick<
  OfflineExchangeResponse,
  | 'outcomes'
  | 'transactionOutcomes'
  | 'customers'
  | 'removedCustomerIds'
  | 'loaded'
  | 'nextCursor'
  | 'more'
  | 'fullSynchronization'
>;

interface Reader {
  readonly register: Register;
  readonly request: OfflineExchangeRequest;
  readonly customerData: OfflineExchangeResponse['customerData'];
}

const oneSnapshot = 'SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY';

/* Fates and customers from one snapshot: a decided operation comes with the customer that contains it (R6, R9). */
async function readDown(channel: Channel, reader: Reader): Promise<Down> {
  const { request, customerData, register } = reader;
  if (customerData === 'paused') return nothingDown(request);
  return channel.database.transaction('read for offline database', async (tx) => {
    await tx.query(oneSnapshot);
    const outcomes = (await readFates(tx, request.awaiting)).flatMap(toOutcome);
    const fullSynchronization = await requestedFullSynchronization(tx, register.registerId);
    const transactionOutcomes = await readTransactionOutcomes(tx, request.awaitedTransactions);
    const rest = { ...nothingDown(request), outcomes, transactionOutcomes, fullSynchronization };
    if (customerData === 'filtered') return { ...rest, nextCursor: null };
    if (customerData === 'excluded') return rest;
    const isFull = fullSynchronization > request.fullSynchronization;
    const page = await readPage(channel, tx, isFull ? null : request.cursor, isFull);
    return { ...rest, ...(await withDecided(channel, tx, page, outcomes)) };
  });
}

function nothingDown(request: OfflineExchangeRequest): Down {
  return {
    outcomes: [],
    transactionOutcomes: [],
    customers: [],
    removedCustomerIds: [],
    loaded: null,
    nextCursor: request.cursor,
    more: false,
    fullSynchronization: request.fullSynchronization,
  };
}

function toOutcome({ operationId, customerId, status, lastKnownError }: OperationFate): Down['outcomes'] {
  const isDecided = status === 'completed' || status === 'refused' || status === 'failed';
  return isDecided ? [{ operationId, customerId, status, lastKnownError }] : [];
}

type Page = Pick<Down, 'customers' | 'removedCustomerIds' | 'loaded' | 'nextCursor' | 'more'>;

async function readPage(channel: Channel, tx: Tx, cursor: OfflineCursor | null, isFull: boolean): Promise<Page> {
  const isKnown = cursor !== null && (await knowsOfflinePosition(tx, cursor.position));
  if (!isKnown) return beginLoad(channel, tx, isFull);
  return cursor.load ? loadOn(tx, cursor, cursor.load) : readChanged(channel, tx, cursor);
}

/** From the first customer on; what changes from now on follows the load. */
async function beginLoad({ epoch }: Channel, tx: Tx, isFullSynchronization: boolean): Promise<Page> {
  const position = await latestOfflinePosition(tx, epoch.number);
  /* An older transaction still runs: the next exchange begins. */
  if (!position) return { customers: [], removedCustomerIds: [], loaded: null, nextCursor: null, more: false };
  const load = { after: beforeFirstCustomerId, isFullSynchronization };
  return loadOn(tx, { position, load }, load);
}

async function loadOn(
  tx: Tx,
  { position }: OfflineCursor,
  { after, isFullSynchronization }: NonNullable<OfflineCursor['load']>,
): Promise<Page> {
  const customers = await readLoadPage(tx, after, customerCountMax);
  const through = customers.length < customerCountMax ? null : (customers.at(-1)?.customerId ?? null);
  return {
    customers,
    removedCustomerIds: [],
    loaded: { after, through, isFullSynchronization },
    nextCursor: { position, load: through === null ? null : { after: through, isFullSynchronization } },
    more: true,
  };
}

async function readChanged({ epoch }: Channel, tx: Tx, cursor: OfflineCursor): Promise<Page> {
  const changes = await readOfflineChanges(tx, cursor.position, { epochNumber: epoch.number, customerCountMax });
  const customers = await readDocuments(tx, changes.customerIds);
  return {
    customers,
    removedCustomerIds: missing(changes.customerIds, customers),
    loaded: null,
    nextCursor: { position: changes.position, load: null },
    more: changes.rows > 0,
  };
}

function missing(customerIds: readonly string[], customers: readonly Customer[]): string[] {
  const here = new Set(customers.map(({ customerId }) => customerId));
  return customerIds.filter((customerId) => !here.has(customerId));
}

/** With the customers of the operations that were decided for good, wherever they stand in the feed. */
async function withDecided(channel: Channel, tx: Tx, page: Page, outcomes: Down['outcomes']): Promise<Page> {
  const told = new Set([...page.customers.map(({ customerId }) => customerId), ...page.removedCustomerIds]);
  const final = outcomes.filter(({ status }) => status !== 'failed');
  const asked = [...new Set(final.map(({ customerId }) => customerId))].filter((id) => !told.has(id));
  const decided = await readDocuments(tx, asked);
  const parts = excludedParts(channel.configuration);
  return {
    ...page,
    customers: [...page.customers, ...decided].map((customer) => withoutParts(customer, parts)),
    removedCustomerIds: [...page.removedCustomerIds, ...missing(asked, decided)],
  };
}

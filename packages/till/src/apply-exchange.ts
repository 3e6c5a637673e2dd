import { rebuildView } from '@counterfoil/customer/rebuild-view';
import type { Customer } from '@counterfoil/contracts/customer';
import type {
  ExcludablePart,
  OfflineCursor,
  OfflineExchangeRequest,
  OfflineExchangeResponse,
} from '@counterfoil/contracts/offline-exchange';
import { presentDevice, recordExchange, type Device } from './device.ts';
import { nothingApplied, type ExchangeResult } from './exchange-once.ts';
import type { LocalTx } from './local-database.ts';
import {
  customersBetween,
  deleteUploadedCustomers,
  offlineCustomer,
  operationsOf,
  refreshView,
  type LegalEntities,
} from './offline-customers.ts';
import {
  decideEntry,
  emptyDecidedEntries,
  entriesOnTop,
  markDelivered,
  markRejected,
  offlineQueue,
  pruneOfflineOutbox,
} from './offline-outbox.ts';
import {
  applyTransactionOutcomes,
  applyTransactionReceipts,
  forgetReceiptEmails,
  pruneTransactions,
  waitingTransactions,
} from './sale/transactions-outbox.ts';
import { storeConfiguration, type Till } from './till.ts';

/**
 * Applies the answer of an exchange whole, with the cursor, in one transaction; or nothing, when the till is no longer
 * where it was when it asked.
 */
export async function applyExchange(
  till: Till,
  request: OfflineExchangeRequest,
  response: OfflineExchangeResponse,
): Promise<ExchangeResult> {
  const result = await till.database.transaction('apply exchange', async (tx) => {
    const device = await presentDevice(tx);
    if (!leadsOn(device, request, response)) return { ...nothingApplied, result: 'stale' } as const;
    const news = await applyAnswer(tx, till, { device, request, response });
    const delivered = response.acknowledgedSequence - request.acknowledgedSequence;
    const more = response.more || (await hasMoreToSend(tx, response));
    return { ...applied, delivered, customers: response.customers.length, ...news, more };
  });
  if (result.result === 'stale') return result;
  if (response.configuration) till.configuration = response.configuration;
  /* What was removed also leaves the write-ahead log. */
  if (response.customerData === 'filtered') await till.database.all('PRAGMA wal_checkpoint(TRUNCATE)');
  return result;
}

const applied = { result: 'applied' } as const;
/** A scale unit that says nothing of transactions is not asked again at once. */
async function hasMoreToSend(tx: LocalTx, { transactionReceipts }: OfflineExchangeResponse): Promise<boolean> {
  if ((await offlineQueue(tx)).undelivered > 0) return true;
  return transactionReceipts.length > 0 && (await waitingTransactions(tx)).count > 0;
}

/** Whether the answer begins where this till stands. */
function leadsOn(device: Device, request: OfflineExchangeRequest, response: OfflineExchangeResponse): boolean {
  return (
    device.epoch.epochId === request.deviceEpoch.epochId &&
    device.acknowledgedSequence <= response.acknowledgedSequence &&
    sameCursor(device.cursor, request.cursor) &&
    sameCursor(device.cursor, response.from)
  );
}

function sameCursor(one: OfflineCursor | null, other: OfflineCursor | null): boolean {
  if (one === null || other === null) return one === other;
  return (
    one.position.epochNumber === other.position.epochNumber &&
    one.position.xid === other.position.xid &&
    one.position.n === other.position.n &&
    one.position.changeId === other.position.changeId &&
    one.load?.after === other.load?.after &&
    one.load?.isFullSynchronization === other.load?.isFullSynchronization
  );
}

interface Answer {
  readonly device: Device;
  readonly request: OfflineExchangeRequest;
  readonly response: OfflineExchangeResponse;
}

type News = Pick<ExchangeResult, 'changedCustomerIds' | 'hasTransactionNews'>;

async function applyAnswer(tx: LocalTx, till: Till, answer: Answer): Promise<News> {
  const { response } = answer;
  const now = till.seams.clock.now();
  const settings = response.configuration ?? till.configuration;
  const decided = await applyFates(tx, settings, answer, now.toISOString());
  await applyCustomers(tx, settings, response, decided);
  await applyExclusion(tx, answer);
  await recordExchange(tx, { ...response, cursor: response.nextCursor, lastExchangeAt: now.toISOString() });
  if (response.configuration) await storeConfiguration(tx, response.configuration);
  const horizon = new Date(now.getTime() - till.limits.backupHorizonMs).toISOString();
  await pruneOfflineOutbox(tx, horizon);
  await pruneTransactions(tx, horizon);
  const receiptCount = await applyTransactionReceipts(tx, response.transactionReceipts);
  const outcomeCount = await applyTransactionOutcomes(tx, response.transactionOutcomes);
  if (response.customerData === 'filtered') await forgetReceiptEmails(tx);
  return { changedCustomerIds: changedBy(answer, decided), hasTransactionNews: receiptCount + outcomeCount > 0 };
}

/** Whoever was sent, was decided, or came; of a load, which brings everybody, only the first two. */
function changedBy({ request, response }: Answer, decided: ReadonlySet<string>): string[] {
  const sent = request.entries.map(({ operation }) => String(operation['customerId']));
  const came = response.loaded ? [] : response.customers.map(({ customerId }) => customerId);
  return [...new Set([...sent, ...decided, ...came, ...(response.loaded ? [] : response.removedCustomerIds)])];
}

/** Acknowledgements, rejections and decisions; the customers whose view may change by them. */
async function applyFates(
  tx: LocalTx,
  settings: LegalEntities,
  { request, response }: Answer,
  now: string,
): Promise<Set<string>> {
  const { epochId } = request.deviceEpoch;
  const decided = new Set<string>();
  await markDelivered(tx, epochId, response.acknowledgedSequence);
  for (const { deviceSequence, code, field } of response.rejected) {
    const problem = { code, field };
    const customerId = await markRejected(tx, { epochId, sequence: deviceSequence, problem, now });
    if (customerId) decided.add(customerId);
  }
  const coming = new Set([...response.customers.map(({ customerId }) => customerId), ...response.removedCustomerIds]);
  for (const { operationId, customerId, status, lastKnownError } of response.outcomes) {
    if (status === 'completed' && !coming.has(customerId)) await settle(tx, settings, customerId, operationId);
    await decideEntry(tx, { operationId, status, problem: lastKnownError, now });
    decided.add(customerId);
  }
  return decided;
}

/**
 * Headquarters has applied an operation, but its customer doesn't come here: what the operation did becomes part of what
 * is known of the customer, so that deciding it reverts nothing.
 */
async function settle(tx: LocalTx, settings: LegalEntities, customerId: string, operationId: string): Promise<void> {
  const local = await offlineCustomer(tx, customerId);
  if (!local) return;
  const operations = operationsOf(await entriesOnTop(tx, customerId));
  const place = operations.findIndex((operation) => operation.operationId === operationId);
  await refreshView(tx, settings, customerId, rebuildView(local.base, operations.slice(0, place + 1)));
}

async function applyCustomers(
  tx: LocalTx,
  settings: LegalEntities,
  response: OfflineExchangeResponse,
  decided: ReadonlySet<string>,
): Promise<void> {
  const here = new Set<string>();
  const keptParts = response.loaded?.isFullSynchronization ? [] : response.excludedParts;
  for (const customer of response.customers) {
    here.add(customer.customerId);
    const held = keptParts.length > 0 ? await offlineCustomer(tx, customer.customerId) : null;
    await refreshView(tx, settings, customer.customerId, withKeptParts(customer, held?.base ?? null, keptParts));
  }
  const gone = response.removedCustomerIds.concat(await notLoaded(tx, response, here));
  for (const customerId of gone) await refreshView(tx, settings, customerId, null);
  for (const customerId of decided) {
    if (!here.has(customerId) && !gone.includes(customerId)) await refreshKnown(tx, settings, customerId);
  }
}

/** An excluded subjob brings nothing: what the till has of its part stays until a full synchronization (LK-23). */
function withKeptParts(customer: Customer, held: Customer | null, parts: readonly ExcludablePart[]): Customer {
  if (!held) return customer;
  const kept = Object.fromEntries(parts.map((part) => [part, held[part]]));
  return { ...customer, ...kept };
}

/** Customers that this till has and that a load of everything would have brought. */
async function notLoaded(
  tx: LocalTx,
  { loaded }: OfflineExchangeResponse,
  here: ReadonlySet<string>,
): Promise<string[]> {
  if (!loaded) return [];
  const held = await customersBetween(tx, loaded.after, loaded.through);
  return held.filter((customerId) => !here.has(customerId));
}

async function refreshKnown(tx: LocalTx, settings: LegalEntities, customerId: string): Promise<void> {
  const local = await offlineCustomer(tx, customerId);
  if (local) await refreshView(tx, settings, customerId, local.base);
}

/**
 * Customer data that is kept off this till goes once the scale unit has acknowledged what was captured here, and never
 * before (SD-25, I8); the content of the till's own operations once headquarters has decided them. What is merely
 * excluded goes with the next full synchronization (LK-23).
 */
async function applyExclusion(tx: LocalTx, { device, response }: Answer): Promise<void> {
  const isEmptied = response.customerData === 'excluded' && response.fullSynchronization > device.fullSynchronization;
  if (response.customerData === 'filtered' || isEmptied) await deleteUploadedCustomers(tx);
  if (response.customerData === 'filtered') await emptyDecidedEntries(tx);
}

import type { CustomerOperation } from '@counterfoil/contracts/customer-operation';
import { refuse, refuseAll } from '@counterfoil/contracts/refusal';
import { callRealTimeService, keepFromPJob } from '../exchange/call-real-time-service.ts';
import type { Channel } from '../channel.ts';
import type { Delivery } from '@counterfoil/customer/channel-rules';
import { localCustomers, type LocalCustomer } from './local-customers.ts';
import { outboxEntriesOf, outboxEntry, type OutboxEntry } from '../exchange/outbox.ts';
import type { Recording, Way } from './record-operations.ts';
import { customerWarnings, type CustomerWarning } from '@counterfoil/customer/customer-warnings';

/** A customer with what its creation or edit became. */
export interface OperationResult {
  readonly local: LocalCustomer;
  readonly entries: readonly OutboxEntry[];
  readonly operationId: string;
  /** `fallback`: meant to be sync, but headquarters couldn't be reached. */
  readonly way: Way;
  /** The request was a repetition; nothing was done again. */
  readonly replayed: boolean;
  /** What the customer should not be, though nothing was refused. */
  readonly warnings: readonly CustomerWarning[];
}

/** An operation that has just been recorded, with its customer and that customer's entries as they are then. */
export interface RecordedOperation {
  readonly operation: CustomerOperation;
  readonly delivery: Delivery;
  readonly local: LocalCustomer;
  readonly entries: readonly OutboxEntry[];
}

/**
 * Records an operation and sends it on its way; null when `recordOnce` finds it recorded before. Unless it `mayBeSync`
 * it only travels by P-job. What travels so wakes the P-job, once it may take it.
 */
export async function recordAndDeliver(
  channel: Channel,
  operationId: string,
  mayBeSync: boolean,
  recordOnce: () => Promise<RecordedOperation | null>,
): Promise<OperationResult | null> {
  const work = async (): Promise<OperationResult | null> => {
    const recorded = await recordOnce();
    return recorded && deliver(channel, recorded);
  };
  const result = await (mayBeSync ? keepFromPJob(channel, operationId, work) : work());
  if (result && result.way !== 'sync') channel.wakeUps.recorded();
  return result;
}

/**
 * Sends a recorded operation on its way. Only what headquarters decided meanwhile is read again; an operation that
 * travels later is shown as it was recorded.
 */
async function deliver(channel: Channel, recorded: RecordedOperation): Promise<OperationResult> {
  const { operation, delivery, local, entries } = recorded;
  const { operationId, customerId } = operation;
  if (delivery === 'async') return laterResult(channel, recorded, 'async');
  if ((await callRealTimeService(channel, operation, delivery)) === 'decided') {
    return resultOf(channel, customerId, { operationId, way: 'sync', replayed: false });
  }
  return laterResult(channel, { operation, local, entries }, 'fallback');
}

function laterResult(
  channel: Channel,
  { operation, local, entries }: Omit<RecordedOperation, 'delivery'>,
  way: Way,
): OperationResult {
  const warnings = customerWarnings(channel.configuration, local.document);
  return { local, entries, operationId: operation.operationId, way, replayed: false, warnings };
}

/** The outbox's entry of an operation in the moment after its recording. */
export function entryOf(
  { operation, way, contentHash }: Pick<Recording, 'operation' | 'way' | 'contentHash'>,
  { recordedAt }: { readonly recordedAt: string },
): OutboxEntry {
  return { operation, way, status: 'pending', lastKnownError: null, contentHash, recordedAt, decidedAt: null };
}

/**
 * What a repeated request is answered: the same customer as it is now, or the same refusal. While headquarters is being
 * asked about the first request, its repetition waits for the answer: nothing is acknowledged that may be taken back.
 */
export async function repetition(channel: Channel, operationId: string, contentHash: string): Promise<OperationResult> {
  const first = await recordedEntry(channel, operationId);
  if (first.contentHash !== contentHash) throw refuse('idempotency_key_reused');
  const asking = channel.inRealTime.get(operationId);
  if (asking) await asking;
  const entry = asking ? await recordedEntry(channel, operationId) : first;
  if (entry.status === 'refused' && entry.lastKnownError) throw refuseAll([entry.lastKnownError]);
  return resultOf(channel, entry.operation.customerId, { operationId, way: entry.way, replayed: true });
}

/** An operation that was there and is gone was taken back, since headquarters couldn't be reached. */
async function recordedEntry(channel: Channel, operationId: string): Promise<OutboxEntry> {
  const entry = await outboxEntry(channel.database, operationId);
  if (!entry) throw refuse('edit_needs_headquarters');
  return entry;
}

async function resultOf(
  channel: Channel,
  customerId: string,
  rest: Pick<OperationResult, 'operationId' | 'way' | 'replayed'>,
): Promise<OperationResult> {
  const [[local], entries] = await Promise.all([
    localCustomers(channel.database, [customerId]),
    outboxEntriesOf(channel.database, [customerId]),
  ]);
  if (!local) throw refuse('customer_unknown');
  return { local, entries, ...rest, warnings: customerWarnings(channel.configuration, local.document) };
}

import { rebuildView } from '@counterfoil/customer/rebuild-view';
import type { Register } from '@counterfoil/contracts/channel-configuration';
import { uuidSchema } from '@counterfoil/contracts/customer';
import {
  customerOperationSchema,
  type CustomerOperation,
  type Problem,
} from '@counterfoil/contracts/customer-operation';
import type { ErrorCode } from '@counterfoil/contracts/error-register';
import {
  nodeOfRegister,
  type OfflineEntry,
  type OfflineExchangeRequest,
} from '@counterfoil/contracts/offline-exchange';
import { refuse } from '@counterfoil/contracts/refusal';
import { isDataError, type Tx } from '@counterfoil/database/database';
import { channelSettings, legalEntityCountry, type Channel } from '../channel.ts';
import { hashOf } from '../customers/requested-operation.ts';
import { keepPublished, keepView, lockLocalCustomers } from '../customers/local-customers.ts';
import type { Way } from '../customers/record-operations.ts';
import { insertOutboxEntry, outboxEntry, undecidedEntries } from '../exchange/outbox.ts';
import { lockDeviceEpoch, recordAcknowledged, recordOfflineStatus } from './device-epochs.ts';
import { insertReceivedEntry, isRejected, receivedEntries, type ReceivedEntry } from './offline-inbox.ts';

/** What became of the entries of one exchange. */
export interface OfflineReceipt {
  readonly acknowledgedSequence: number;
  readonly rejected: readonly { readonly deviceSequence: number; readonly code: string; readonly field: string }[];
  /** Operations that are in the outbox for the first time. */
  readonly recorded: readonly CustomerOperation[];
}

/** An exchange of a register as it came. */
export interface RegisterExchange {
  readonly register: Register;
  readonly request: OfflineExchangeRequest;
  readonly isFiltered: boolean;
  /** Operations that are meant to be decided in real time, and kept from the P-job until then. */
  readonly inRealTime: ReadonlySet<string>;
}

/**
 * Takes the entries of a till over as ordinary operations of the outbox, each exactly once: inbox row, outbox entry and
 * the customer as staff see it are one transaction. Entries come without a gap; what came before is only acknowledged
 * again. An entry that can't be an operation of this register is kept as rejected and holds up nothing else (R13).
 * Errors: `offline_epoch_foreign`, `device_sequence_gap`, `device_sequence_reused`; then nothing is stored.
 */
export async function receiveOfflineEntries(channel: Channel, exchange: RegisterExchange): Promise<OfflineReceipt> {
  try {
    return await receive(channel, exchange, exchange.request.entries, new Set());
  } catch (error) {
    if (!isDataError(error)) throw error;
    return receiveOneByOne(channel, exchange);
  }
}

/** The database refuses the content of one of the entries: that one is rejected, the others go through. */
async function receiveOneByOne(channel: Channel, exchange: RegisterExchange): Promise<OfflineReceipt> {
  const poisoned = new Set<number>();
  const recorded: CustomerOperation[] = [];
  for (const [index, entry] of exchange.request.entries.entries()) {
    const entries = exchange.request.entries.slice(0, index + 1);
    try {
      recorded.push(...(await receive(channel, exchange, entries, poisoned)).recorded);
    } catch (error) {
      if (!isDataError(error)) throw error;
      poisoned.add(entry.deviceSequence);
      await receive(channel, exchange, entries, poisoned);
    }
  }
  return { ...(await receive(channel, exchange, exchange.request.entries, poisoned)), recorded };
}

function receive(
  channel: Channel,
  exchange: RegisterExchange,
  entries: readonly OfflineEntry[],
  poisoned: ReadonlySet<number>,
): Promise<OfflineReceipt> {
  const { register, request, isFiltered } = exchange;
  const now = channel.seams.clock.now();
  return channel.database.transaction('receive offline entries', async (tx) => {
    const acknowledged = await lockDeviceEpoch(tx, register.registerId, request.deviceEpoch, now);
    requireSameHistory(channel, request, acknowledged);
    const received = await receivedBefore(tx, exchange, entries, acknowledged);
    const fresh = entries.filter(({ deviceSequence }) => deviceSequence > acknowledged);
    requireNoGap(fresh, acknowledged);
    /* All at once, in one order for everybody who locks customers. */
    await lockLocalCustomers(
      tx,
      fresh.flatMap(({ operation }) => customerIdOf(operation)),
    );
    const taken = { acknowledged, rejected: [...received.values()].flatMap(toRejected) };
    const recorded: CustomerOperation[] = [];
    for (const entry of fresh) {
      const outcome = await takeOver(channel, tx, { exchange, entry, isPoisoned: poisoned.has(entry.deviceSequence) });
      taken.acknowledged = entry.deviceSequence;
      if (outcome && 'operationId' in outcome) recorded.push(outcome);
      else if (outcome) taken.rejected.push({ deviceSequence: entry.deviceSequence, ...codeOf(outcome) });
    }
    if (fresh.length > 0) await recordAcknowledged(tx, register.registerId, request.deviceEpoch, taken.acknowledged);
    await recordOfflineStatus(tx, register.registerId, request, { accepted: entries.length, isFiltered, now });
    return { acknowledgedSequence: taken.acknowledged, rejected: taken.rejected, recorded };
  });
}

function codeOf({ code, field }: Problem): { code: string; field: string } {
  return { code, field };
}

function toRejected({ sequence, problem }: ReceivedEntry): OfflineReceipt['rejected'][number][] {
  return problem ? [{ deviceSequence: sequence, ...codeOf(problem) }] : [];
}

/** A till that knows another incarnation, or more acknowledged than is here, has seen what a restore took away (R11). */
function requireSameHistory({ epoch }: Channel, request: OfflineExchangeRequest, acknowledged: number): void {
  const isForeign = request.channelEpoch !== null && request.channelEpoch.epochId !== epoch.epochId;
  if (isForeign || request.acknowledgedSequence > acknowledged) throw refuse('offline_epoch_foreign');
}

/** What came before has to be what comes again; anything else is another till with a copy of the same database. */
async function receivedBefore(
  tx: Tx,
  { register, request }: RegisterExchange,
  entries: readonly OfflineEntry[],
  acknowledged: number,
): Promise<Map<number, ReceivedEntry>> {
  const again = entries.filter(({ deviceSequence }) => deviceSequence <= acknowledged);
  if (again.length === 0) return new Map();
  const sequences = again.map(({ deviceSequence }) => deviceSequence);
  const received = await receivedEntries(tx, register.registerId, request.deviceEpoch.epochId, sequences);
  for (const { deviceSequence, operation } of again) {
    const known = received.get(deviceSequence)?.operationId ?? null;
    if (known !== operationIdOf(operation)) {
      throw refuse('device_sequence_reused', 'entries', { given: deviceSequence });
    }
  }
  return received;
}

function requireNoGap(fresh: readonly OfflineEntry[], acknowledged: number): void {
  fresh.forEach(({ deviceSequence }, index) => {
    const expected = acknowledged + 1 + index;
    if (deviceSequence !== expected) {
      throw refuse('device_sequence_gap', 'entries', { given: deviceSequence, expected });
    }
  });
}

function operationIdOf(operation: OfflineEntry['operation']): string | null {
  const operationId = uuidSchema.safeParse(operation['operationId']);
  return operationId.success ? operationId.data : null;
}

function customerIdOf(operation: OfflineEntry['operation']): string[] {
  const customerId = uuidSchema.safeParse(operation['customerId']);
  return customerId.success ? [customerId.data] : [];
}

interface EntryToTake {
  readonly exchange: RegisterExchange;
  readonly entry: OfflineEntry;
  readonly isPoisoned: boolean;
}

/** Records an entry's operation, or why it can't be one; null when the operation was here already. */
async function takeOver(channel: Channel, tx: Tx, entry: EntryToTake): Promise<Problem | CustomerOperation | null> {
  const { register, request } = entry.exchange;
  const { deviceSequence, operation: content } = entry.entry;
  const parsed = customerOperationSchema.safeParse(content);
  const place = {
    registerId: register.registerId,
    epochId: request.deviceEpoch.epochId,
    sequence: deviceSequence,
  };
  const problem = parsed.success
    ? await problemOf(channel, tx, entry, parsed.data)
    : refused('offline_entry_unreadable', parsed.error.issues[0]?.path.join('.') ?? '');
  const rejected = problem && { problem, content: JSON.stringify(content) };
  const now = channel.seams.clock.now();
  await insertReceivedEntry(tx, place, { operationId: operationIdOf(content), rejected, now });
  if (problem || !parsed.success) return problem;
  const way = entry.exchange.inRealTime.has(parsed.data.operationId) ? 'sync' : 'async';
  return (await record(channel, tx, parsed.data, way)) ? parsed.data : null;
}

function refused(code: ErrorCode, field = ''): Problem {
  return { code, field };
}

/* Rules about what was typed are headquarters' to judge: there it can be corrected, here it would only be turned away. */
async function problemOf(
  channel: Channel,
  tx: Tx,
  { exchange, isPoisoned }: EntryToTake,
  operation: CustomerOperation,
): Promise<Problem | null> {
  const { register } = exchange;
  if (isPoisoned) return refused('record_poisoned');
  if (!isOfRegister(channel, register, operation)) return refused('offline_entry_foreign', 'origin');
  if (operation.follows !== null && (await isRejected(tx, register.registerId, operation.follows))) {
    return refused('offline_entry_follows_rejected', 'follows');
  }
  const known = await outboxEntry(tx, operation.operationId);
  const isOther = known !== null && known.operation.customerId !== operation.customerId;
  return isOther ? refused('idempotency_key_reused', 'operationId') : null;
}

/** A till speaks for itself only, and the credit limit is headquarters' alone (R15). */
function isOfRegister(channel: Channel, register: Register, { kind, origin, changes }: CustomerOperation): boolean {
  const { channelDatabaseId } = channel;
  const nodes = [channelDatabaseId, nodeOfRegister(channelDatabaseId, register.registerId)];
  const { legalEntity } = channelSettings(channel, register.channelId);
  return (
    origin.terminalId === register.registerId &&
    nodes.includes(origin.node) &&
    channel.configuration.channels.some(({ channelId }) => channelId === origin.channelId) &&
    (kind !== 'create' || origin.legalEntity === legalEntity) &&
    (changes.fields.creditLimit ?? null) === null
  );
}

/**
 * The operation in the outbox and on top of its customer, as if it had been made at the channel; whether it is new. The
 * till may have sent it before, to be decided in real time, and had no answer.
 */
async function record(channel: Channel, tx: Tx, operation: CustomerOperation, way: Way): Promise<boolean> {
  const { customerId } = operation;
  const local = (await lockLocalCustomers(tx, [customerId])).get(customerId) ?? null;
  if (await outboxEntry(tx, operation.operationId)) return false;
  const now = channel.seams.clock.now();
  await insertOutboxEntry(tx, {
    operation,
    way,
    contentHash: hashOf(operation),
    epochNumber: channel.epoch.number,
    now,
  });
  const pending = (await undecidedEntries(tx, [customerId])).map((entry) => entry.operation);
  const view = rebuildView(local?.published ?? null, pending);
  if (!view) return true;
  const countryRegion = legalEntityCountry(channel, view.legalEntity);
  if (local?.published) await keepView(tx, view, local.published, countryRegion);
  else await keepPublished(tx, [{ published: view, view, countryRegion }], 0, now);
  return true;
}

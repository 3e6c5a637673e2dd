import { applyOperation } from '@counterfoil/customer/apply-operation';
import { normalizeChanges } from '@counterfoil/customer/normalize-changes';
import { validateOperation } from '@counterfoil/customer/validate-customer';
import type { UpdateCustomerRequest } from '@counterfoil/contracts/create-customer';
import type { Customer } from '@counterfoil/contracts/customer';
import type { CustomerOperation } from '@counterfoil/contracts/customer-operation';
import { refuse, refuseAll } from '@counterfoil/contracts/refusal';
import { isUniqueViolation, type Tx } from '@counterfoil/database/database';
import { channelSettings, legalEntityCountry, type Channel } from './channel.ts';
import {
  addressPut,
  entryOf,
  hashOf,
  operationIdOf,
  originProblems,
  recordAndDeliver,
  repetition,
  today,
  type OperationResult,
  type RecordedOperation,
} from './create-customer.ts';
import { keepView, lockLocalCustomers, type LocalCustomer } from './local-customers.ts';
import { insertOutboxEntry, outboxEntriesOf, outboxEntry, type OutboxEntry } from './outbox.ts';
import type { Way } from './record-operations.ts';

/**
 * Changes a customer, or adds, changes and removes its addresses, at a channel. A customer that has undecided
 * operations here is always edited asynchronously, since headquarters decides the operations of a customer in order.
 * Errors: those of validation, `customer_unknown`, `customer_version_unknown`, `customer_deactivated`,
 * `idempotency_key_reused`, business refusals of headquarters.
 */
export async function updateCustomer(
  channel: Channel,
  customerId: string,
  request: UpdateCustomerRequest,
  idempotencyKey?: string,
): Promise<OperationResult> {
  const settings = channelSettings(channel, request.channelId);
  const operationId = request.operationId ?? operationIdOf(channel, request.channelId, idempotencyKey);
  const contentHash = hashOf({ customerId, ...request });
  if (await outboxEntry(channel.database, operationId)) return repetition(channel, operationId, contentHash);
  const mode: Way = settings.createCustomerInAsyncMode ? 'async' : 'sync';
  try {
    const result = await recordAndDeliver(channel, operationId, mode, () =>
      recordUpdate(channel, { customerId, request, operationId, contentHash, mode }),
    );
    return result ?? (await repetition(channel, operationId, contentHash));
  } catch (error) {
    if (isUniqueViolation(error)) return repetition(channel, operationId, contentHash);
    throw error;
  }
}

interface UpdateToRecord {
  readonly customerId: string;
  readonly request: UpdateCustomerRequest;
  readonly operationId: string;
  readonly contentHash: string;
  readonly mode: Way;
}

async function recordUpdate(channel: Channel, update: UpdateToRecord): Promise<RecordedOperation> {
  const { seams, database, epoch } = channel;
  const now = seams.clock.now();
  const insertInSecond = seams.plantedBugs.has('outbox entry in a second transaction');
  const entryRow = ({ operation, way }: RecordedOperation): Parameters<typeof insertOutboxEntry>[1] => ({
    operation,
    way,
    contentHash: update.contentHash,
    epochNumber: epoch.number,
    now,
  });
  const recorded = await database.transaction('record update', async (tx) => {
    const { local, entries } = await lockWithEntries(tx, update.customerId);
    const operation = operationFor(channel, update, local, entries);
    const countryRegion = legalEntityCountry(channel, local.document.legalEntity);
    const problems = [
      ...originProblems(update.request),
      ...validateOperation(operation, today(channel), countryRegion),
    ];
    if (problems.length > 0) throw refuseAll(problems);
    const way = entries.some(isUndecided) ? 'async' : update.mode;
    const document = optimisticView(local.document, operation);
    const entry = entryOf({ operation, way, contentHash: update.contentHash }, { recordedAt: now.toISOString() });
    const edited = { operation, way, local: { ...local, document }, entries: [...entries, entry] };
    if (!insertInSecond) await insertOutboxEntry(tx, entryRow(edited));
    await keepView(tx, document, local.published, countryRegion);
    return edited;
  });
  if (insertInSecond) {
    await database.transaction('record update entry', (tx) => insertOutboxEntry(tx, entryRow(recorded)));
  }
  return recorded;
}

async function lockWithEntries(tx: Tx, customerId: string): Promise<{ local: LocalCustomer; entries: OutboxEntry[] }> {
  const local = (await lockLocalCustomers(tx, [customerId])).get(customerId);
  if (!local) throw refuse('customer_unknown');
  return { local, entries: await outboxEntriesOf(tx, [customerId]) };
}

function isUndecided(entry: OutboxEntry): boolean {
  return entry.status !== 'completed' && entry.status !== 'refused';
}

function optimisticView(customer: Customer, operation: CustomerOperation): Customer {
  const applied = applyOperation(customer, operation, { kind: 'origin' });
  if (applied.result === 'applied') return applied.customer;
  throw applied.result === 'refused' ? refuseAll([applied.problem]) : refuse('customer_unknown');
}

function operationFor(
  channel: Channel,
  { customerId, request, operationId }: UpdateToRecord,
  local: LocalCustomer,
  entries: readonly OutboxEntry[],
): CustomerOperation {
  const { addresses = [], removedAddressIds = [], ...fields } = request.changes;
  const baseVersion = request.baseVersion ?? local.version;
  if (baseVersion > local.version) throw refuse('customer_version_unknown', 'baseVersion');
  return {
    operationId,
    customerId,
    kind: 'update',
    origin: {
      legalEntity: local.document.legalEntity,
      channelId: request.channelId,
      node: channel.channelDatabaseId,
      terminalId: request.terminalId ?? null,
      workerId: request.workerId ?? null,
    },
    recordedAt: channel.seams.clock.now().toISOString(),
    baseVersion,
    follows: entries.findLast((entry) => entry.status !== 'refused')?.operation.operationId ?? null,
    changes: normalizeChanges({
      fields,
      addresses: [
        ...addresses.map((address) => addressPut(channel, address)),
        ...removedAddressIds.map((addressId) => ({ addressId, change: 'remove' as const, fields: {} })),
      ],
    }),
  };
}

import { applyOperation } from '@counterfoil/customer/apply-operation';
import { editProblems } from '@counterfoil/customer/channel-problems';
import { editDelivery, type Delivery } from '@counterfoil/customer/channel-rules';
import { internationalPhones } from '@counterfoil/customer/international-phones';
import { editChanges } from '@counterfoil/customer/requested-changes';
import type { UpdateCustomerRequest } from '@counterfoil/contracts/create-customer';
import type { Customer } from '@counterfoil/contracts/customer';
import type { CustomerChanges, CustomerOperation } from '@counterfoil/contracts/customer-operation';
import { refuse, refuseAll } from '@counterfoil/contracts/refusal';
import { isUniqueViolation, type Tx } from '@counterfoil/database/database';
import { channelSettings, legalEntityCountry, type Channel } from '../channel.ts';
import {
  entryOf,
  recordAndDeliver,
  repetition,
  type OperationResult,
  type RecordedOperation,
} from './deliver-operation.ts';
import { hashOf, operationIdOf, today } from './requested-operation.ts';
import { identitiesTakenByOthers } from './external-identities.ts';
import { keepView, lockLocalCustomers, type LocalCustomer } from './local-customers.ts';
import { isUndecided } from './show-customer.ts';
import { insertOutboxEntry, outboxEntriesOf, outboxEntry, type OutboxEntry } from '../exchange/outbox.ts';

/**
 * Changes a customer, or adds, changes and removes its addresses and other children, at a channel. How it travels is for
 * the channel's rules ({@link editDelivery}); a customer that has undecided operations here is never edited in real
 * time, since headquarters decides the operations of a customer in order.
 * Errors: those of validation and of the channel's rules, `edit_needs_headquarters`, `customer_unknown`,
 * `customer_version_unknown`, `customer_deactivated`, `external_identity_taken`, `idempotency_key_reused`, business
 * refusals of headquarters.
 */
export async function updateCustomer(
  channel: Channel,
  customerId: string,
  request: UpdateCustomerRequest,
  idempotencyKey?: string,
): Promise<OperationResult> {
  const { countryRegion } = channelSettings(channel, request.channelId);
  const newId = (): string => channel.seams.ids.uuid();
  return editCustomer(channel, customerId, {
    ...request,
    idempotencyKey,
    contentHash: hashOf({ customerId, ...request }),
    changesOf: ({ legalEntity }) =>
      internationalPhones(editChanges(request.changes, newId, countryRegion), {
        store: countryRegion,
        legalEntity: legalEntityCountry(channel, legalEntity),
      }),
  });
}

/** An edit of whichever kind. */
export interface Edit extends Pick<UpdateCustomerRequest, 'channelId' | 'terminalId' | 'workerId' | 'baseVersion'> {
  readonly operationId?: string | undefined;
  readonly idempotencyKey?: string | undefined;
  /** SHA-256 of what was asked, in hexadecimal. */
  readonly contentHash: string;
  /** What it changes of the customer as it is in the moment of the recording; throws what is refused. */
  readonly changesOf: (customer: Customer, operationId: string) => CustomerChanges;
  /** In place of the channel's rules. */
  readonly delivery?: Delivery;
}

/** Records an edit and sends it on its way; the repetition of a recorded one gets its answer. Errors: as above. */
export async function editCustomer(channel: Channel, customerId: string, edit: Edit): Promise<OperationResult> {
  channelSettings(channel, edit.channelId);
  const { contentHash } = edit;
  const operationId = edit.operationId ?? operationIdOf(channel, edit.channelId, edit.idempotencyKey);
  if (await outboxEntry(channel.database, operationId)) return repetition(channel, operationId, contentHash);
  try {
    const result = await recordAndDeliver(channel, operationId, true, () =>
      recordUpdate(channel, { customerId, operationId, edit }),
    );
    return result ?? (await repetition(channel, operationId, contentHash));
  } catch (error) {
    if (isUniqueViolation(error)) return repetition(channel, operationId, contentHash);
    throw error;
  }
}

interface UpdateToRecord {
  readonly customerId: string;
  readonly operationId: string;
  readonly edit: Edit;
}

async function recordUpdate(channel: Channel, update: UpdateToRecord): Promise<RecordedOperation> {
  const { seams, database, epoch } = channel;
  const now = seams.clock.now();
  const insertInSecond = seams.plantedBugs.has('outbox entry in a second transaction');
  const { contentHash } = update.edit;
  const entryRow = ({ operation, delivery }: RecordedOperation): Parameters<typeof insertOutboxEntry>[1] => ({
    operation,
    way: wayOf(delivery),
    contentHash,
    epochNumber: epoch.number,
    now,
  });
  const recorded = await database.transaction('record update', async (tx) => {
    const { local, entries } = await lockWithEntries(tx, update.customerId);
    const operation = operationFor(channel, update, local, entries);
    const delivery = deliveryOf(channel, update, { local, entries, operation });
    await checkOperation(channel, tx, local.document, operation);
    const document = optimisticView(local.document, operation);
    const entry = entryOf({ operation, way: wayOf(delivery), contentHash }, { recordedAt: now.toISOString() });
    const edited = { operation, delivery, local: { ...local, document }, entries: [...entries, entry] };
    if (!insertInSecond) await insertOutboxEntry(tx, entryRow(edited));
    await keepView(tx, document, local.published, legalEntityCountry(channel, document.legalEntity));
    return edited;
  });
  if (insertInSecond) {
    await database.transaction('record update entry', (tx) => insertOutboxEntry(tx, entryRow(recorded)));
  }
  return recorded;
}

function wayOf(delivery: Delivery): 'async' | 'sync' {
  return delivery === 'async' ? 'async' : 'sync';
}

interface Recordable {
  readonly local: LocalCustomer;
  readonly entries: readonly OutboxEntry[];
  readonly operation: CustomerOperation;
}

function deliveryOf(channel: Channel, { edit }: UpdateToRecord, { local, entries, operation }: Recordable): Delivery {
  const hasUndecided = entries.some(isUndecided);
  if (edit.delivery) return hasUndecided ? 'async' : edit.delivery;
  return editDelivery(channel.configuration, {
    customer: local.document,
    changes: operation.changes,
    hasUndecided,
    settings: channelSettings(channel, edit.channelId),
  });
}

async function checkOperation(
  channel: Channel,
  tx: Tx,
  customer: Customer,
  operation: CustomerOperation,
): Promise<void> {
  const problems = [
    ...editProblems(channel.configuration, { operation, customer, today: today(channel) }),
    ...(await identitiesTakenByOthers(tx, operation)),
  ];
  if (problems.length > 0) throw refuseAll(problems);
}

async function lockWithEntries(tx: Tx, customerId: string): Promise<{ local: LocalCustomer; entries: OutboxEntry[] }> {
  const local = (await lockLocalCustomers(tx, [customerId])).get(customerId);
  if (!local) throw refuse('customer_unknown');
  return { local, entries: await outboxEntriesOf(tx, [customerId]) };
}

function optimisticView(customer: Customer, operation: CustomerOperation): Customer {
  const applied = applyOperation(customer, operation, { kind: 'origin' });
  if (applied.result === 'applied') return applied.customer;
  throw applied.result === 'refused' ? refuseAll([applied.problem]) : refuse('customer_unknown');
}

function operationFor(
  channel: Channel,
  { customerId, edit, operationId }: UpdateToRecord,
  local: LocalCustomer,
  entries: readonly OutboxEntry[],
): CustomerOperation {
  const baseVersion = edit.baseVersion ?? local.version;
  if (baseVersion > local.version) throw refuse('customer_version_unknown', 'baseVersion');
  return {
    operationId,
    customerId,
    kind: 'update',
    origin: {
      legalEntity: local.document.legalEntity,
      channelId: edit.channelId,
      node: channel.channelDatabaseId,
      terminalId: edit.terminalId ?? null,
      workerId: edit.workerId ?? null,
    },
    recordedAt: channel.seams.clock.now().toISOString(),
    baseVersion,
    follows: entries.findLast((entry) => entry.status !== 'refused')?.operation.operationId ?? null,
    changes: edit.changesOf(local.document, operationId),
  };
}

import { applyOperation } from '@counterfoil/customer/apply-operation';
import { calendarDate, countryOfLegalEntity, editProblems } from '@counterfoil/customer/channel-problems';
import { requireOfflineEdit } from '@counterfoil/customer/channel-rules';
import { customerWarnings } from '@counterfoil/customer/customer-warnings';
import { internationalPhones } from '@counterfoil/customer/international-phones';
import { editChanges } from '@counterfoil/customer/requested-changes';
import type { UpdateCustomerRequest } from '@counterfoil/contracts/create-customer';
import type { Customer } from '@counterfoil/contracts/customer';
import type { CustomerChanges, CustomerOperation } from '@counterfoil/contracts/customer-operation';
import { nodeOfRegister } from '@counterfoil/contracts/offline-exchange';
import { refuse, refuseAll } from '@counterfoil/contracts/refusal';
import type { OfflineResult } from './create-customer-offline.ts';
import type { LocalTx } from './local-database.ts';
import { keepOfflineCustomer, offlineCustomer, type OfflineCustomer } from './offline-customers.ts';
import { customerOfOperation, insertOfflineEntry, lastOperationOf } from './offline-outbox.ts';
import { ownChannel, type Till } from './till.ts';

/** What is asked of a till: as at the channel, whose channel and register are this till's own. */
export type OfflineEdit = Omit<UpdateCustomerRequest, 'channelId' | 'terminalId'>;

/**
 * Changes a customer, or its addresses and other children, on the till itself; on the disk before this resolves.
 * Errors: `customer_edit_offline_unavailable`, `customer_address_offline_unavailable`, `customer_unknown`,
 * `customer_version_unknown`, `customer_deactivated`, `offline_database_not_ready`, those of validation and of the
 * channel's rules.
 */
export function editCustomerOffline(till: Till, customerId: string, request: OfflineEdit): Promise<OfflineResult> {
  const { configuration, seams } = till;
  return recordOfflineEdit(till, customerId, {
    ...request,
    changesOf: (customer) => {
      const { countryRegion: store } = ownChannel(till);
      const changes = editChanges(request.changes, () => seams.ids.uuid(), store);
      return internationalPhones(changes, {
        store,
        legalEntity: countryOfLegalEntity(configuration, customer.legalEntity),
      });
    },
    requireAllowed: (customer, changes) => requireOfflineEdit(configuration, customer, changes),
  });
}

/** What an operation on a known customer is made of. */
export interface RecordedEdit extends Pick<OfflineEdit, 'operationId' | 'workerId' | 'baseVersion'> {
  readonly changesOf: (customer: Customer) => CustomerChanges;
  /** Throws what forbids it on a till. */
  readonly requireAllowed: (customer: Customer, changes: CustomerChanges) => void;
}

/** Records an operation on a customer of this till; a repetition with the same `operationId` changes nothing. */
export async function recordOfflineEdit(till: Till, customerId: string, edit: RecordedEdit): Promise<OfflineResult> {
  const operationId = edit.operationId ?? till.seams.ids.uuid();
  return till.database.transaction('record offline edit', async (tx) => {
    const recorded = await customerOfOperation(tx, operationId);
    if (recorded) return { customerId: recorded, operationId, replayed: true, warnings: [] };
    const local = await offlineCustomer(tx, customerId);
    if (!local) throw refuse('customer_unknown');
    const follows = await lastOperationOf(tx, customerId);
    const operation = editOf(till, local, { ...edit, operationId, follows });
    edit.requireAllowed(local.document, operation.changes);
    requireValidEdit(till, local.document, operation);
    const document = await recordEdit(tx, till, local, operation);
    return { customerId, operationId, replayed: false, warnings: customerWarnings(till.configuration, document) };
  });
}

async function recordEdit(
  tx: LocalTx,
  till: Till,
  { document: before, base }: OfflineCustomer,
  operation: CustomerOperation,
): Promise<Customer> {
  const document = viewAfter(before, operation);
  await insertOfflineEntry(tx, operation);
  await keepOfflineCustomer(tx, till.configuration, { document, base });
  return document;
}

function viewAfter(customer: Customer, operation: CustomerOperation): Customer {
  const applied = applyOperation(customer, operation, { kind: 'origin' });
  if (applied.result === 'applied') return applied.customer;
  throw applied.result === 'refused' ? refuseAll([applied.problem]) : refuse('customer_unknown');
}

function requireValidEdit({ configuration, seams }: Till, customer: Customer, operation: CustomerOperation): void {
  const today = calendarDate(seams.clock.now());
  const problems = editProblems(configuration, { operation, customer, today });
  if (problems.length > 0) throw refuseAll(problems);
}

function editOf(
  till: Till,
  { document, base }: OfflineCustomer,
  request: RecordedEdit & { operationId: string; follows: string | null },
): CustomerOperation {
  const { registerId, seams } = till;
  const settings = ownChannel(till);
  const known = base?.version ?? 0;
  const baseVersion = request.baseVersion ?? known;
  if (baseVersion > known) throw refuse('customer_version_unknown', 'baseVersion');
  return {
    operationId: request.operationId,
    customerId: document.customerId,
    kind: 'update',
    origin: {
      legalEntity: document.legalEntity,
      channelId: settings.channelId,
      node: nodeOf(till, baseVersion),
      terminalId: registerId,
      workerId: request.workerId ?? null,
    },
    recordedAt: seams.clock.now().toISOString(),
    baseVersion,
    follows: request.follows,
    changes: request.changesOf(document),
  };
}

/*
 * The channel may change a published customer while this till is offline: only under a name of its own is the till's
 * edit of the same field a conflict. Before the customer is published there is no version to tell what the editor saw;
 * there the till is one with its channel.
 */
function nodeOf({ configuration, registerId }: Till, baseVersion: number): string {
  const { channelDatabaseId } = configuration;
  return baseVersion === 0 ? channelDatabaseId : nodeOfRegister(channelDatabaseId, registerId);
}

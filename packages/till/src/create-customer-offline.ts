import { withAttributeDefaults } from '@counterfoil/customer/attribute-defaults';
import { calendarDate, countryOfLegalEntity, creationProblems } from '@counterfoil/customer/channel-problems';
import { inheritedDefaults } from '@counterfoil/customer/channel-rules';
import { customerWarnings, type CustomerWarning } from '@counterfoil/customer/customer-warnings';
import { rebuildView } from '@counterfoil/customer/rebuild-view';
import { internationalPhones } from '@counterfoil/customer/international-phones';
import { creationChanges } from '@counterfoil/customer/requested-changes';
import type { CreateCustomerRequest } from '@counterfoil/contracts/create-customer';
import type { Customer } from '@counterfoil/contracts/customer';
import type { CustomerOperation } from '@counterfoil/contracts/customer-operation';
import { CodedError, refuse, refuseAll } from '@counterfoil/contracts/refusal';
import { presentDevice } from './device.ts';
import type { LocalTx } from './local-database.ts';
import { keepOfflineCustomer, offlineCustomer } from './offline-customers.ts';
import { customerOfOperation, insertOfflineEntry } from './offline-outbox.ts';
import { requireCreationAllowed } from './offline-rules.ts';
import { ownChannel, type Till } from './till.ts';

/** What is asked of a till: as at the channel, whose channel and register are this till's own. */
export type OfflineCreation = Omit<CreateCustomerRequest, 'channelId' | 'terminalId'>;

/**
 * By which rules a creation is made: without a network it is asynchronous (SD-08, SD-16..SD-22); an online till of a
 * store that creates synchronously records what its scale unit then decides in real time, without these limits.
 */
export type CreationWay = 'async' | 'sync';

/** What a creation or an edit without a network became. */
export interface OfflineResult {
  readonly customerId: string;
  readonly operationId: string;
  /** The request was a repetition; nothing was done again. */
  readonly replayed: boolean;
  /** What the customer should not be, though nothing was refused; none of a repetition. */
  readonly warnings: readonly CustomerWarning[];
}

/**
 * Creates a customer on the till itself, whatever the creation mode of its profile (SD-08): operation and customer are
 * on the disk before this resolves (R1). A repetition with the same `operationId` changes nothing; a request that the
 * scale unit did not answer in time is recorded here with the identifiers it was sent with, so that no second customer
 * comes of it.
 * Errors: `customer_creation_offline_excluded`, `offline_database_not_ready`, those of validation and of the channel's
 * rules, `customer_exists`.
 */
export async function createCustomerOffline(
  till: Till,
  request: OfflineCreation,
  way: CreationWay = 'async',
): Promise<OfflineResult> {
  const operation = creationOf(till, request, way);
  return till.database.transaction('record offline customer', async (tx) => {
    requireCreationAllowed(till, await presentDevice(tx));
    const recorded = await customerOfOperation(tx, operation.operationId);
    if (recorded) return { customerId: recorded, operationId: operation.operationId, replayed: true, warnings: [] };
    requireValid(till, { operation, request, way });
    const document = await recordCreation(tx, till, operation);
    const warnings = customerWarnings(till.configuration, document);
    return { customerId: operation.customerId, operationId: operation.operationId, replayed: false, warnings };
  });
}

async function recordCreation(tx: LocalTx, till: Till, operation: CustomerOperation): Promise<Customer> {
  if (await offlineCustomer(tx, operation.customerId)) throw refuse('customer_exists', 'customerId');
  const document = rebuildView(null, [operation]);
  if (!document) throw new CodedError('customer_exists');
  await insertOfflineEntry(tx, operation);
  await keepOfflineCustomer(tx, till.configuration, { document, base: null });
  return document;
}

interface Creation {
  readonly operation: CustomerOperation;
  readonly request: OfflineCreation;
  readonly way: CreationWay;
}

function requireValid(till: Till, { operation, request, way }: Creation): void {
  const problems = creationProblems(till.configuration, {
    operation,
    requested: request.customer,
    way,
    today: calendarDate(till.seams.clock.now()),
  });
  if (problems.length > 0) throw refuseAll(problems);
}

function creationOf(till: Till, request: OfflineCreation, way: CreationWay): CustomerOperation {
  const { configuration, registerId, seams } = till;
  const settings = ownChannel(till);
  const inherited = inheritedDefaults(configuration, settings, way);
  return {
    operationId: request.operationId ?? seams.ids.uuid(),
    customerId: request.customerId ?? seams.ids.uuid(),
    kind: 'create',
    origin: {
      legalEntity: settings.legalEntity,
      channelId: settings.channelId,
      node: configuration.channelDatabaseId,
      terminalId: registerId,
      workerId: request.workerId ?? null,
    },
    recordedAt: seams.clock.now().toISOString(),
    baseVersion: 0,
    follows: null,
    changes: withAttributeDefaults(
      internationalPhones(
        creationChanges(request.customer, inherited, () => seams.ids.uuid()),
        { store: settings.countryRegion, legalEntity: countryOfLegalEntity(configuration, settings.legalEntity) },
      ),
      configuration.customerAttributes,
    ),
  };
}

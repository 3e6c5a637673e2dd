import { withAttributeDefaults } from '@counterfoil/customer/attribute-defaults';
import { creationProblems } from '@counterfoil/customer/channel-problems';
import { inheritedDefaults } from '@counterfoil/customer/channel-rules';
import { internationalPhones } from '@counterfoil/customer/international-phones';
import { creationChanges } from '@counterfoil/customer/requested-changes';
import type { ChannelSettings } from '@counterfoil/contracts/channel-configuration';
import type { CreateCustomerRequest } from '@counterfoil/contracts/create-customer';
import type { Customer } from '@counterfoil/contracts/customer';
import type { CustomerOperation } from '@counterfoil/contracts/customer-operation';
import { CodedError, refuse, refuseAll } from '@counterfoil/contracts/refusal';
import { uuidFromName } from '@counterfoil/platform/uuid-from-name';
import { QueueFull } from '@counterfoil/platform/group-commit';
import { channelSettings, legalEntityCountry, type Channel } from '../channel.ts';
import { entryOf, recordAndDeliver, repetition, type OperationResult } from './deliver-operation.ts';
import { identitiesTakenByOthers } from './external-identities.ts';
import type { LocalCustomer } from './local-customers.ts';
import type { Recording, RecordOutcome } from './record-operations.ts';
import { hashOf, operationIdOf, today } from './requested-operation.ts';

/** What is particular about a creation that no form was filled in for. */
export interface CreationOptions {
  /** Required attributes may follow. */
  readonly isCompletedLater?: boolean;
}

/**
 * Creates a customer at a channel: one operation, written to the outbox before anything else; in sync mode
 * headquarters decides it while the user waits, in async mode and when headquarters can't be reached it goes by P-job
 * (SD-01, SD-05, LK-04).
 * Errors: those of validation and of the channel's rules, `channel_unknown`, `idempotency_key_reused`,
 * `customer_exists`, `external_identity_taken`, business refusals of headquarters, `overloaded`.
 */
export async function createCustomer(
  channel: Channel,
  request: CreateCustomerRequest,
  idempotencyKey?: string,
  options: CreationOptions = {},
): Promise<OperationResult> {
  const settings = channelSettings(channel, request.channelId);
  const way = settings.createCustomerInAsyncMode ? 'async' : 'sync';
  const operation = creationOf(channel, { settings, request, idempotencyKey, way });
  const countryRegion = legalEntityCountry(channel, settings.legalEntity);
  const problems = creationProblems(channel.configuration, {
    operation,
    requested: request.customer,
    way,
    today: today(channel),
    isCompletedLater: options.isCompletedLater ?? false,
  });
  if (problems.length > 0) throw refuseAll(problems);
  const taken = await identitiesTakenByOthers(channel.database, operation);
  if (taken.length > 0) throw refuseAll(taken);
  const contentHash = hashOf(request);
  const recording: Recording = { operation, way, contentHash, countryRegion };
  const result = await recordAndDeliver(channel, operation.operationId, way === 'sync', async () => {
    const outcome = await record(channel, recording);
    if (outcome.kind === 'present') return null;
    const delivery = way === 'sync' ? 'syncOrLater' : 'async';
    return { operation, delivery, local: unpublished(outcome.document), entries: [entryOf(recording, outcome)] };
  });
  return result ?? repetition(channel, operation.operationId, contentHash);
}

function unpublished(document: Customer): LocalCustomer {
  return { document, published: null, version: 0, accountNumberAt: null };
}

async function record(
  channel: Channel,
  recording: Recording,
): Promise<Extract<RecordOutcome, { kind: 'recorded' | 'present' }>> {
  try {
    const outcome = await channel.recorder.submit(recording);
    if (outcome.kind === 'customerExists') throw refuse('customer_exists', 'customerId');
    if (outcome.kind === 'refused') throw refuseAll([outcome.problem]);
    return outcome;
  } catch (error) {
    if (error instanceof QueueFull) throw new CodedError('overloaded', undefined, { cause: error });
    throw error;
  }
}

interface CreationToMake {
  readonly settings: ChannelSettings;
  readonly request: CreateCustomerRequest;
  readonly idempotencyKey: string | undefined;
  readonly way: 'async' | 'sync';
}

/** The operation that a request asks for, with what the customer inherits for what it leaves out. */
function creationOf(channel: Channel, { settings, request, idempotencyKey, way }: CreationToMake): CustomerOperation {
  const { clock, ids } = channel.seams;
  const inherited = inheritedDefaults(channel.configuration, settings, way);
  const operationId = request.operationId ?? operationIdOf(channel, request.channelId, idempotencyKey);
  return {
    operationId,
    customerId: request.customerId ?? customerIdOf(operationId),
    kind: 'create',
    origin: {
      legalEntity: settings.legalEntity,
      channelId: settings.channelId,
      node: channel.channelDatabaseId,
      terminalId: request.terminalId ?? null,
      workerId: request.workerId ?? null,
    },
    recordedAt: clock.now().toISOString(),
    baseVersion: 0,
    follows: null,
    changes: withAttributeDefaults(
      internationalPhones(
        creationChanges(request.customer, inherited, () => ids.uuid()),
        { store: settings.countryRegion, legalEntity: legalEntityCountry(channel, settings.legalEntity) },
      ),
      channel.configuration.customerAttributes,
    ),
  };
}

const timestampLength = 'xxxxxxxx-xxxx'.length;

/**
 * The customer that an operation creates: the same whenever the request comes again, even to a database that was
 * restored from a backup and has forgotten it (R11). It keeps the operation's time, so that indexes stay dense.
 */
function customerIdOf(operationId: string): string {
  return operationId.slice(0, timestampLength) + uuidFromName('customer', operationId).slice(timestampLength);
}

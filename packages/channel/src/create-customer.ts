import { createHash } from 'node:crypto';
import { withAttributeDefaults } from '@counterfoil/customer/attribute-defaults';
import { creationChanges, creationDefaults, type CreationDefaults } from '@counterfoil/customer/requested-changes';
import { isSafeText } from '@counterfoil/customer/text-rules';
import { validateOperation } from '@counterfoil/customer/validate-customer';
import {
  attributeProblems,
  knownSettings,
  settingReferenceProblems,
} from '@counterfoil/customer/validate-settings';
import type { ChannelSettings } from '@counterfoil/contracts/channel-configuration';
import type { CreateCustomerRequest } from '@counterfoil/contracts/create-customer';
import type { Customer } from '@counterfoil/contracts/customer';
import type { CustomerOperation, Problem } from '@counterfoil/contracts/customer-operation';
import { CodedError, refuse, refuseAll } from '@counterfoil/contracts/refusal';
import { uuidFromName } from '@counterfoil/platform/identifiers';
import { QueueFull } from '@counterfoil/platform/group-commit';
import { callRealTimeService, keepFromPJob } from './call-real-time-service.ts';
import { creationRuleProblems, isFeatureOn, type Delivery } from './channel-rules.ts';
import { channelSettings, legalEntityCountry, type Channel } from './channel.ts';
import { identitiesTakenByOthers } from './external-identities.ts';
import { localCustomers, type LocalCustomer } from './local-customers.ts';
import { outboxEntriesOf, outboxEntry, type OutboxEntry } from './outbox.ts';
import type { Recording, RecordOutcome, Way } from './record-operations.ts';
import { customerWarnings, type CustomerWarning } from './warnings.ts';

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
  const problems = [
    ...originProblems(request),
    ...validateOperation(operation, today(channel), countryRegion),
    ...creationProblems(channel, { operation, request, way, isCompletedLater: options.isCompletedLater ?? false }),
  ];
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

function unpublished(document: Customer): LocalCustomer {
  return { document, published: null, version: 0, accountNumberAt: null };
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
  readonly way: Way;
}

/** The operation that a request asks for, with what the customer inherits for what it leaves out. */
function creationOf(channel: Channel, { settings, request, idempotencyKey, way }: CreationToMake): CustomerOperation {
  const { clock, ids } = channel.seams;
  const inherited = inheritedBy(channel, settings, way);
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
      creationChanges(request.customer, inherited, () => ids.uuid()),
      channel.configuration.customerAttributes,
    ),
  };
}

interface CreationToCheck {
  readonly operation: CustomerOperation;
  readonly request: CreateCustomerRequest;
  readonly way: 'sync' | 'async';
  readonly isCompletedLater: boolean;
}

/**
 * What is wrong with a creation by the settings and features that the channel has. References that it inherited are not
 * the caller's: headquarters says whether they still exist.
 */
function creationProblems(channel: Channel, creation: CreationToCheck): Problem[] {
  const { configuration } = channel;
  const { operation, request, way, isCompletedLater } = creation;
  const { changes } = operation;
  const named = new Set(request.customer.affiliations);
  const requested = {
    ...changes,
    affiliations: changes.affiliations?.filter(({ id }) => named.has(id)),
    addressBooks: request.customer.addressBooks && changes.addressBooks,
  };
  const attributes = attributeProblems(changes.attributes, configuration.customerAttributes, 'create');
  return [
    ...settingReferenceProblems(requested, knownSettings(configuration)),
    ...(isCompletedLater ? attributes.filter(({ code }) => code !== 'attribute_required') : attributes),
    ...creationRuleProblems(configuration, { changes, affiliations: [...named] }, way),
  ];
}

/** What a new customer of a channel inherits; its affiliations, of an asynchronous one, need their feature (SD-17). */
export function inheritedBy(channel: Channel, settings: ChannelSettings, way: Way): CreationDefaults {
  const { configuration } = channel;
  const defaults = creationDefaults(settings, configuration.defaultCustomers[settings.channelId]);
  const keepsAffiliations = way === 'sync' || isFeatureOn(configuration, 'enhancedAsyncCustomerCreation');
  return keepsAffiliations ? defaults : { ...defaults, affiliations: [] };
}

/** What is wrong with the texts that say where and by whom a request was made: they are stored like any other. */
export function originProblems(request: { terminalId?: string | undefined; workerId?: string | undefined }): Problem[] {
  return (['terminalId', 'workerId'] as const)
    .filter((field) => !isSafeText(request[field] ?? ''))
    .map((field) => ({ code: 'text_invalid', field }));
}

const timestampLength = 'xxxxxxxx-xxxx'.length;

/**
 * The customer that an operation creates: the same whenever the request comes again, even to a database that was
 * restored from a backup and has forgotten it (R11). It keeps the operation's time, so that indexes stay dense.
 */
function customerIdOf(operationId: string): string {
  return operationId.slice(0, timestampLength) + uuidFromName('customer', operationId).slice(timestampLength);
}

/** The operation a key of any form stands for; without a key a new one. */
export function operationIdOf(channel: Channel, scope: string, idempotencyKey: string | undefined): string {
  return idempotencyKey === undefined ? channel.seams.ids.uuid() : uuidFromName(scope, idempotencyKey);
}

/** SHA-256 of a request as it was understood, in hexadecimal. */
export function hashOf(request: object): string {
  return createHash('sha256')
    .update(JSON.stringify(sortedKeys(request)))
    .digest('hex');
}

/** The same content in another order of keys is the same request. */
function sortedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortedKeys);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sortedKeys(inner)]),
  );
}

/** The calendar date, for rules about dates only. */
export function today(channel: Channel): string {
  return channel.seams.clock.now().toISOString().slice(0, 'YYYY-MM-DD'.length);
}

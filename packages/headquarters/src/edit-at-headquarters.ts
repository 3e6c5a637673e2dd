import { createHash } from 'node:crypto';
import type {
  CreateAtHeadquartersRequest,
  DeactivateAtHeadquartersRequest,
  UpdateAtHeadquartersRequest,
} from '@counterfoil/contracts/edit-at-headquarters';
import type { Customer } from '@counterfoil/contracts/customer';
import type {
  CustomerChanges,
  CustomerOperation,
  OperationKind,
  Problem,
} from '@counterfoil/contracts/customer-operation';
import { refuse, refuseAll } from '@counterfoil/contracts/refusal';
import { withAttributeDefaults } from '@counterfoil/customer/attribute-defaults';
import { headquartersNode } from '@counterfoil/customer/merge-policy';
import { creationChanges, editChanges } from '@counterfoil/customer/requested-changes';
import { isSafeText } from '@counterfoil/customer/text-rules';
import { validateOperation } from '@counterfoil/customer/validate-customer';
import { attributeProblems, settingReferenceProblems } from '@counterfoil/customer/validate-settings';
import { uuidFromName } from '@counterfoil/platform/identifiers';
import { readConversionReferences, type ConversionReferences } from './conversion-references.ts';
import { readConversionSettings, type ConversionSettings } from './conversion-settings.ts';
import { readCreationPlaces, type CreationPlaces, type NamedPlace } from './creation-settings.ts';
import { findHeadquartersCustomer } from './find-customers.ts';
import type { Headquarters } from './headquarters.ts';
import { decideAtHeadquarters, type HeadquartersOutcome, type RequestedOperation } from './headquarters-operations.ts';

/** Who acts at headquarters. */
export interface ActingAtHeadquarters {
  readonly subject: string;
}

/** A customer created or changed at headquarters; it has its account number. */
export interface HeadquartersResult {
  readonly customer: Customer;
  readonly operationId: string;
  /** The request was a repetition; nothing was done again. */
  readonly replayed: boolean;
}

/** One of a set of creations. */
export interface CreationToMake {
  readonly request: CreateAtHeadquartersRequest;
  readonly idempotencyKey?: string | undefined;
}

/**
 * Creates a customer at headquarters: the same operation as everywhere, decided in one transaction. Errors: those of
 * validation and settings, `channel_unknown`, `channel_or_legal_entity_required`, `channel_of_other_legal_entity`,
 * `idempotency_key_reused`, `customer_exists`, those of the number sequences.
 */
export async function createCustomerAtHeadquarters(
  headquarters: Headquarters,
  request: CreateAtHeadquartersRequest,
  by: ActingAtHeadquarters,
  idempotencyKey?: string,
): Promise<HeadquartersResult> {
  const [outcome] = await createCustomersAtHeadquarters(headquarters, [{ request, idempotencyKey }], by);
  return completed(headquarters, outcome);
}

/**
 * Creates a set of customers, `limits.conversionBatchCountMax` of them (1,000) in a transaction. A refused one is
 * answered with its problems and never fails its neighbours. Answers in the order of the requests.
 */
export async function createCustomersAtHeadquarters(
  headquarters: Headquarters,
  creations: readonly CreationToMake[],
  by: ActingAtHeadquarters,
): Promise<HeadquartersOutcome[]> {
  const outcomes: HeadquartersOutcome[] = [];
  const { conversionBatchCountMax } = headquarters.limits;
  for (let start = 0; start < creations.length; start += conversionBatchCountMax) {
    const batch = creations.slice(start, start + conversionBatchCountMax);
    outcomes.push(...(await createBatch(headquarters, batch, by)));
  }
  return outcomes;
}

async function createBatch(
  headquarters: Headquarters,
  creations: readonly CreationToMake[],
  by: ActingAtHeadquarters,
): Promise<HeadquartersOutcome[]> {
  const rules = await readRules(
    headquarters,
    creations.map(({ request }) => request),
  );
  const prepared = creations.map((creation) => prepareCreation(headquarters, creation, rules, by));
  const decided = await decideAtHeadquarters(
    headquarters,
    prepared.flatMap((entry) => ('operation' in entry ? [entry] : [])),
  );
  let next = 0;
  return prepared.map((entry) => ('operation' in entry ? (decided[next++] ?? missingOutcome()) : entry));
}

function missingOutcome(): never {
  throw new Error('an operation of the set got no answer');
}

/**
 * Changes a customer at headquarters; by permanent identifier or account number. Without `baseVersion` the edit is one
 * of the customer as it is now. Errors: those of validation and settings, `customer_unknown`,
 * `customer_version_unknown`, `customer_deactivated`, `nothing_changed`, `idempotency_key_reused`.
 */
export async function updateCustomerAtHeadquarters(
  headquarters: Headquarters,
  identifier: string,
  request: UpdateAtHeadquartersRequest,
  by: ActingAtHeadquarters,
  idempotencyKey?: string,
): Promise<HeadquartersResult> {
  return edit(headquarters, { identifier, kind: 'update', request, idempotencyKey, by });
}

/** Deactivates a customer: hidden in every channel, its sign-ins freed. Errors: as of an edit. */
export async function deactivateCustomerAtHeadquarters(
  headquarters: Headquarters,
  identifier: string,
  request: DeactivateAtHeadquartersRequest,
  by: ActingAtHeadquarters,
  idempotencyKey?: string,
): Promise<HeadquartersResult> {
  return edit(headquarters, { identifier, kind: 'deactivate', request, idempotencyKey, by });
}

interface EditToMake {
  readonly identifier: string;
  readonly kind: Exclude<OperationKind, 'create'>;
  readonly request: DeactivateAtHeadquartersRequest & Partial<Pick<UpdateAtHeadquartersRequest, 'changes'>>;
  readonly idempotencyKey: string | undefined;
  readonly by: ActingAtHeadquarters;
}

async function edit(headquarters: Headquarters, wanted: EditToMake): Promise<HeadquartersResult> {
  const { request, idempotencyKey, by, kind } = wanted;
  const customer = await findHeadquartersCustomer(headquarters, wanted.identifier);
  const { customerId, legalEntity } = customer;
  const rules = await readRules(headquarters, [{ channelId: request.channelId, legalEntity }]);
  const place = rules.places.placeOf({ channelId: request.channelId, legalEntity });
  if ('code' in place) throw refuseAll([place]);
  const baseVersion = request.baseVersion ?? customer.version;
  if (baseVersion > customer.version) throw refuse('customer_version_unknown', 'baseVersion');
  const newId = (): string => headquarters.seams.ids.uuid();
  const operation = operationOf(headquarters, {
    kind,
    customerId,
    operationId: request.operationId ?? operationIdOf(headquarters, place, idempotencyKey),
    place,
    workerId: request.workerId,
    baseVersion,
    changes: request.changes ? editChanges(request.changes, newId, place.defaults.countryRegion) : noChanges,
  });
  const problems = problemsOf(headquarters, operation, rules, customer);
  if (problems.length > 0) throw refuseAll(problems);
  const contentHash = hashOf({ kind, customerId, ...request });
  const [outcome] = await decideAtHeadquarters(headquarters, [{ operation, contentHash, requestedBy: by.subject }]);
  return completed(headquarters, outcome);
}

const noChanges: CustomerChanges = { fields: {}, addresses: [] };

/** A person waits: all channels are told at once. */
function completed({ wakeUps }: Headquarters, outcome: HeadquartersOutcome | undefined): HeadquartersResult {
  if (!outcome) return missingOutcome();
  if (outcome.status === 'refused') throw refuseAll(outcome.problems);
  const { customer, operationId, replayed } = outcome;
  if (!replayed) wakeUps.changedInRealTime();
  return { customer, operationId, replayed };
}

/** The settings by which a set of requests is understood and checked, read once. */
interface Rules {
  readonly places: CreationPlaces;
  readonly settings: ConversionSettings;
  readonly references: ConversionReferences;
}

async function readRules({ database }: Headquarters, named: readonly NamedPlace[]): Promise<Rules> {
  const [places, settings, references] = await Promise.all([
    readCreationPlaces(database, named),
    readConversionSettings(database),
    readConversionReferences(database),
  ]);
  return { places, settings, references };
}

function prepareCreation(
  headquarters: Headquarters,
  { request, idempotencyKey }: CreationToMake,
  rules: Rules,
  by: ActingAtHeadquarters,
): RequestedOperation | Extract<HeadquartersOutcome, { status: 'refused' }> {
  const place = rules.places.placeOf(request);
  if ('code' in place) return { status: 'refused', operationId: request.operationId ?? '', problems: [place] };
  const operationId = request.operationId ?? operationIdOf(headquarters, place, idempotencyKey);
  const changes = creationChanges(request.customer, place.defaults, () => headquarters.seams.ids.uuid());
  const operation = operationOf(headquarters, {
    kind: 'create',
    customerId: request.customerId ?? customerIdOf(operationId),
    operationId,
    place,
    workerId: request.workerId,
    baseVersion: 0,
    changes: withAttributeDefaults(changes, rules.references.customerAttributes),
  });
  const problems = problemsOf(headquarters, operation, rules);
  if (problems.length > 0) return { status: 'refused', operationId, problems };
  return { operation, contentHash: hashOf(request), requestedBy: by.subject };
}

interface OperationToMake extends Pick<
  CustomerOperation,
  'kind' | 'customerId' | 'operationId' | 'baseVersion' | 'changes'
> {
  readonly place: Pick<NamedPlace, 'channelId'> & { readonly legalEntity: string };
  readonly workerId: string | undefined;
}

/** It follows no other: headquarters decides its own operations in the moment in which they are made. */
function operationOf({ seams }: Headquarters, { place, workerId, ...rest }: OperationToMake): CustomerOperation {
  const { legalEntity, channelId = '' } = place;
  return {
    ...rest,
    origin: { legalEntity, channelId, node: headquartersNode, terminalId: null, workerId: workerId ?? null },
    recordedAt: seams.clock.now().toISOString(),
    follows: null,
  };
}

/** Everything that is wrong, all at once: somebody looks at the form. */
function problemsOf(
  { seams }: Headquarters,
  operation: CustomerOperation,
  { settings, references }: Rules,
  customer?: Customer,
): Problem[] {
  const { changes, kind, origin } = operation;
  const legalEntity = settings.legalEntities.get(origin.legalEntity);
  const today = seams.clock.now().toISOString().slice(0, 'YYYY-MM-DD'.length);
  const problems = validateOperation(operation, today, legalEntity?.countryRegion ?? '', customer?.contacts);
  const { customerGroup } = changes.fields;
  if (customerGroup !== undefined && !legalEntity?.customerGroups.has(customerGroup) && notNamed(problems)) {
    problems.push({ code: 'customer_group_unknown', field: 'customerGroup', parameters: { value: customerGroup } });
  }
  if (!isSafeText(origin.workerId ?? '')) problems.push({ code: 'text_invalid', field: 'workerId' });
  if (kind === 'deactivate') return problems;
  problems.push(...settingReferenceProblems(changes, references));
  problems.push(...attributeProblems(changes.attributes, references.customerAttributes, kind));
  return problems;
}

function notNamed(problems: readonly Problem[]): boolean {
  return problems.every(({ field }) => field !== 'customerGroup');
}

/** The operation that a key of any form stands for; without a key a new one. */
function operationIdOf(
  { seams }: Headquarters,
  { channelId = '', legalEntity = '' }: NamedPlace,
  idempotencyKey: string | undefined,
): string {
  if (idempotencyKey === undefined) return seams.ids.uuid();
  return uuidFromName(`${headquartersNode} ${legalEntity} ${channelId}`, idempotencyKey);
}

const timestampLength = 'xxxxxxxx-xxxx'.length;

/** The customer that an operation creates: the same whenever the request comes again. */
function customerIdOf(operationId: string): string {
  return operationId.slice(0, timestampLength) + uuidFromName('customer', operationId).slice(timestampLength);
}

function hashOf(request: object): string {
  return createHash('sha256')
    .update(JSON.stringify(sortedKeys(request)))
    .digest('hex');
}

/** The same content in another order of keys is the same request. */
function sortedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortedKeys);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(
    entries.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, sortedKeys(inner)]),
  );
}

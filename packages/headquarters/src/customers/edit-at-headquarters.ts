import type {
  CreateAtHeadquartersRequest,
  DeactivateAtHeadquartersRequest,
  UpdateAtHeadquartersRequest,
} from '@counterfoil/contracts/edit-at-headquarters';
import type { Customer } from '@counterfoil/contracts/customer';
import type { CustomerChanges, OperationKind } from '@counterfoil/contracts/customer-operation';
import { refuse, refuseAll } from '@counterfoil/contracts/refusal';
import { withAttributeDefaults } from '@counterfoil/customer/attribute-defaults';
import { creationChanges, editChanges } from '@counterfoil/customer/requested-changes';
import { findHeadquartersCustomer } from './find-customers.ts';
import type { Headquarters } from '../headquarters.ts';
import {
  customerIdOf,
  hashOf,
  operationIdOf,
  operationOf,
  problemsOf,
  readRules,
  type Rules,
} from './requested-at-headquarters.ts';
import {
  decideAtHeadquarters,
  requestedBefore,
  type HeadquartersOutcome,
  type RequestedOperation,
} from './headquarters-operations.ts';

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

/**
 * What the rules have against creations, without making any. Whether a customer or a sign-in is there already is not
 * looked up.
 */
export async function checkCreationsAtHeadquarters(
  headquarters: Headquarters,
  creations: readonly CreationToMake[],
  by: ActingAtHeadquarters,
): Promise<PreparedCreation[]> {
  const rules = await readRules(
    headquarters,
    creations.map(({ request }) => request),
  );
  return creations.map((creation) => prepareCreation(headquarters, creation, rules, by));
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
  const doubtful = prepared.flatMap((entry) => (entry.request && entry.refused ? entry.refused.operationId : []));
  const known = await requestedBefore(headquarters.database, doubtful);
  const isDecided = ({ refused }: PreparedCreation): boolean => !refused || known.has(refused.operationId);
  const decided = await decideAtHeadquarters(
    headquarters,
    prepared.flatMap((entry) => (entry.request && isDecided(entry) ? entry.request : [])),
  );
  let next = 0;
  return prepared.map((entry) => {
    const isRefused = entry.refused && !(entry.request && isDecided(entry));
    return isRefused && entry.refused ? entry.refused : (decided[next++] ?? missingOutcome());
  });
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
  const isRepeated = (await requestedBefore(headquarters.database, [operation.operationId])).size > 0;
  if (problems.length > 0 && !isRepeated) throw refuseAll(problems);
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

/** A creation ready to be decided, or refused at once; a refused one is decided all the same if it was made before. */
export interface PreparedCreation {
  readonly request: RequestedOperation | null;
  readonly refused: Extract<HeadquartersOutcome, { status: 'refused' }> | null;
}

function prepareCreation(
  headquarters: Headquarters,
  { request, idempotencyKey }: CreationToMake,
  rules: Rules,
  by: ActingAtHeadquarters,
): PreparedCreation {
  const place = rules.places.placeOf(request);
  if ('code' in place) {
    return { request: null, refused: { status: 'refused', operationId: request.operationId ?? '', problems: [place] } };
  }
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
  const requested = { operation, contentHash: hashOf(request), requestedBy: by.subject };
  return { request: requested, refused: problems.length > 0 ? { status: 'refused', operationId, problems } : null };
}

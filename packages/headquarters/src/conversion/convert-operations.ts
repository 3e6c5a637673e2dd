import { applyOperation } from '@counterfoil/customer/apply-operation';
import { searchKeys } from '@counterfoil/customer/search/search-keys';
import type { Customer } from '@counterfoil/contracts/customer';
import type { CustomerOperation, Problem } from '@counterfoil/contracts/customer-operation';
import type { Tx } from '@counterfoil/database/database';
import { readOwnership, takeOwnership, type Ownership } from './cards-and-identities.ts';
import { namesReferences, operationProblems, type OperationRules } from './conversion-problems.ts';
import { readConversionReferences } from './conversion-references.ts';
import { readConversionSettings } from './conversion-settings.ts';
import { takenAccountNumbers, decidedOperations, lockCustomers } from '../customers/customer-master.ts';
import type { Decision, StagedOperation } from './decision.ts';
import type { Headquarters } from '../headquarters.ts';
import { readDimensions, type DimensionsOf } from './inherited-dimensions.ts';
import { issueCardNumbers, keepKnownCardNumbers } from './issue-card-numbers.ts';

/**
 * Decides operations in their order, inside the caller's transaction: validates, applies and merges each, and gives
 * account numbers to the new customers and numbers to the new loyalty cards. Nothing is written here but the number
 * sequences and the locks. What only some operations name is read for the whole batch at once, or not at all.
 * `problemStatus` is what a business problem makes of an operation: `refused` where a user waits for the answer
 * (Real-time Service), `failed` where it was already acknowledged to somebody and has to be mended.
 */
export async function decideOperations(
  headquarters: Headquarters,
  tx: Tx,
  staged: readonly StagedOperation[],
  problemStatus: 'refused' | 'failed',
): Promise<Decision[]> {
  const operations = staged.map((entry) => entry.operation);
  const settings = await readConversionSettings(tx);
  const customers = await lockCustomers(
    tx,
    operations.map((operation) => operation.customerId),
  );
  const named = operations.some(({ changes }) => namesReferences(changes));
  const context: DecisionContext = {
    headquarters,
    settings,
    references: named ? await readConversionReferences(tx) : null,
    today: headquarters.seams.clock.now().toISOString().slice(0, 'YYYY-MM-DD'.length),
    isDecided: await decidedLookup(tx, staged),
    dimensionsOf: await readDimensions(tx, settings, operations),
    ownership: await readOwnership(tx, staged),
    problemStatus,
  };
  const decisions = operations.map((operation) => {
    const decision = decide(operation, customers.get(operation.customerId) ?? null, context);
    if (decision.customer) customers.set(operation.customerId, decision.customer);
    return decision;
  });
  await giveAccountNumbers(headquarters, tx, staged, decisions, problemStatus);
  keepKnownCardNumbers(staged, decisions, context.ownership);
  await giveCardNumbers(headquarters, tx, decisions, context);
  return decisions;
}

interface DecisionContext extends OperationRules {
  readonly headquarters: Headquarters;
  readonly isDecided: (operationId: string) => boolean;
  readonly dimensionsOf: DimensionsOf;
  readonly ownership: Ownership;
  readonly problemStatus: 'refused' | 'failed';
}

function decide(operation: CustomerOperation, held: Customer | null, context: DecisionContext): Decision {
  const { plantedBugs } = context.headquarters.seams;
  const undecided = { operation, customer: null, isNew: false, conflicts: [], searchKeys: null };
  const [problem] = operationProblems(operation, context, held ?? undefined);
  if (problem) return { ...undecided, status: context.problemStatus, problem };
  const unchecked = plantedBugs.has('no unique customer id at conversion') && operation.kind === 'create';
  const before = unchecked ? null : held;
  const applied = applyOperation(before, operation, {
    kind: 'headquarters',
    customerAccountNumber: null,
    plantedBugs,
    isDecided: context.isDecided,
  });
  switch (applied.result) {
    case 'waiting':
      return { ...undecided, status: 'waiting', problem: null };
    case 'refused':
      return { ...undecided, status: context.problemStatus, problem: applied.problem };
    case 'applied':
      return completed(undecided, { held: before, customer: applied.customer, conflicts: applied.conflicts }, context);
  }
}

interface AppliedOperation {
  readonly held: Customer | null;
  readonly customer: Customer;
  readonly conflicts: Decision['conflicts'];
}

/** The decision about an operation that could be applied: what it takes for the customer may be somebody else's. */
function completed(
  undecided: Omit<Decision, 'status' | 'problem'>,
  { held, customer, conflicts }: AppliedOperation,
  context: DecisionContext,
): Decision {
  const { operation } = undecided;
  const problem = takeOwnership(context.ownership, operation, { held, customer });
  if (problem) return { ...undecided, status: context.problemStatus, problem };
  if (held === null) customer.financialDimensions = { ...context.dimensionsOf(operation) };
  const countryRegion = context.settings.legalEntities.get(operation.origin.legalEntity)?.countryRegion ?? '';
  return {
    operation,
    status: 'completed',
    problem: null,
    customer,
    isNew: held === null,
    leftAddressBooks: held?.addressBooks.filter((book) => !customer.addressBooks.includes(book)) ?? [],
    conflicts,
    /* Right after the validation, which has just parsed the same phone number: later it would be parsed again. */
    searchKeys: searchKeys(customer, countryRegion),
  };
}

/** Which predecessors of these operations have been decided, before or in this batch. */
async function decidedLookup(tx: Tx, staged: readonly StagedOperation[]): Promise<(operationId: string) => boolean> {
  const predecessors = staged.map((entry) => entry.operation.follows).filter((follows) => follows !== null);
  const decided = predecessors.length === 0 ? new Set<string>() : await decidedOperations(tx, predecessors);
  return (operationId) => decided.has(operationId);
}

/** One draw per legal entity for the whole batch; who gets none is told so, and the others go on. */
async function giveAccountNumbers(
  headquarters: Headquarters,
  tx: Tx,
  staged: readonly StagedOperation[],
  decisions: readonly Decision[],
  problemStatus: 'refused' | 'failed',
): Promise<void> {
  const fresh = decisions.filter((decision) => decision.isNew && decision.status === 'completed');
  if (fresh.length === 0) return;
  const byCustomer = Map.groupBy(decisions, (decision) => decision.operation.customerId);
  const unnumbered = await giveKnownNumbers(headquarters, tx, staged, fresh, byCustomer);
  const byLegalEntity = Map.groupBy(unnumbered, (decision) => decision.operation.origin.legalEntity);
  const groups = [...byLegalEntity];
  const issued = await headquarters.accountNumbers.take(
    tx,
    groups.map(([legalEntity, group]) => ({ legalEntity, count: group.length })),
  );
  for (const [place, [legalEntity, group]] of groups.entries()) {
    const { numbers, shortfall } = issued[place] ?? { numbers: [], shortfall: 'missing' };
    group.forEach((decision, index) => {
      const number = numbers[index];
      const ofCustomer = byCustomer.get(decision.operation.customerId) ?? [];
      if (number !== undefined) return setAccountNumber(ofCustomer, number);
      const code = `account_number_sequence_${shortfall === 'missing' ? 'missing' : 'exhausted'}`;
      withdraw(ofCustomer, decision, { code, field: '', parameters: { legalEntity } }, problemStatus);
    });
  }
}

/** Who gets no number for a card fails with it; what follows in the batch for the same customer waits behind. */
async function giveCardNumbers(
  headquarters: Headquarters,
  tx: Tx,
  decisions: readonly Decision[],
  { ownership, problemStatus }: DecisionContext,
): Promise<void> {
  const problems = await issueCardNumbers(headquarters, tx, decisions, ownership);
  for (const [decision, problem] of problems) {
    const { customerId } = decision.operation;
    const behind = decisions.slice(decisions.indexOf(decision));
    const ofCustomer = behind.filter(
      ({ operation, status }) => operation.customerId === customerId && status === 'completed',
    );
    withdraw(ofCustomer, decision, problem, problemStatus);
  }
}

/** A number that a store already shows stays the customer's, unless somebody else got it after a restore. */
async function giveKnownNumbers(
  headquarters: Headquarters,
  tx: Tx,
  staged: readonly StagedOperation[],
  fresh: readonly Decision[],
  byCustomer: ReadonlyMap<string, readonly Decision[]>,
): Promise<Decision[]> {
  const known = new Map(
    staged.flatMap((entry) =>
      entry.knownAccountNumber === null ? [] : [[entry.operation.operationId, entry.knownAccountNumber] as const],
    ),
  );
  if (known.size === 0) return [...fresh];
  const taken = await takenAccountNumbers(tx, [...known.values()]);
  const unnumbered: Decision[] = [];
  for (const decision of fresh) {
    const { legalEntity } = decision.operation.origin;
    const number = known.get(decision.operation.operationId);
    if (number === undefined || taken.has(`${legalEntity} ${number}`)) {
      unnumbered.push(decision);
      continue;
    }
    setAccountNumber(byCustomer.get(decision.operation.customerId) ?? [], number);
    await headquarters.accountNumbers.keepClearOf(tx, legalEntity, number);
  }
  return unnumbered;
}

/** The later operations of the batch on the same customer carry the number as well. */
function setAccountNumber(ofCustomer: readonly Decision[], customerAccountNumber: string): void {
  for (const decision of ofCustomer) {
    if (decision.customer) decision.customer = { ...decision.customer, customerAccountNumber };
  }
}

/** Without a number there is no customer; what was to be done with it waits behind. */
function withdraw(
  ofCustomer: readonly Decision[],
  created: Decision,
  problem: Problem,
  status: 'refused' | 'failed',
): void {
  for (const decision of ofCustomer) {
    decision.customer = null;
    decision.status = decision === created ? status : 'waiting';
    decision.problem = decision === created ? problem : null;
  }
}

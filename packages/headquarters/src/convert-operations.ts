import { applyOperation } from '@counterfoil/customer/apply-operation';
import { searchKeys } from '@counterfoil/customer/search-keys';
import { validateOperation } from '@counterfoil/customer/validate-customer';
import type { Customer } from '@counterfoil/contracts/customer';
import type { CustomerOperation, Problem } from '@counterfoil/contracts/customer-operation';
import type { Tx } from '@counterfoil/database/database';
import { readConversionSettings, type ConversionSettings } from './conversion-settings.ts';
import { takenAccountNumbers, decidedOperations, lockCustomers } from './customer-master.ts';
import type { Decision, StagedOperation } from './decision.ts';
import type { Headquarters } from './headquarters.ts';

/**
 * Decides operations in their order, inside the caller's transaction: validates, applies and merges each, and gives
 * account numbers to the new customers. Nothing is written here but the number sequence and the locks.
 * `problemStatus` is what a business problem makes of an operation: `refused` where a user waits for the answer
 * (Real-time Service), `failed` where it was already acknowledged to somebody and has to be mended.
 */
export async function decideOperations(
  headquarters: Headquarters,
  tx: Tx,
  staged: readonly StagedOperation[],
  problemStatus: 'refused' | 'failed',
): Promise<Decision[]> {
  const settings = await readConversionSettings(tx);
  const customers = await lockCustomers(
    tx,
    staged.map((entry) => entry.operation.customerId),
  );
  const isDecided = await decidedLookup(tx, staged);
  const today = headquarters.seams.clock.now().toISOString().slice(0, 'YYYY-MM-DD'.length);
  const decisions = staged.map(({ operation }) => {
    const decision = decide(operation, customers.get(operation.customerId) ?? null, {
      headquarters,
      settings,
      today,
      isDecided,
      problemStatus,
    });
    if (decision.customer) customers.set(operation.customerId, decision.customer);
    return decision;
  });
  await giveAccountNumbers(headquarters, tx, staged, decisions, problemStatus);
  return decisions;
}

interface DecisionContext {
  readonly headquarters: Headquarters;
  readonly settings: ConversionSettings;
  readonly today: string;
  readonly isDecided: (operationId: string) => boolean;
  readonly problemStatus: 'refused' | 'failed';
}

function decide(operation: CustomerOperation, customer: Customer | null, context: DecisionContext): Decision {
  const countryRegion = context.settings.legalEntities.get(operation.origin.legalEntity)?.countryRegion ?? '';
  const unchanged = { operation, customer: null, isNew: false, conflicts: [], searchKeys: null };
  const { plantedBugs } = context.headquarters.seams;
  const problem = findProblem(operation, context);
  if (problem) return { ...unchanged, status: context.problemStatus, problem };
  const unchecked = plantedBugs.has('no unique customer id at conversion') && operation.kind === 'create';
  const held = unchecked ? null : customer;
  const applied = applyOperation(held, operation, {
    kind: 'headquarters',
    customerAccountNumber: null,
    plantedBugs,
    isDecided: context.isDecided,
  });
  switch (applied.result) {
    case 'waiting':
      return { ...unchanged, status: 'waiting', problem: null };
    case 'refused':
      return { ...unchanged, status: context.problemStatus, problem: applied.problem };
    case 'applied':
      return {
        ...unchanged,
        status: 'completed',
        problem: null,
        customer: applied.customer,
        isNew: held === null,
        conflicts: applied.conflicts,
        /* Right after the validation, which has just parsed the same phone number: later it would be parsed again. */
        searchKeys: searchKeys(applied.customer, countryRegion),
      };
  }
}

function findProblem(operation: CustomerOperation, { settings, today }: DecisionContext): Problem | null {
  const legalEntity = settings.legalEntities.get(operation.origin.legalEntity);
  if (!legalEntity) {
    return { code: 'legal_entity_unknown', field: '', parameters: { value: operation.origin.legalEntity } };
  }
  const problem = validateOperation(operation, today, legalEntity.countryRegion)[0];
  if (problem) return problem;
  const group = operation.changes.fields.customerGroup;
  if (group !== undefined && !legalEntity.customerGroups.has(group)) {
    return { code: 'customer_group_unknown', field: 'customerGroup', parameters: { value: group } };
  }
  return null;
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
  /* In one order for everybody: continuous sequences are locked until the end of the transaction. */
  for (const [legalEntity, group] of [...byLegalEntity].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const issued = await headquarters.accountNumbers.take(tx, legalEntity, group.length);
    group.forEach((decision, index) => {
      const number = issued.numbers[index];
      const ofCustomer = byCustomer.get(decision.operation.customerId) ?? [];
      if (number !== undefined) return setAccountNumber(ofCustomer, number);
      const code = issued.shortfall === 'none' ? 'account_number_sequence_exhausted' : issued.shortfall;
      withdraw(ofCustomer, decision, { code, field: '', parameters: { legalEntity } }, problemStatus);
    });
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

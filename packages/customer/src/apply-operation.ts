import { recentOperationCountMax } from '@counterfoil/contracts/customer';
import type { Customer, CustomerFields } from '@counterfoil/contracts/customer';
import type { CustomerOperation, MergeConflict, Problem } from '@counterfoil/contracts/customer-operation';
import type { PlantedBugs } from '@counterfoil/platform/planted-bugs';
import { customerFieldNames } from './merge/field-paths.ts';
import { noteConsentsOfCreation } from './merge/consent-records.ts';
import { copyKnownFields } from './merge/copy-customer.ts';
import { emptyCustomerFields, emptyCustomerLists } from './merge/empty-customer.ts';
import type { Merge } from './merge/merge.ts';
import { beginMerge } from './merge/merge.ts';
import { mergeAddresses } from './merge/merge-addresses.ts';
import { mergeContacts } from './merge/merge-contacts.ts';
import { mergeAttributes, mergeExternalIdentities, mergeMemberships } from './merge/merge-entries.ts';
import { mergeCustomerFields } from './merge/merge-fields.ts';
import { mergeLoyaltyCards } from './merge/merge-loyalty-cards.ts';

/**
 * On whose behalf an operation is applied: an origin (till or channel) makes an optimistic view on top of the last
 * known version; headquarters decides, gives the account number and counts the versions.
 */
export type Authority =
  | { readonly kind: 'origin' }
  | {
      readonly kind: 'headquarters';
      /** The number for a customer that has none yet. */
      readonly customerAccountNumber: string | null;
      readonly plantedBugs: PlantedBugs;
      /** Whether staging knows the operation as decided (completed or refused); without it only the customer's own memory counts. */
      readonly isDecided?: ((operationId: string) => boolean) | undefined;
    };

/** What became of an operation. `waiting` is no decision: the same operation is offered again later. */
export type ApplyResult =
  | { readonly result: 'applied'; readonly customer: Customer; readonly conflicts: MergeConflict[] }
  | { readonly result: 'refused'; readonly problem: Problem }
  | { readonly result: 'waiting'; readonly reason: 'customer' | 'earlierOperation' };

/**
 * Applies one operation to a customer, or to none. Pure and total: the same function makes the optimistic view of a
 * till and a channel and the authoritative customer of headquarters.
 *
 * - An operation that the customer remembers changes nothing (R5).
 * - A child never exists without its customer: an edit without one waits (R4).
 * - Operations of one customer are decided in the order in which their origin recorded them.
 * - Fields are merged one by one; a conflict is recorded with both values (R6).
 *
 * The answer never shares memory with `customer`, except when nothing changed.
 */
export function applyOperation(
  customer: Customer | null,
  operation: CustomerOperation,
  authority: Authority,
): ApplyResult {
  if (customer?.recentOperations.includes(operation.operationId)) return { result: 'applied', customer, conflicts: [] };
  if (operation.kind === 'create') return customer ? refused('customer_exists') : create(operation, authority);
  if (!customer) return applyWithoutCustomer(operation, authority);
  if (mustWait(customer, operation, authority)) return { result: 'waiting', reason: 'earlierOperation' };
  if (operation.kind === 'deactivate') return deactivate(customer, operation, authority);
  return customer.deactivated ? refused('customer_deactivated') : update(customer, operation, authority);
}

function refused(code: string): ApplyResult {
  return { result: 'refused', problem: { code, field: '' } };
}

function applyWithoutCustomer(operation: CustomerOperation, authority: Authority): ApplyResult {
  if (authority.kind === 'headquarters' && authority.plantedBugs.has('child accepted without its parent')) {
    return create(operation, authority);
  }
  return { result: 'waiting', reason: 'customer' };
}

function mustWait(customer: Customer, operation: CustomerOperation, authority: Authority): boolean {
  if (authority.kind === 'origin' || operation.follows === null) return false;
  if (authority.plantedBugs.has('operations applied out of order')) return false;
  return !customer.recentOperations.includes(operation.follows) && authority.isDecided?.(operation.follows) !== true;
}

function create(operation: CustomerOperation, authority: Authority): ApplyResult {
  const merge = beginMerge(emptyCustomer(operation), operation, 1);
  copyKnownFields<CustomerFields>(merge.customer, operation.changes.fields, customerFieldNames);
  noteConsentsOfCreation(merge);
  const problem = mergeLists(merge);
  if (problem) return { result: 'refused', problem };
  // Nothing can conflict with a creation, and the absence of a stamp means just this creation.
  merge.customer.fieldStamps = {};
  merge.conflicts.length = 0;
  return finish(merge, authority);
}

function update(customer: Customer, operation: CustomerOperation, authority: Authority): ApplyResult {
  const merge = beginMerge(customer, operation, versionAfter(customer, authority));
  if (losesByWallClock(customer, operation, authority)) return finish(merge, authority);
  mergeCustomerFields(merge);
  const problem = mergeLists(merge);
  return problem ? { result: 'refused', problem } : finish(merge, authority);
}

/** Children and lists, in a fixed order: the first problem drops the merge whole. */
function mergeLists(merge: Merge): Problem | null {
  return (
    mergeAddresses(merge) ??
    mergeContacts(merge) ??
    mergeMemberships(merge, 'affiliations') ??
    mergeMemberships(merge, 'addressBooks') ??
    mergeAttributes(merge) ??
    mergeLoyaltyCards(merge) ??
    mergeExternalIdentities(merge)
  );
}

/** The planted bug "last write by wall clock": what was recorded earlier, by the clocks that made the identifiers, loses. */
function losesByWallClock(customer: Customer, operation: CustomerOperation, authority: Authority): boolean {
  if (authority.kind === 'origin' || !authority.plantedBugs.has('last write by wall clock')) return false;
  return customer.recentOperations.some((operationId) => operationId > operation.operationId);
}

function deactivate(customer: Customer, operation: CustomerOperation, authority: Authority): ApplyResult {
  const merge = beginMerge(customer, operation, versionAfter(customer, authority));
  merge.customer.deactivated = true;
  return finish(merge, authority);
}

function finish(merge: Merge, authority: Authority): ApplyResult {
  const { customer, operation, conflicts } = merge;
  customer.version = versionAfter(customer, authority);
  if (authority.kind === 'headquarters') customer.customerAccountNumber ??= authority.customerAccountNumber;
  customer.recentOperations = [...customer.recentOperations, operation.operationId].slice(-recentOperationCountMax);
  return { result: 'applied', customer, conflicts };
}

/** Headquarters counts; an origin stays at the version it knows, and its stamps only keep its own edits in order. */
function versionAfter(customer: Customer, authority: Authority): number {
  return authority.kind === 'headquarters' ? customer.version + 1 : customer.version;
}

function emptyCustomer(operation: CustomerOperation): Customer {
  return {
    ...emptyCustomerFields,
    customerId: operation.customerId,
    legalEntity: operation.origin.legalEntity,
    customerAccountNumber: null,
    version: 0,
    deactivated: false,
    addresses: [],
    ...emptyCustomerLists(),
    fieldStamps: {},
    createdBy: operation.origin.node,
    recentOperations: [],
  };
}

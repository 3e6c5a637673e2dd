import type { Customer, FieldStamp } from '@counterfoil/contracts/customer';
import type { CustomerOperation, MergeConflict } from '@counterfoil/contracts/customer-operation';
import { copyCustomer } from './copy-customer.ts';
import type { FieldValue } from './field-paths.ts';
import type { MergeDecision, MergePolicy } from './merge-policy.ts';
import { decideConflict } from './merge-policy.ts';

export { emptyCustomerFields, emptyCustomerLists } from './empty-customer.ts';

/** One operation being merged into a copy of the customer; the original is never touched, so a refusal costs nothing. */
export interface Merge {
  readonly customer: Customer;
  readonly operation: CustomerOperation;
  /** What changed fields are stamped with. */
  readonly stamp: FieldStamp;
  readonly conflicts: MergeConflict[];
}

/** Starts merging `operation`: the copy holds known fields only, whatever keys the stored object carried. */
export function beginMerge(customer: Customer, operation: CustomerOperation, version: number): Merge {
  return {
    customer: copyCustomer(customer),
    operation,
    stamp: { version, node: operation.origin.node },
    conflicts: [],
  };
}

/** Whether the operation's editor cannot have seen what `stamp` wrote, and another node wrote it. */
export function isConcurrent(stamp: FieldStamp, operation: CustomerOperation): boolean {
  return stamp.version > operation.baseVersion && stamp.node !== operation.origin.node;
}

/** One value that an operation brings for a field. */
export interface OfferedValue {
  readonly path: string;
  readonly held: FieldValue;
  readonly offered: FieldValue;
  /** Who wrote the held value. */
  readonly heldStamp: FieldStamp;
  readonly policy: MergePolicy;
}

/**
 * Whether the offered value is to be stored; stamps the field then. An equal value is no edit: it leaves the stamp,
 * so a form that sends unchanged fields makes no conflict for others.
 */
export function acceptsOffered(merge: Merge, value: OfferedValue): boolean {
  if (value.held === value.offered) return false;
  if (isConcurrent(value.heldStamp, merge.operation)) {
    const held = { value: value.held, node: value.heldStamp.node };
    const offered = { value: value.offered, node: merge.stamp.node };
    const decision = decideConflict(value.policy, held, offered);
    recordConflict(merge, decision, { field: value.path, held, offered });
    if (decision.kept === 'held') return false;
  }
  merge.customer.fieldStamps[value.path] = merge.stamp;
  return true;
}

/** The two sides of a conflict about a field, an entry of a list, or a whole child. */
export interface ConflictingValues {
  readonly field: string;
  readonly held: { readonly value: unknown; readonly node: string };
  readonly offered: { readonly value: unknown; readonly node: string };
}

/** Puts a conflict on record with both values (R6). */
export function recordConflict(merge: Merge, decision: MergeDecision, values: ConflictingValues): void {
  merge.conflicts.push({
    customerId: merge.operation.customerId,
    operationId: merge.operation.operationId,
    field: values.field,
    heldValue: values.held.value,
    heldBy: values.held.node,
    offeredValue: values.offered.value,
    offeredBy: values.offered.node,
    kept: decision.kept,
    policy: decision.policy,
  });
}

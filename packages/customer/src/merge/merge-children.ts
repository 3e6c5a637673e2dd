import type { Customer, FieldStamp } from '@counterfoil/contracts/customer';
import type { Problem } from '@counterfoil/contracts/customer-operation';
import type { ErrorCode } from '@counterfoil/contracts/error-register';
import type { OfferedFields } from './copy-customer.ts';
import { copyKnownFields } from './copy-customer.ts';
import { childFieldPath, childFieldStamp, ownStamp, stampOf } from './field-paths.ts';
import type { Merge } from './merge.ts';
import { isConcurrent, recordConflict } from './merge.ts';
import type { MergedFields, MergedValues } from './merge-fields.ts';
import { mergeFields } from './merge-fields.ts';
import type { MergeDecision, MergedFieldName } from './merge-policy.ts';

/** A kind of child of a customer, whose fields are merged one by one. */
export interface ChildKind<Fields, Child extends Fields> {
  /** The list, as an operation's changes and a customer name it. */
  readonly list: 'addresses' | 'contacts';
  readonly names: readonly (keyof Fields & MergedFieldName)[];
  /** Without these a child can't be added; a `put` that names them all means a whole child. */
  readonly required: readonly (keyof Fields & MergedFieldName)[];
  readonly countMax: number;
  readonly tooMany: ErrorCode;
  pathOf(childId: string): string;
  idOf(child: Child): string;
  childrenOf(customer: Customer): Child[];
  /** A child of which nothing but its identifier is known. */
  emptyChild(customer: Customer, childId: string): Child;
  /** What else follows from a `put` that was not refused. */
  afterPut(merge: Merge, child: Child, put: { readonly isNew: boolean; readonly fields: OfferedFields<Fields> }): void;
}

/** What an operation says about one child. */
export interface ChildChange<Fields> {
  readonly childId: string;
  readonly change: 'put' | 'remove';
  readonly fields: OfferedFields<Fields>;
}

/**
 * Merges the children of one kind that the operation names.
 *
 * - `put` on a held child merges its fields one by one; on an unknown one it adds the child, which needs its required
 *   fields (`field_required`).
 * - A removal leaves its stamp on the child's path. It wins over a concurrent edit of single fields, whichever is
 *   applied first, since the editor did not mean to bring a child back. A `put` with all required fields is a whole
 *   child and does bring it back when it is applied later. Either way both sides are recorded.
 *
 * Answers the first problem; the merge is then to be dropped whole. A problem names the child by its place, never by its
 * identifier (R3).
 */
export function mergeChildren<Fields extends MergedValues<Fields>, Child extends Fields>(
  merge: Merge,
  kind: ChildKind<Fields, Child>,
  changes: readonly ChildChange<Fields>[],
): Problem | null {
  for (const [index, change] of changes.entries()) {
    if (change.change === 'remove') removeChild(merge, kind, change.childId);
    else {
      const problem = putChild(merge, kind, change, index);
      if (problem) return problem;
    }
  }
  return null;
}

function putChild<Fields extends MergedValues<Fields>, Child extends Fields>(
  merge: Merge,
  kind: ChildKind<Fields, Child>,
  change: ChildChange<Fields>,
  index: number,
): Problem | null {
  const { childId, fields } = change;
  const childPath = kind.pathOf(childId);
  const held = kind.childrenOf(merge.customer).find((child) => kind.idOf(child) === childId);
  if (held) {
    const merged: MergedFields<Fields> = { held, names: kind.names, childPath };
    mergeFields(merge, merged, fields);
    kind.afterPut(merge, held, { isNew: false, fields });
    return null;
  }
  const missing = kind.required.find((name) => !fields[name]);
  const removal = ownStamp(merge.customer, childPath);
  const isLateForRemoval = removal !== undefined && isConcurrent(removal, merge.operation);
  if (isLateForRemoval) recordAfterRemoval(merge, kind, removal, change);
  if (missing === undefined) return addChild(merge, kind, change);
  return isLateForRemoval ? null : { code: 'field_required', field: `${kind.list}.${index}.${missing}` };
}

function addChild<Fields extends MergedValues<Fields>, Child extends Fields>(
  merge: Merge,
  kind: ChildKind<Fields, Child>,
  { childId, fields }: ChildChange<Fields>,
): Problem | null {
  const { customer } = merge;
  const children = kind.childrenOf(customer);
  if (children.length >= kind.countMax) {
    return { code: kind.tooMany, field: kind.list, parameters: { max: kind.countMax } };
  }
  const child = kind.emptyChild(customer, childId);
  copyKnownFields<Fields>(child, fields, kind.names);
  children.push(child);
  customer.fieldStamps[kind.pathOf(childId)] = merge.stamp;
  kind.afterPut(merge, child, { isNew: true, fields });
  return null;
}

function removeChild<Fields extends MergedValues<Fields>, Child extends Fields>(
  merge: Merge,
  kind: ChildKind<Fields, Child>,
  childId: string,
): void {
  const { customer } = merge;
  const childPath = kind.pathOf(childId);
  const children = kind.childrenOf(customer);
  const position = children.findIndex((child) => kind.idOf(child) === childId);
  const removed = children[position];
  if (!removed) return;
  const concurrentEdit = childStamps(merge, kind, childPath).find((stamp) => isConcurrent(stamp, merge.operation));
  if (concurrentEdit) {
    recordConflict(
      merge,
      { kept: 'offered', policy: 'mostRestrictive' },
      {
        field: childPath,
        held: { value: removed, node: concurrentEdit.node },
        offered: { value: null, node: merge.stamp.node },
      },
    );
  }
  children.splice(position, 1);
  for (const name of kind.names) delete customer.fieldStamps[childFieldPath(childPath, name)];
  customer.fieldStamps[childPath] = merge.stamp;
  delete customer.consentRecords[childPath];
}

function childStamps<Fields, Child extends Fields>(
  { customer }: Merge,
  { names }: ChildKind<Fields, Child>,
  childPath: string,
): FieldStamp[] {
  return [...names.map((name) => childFieldStamp(customer, childPath, name)), stampOf(customer, childPath)];
}

function recordAfterRemoval<Fields extends MergedValues<Fields>, Child extends Fields>(
  merge: Merge,
  kind: ChildKind<Fields, Child>,
  removal: FieldStamp,
  { childId, fields }: ChildChange<Fields>,
): void {
  const isWhole = kind.required.every((name) => fields[name]);
  const decision: MergeDecision = isWhole
    ? { kept: 'offered', policy: 'laterApplied' }
    : { kept: 'held', policy: 'mostRestrictive' };
  const offeredFields: Partial<Fields> = {};
  copyKnownFields<Partial<Fields>>(offeredFields, fields, kind.names);
  recordConflict(merge, decision, {
    field: kind.pathOf(childId),
    held: { value: null, node: removal.node },
    offered: { value: offeredFields, node: merge.stamp.node },
  });
}

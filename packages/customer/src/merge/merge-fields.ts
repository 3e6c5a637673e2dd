import { childFieldPath, childFieldStamp, customerFieldNames, stampOf } from './field-paths.ts';
import type { FieldValue } from './field-paths.ts';
import type { CustomerFields } from '@counterfoil/contracts/customer';
import { noteConsent } from './consent-records.ts';
import type { OfferedFields } from './copy-customer.ts';
import type { Merge } from './merge.ts';
import { acceptsOffered, isConcurrent } from './merge.ts';
import { policyOf, severalNodes } from './merge-policy.ts';
import type { MergedFieldName } from './merge-policy.ts';

/** Fields that are merged one by one. */
export type MergedValues<Fields> = { [Name in keyof Fields]: FieldValue };

/** The fields of a customer or of one of its children, as the merge finds and leaves them. */
export interface MergedFields<Fields> {
  readonly held: Fields;
  readonly names: readonly (keyof Fields & MergedFieldName)[];
  /** Path of the child; null for the customer itself. */
  readonly childPath: string | null;
}

/** Merges the customer fields that the operation names, each by its own policy. */
export function mergeCustomerFields(merge: Merge): void {
  const merged: MergedFields<CustomerFields> = { held: merge.customer, names: customerFieldNames, childPath: null };
  mergeFields(merge, merged, merge.operation.changes.fields);
}

/** Merges the offered fields one by one. */
export function mergeFields<Fields extends MergedValues<Fields>>(
  merge: Merge,
  merged: MergedFields<Fields>,
  offered: OfferedFields<Fields>,
): void {
  for (const name of merged.names) mergeField(merge, merged, name, offered);
}

/** Merges one field if it is offered; remembers who gave a marketing consent. */
export function mergeField<Fields extends MergedValues<Fields>, Name extends keyof Fields & MergedFieldName>(
  merge: Merge,
  { held, childPath }: MergedFields<Fields>,
  name: Name,
  fields: OfferedFields<Fields>,
): void {
  const offered = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (offered === undefined) return;
  const { customer } = merge;
  const path = childPath === null ? name : childFieldPath(childPath, name);
  const heldStamp = childPath === null ? stampOf(customer, name) : childFieldStamp(customer, childPath, name);
  const policy = policyOf(name);
  if (acceptsOffered(merge, { path, held: held[name], offered, heldStamp, policy })) {
    held[name] = offered;
    if (policy === 'mostRestrictive') noteConsent(merge, path);
  } else if (policy === 'mostRestrictive' && held[name] === offered && isConcurrent(heldStamp, merge.operation)) {
    /* Two nodes gave the same consent without seeing each other: neither may widen it alone afterwards. */
    customer.fieldStamps[path] = { version: merge.stamp.version, node: severalNodes };
  }
}

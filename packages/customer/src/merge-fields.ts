import type { CustomerFields } from '@counterfoil/contracts/customer';
import type { FieldValue } from './field-paths.ts';
import { customerFieldNames, customerFieldStamp } from './field-paths.ts';
import type { Merge, OfferedFields } from './merge.ts';
import { acceptsOffered, isConcurrent } from './merge.ts';
import { policyOf, severalNodes } from './merge-policy.ts';

/** Merges the customer fields that the operation names, each by its own policy. */
export function mergeCustomerFields(merge: Merge): void {
  for (const name of customerFieldNames) mergeCustomerField(merge, name);
}

function mergeCustomerField<Name extends keyof CustomerFields>(merge: Merge, name: Name): void {
  const fields: OfferedFields<CustomerFields> = merge.operation.changes.fields;
  const offered = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (offered === undefined) return;
  const held: FieldValue = merge.customer[name];
  const value = {
    path: name,
    held,
    offered,
    heldStamp: customerFieldStamp(merge.customer, name),
    policy: policyOf(name),
  };
  if (acceptsOffered(merge, value)) setField(merge.customer, name, offered);
  else if (held === offered) rememberSharedConsent(merge, name);
}

function setField<Name extends keyof CustomerFields>(
  customer: CustomerFields,
  name: Name,
  value: CustomerFields[Name],
): void {
  customer[name] = value;
}

/** Two nodes gave the same consent without seeing each other: neither may widen it alone afterwards. */
function rememberSharedConsent(merge: Merge, name: keyof CustomerFields): void {
  if (policyOf(name) !== 'mostRestrictive') return;
  if (!isConcurrent(customerFieldStamp(merge.customer, name), merge.operation)) return;
  merge.customer.fieldStamps[name] = { version: merge.stamp.version, node: severalNodes };
}

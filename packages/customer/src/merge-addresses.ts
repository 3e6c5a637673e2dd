import { addressCountMax } from '@counterfoil/contracts/customer';
import type { CustomerFields, FieldStamp, PostalAddress, PostalAddressFields } from '@counterfoil/contracts/customer';
import type { AddressChange, Problem } from '@counterfoil/contracts/customer-operation';
import type { FieldValue } from './field-paths.ts';
import {
  addressFieldPath,
  addressFieldStamp,
  addressPath,
  addressStamp,
  ownStamp,
  postalAddressFieldNames,
} from './field-paths.ts';
import type { Merge, OfferedFields } from './merge.ts';
import { acceptsOffered, copyKnownFields, emptyAddressFields, isConcurrent, recordConflict } from './merge.ts';
import type { MergeDecision } from './merge-policy.ts';

/**
 * Merges the addresses that the operation names.
 *
 * - `put` on a held address merges its fields one by one; on an unknown one it adds the address, which needs a
 *   country (`field_required`).
 * - A removal leaves its stamp on the address path. It wins over a concurrent edit of single fields, whichever is
 *   applied first, since the editor did not mean to bring an address back. A `put` with a country is a whole
 *   address and does bring it back when it is applied later. Either way both sides are recorded.
 * - A customer has at most one primary address: the one named last.
 *
 * Answers the first problem; the merge is then to be dropped whole.
 */
export function mergeAddresses(merge: Merge): Problem | null {
  for (const [index, change] of merge.operation.changes.addresses.entries()) {
    const problem =
      change.change === 'remove' ? removeAddress(merge, change.addressId) : putAddress(merge, change, index);
    if (problem) return problem;
  }
  return null;
}

function putAddress(merge: Merge, change: AddressChange, index: number): Problem | null {
  const held = merge.customer.addresses.find((address) => address.addressId === change.addressId);
  if (held) {
    mergeAddressFields(merge, held, change.fields);
    return null;
  }
  const removal = ownStamp(merge.customer, addressPath(change.addressId));
  const isLateForRemoval = removal !== undefined && isConcurrent(removal, merge.operation);
  if (isLateForRemoval && !change.fields.countryRegion) {
    recordAddressConflict(merge, removal, change, { kept: 'held', policy: 'mostRestrictive' });
    return null;
  }
  const problem = addAddress(merge, change, index);
  if (problem) return problem;
  if (isLateForRemoval) recordAddressConflict(merge, removal, change, { kept: 'offered', policy: 'laterApplied' });
  merge.customer.fieldStamps[addressPath(change.addressId)] = merge.stamp;
  return null;
}

function addAddress(merge: Merge, change: AddressChange, index: number): Problem | null {
  const { customer } = merge;
  if (!change.fields.countryRegion) return { code: 'field_required', field: `addresses.${index}.countryRegion` };
  if (customer.addresses.length >= addressCountMax) {
    return { code: 'too_many_addresses', field: 'addresses', parameters: { max: addressCountMax } };
  }
  const address: PostalAddress = {
    ...emptyAddressFields,
    purpose: defaultPurpose(customer.customerType),
    addressId: change.addressId,
  };
  copyKnownFields<PostalAddressFields>(address, change.fields, postalAddressFieldNames);
  customer.addresses.push(address);
  if (address.isPrimary) clearOtherPrimaries(merge, address);
  return null;
}

/** What an address is for when nobody said: a person's home, an organization's business. */
function defaultPurpose(customerType: CustomerFields['customerType']): PostalAddressFields['purpose'] {
  return customerType === 'organization' ? 'business' : 'home';
}

function mergeAddressFields(merge: Merge, address: PostalAddress, fields: AddressChange['fields']): void {
  for (const name of postalAddressFieldNames) mergeAddressField(merge, address, name, fields);
  if (fields.isPrimary === true && address.isPrimary) clearOtherPrimaries(merge, address);
}

function mergeAddressField<Name extends keyof PostalAddressFields>(
  merge: Merge,
  address: PostalAddressFields & { addressId: string },
  name: Name,
  fields: OfferedFields<PostalAddressFields>,
): void {
  const offered = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (offered === undefined) return;
  const held: FieldValue = address[name];
  const path = addressFieldPath(address.addressId, name);
  const heldStamp = addressFieldStamp(merge.customer, address.addressId, name);
  if (acceptsOffered(merge, { path, held, offered, heldStamp, policy: 'laterApplied' }))
    setField(address, name, offered);
}

function setField<Name extends keyof PostalAddressFields>(
  address: PostalAddressFields,
  name: Name,
  value: PostalAddressFields[Name],
): void {
  address[name] = value;
}

function clearOtherPrimaries(merge: Merge, primary: PostalAddress): void {
  for (const address of merge.customer.addresses) {
    if (address.addressId === primary.addressId || !address.isPrimary) continue;
    mergeAddressField(merge, address, 'isPrimary', { isPrimary: false });
  }
}

function removeAddress(merge: Merge, addressId: string): null {
  const { customer } = merge;
  const position = customer.addresses.findIndex((address) => address.addressId === addressId);
  const removed = customer.addresses[position];
  if (!removed) return null;
  const concurrentEdit = addressStamps(merge, addressId).find((stamp) => isConcurrent(stamp, merge.operation));
  if (concurrentEdit) {
    recordConflict(
      merge,
      { kept: 'offered', policy: 'mostRestrictive' },
      {
        field: addressPath(addressId),
        held: { value: removed, node: concurrentEdit.node },
        offered: { value: null, node: merge.stamp.node },
      },
    );
  }
  customer.addresses.splice(position, 1);
  for (const name of postalAddressFieldNames) delete customer.fieldStamps[addressFieldPath(addressId, name)];
  customer.fieldStamps[addressPath(addressId)] = merge.stamp;
  return null;
}

function addressStamps(merge: Merge, addressId: string): FieldStamp[] {
  const ofFields = postalAddressFieldNames.map((name) => addressFieldStamp(merge.customer, addressId, name));
  return [...ofFields, addressStamp(merge.customer, addressId)];
}

function recordAddressConflict(
  merge: Merge,
  removal: FieldStamp,
  change: AddressChange,
  decision: MergeDecision,
): void {
  const offeredFields: Partial<PostalAddressFields> = {};
  copyKnownFields<Partial<PostalAddressFields>>(offeredFields, change.fields, postalAddressFieldNames);
  recordConflict(merge, decision, {
    field: addressPath(change.addressId),
    held: { value: null, node: removal.node },
    offered: { value: offeredFields, node: merge.stamp.node },
  });
}

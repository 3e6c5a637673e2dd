import { addressCountMax } from '@counterfoil/contracts/customer';
import type { PostalAddress, PostalAddressFields } from '@counterfoil/contracts/customer';
import type { Problem } from '@counterfoil/contracts/customer-operation';
import { defaultPurpose, emptyAddressFields } from './empty-customer.ts';
import { entryPath, postalAddressFieldNames } from './field-paths.ts';
import type { Merge } from './merge.ts';
import type { ChildKind } from './merge-children.ts';
import { mergeChildren } from './merge-children.ts';
import { mergeField } from './merge-fields.ts';

const postalAddresses: ChildKind<PostalAddressFields, PostalAddress> = {
  list: 'addresses',
  names: postalAddressFieldNames,
  required: ['countryRegion'],
  countMax: addressCountMax,
  tooMany: 'too_many_addresses',
  pathOf: addressPath,
  idOf: ({ addressId }) => addressId,
  childrenOf: ({ addresses }) => addresses,
  emptyChild: ({ customerType }, addressId) => ({
    ...emptyAddressFields,
    purpose: defaultPurpose(customerType),
    addressId,
  }),
  afterPut: (merge, address, { fields }) => {
    if (fields.isPrimary === true && address.isPrimary) clearOtherPrimaries(merge, address);
  },
};

/**
 * Merges the addresses that the operation names, as all children are merged. A customer has at most one primary
 * address: the one named last.
 */
export function mergeAddresses(merge: Merge): Problem | null {
  const changes = merge.operation.changes.addresses.map(({ addressId, ...change }) => ({
    childId: addressId,
    ...change,
  }));
  return mergeChildren(merge, postalAddresses, changes);
}

function addressPath(addressId: string): string {
  return entryPath('address', addressId);
}

function clearOtherPrimaries(merge: Merge, primary: PostalAddress): void {
  for (const address of merge.customer.addresses) {
    if (address.addressId === primary.addressId || !address.isPrimary) continue;
    const merged = { held: address, names: postalAddressFieldNames, childPath: addressPath(address.addressId) };
    mergeField<PostalAddressFields, 'isPrimary'>(merge, merged, 'isPrimary', { isPrimary: false });
  }
}

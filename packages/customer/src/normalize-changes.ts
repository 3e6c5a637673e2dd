import { customerFieldsSchema, postalAddressFieldsSchema } from '@counterfoil/contracts/customer';
import type { CustomerFields, PostalAddressFields } from '@counterfoil/contracts/customer';
import type { AddressChange, CustomerChanges } from '@counterfoil/contracts/customer-operation';
import { customerFieldNames, postalAddressFieldNames } from './field-paths.ts';
import { normalizeText } from './text-rules.ts';

/**
 * What was typed, as it is kept: text composed (NFC) and trimmed, an emptied optional text `null`, keys outside the
 * contract left out. The same input always gives the same output, and normalising twice changes nothing.
 */
export function normalizeChanges(changes: CustomerChanges): CustomerChanges {
  return {
    fields: normalizeFields<CustomerFields>(changes.fields, customerFieldNames, nullableCustomerFields),
    addresses: changes.addresses.map(normalizeAddress),
  };
}

function normalizeAddress(change: AddressChange): AddressChange {
  return {
    addressId: change.addressId,
    change: change.change,
    fields: normalizeFields<PostalAddressFields>(change.fields, postalAddressFieldNames, nullableAddressFields),
  };
}

const nullableCustomerFields = nullableNames(customerFieldsSchema.shape);
const nullableAddressFields = nullableNames(postalAddressFieldsSchema.shape);

function nullableNames(
  shape: Readonly<Record<string, { safeParse(value: unknown): { success: boolean } }>>,
): ReadonlySet<PropertyKey> {
  return new Set(Object.keys(shape).filter((name) => shape[name]?.safeParse(null).success === true));
}

function normalizeFields<Fields extends object>(
  fields: { readonly [Name in keyof Fields]?: Fields[Name] | undefined },
  names: readonly (keyof Fields)[],
  nullable: ReadonlySet<PropertyKey>,
): Partial<Fields> {
  const normalized: Partial<Record<keyof Fields, unknown>> = {};
  for (const name of names) {
    const value: unknown = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (value === undefined) continue;
    normalized[name] = typeof value === 'string' ? normalizeText(value) || (nullable.has(name) ? null : '') : value;
  }
  return normalized as Partial<Fields>;
}

import { customerFieldsSchema, postalAddressFieldsSchema } from '@counterfoil/contracts/customer';
import type { Customer, CustomerFields, FieldStamp, PostalAddressFields } from '@counterfoil/contracts/customer';

/** A value of one field of a customer or of a postal address. */
export type FieldValue = string | number | boolean | null;

/** Every field of a customer that is merged by itself; nothing outside this list is ever stored. */
export const customerFieldNames: readonly (keyof CustomerFields)[] = customerFieldsSchema.keyof().options;

/** Every field of a postal address that is merged by itself. */
export const postalAddressFieldNames: readonly (keyof PostalAddressFields)[] =
  postalAddressFieldsSchema.keyof().options;

const customerFieldNameSet: ReadonlySet<string> = new Set(customerFieldNames);
const addressPathPrefix = 'address:';

/**
 * Path of a whole address. Its stamp says who added the address, or, when the customer no longer has it, who
 * removed it.
 */
export function addressPath(addressId: string): string {
  return `${addressPathPrefix}${addressId}`;
}

/** Path of one field of an address, for example `address:<addressId>:city`. */
export function addressFieldPath(addressId: string, name: keyof PostalAddressFields): string {
  return `${addressPath(addressId)}:${name}`;
}

/** Whether `path` can name a stamp at all: a known customer field or something of an address. */
export function isStampPath(path: string): boolean {
  return customerFieldNameSet.has(path) || path.startsWith(addressPathPrefix);
}

/** The stamp written for exactly `path`, if there is one. */
export function ownStamp(customer: Customer, path: string): FieldStamp | undefined {
  return Object.hasOwn(customer.fieldStamps, path) ? customer.fieldStamps[path] : undefined;
}

/** Who wrote a customer field last: its stamp, or else the creation (version 1 by the creator). */
export function customerFieldStamp(customer: Customer, name: keyof CustomerFields): FieldStamp {
  return ownStamp(customer, name) ?? creationStamp(customer);
}

/** Who wrote an address field last: its stamp, or else whoever added the address, or else the creation. */
export function addressFieldStamp(customer: Customer, addressId: string, name: keyof PostalAddressFields): FieldStamp {
  return ownStamp(customer, addressFieldPath(addressId, name)) ?? addressStamp(customer, addressId);
}

/** Who added the address. */
export function addressStamp(customer: Customer, addressId: string): FieldStamp {
  return ownStamp(customer, addressPath(addressId)) ?? creationStamp(customer);
}

function creationStamp(customer: Customer): FieldStamp {
  return { version: 1, node: customer.createdBy };
}

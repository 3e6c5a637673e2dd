import { contactFieldsSchema, customerFieldsSchema, postalAddressFieldsSchema } from '@counterfoil/contracts/customer';
import type {
  ContactFields,
  Customer,
  CustomerFields,
  ExternalIdentity,
  FieldStamp,
  PostalAddressFields,
} from '@counterfoil/contracts/customer';

/** A value of one field of a customer, of one of its children, or of an entry of one of its lists. */
export type FieldValue = string | number | boolean | null;

/** Every field of a customer that is merged by itself; nothing outside this list is ever stored. */
export const customerFieldNames: readonly (keyof CustomerFields)[] = customerFieldsSchema.keyof().options;

/** Every field of a postal address that is merged by itself. */
export const postalAddressFieldNames: readonly (keyof PostalAddressFields)[] =
  postalAddressFieldsSchema.keyof().options;

/** Every field of a secondary contact that is merged by itself. */
export const contactFieldNames: readonly (keyof ContactFields)[] = contactFieldsSchema.keyof().options;

const customerFieldNameSet: ReadonlySet<string> = new Set(customerFieldNames);

/** What a path that is no customer field begins with. */
const pathPrefixes = ['address', 'contact', 'affiliation', 'addressBook', 'attribute', 'externalIdentity'] as const;
type PathPrefix = (typeof pathPrefixes)[number];

/**
 * Path of a whole child or entry, for example `address:<addressId>` or `affiliation:<affiliationId>`. Its stamp says
 * who added it (or set the attribute), or, when the customer no longer has it, who removed it.
 */
export function entryPath(prefix: PathPrefix, entryId: string): string {
  return `${prefix}:${entryId}`;
}

/** Path of one field of a child, for example `contact:<contactId>:locator`. */
export function childFieldPath(childPath: string, name: string): string {
  return `${childPath}:${name}`;
}

/** What tells external identities apart: both names, whatever characters they hold. */
export function externalIdentityKey({ providerId, externalIdentityId }: ExternalIdentity): string {
  return JSON.stringify([providerId, externalIdentityId]);
}

/** Whether `path` can name a stamp at all: a known customer field or something of a child or entry. */
export function isStampPath(path: string): boolean {
  return customerFieldNameSet.has(path) || pathPrefixes.some((prefix) => path.startsWith(`${prefix}:`));
}

/** The stamp written for exactly `path`, if there is one. */
export function ownStamp(customer: Customer, path: string): FieldStamp | undefined {
  return Object.hasOwn(customer.fieldStamps, path) ? customer.fieldStamps[path] : undefined;
}

/** Who wrote a customer field, or added or removed a child or entry: its stamp, or else the creation. */
export function stampOf(customer: Customer, path: string): FieldStamp {
  return ownStamp(customer, path) ?? { version: 1, node: customer.createdBy };
}

/** Who wrote a field of a child last: its stamp, or else whoever added the child, or else the creation. */
export function childFieldStamp(customer: Customer, childPath: string, name: string): FieldStamp {
  return ownStamp(customer, childFieldPath(childPath, name)) ?? stampOf(customer, childPath);
}

import type {
  Customer,
  CustomerFields,
  FieldStamp,
  PostalAddress,
  PostalAddressFields,
} from '@counterfoil/contracts/customer';
import type { CustomerOperation, MergeConflict } from '@counterfoil/contracts/customer-operation';
import type { FieldValue } from './field-paths.ts';
import { customerFieldNames, isStampPath, postalAddressFieldNames } from './field-paths.ts';
import type { MergeDecision, MergePolicy } from './merge-policy.ts';
import { decideConflict } from './merge-policy.ts';

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

/** The two sides of a conflict about a field or a whole address. */
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

/** Fields as an operation names them: a missing or undefined one is not changed. */
export type OfferedFields<Fields> = { readonly [Name in keyof Fields]?: Fields[Name] | undefined };

/** Copies the values of `names` from `source` to `target`; keys outside the list stay behind. */
export function copyKnownFields<Fields extends object>(
  target: Fields,
  source: OfferedFields<Fields>,
  names: readonly (keyof Fields)[],
): void {
  for (const name of names) {
    const value = Object.hasOwn(source, name) ? source[name] : undefined;
    if (value !== undefined) target[name] = value;
  }
}

function copyCustomer(customer: Customer): Customer {
  const copy: Customer = {
    ...emptyCustomerFields,
    customerId: customer.customerId,
    legalEntity: customer.legalEntity,
    customerAccountNumber: customer.customerAccountNumber,
    version: customer.version,
    deactivated: customer.deactivated,
    addresses: customer.addresses.map(copyAddress),
    ...emptyCustomerLists(),
    fieldStamps: copyStamps(customer.fieldStamps),
    createdBy: customer.createdBy,
    recentOperations: [...customer.recentOperations],
  };
  copyKnownFields<CustomerFields>(copy, customer, customerFieldNames);
  return copy;
}

function copyAddress(address: PostalAddress): PostalAddress {
  const copy: PostalAddress = { ...emptyAddressFields, addressId: address.addressId };
  copyKnownFields<PostalAddressFields>(copy, address, postalAddressFieldNames);
  return copy;
}

function copyStamps(stamps: Customer['fieldStamps']): Customer['fieldStamps'] {
  const copy: Customer['fieldStamps'] = {};
  for (const [path, stamp] of Object.entries(stamps)) {
    if (isStampPath(path)) copy[path] = { version: stamp.version, node: stamp.node };
  }
  return copy;
}

/** What a field holds when a creation does not name it. */
export const emptyCustomerFields = {
  customerType: 'person',
  personalTitle: null,
  firstName: null,
  middleName: null,
  lastName: null,
  organizationName: null,
  languageId: '',
  currency: '',
  customerGroup: '',
  email: null,
  emailMarketingConsent: 'unknown',
  phone: null,
  phoneMarketingConsent: 'unknown',
  dateOfBirth: null,
  identificationNumber: null,
  receiptOption: 'standard',
  receiptEmail: null,
  notes: null,
  image: null,
  blockedForLoyaltyEnrollment: false,
  creditLimit: null,
} as const satisfies CustomerFields;

/** The lists of a customer that has none; new arrays for each. */
export function emptyCustomerLists(): Pick<Customer, CustomerListName> {
  return {
    contacts: [],
    affiliations: [],
    addressBooks: [],
    attributes: {},
    loyaltyCards: [],
    externalIdentities: [],
    financialDimensions: {},
    consentRecords: {},
  };
}

/** What a customer holds beside its fields and addresses. */
export type CustomerListName =
  | 'contacts'
  | 'affiliations'
  | 'addressBooks'
  | 'attributes'
  | 'loyaltyCards'
  | 'externalIdentities'
  | 'financialDimensions'
  | 'consentRecords';

/** What an address field holds when nobody named it. */
export const emptyAddressFields = {
  purpose: 'home',
  isPrimary: false,
  name: null,
  countryRegion: '',
  street: null,
  streetNumber: null,
  buildingComplement: null,
  district: null,
  city: null,
  county: null,
  state: null,
  zipCode: null,
} as const satisfies PostalAddressFields;

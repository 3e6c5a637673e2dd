import type { Customer } from '@counterfoil/contracts/customer';
import type {
  AddressChange,
  ContactChange,
  CustomerChanges,
  CustomerOperation,
  MergeConflict,
  OperationKind,
} from '@counterfoil/contracts/customer-operation';
import { noPlantedBugs } from '@counterfoil/platform/planted-bugs';
import { applyOperation } from './apply-operation.ts';
import type { Authority } from './apply-operation.ts';

/** Examples for the tests of this package: the same place in the text always means the same identifier. */
export function exampleId(place: number): string {
  return `01890000-0000-7000-8000-${place.toString(16).padStart(12, '0')}`;
}

/** What of an example differs from the ordinary. */
export interface ExampleOperation {
  readonly operation: number;
  readonly kind?: OperationKind;
  readonly node?: string;
  readonly baseVersion?: number;
  readonly follows?: number;
  readonly fields?: CustomerChanges['fields'];
  readonly addresses?: readonly AddressChange[];
  /** Changes of the other lists. */
  readonly lists?: Omit<CustomerChanges, 'fields' | 'addresses'>;
}

/** An operation on the one example customer; without `kind` an update by `store-1`. */
export function exampleOperation(example: ExampleOperation): CustomerOperation {
  return {
    operationId: exampleId(example.operation),
    customerId: exampleId(0),
    kind: example.kind ?? 'update',
    origin: {
      legalEntity: 'USRT',
      channelId: 'houston',
      node: example.node ?? 'store-1',
      terminalId: null,
      workerId: null,
    },
    recordedAt: '2026-03-01T10:00:00.000Z',
    baseVersion: example.baseVersion ?? 0,
    follows: example.follows === undefined ? null : exampleId(example.follows),
    changes: { fields: example.fields ?? {}, addresses: [...(example.addresses ?? [])], ...example.lists },
  };
}

/** All that a person must have, with a primary address in Paris. */
export const exampleFields: CustomerChanges['fields'] = {
  customerType: 'person',
  firstName: 'Lachlan',
  lastName: 'Berry',
  languageId: 'en-US',
  currency: 'USD',
  customerGroup: '30',
  email: 'lachlan@example.com',
  phone: '01 42 68 53 00',
};

/** Puts the address at `place`; without `fields` a whole one in Paris. */
export function putAddress(
  place: number,
  fields: AddressChange['fields'] = { countryRegion: 'FR', city: 'Paris' },
): AddressChange {
  return { addressId: exampleId(place), change: 'put', fields };
}

/** Removes the address at `place`. */
export function removeAddress(place: number): AddressChange {
  return { addressId: exampleId(place), change: 'remove', fields: {} };
}

/** Puts the contact at `place`; without `fields` a whole phone number without a known consent. */
export function putContact(
  place: number,
  fields: ContactChange['fields'] = { contactType: 'phone', locator: '+33 1 42 68 53 01' },
): ContactChange {
  return { contactId: exampleId(place), change: 'put', fields };
}

/** Removes the contact at `place`. */
export function removeContact(place: number): ContactChange {
  return { contactId: exampleId(place), change: 'remove', fields: {} };
}

/** The creation of the example customer with a contact (place 201), an affiliation, an address book and an attribute. */
export function exampleCreateWithLists(): CustomerOperation {
  const { changes, ...create } = exampleCreate();
  const lists: ExampleOperation['lists'] = {
    contacts: [putContact(201, { contactType: 'email', locator: 'work@example.com', marketingConsent: 'granted' })],
    affiliations: [{ id: 'staff', change: 'put' }],
    addressBooks: [{ id: 'west', change: 'put' }],
    attributes: [{ attributeId: 'shoeSize', value: 42 }],
  };
  return { ...create, changes: { ...changes, ...lists } };
}

/** The creation of the example customer by `store-1`, with two addresses (places 101 and 102). */
export function exampleCreate(fields: CustomerChanges['fields'] = exampleFields): CustomerOperation {
  const addresses = [putAddress(101, { countryRegion: 'FR', city: 'Paris', isPrimary: true }), putAddress(102)];
  return exampleOperation({ operation: 1, kind: 'create', fields, addresses });
}

/** Headquarters without a planted bug. */
export const exampleHeadquarters = {
  kind: 'headquarters',
  customerAccountNumber: '004021',
  plantedBugs: noPlantedBugs,
} as const satisfies Authority;

/** A customer and what its merges put on record. */
export interface Merged {
  readonly customer: Customer;
  readonly conflicts: MergeConflict[];
}

/** Applies an operation that must be applied; anything else fails the test. */
export function applied(
  customer: Customer | null,
  operation: CustomerOperation,
  authority: Authority = exampleHeadquarters,
): Merged {
  const outcome = applyOperation(customer, operation, authority);
  if (outcome.result !== 'applied') throw new Error(JSON.stringify(outcome));
  return outcome;
}

/** The example customer after its creation and `operations`, with all conflicts of them. */
export function allApplied(operations: readonly CustomerOperation[], creation = exampleCreate()): Merged {
  let { customer } = applied(null, creation);
  const conflicts: MergeConflict[] = [];
  for (const operation of operations) {
    const outcome = applied(customer, operation);
    customer = outcome.customer;
    conflicts.push(...outcome.conflicts);
  }
  return { customer, conflicts };
}

import type {
  AttributeValue,
  Contact,
  ContactFields,
  Customer,
  CustomerFields,
  LoyaltyCard,
  PostalAddress,
  PostalAddressFields,
} from '@counterfoil/contracts/customer';
import type { CustomerListName } from './empty-customer.ts';
import { emptyAddressFields, emptyContactFields, emptyCustomerFields } from './empty-customer.ts';
import { contactFieldNames, customerFieldNames, isStampPath, postalAddressFieldNames } from './field-paths.ts';

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

/** A copy that shares no memory and holds known keys only; a list that was stored before it existed is empty. */
export function copyCustomer(customer: Customer): Customer {
  const copy: Customer = {
    ...emptyCustomerFields,
    customerId: customer.customerId,
    legalEntity: customer.legalEntity,
    customerAccountNumber: customer.customerAccountNumber,
    version: customer.version,
    deactivated: customer.deactivated,
    addresses: customer.addresses.map(copyAddress),
    ...copyLists(customer),
    fieldStamps: copyStamps(customer.fieldStamps),
    createdBy: customer.createdBy,
    recentOperations: [...customer.recentOperations],
  };
  copyKnownFields<CustomerFields>(copy, customer, customerFieldNames);
  return copy;
}

function copyLists(customer: Partial<Pick<Customer, CustomerListName>>): Pick<Customer, CustomerListName> {
  return {
    contacts: (customer.contacts ?? []).map(copyContact),
    affiliations: [...(customer.affiliations ?? [])],
    addressBooks: [...(customer.addressBooks ?? [])],
    attributes: copyValues(customer.attributes ?? {}),
    loyaltyCards: (customer.loyaltyCards ?? []).map(copyLoyaltyCard),
    externalIdentities: (customer.externalIdentities ?? []).map(({ providerId, externalIdentityId }) => ({
      providerId,
      externalIdentityId,
    })),
    financialDimensions: copyValues(customer.financialDimensions ?? {}),
    consentRecords: copyConsentRecords(customer.consentRecords ?? {}),
  };
}

function copyAddress(address: PostalAddress): PostalAddress {
  const copy: PostalAddress = { ...emptyAddressFields, addressId: address.addressId };
  copyKnownFields<PostalAddressFields>(copy, address, postalAddressFieldNames);
  return copy;
}

function copyContact(contact: Contact): Contact {
  const copy: Contact = { ...emptyContactFields, contactId: contact.contactId };
  copyKnownFields<ContactFields>(copy, contact, contactFieldNames);
  return copy;
}

/** The card with known keys only. */
export function copyLoyaltyCard(card: LoyaltyCard): LoyaltyCard {
  const { loyaltyCardId, loyaltyProgramId, cardNumber, enrollmentChannelId } = card;
  return { loyaltyCardId, loyaltyProgramId, cardNumber, enrollmentChannelId };
}

function copyValues<Value extends AttributeValue>(values: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(values));
}

function copyConsentRecords(records: Customer['consentRecords']): Customer['consentRecords'] {
  const copy: Customer['consentRecords'] = {};
  for (const [key, { channelId, recordedAt }] of Object.entries(records)) {
    if (isConsentKey(key)) copy[key] = { channelId, recordedAt };
  }
  return copy;
}

function isConsentKey(key: string): boolean {
  return key === 'email' || key === 'phone' || key.startsWith('contact:');
}

function copyStamps(stamps: Customer['fieldStamps']): Customer['fieldStamps'] {
  const copy: Customer['fieldStamps'] = {};
  for (const [path, stamp] of Object.entries(stamps)) {
    if (isStampPath(path)) copy[path] = { version: stamp.version, node: stamp.node };
  }
  return copy;
}

import type { ChannelSettings, DefaultCustomer } from '@counterfoil/contracts/channel-configuration';
import type { CreateCustomerRequest, UpdateCustomerRequest } from '@counterfoil/contracts/create-customer';
import type { CustomerFields } from '@counterfoil/contracts/customer';
import type {
  AddressChange,
  AttributeChange,
  ContactChange,
  CustomerChanges,
  ExternalIdentityChange,
  MembershipChange,
} from '@counterfoil/contracts/customer-operation';
import { copyKnownFields } from './merge/copy-customer.ts';
import { defaultPurpose, emptyCustomerFields } from './merge/empty-customer.ts';
import { customerFieldNames } from './merge/field-paths.ts';
import { normalizeChanges } from './normalize-changes.ts';

/** What a new customer gets where its request names nothing. */
export interface CreationDefaults {
  readonly fields: Partial<CustomerFields>;
  /** Added to the requested ones. */
  readonly affiliations: readonly string[];
  /** In force unless the request names others. */
  readonly addressBooks: readonly string[];
  /** Country or region of an address that names none (LK-18). */
  readonly countryRegion: string;
}

/**
 * What new customers of a channel inherit (LK-17): type, group, receipt option, currency, language, affiliations and
 * address books of the channel's default customer; without one, group, currency, language and address books of the
 * channel itself. A default customer of no address book leaves the new one in those of the channel, where it must be
 * seen. The type only fills forms: a request always names its own.
 *
 * The receipt e-mail address is never inherited: copied to every customer that has none, it would send the receipts of
 * all of them to one address. Financial dimensions are headquarters' matter.
 */
export function creationDefaults(
  channel: Pick<ChannelSettings, 'languageId' | 'currency' | 'customerGroup' | 'addressBooks' | 'countryRegion'>,
  defaultCustomer: DefaultCustomer | undefined,
): CreationDefaults {
  const { countryRegion, addressBooks } = channel;
  const { languageId, currency, customerGroup } = defaultCustomer ?? channel;
  const fields = { languageId, currency, customerGroup };
  if (!defaultCustomer) return { fields, affiliations: [], addressBooks, countryRegion };
  const { customerType, receiptOption } = defaultCustomer;
  return {
    fields: { ...fields, customerType, receiptOption },
    affiliations: defaultCustomer.affiliations,
    addressBooks: defaultCustomer.addressBooks.length > 0 ? defaultCustomer.addressBooks : addressBooks,
    countryRegion,
  };
}

type RequestedCustomer = CreateCustomerRequest['customer'];
type RequestedEdit = UpdateCustomerRequest['changes'];
type RequestedAddress = RequestedCustomer['addresses'][number];
type RequestedContact = NonNullable<RequestedCustomer['contacts']>[number];

/**
 * The changes of the creation that a request asks for: every field, with `defaults` for what it leaves out, and every
 * list. The first address becomes the primary one unless the request names another; an address without a purpose is a
 * person's home or an organization's business (LK-18). Children are identified here, by `newId`, unless the request
 * did (LK-10). Normalised; not validated.
 */
export function creationChanges(
  customer: RequestedCustomer,
  defaults: CreationDefaults,
  newId: () => string,
): CustomerChanges {
  const fields: CustomerFields = { ...emptyCustomerFields };
  copyKnownFields<CustomerFields>(fields, defaults.fields, customerFieldNames);
  copyKnownFields<CustomerFields>(fields, customer, customerFieldNames);
  return normalizeChanges({
    fields,
    addresses: createdAddresses(customer, defaults, newId),
    contacts: (customer.contacts ?? []).map((contact) =>
      contactPut({ ...contact, marketingConsent: contact.marketingConsent ?? 'unknown' }, newId),
    ),
    affiliations: memberships([...defaults.affiliations, ...(customer.affiliations ?? [])], 'put'),
    addressBooks: memberships(customer.addressBooks ?? defaults.addressBooks, 'put'),
    attributes: attributeChanges(customer.attributes),
    externalIdentities: identityChanges(customer.externalIdentities, 'put'),
  });
}

function createdAddresses(
  { customerType, addresses }: RequestedCustomer,
  { countryRegion }: CreationDefaults,
  newId: () => string,
): AddressChange[] {
  const named = addresses.some(({ isPrimary }) => isPrimary === true);
  const primary = named ? -1 : addresses.findIndex(({ isPrimary }) => isPrimary !== false);
  const purpose = defaultPurpose(customerType);
  return addresses.map((address, index) => {
    const isPrimary = address.isPrimary ?? index === primary;
    return addressPut(
      {
        ...address,
        isPrimary,
        purpose: address.purpose ?? purpose,
        countryRegion: address.countryRegion ?? countryRegion,
      },
      newId,
    );
  });
}

/**
 * The changes of the edit that a request asks for: only what it names. `countryRegion`, where given, is that of an added
 * address that names none (LK-18). Normalised; not validated: who adds and removes one entry at once is told so by the
 * validation.
 */
export function editChanges(changes: RequestedEdit, newId: () => string, countryRegion?: string): CustomerChanges {
  const fields: Partial<CustomerFields> = {};
  copyKnownFields<Partial<CustomerFields>>(fields, changes, customerFieldNames);
  return normalizeChanges({
    fields,
    addresses: [
      ...(changes.addresses ?? []).map((address) => addressPut(withCountry(address, countryRegion), newId)),
      ...(changes.removedAddressIds ?? []).map((addressId) => ({ addressId, change: 'remove' as const, fields: {} })),
    ],
    contacts: [
      ...(changes.contacts ?? []).map((contact) => contactPut(contact, newId)),
      ...(changes.removedContactIds ?? []).map((contactId) => ({ contactId, change: 'remove' as const, fields: {} })),
    ],
    affiliations: [
      ...memberships(changes.addedAffiliations, 'put'),
      ...memberships(changes.removedAffiliations, 'remove'),
    ],
    addressBooks: [
      ...memberships(changes.addedAddressBooks, 'put'),
      ...memberships(changes.removedAddressBooks, 'remove'),
    ],
    attributes: attributeChanges(changes.attributes),
    externalIdentities: [
      ...identityChanges(changes.addedExternalIdentities, 'put'),
      ...identityChanges(changes.removedExternalIdentities, 'remove'),
    ],
  });
}

function withCountry(address: RequestedAddress, countryRegion: string | undefined): RequestedAddress {
  const isAdded = address.addressId === undefined;
  return isAdded ? { ...address, countryRegion: address.countryRegion ?? countryRegion } : address;
}

function addressPut({ addressId, ...fields }: RequestedAddress, newId: () => string): AddressChange {
  return { addressId: addressId ?? newId(), change: 'put', fields };
}

function contactPut({ contactId, ...fields }: RequestedContact, newId: () => string): ContactChange {
  return { contactId: contactId ?? newId(), change: 'put', fields };
}

function memberships(ids: readonly string[] | undefined, change: MembershipChange['change']): MembershipChange[] {
  return [...new Set(ids)].map((id) => ({ id, change }));
}

function attributeChanges(attributes: RequestedEdit['attributes']): AttributeChange[] {
  return Object.entries(attributes ?? {}).map(([attributeId, value]) => ({ attributeId, value }));
}

function identityChanges(
  identities: RequestedCustomer['externalIdentities'],
  change: ExternalIdentityChange['change'],
): ExternalIdentityChange[] {
  return (identities ?? []).map(({ providerId, externalIdentityId }) => ({ providerId, externalIdentityId, change }));
}

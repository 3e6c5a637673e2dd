import { contactFieldsSchema, customerFieldsSchema, postalAddressFieldsSchema } from '@counterfoil/contracts/customer';
import type { ContactFields, CustomerFields, PostalAddressFields } from '@counterfoil/contracts/customer';
import type {
  AddressChange,
  AttributeChange,
  ContactChange,
  CustomerChanges,
  ExternalIdentityChange,
  LoyaltyCardChange,
  MembershipChange,
} from '@counterfoil/contracts/customer-operation';
import { contactFieldNames, customerFieldNames, postalAddressFieldNames } from './merge/field-paths.ts';
import { normalizeText } from './validate/text-rules.ts';

/**
 * What was typed, as it is kept: text composed (NFC) and trimmed, an emptied optional text `null` (which takes an
 * attribute away), keys outside the contract and lists without an entry left out. The same input always gives the same
 * output, and normalising twice changes nothing. What identifies somebody at another provider stays as it came.
 */
export function normalizeChanges(changes: CustomerChanges): CustomerChanges {
  const { contacts, affiliations, addressBooks, attributes, loyaltyCards, externalIdentities } = changes;
  const normalized: CustomerChanges = {
    fields: normalizeCustomerFields(changes.fields),
    addresses: changes.addresses.map(normalizeAddress),
  };
  if (contacts?.length) normalized.contacts = contacts.map(normalizeContact);
  if (affiliations?.length) normalized.affiliations = affiliations.map(normalizeMembership);
  if (addressBooks?.length) normalized.addressBooks = addressBooks.map(normalizeMembership);
  if (attributes?.length) normalized.attributes = attributes.map(normalizeAttribute);
  if (loyaltyCards?.length) normalized.loyaltyCards = loyaltyCards.map(normalizeLoyaltyCard);
  if (externalIdentities?.length) normalized.externalIdentities = externalIdentities.map(copyIdentity);
  return normalized;
}

const lineEnd = /\r\n?/g;

function normalizeCustomerFields(fields: CustomerChanges['fields']): CustomerChanges['fields'] {
  const normalized = normalizeFields<CustomerFields>(fields, customerFieldNames, nullableCustomerFields);
  if (normalized.notes) normalized.notes = normalized.notes.replace(lineEnd, '\n');
  return normalized;
}

function normalizeAddress({ addressId, change, fields }: AddressChange): AddressChange {
  return {
    addressId,
    change,
    fields: normalizeFields<PostalAddressFields>(fields, postalAddressFieldNames, nullableAddressFields),
  };
}

function normalizeContact({ contactId, change, fields }: ContactChange): ContactChange {
  return {
    contactId,
    change,
    fields: normalizeFields<ContactFields>(fields, contactFieldNames, nullableContactFields),
  };
}

function normalizeMembership({ id, change }: MembershipChange): MembershipChange {
  return { id: normalizeText(id), change };
}

function normalizeAttribute({ attributeId, value }: AttributeChange): AttributeChange {
  return {
    attributeId: normalizeText(attributeId),
    value: typeof value === 'string' ? normalizeText(value) || null : value,
  };
}

function normalizeLoyaltyCard({ loyaltyCardId, fields }: LoyaltyCardChange): LoyaltyCardChange {
  const { loyaltyProgramId, cardNumber, enrollmentChannelId } = fields;
  return {
    loyaltyCardId,
    fields: {
      loyaltyProgramId: normalizeText(loyaltyProgramId),
      cardNumber: cardNumber === null ? null : normalizeText(cardNumber) || null,
      enrollmentChannelId,
    },
  };
}

function copyIdentity({ providerId, externalIdentityId, change }: ExternalIdentityChange): ExternalIdentityChange {
  return { providerId, externalIdentityId, change };
}

const nullableCustomerFields = nullableNames(customerFieldsSchema.shape);
const nullableAddressFields = nullableNames(postalAddressFieldsSchema.shape);
const nullableContactFields = nullableNames(contactFieldsSchema.shape);

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

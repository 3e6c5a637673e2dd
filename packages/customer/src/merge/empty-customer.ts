import type { ContactFields, Customer, CustomerFields, PostalAddressFields } from '@counterfoil/contracts/customer';

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

/** What a field of a contact holds when nobody named it. */
export const emptyContactFields = {
  contactType: 'email',
  locator: '',
  label: null,
  marketingConsent: 'unknown',
} as const satisfies ContactFields;

/** What an address is for when nobody said: a person's home, an organization's business (LK-18). */
export function defaultPurpose(customerType: CustomerFields['customerType']): PostalAddressFields['purpose'] {
  return customerType === 'organization' ? 'business' : 'home';
}

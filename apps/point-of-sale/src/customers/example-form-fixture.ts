import { defaultCommerceParameters, defaultProfileOptions } from '@counterfoil/contracts/channel-configuration';
import { createCustomerRequestSchema } from '@counterfoil/contracts/create-customer';
import type { Customer } from '@counterfoil/contracts/customer';
import type { TillSettings } from '@counterfoil/till/service/till-service';
import { emptyCustomerFields, emptyCustomerLists } from '@counterfoil/customer/merge/empty-customer';

/** Settings of a store in Houston with a few of everything that a form shows. */
export const exampleSettings: TillSettings = {
  version: 1,
  features: ['enhancedAsyncCustomerCreation', 'asyncAddressCreation', 'multipleContactsWithConsent'],
  legalEntities: [{ legalEntity: 'USRT', countryRegion: 'US' }],
  commerceParameters: defaultCommerceParameters,
  personalTitles: [{ personalTitleId: 'DR', text: { en: 'Dr.', fr: 'Dr' } }],
  affiliations: [{ affiliationId: 'STUDENT', text: { en: 'Students', fr: 'Étudiants' }, hiddenInChannels: false }],
  loyaltyPrograms: [{ loyaltyProgramId: 'CLUB', text: { en: 'Club', fr: 'Le Club' } }],
  customerAttributes: [
    {
      attributeId: 'SHOE-SIZE',
      text: { en: 'Shoe size', fr: 'Pointure' },
      attributeType: 'decimal',
      fixedList: [],
      minimum: 15,
      maximum: 60,
      defaultValue: null,
      required: false,
    },
    {
      attributeId: 'SEGMENT',
      text: { en: 'Segment', fr: 'Segment' },
      attributeType: 'text',
      fixedList: [{ value: 'GOLD', text: { en: 'Gold', fr: 'Or' } }],
      minimum: null,
      maximum: null,
      defaultValue: 'GOLD',
      required: true,
    },
  ],
  addressFormats: [{ countryRegion: 'US', zipCodeFormats: ['#####', '#####-####'], zipCodeRequired: true }],
  channel: {
    ...defaultProfileOptions,
    createCustomerInAsyncMode: true,
    channelId: 'HOUSTON',
    channelType: 'store',
    name: 'Houston',
    legalEntity: 'USRT',
    functionalityProfileId: 'STORES',
    countryRegion: 'US',
    currency: 'USD',
    languageId: 'en-US',
    customerGroup: 'RETAIL',
    addressBooks: ['SHARED'],
  },
  newCustomer: {
    customerType: 'person',
    customerGroup: 'RETAIL',
    currency: 'USD',
    languageId: 'en-US',
    receiptOption: 'both',
    affiliations: [],
    countryRegion: 'US',
  },
  operations: {
    customerAdd: 'allowed',
    customerSearch: 'allowed',
    customerToTransaction: 'allowed',
    customerClear: 'allowed',
    customerEdit: 'allowed',
    issueLoyaltyCard: 'allowed',
    customerOrder: 'allowed',
    cashAndCarry: 'allowed',
    showTransactions: 'allowed',
    voidTransaction: 'needsManager',
    openShift: 'allowed',
    closeShift: 'needsManager',
    databaseConnectionStatus: 'needsManager',
  },
};

/** Identifiers of the children of the example. */
export const exampleIds = {
  customer: '01900000-0000-7000-8000-000000000001',
  home: '01900000-0000-7000-8000-000000000002',
  office: '01900000-0000-7000-8000-000000000003',
  work: '01900000-0000-7000-8000-000000000004',
  other: '01900000-0000-7000-8000-000000000005',
} as const;

const noAddress = { name: null, streetNumber: null, buildingComplement: null, district: null, county: null } as const;

/** A customer with two addresses and a second e-mail address. */
export const exampleCustomer: Customer = {
  ...emptyCustomerFields,
  ...emptyCustomerLists(),
  customerId: exampleIds.customer,
  legalEntity: 'USRT',
  customerAccountNumber: 'C-000000042',
  version: 3,
  deactivated: false,
  firstName: 'Ada',
  lastName: 'Lovelace',
  languageId: 'en-US',
  currency: 'USD',
  customerGroup: 'RETAIL',
  email: 'ada@example.com',
  phone: '713 555 4217',
  addresses: [
    {
      ...noAddress,
      addressId: exampleIds.home,
      purpose: 'home',
      isPrimary: true,
      countryRegion: 'US',
      street: '1 Main St',
      city: 'Houston',
      state: 'TX',
      zipCode: '77002',
    },
    {
      ...noAddress,
      addressId: exampleIds.office,
      purpose: 'business',
      isPrimary: false,
      countryRegion: 'US',
      street: '2 Elm St',
      city: 'Austin',
      state: 'TX',
      zipCode: '73301',
    },
  ],
  contacts: [
    {
      contactId: exampleIds.work,
      contactType: 'email',
      locator: 'ada@work.example',
      label: 'work',
      marketingConsent: 'unknown',
    },
  ],
  affiliations: ['STUDENT'],
  attributes: { SEGMENT: 'GOLD', 'SHOE-SIZE': 38.5 },
  fieldStamps: {},
  createdBy: 'CHANNEL-1',
  recentOperations: [],
};

/** Whether a creation is one that the channel would read. */
export function isReadable(customer: object): boolean {
  return createCustomerRequestSchema.safeParse({ channelId: 'HOUSTON', customer }).success;
}

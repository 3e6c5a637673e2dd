import { createCustomerRequestSchema } from '@counterfoil/contracts/create-customer';
import type { Customer } from '@counterfoil/contracts/customer';
import { emptyCustomerFields, emptyCustomerLists } from '@counterfoil/customer/merge/empty-customer';
import type { NewFormSettings } from './customer-form.ts';

/** What a store in Houston gives its new customers, and asks of them. */
export const exampleFormSettings = {
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
  newCustomer: {
    customerType: 'person',
    languageId: 'en-US',
    receiptOption: 'both',
  },
} satisfies NewFormSettings;

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

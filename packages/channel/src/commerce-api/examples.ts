import { emptyCustomerFields, emptyCustomerLists } from '@counterfoil/customer/merge/merge';
import type { ShownCustomer } from '../customers/show-customer.ts';
import type { OperationAnswer } from './answers.ts';

const customerId = '019b0000-0000-7000-8000-000000000001';

/** Identifier of the address of the example customer. */
export const exampleAddressId = '019b0000-0000-7000-8000-000000000002';

/** Identifier of the secondary contact of the example customer. */
export const exampleContactId = '019b0000-0000-7000-8000-000000000004';

/** A public key of a till. */
export const examplePublicKey = {
  kty: 'EC',
  crv: 'P-256',
  x: 'MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4',
  y: '4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM',
} as const;

const name = { firstName: 'Imogen', lastName: 'Fictitious' };
const contact = { email: 'imogen@example.com', phone: '(713) 555-0147' };
const address = {
  countryRegion: 'US',
  street: 'Invented Avenue',
  streetNumber: '12',
  city: 'Houston',
  zipCode: '77002',
};

/** An address that a caller adds. */
export const exampleAddress = address;

const secondaryContact = {
  contactType: 'email',
  locator: 'imogen.fictitious@work.example.com',
  label: 'work',
  marketingConsent: 'refused',
} as const;

/** A secondary contact that a caller adds. */
export const exampleContact = secondaryContact;

/** A thumbnail of one pixel. */
const image =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const particulars = {
  personalTitle: 'DR',
  receiptOption: 'email',
  receiptEmail: 'receipts@example.com',
  notes: 'Prefers to be called in the morning.',
  image,
} as const;
const attributes = { ShoeSize: 38, Newsletter: 'Monthly' };
const externalIdentity = { providerId: 'https://login.example.com', externalIdentityId: 'shopper-17' };

/** A creation by a till. */
export const exampleCreation = {
  channelId: 'HOUSTON',
  terminalId: 'HOUSTON-7',
  workerId: '000160',
  customer: {
    customerType: 'person',
    ...name,
    ...contact,
    ...particulars,
    addresses: [address],
    contacts: [secondaryContact],
    affiliations: ['VIP'],
    attributes,
    externalIdentities: [externalIdentity],
  },
};

/** What an edit changes: a field, a list, an attribute that is taken away. */
export const exampleChanges = {
  email: 'imogen@example.com',
  notes: null,
  contacts: [secondaryContact],
  addedAffiliations: ['VIP'],
  removedAffiliations: ['Staff'],
  attributes: { ShoeSize: 39, Newsletter: null },
};

/** A customer who exists in examples only, while its account number is on its way. */
export const exampleShownCustomer: ShownCustomer = {
  customerId,
  customerAccountNumber: null,
  customer: {
    customerId,
    legalEntity: 'USRT',
    customerAccountNumber: null,
    version: 0,
    deactivated: false,
    ...emptyCustomerFields,
    ...emptyCustomerLists(),
    ...name,
    languageId: 'en-US',
    currency: 'USD',
    customerGroup: '30',
    ...contact,
    ...particulars,
    contacts: [{ contactId: exampleContactId, ...secondaryContact }],
    affiliations: ['VIP'],
    attributes,
    externalIdentities: [externalIdentity],
    addresses: [
      {
        addressId: exampleAddressId,
        purpose: 'home',
        isPrimary: true,
        name: null,
        ...address,
        buildingComplement: null,
        district: null,
        county: null,
        state: null,
      },
    ],
    fieldStamps: {},
    createdBy: 'houston',
    recentOperations: ['019b0000-0000-7000-8000-000000000003'],
  },
  display: {
    name: 'Imogen Fictitious',
    account: 'Pending synchronization',
    status: 'Waiting to be sent to headquarters',
    reason: null,
  },
  synchronization: { state: 'pending', undecidedOperations: 1, lastKnownError: null, accountNumberAt: null },
};

/** What a creation or an edit is answered. */
export const exampleOperationAnswer = {
  customer: exampleShownCustomer,
  operationId: '019b0000-0000-7000-8000-000000000003',
  way: 'async',
  replayed: false,
  warnings: [],
} satisfies OperationAnswer;

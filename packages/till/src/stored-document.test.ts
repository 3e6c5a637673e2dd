import { customerSchema, type Customer } from '@counterfoil/contracts/customer';
import { emptyCustomerFields, emptyCustomerLists } from '@counterfoil/customer/merge/empty-customer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { customerOfDocument, storedDocument } from './stored-document.ts';

const customerId = '019b0000-0000-7000-8000-000000000001';

const plain: Customer = {
  ...emptyCustomerFields,
  ...emptyCustomerLists(),
  customerId,
  legalEntity: 'USRT',
  customerAccountNumber: null,
  version: 0,
  deactivated: false,
  addresses: [],
  fieldStamps: {},
  recentOperations: [],
  createdBy: 'houston',
};

/* Control characters, quotes and what looks like parts of a stored document. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom('\u0001', '","firstName":"', '\\', '"}]', '\u007F\u0085', '\uD800', '{"legalEntity":"'),
);
const optionalText = fc.option(text);
/* Names of attributes are identifiers; the parser of this platform misreads a name that is a single escape. */
const name = text.filter((candidate) => candidate !== '__proto__' && JSON.stringify(candidate) === `"${candidate}"`);

const anyCustomer: fc.Arbitrary<Customer> = fc
  .record({
    firstName: optionalText,
    lastName: optionalText,
    email: optionalText,
    notes: optionalText,
    customerAccountNumber: optionalText,
    legalEntity: text,
    deactivated: fc.boolean(),
    creditLimit: fc.option(fc.integer()),
    affiliations: fc.array(text, { maxLength: 2 }),
    attributes: fc.dictionary(name, fc.oneof(text, fc.boolean()), { maxKeys: 2 }),
    contacts: fc.array(
      fc.record({
        contactId: fc.uuid(),
        contactType: fc.constantFrom('email' as const, 'phone' as const, 'url' as const),
        locator: text,
        label: optionalText,
        marketingConsent: fc.constantFrom('unknown' as const, 'granted' as const),
      }),
      { maxLength: 2 },
    ),
    addresses: fc.array(
      fc.record({
        addressId: fc.uuid(),
        purpose: fc.constantFrom('home' as const, 'business' as const),
        isPrimary: fc.boolean(),
        name: optionalText,
        countryRegion: text,
        street: optionalText,
        streetNumber: optionalText,
        buildingComplement: optionalText,
        district: optionalText,
        city: optionalText,
        county: optionalText,
        state: optionalText,
        zipCode: optionalText,
      }),
      { maxLength: 2 },
    ),
    fieldStamps: fc.dictionary(name, fc.record({ version: fc.nat(), node: text }), { maxKeys: 2 }),
    recentOperations: fc.array(fc.uuid(), { maxLength: 2 }),
  })
  .map((fields) => ({ ...plain, ...fields }));

describe('a customer in the offline database', () => {
  it('comes back as it was, whatever stands in its fields', () => {
    fc.assert(
      fc.property(anyCustomer, (customer) => {
        expect(customerOfDocument(customerId, storedDocument(customer))).toEqual(customer);
      }),
      { numRuns: 300 },
    );
  });

  it('is whole again where nearly everything is empty, without sharing anything with another one', () => {
    const one = customerOfDocument(customerId, storedDocument(plain));
    expect(customerSchema.parse(one)).toEqual(plain);
    one.affiliations.push('VIP');
    one.recentOperations.push(customerId);
    expect(customerOfDocument(customerId, storedDocument(plain))).toEqual(plain);
  });

  it('takes a quarter of the room of its JSON', () => {
    const [addressId, operationId] = [customerId.replace('7000', '7001'), customerId.replace('7000', '7002')];
    const address = { addressId, purpose: 'home', isPrimary: true, name: null, countryRegion: 'US' } as const;
    const customer: Customer = {
      ...plain,
      firstName: 'Imogen',
      lastName: 'Lindqvist',
      customerAccountNumber: 'C-000000001',
      version: 1,
      email: 'imogen@example.com',
      addresses: [
        {
          ...address,
          street: 'Invented Avenue',
          streetNumber: '12',
          buildingComplement: null,
          district: null,
          city: 'Houston',
          county: null,
          state: 'TX',
          zipCode: '77002',
        },
      ],
      recentOperations: [operationId],
    };
    expect(storedDocument(customer).length).toBeLessThan(JSON.stringify(customer).length / 4);
  });
});

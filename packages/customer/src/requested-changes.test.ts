import type { DefaultCustomer } from '@counterfoil/contracts/channel-configuration';
import type { CreateCustomerRequest } from '@counterfoil/contracts/create-customer';
import { customerFieldsSchema } from '@counterfoil/contracts/customer';
import type { CustomerOperation } from '@counterfoil/contracts/customer-operation';
import { describe, expect, it } from 'vitest';
import { exampleId, exampleOperation } from './example-operations.ts';
import { creationChanges, creationDefaults, editChanges } from './requested-changes.ts';
import { validateOperation } from './validate/validate-customer.ts';

const channel = {
  languageId: 'fr-FR',
  currency: 'EUR',
  customerGroup: '30',
  addressBooks: ['paris'],
  countryRegion: 'FR',
};
const defaultCustomer: DefaultCustomer = {
  customerAccountNumber: '004020',
  customerType: 'organization',
  customerGroup: '40',
  receiptOption: 'both',
  currency: 'USD',
  languageId: 'en-US',
  affiliations: ['newcomer'],
  addressBooks: ['all', 'paris'],
};
const person: CreateCustomerRequest['customer'] = { customerType: 'person', firstName: 'Ada', addresses: [] };

function identifiers(): () => string {
  let place = 500;
  return () => exampleId(place++);
}

function created(
  customer: Partial<CreateCustomerRequest['customer']> = {},
  inherited: DefaultCustomer | undefined = defaultCustomer,
): CustomerOperation['changes'] {
  return creationChanges({ ...person, ...customer }, creationDefaults(channel, inherited), identifiers());
}

describe('what a new customer inherits', () => {
  it('is group, receipt option, currency, language, affiliations and address books of the default customer', () => {
    const changes = created();
    expect(changes.fields).toMatchObject({
      customerType: 'person',
      firstName: 'Ada',
      customerGroup: '40',
      receiptOption: 'both',
      currency: 'USD',
      languageId: 'en-US',
    });
    expect(changes.affiliations).toEqual([{ id: 'newcomer', change: 'put' }]);
    expect(changes.addressBooks?.map(({ id }) => id)).toEqual(['all', 'paris']);
  });

  it('is never the receipt e-mail address, even if the default customer had one', () => {
    const withAddress = { ...defaultCustomer, receiptEmail: 'shop@example.com' };
    expect(created({}, withAddress).fields.receiptEmail).toBeNull();
    expect(JSON.stringify(created({}, withAddress))).not.toContain('shop@example.com');
    expect(created({ receiptEmail: 'ada@example.com' }).fields.receiptEmail).toBe('ada@example.com');
  });

  it("is the channel's own group, currency, language and address books without a default customer", () => {
    const changes = creationChanges(person, creationDefaults(channel, undefined), identifiers());
    expect(changes.fields).toMatchObject({ customerGroup: '30', currency: 'EUR', languageId: 'fr-FR' });
    expect(changes.fields.receiptOption).toBe('standard');
    expect(changes.affiliations).toBeUndefined();
    expect(changes.addressBooks).toEqual([{ id: 'paris', change: 'put' }]);
  });

  it("is the channel's address books when the default customer has none, so that the channel sees the customer", () => {
    expect(created({}, { ...defaultCustomer, addressBooks: [] }).addressBooks).toEqual([
      { id: 'paris', change: 'put' },
    ]);
  });

  it('gives way to what the request names; affiliations are added to it without doubles', () => {
    const changes = created({
      customerGroup: '50',
      languageId: undefined,
      affiliations: ['vip', 'newcomer'],
      addressBooks: ['lyon'],
    });
    expect(changes.fields).toMatchObject({ customerGroup: '50', languageId: 'en-US' });
    expect(changes.affiliations?.map(({ id }) => id)).toEqual(['newcomer', 'vip']);
    expect(changes.addressBooks?.map(({ id }) => id)).toEqual(['lyon']);
  });
});

describe('the changes of a creation', () => {
  it('name every field, and may be recorded', () => {
    const changes = created({
      contacts: [{ contactType: 'email', locator: 'a@example.com' }],
      attributes: { vip: true },
    });
    expect(Object.keys(changes.fields)).toEqual(customerFieldsSchema.keyof().options);
    const operation = { ...exampleOperation({ operation: 1, kind: 'create' }), changes };
    expect(validateOperation(operation, '2026-03-01', 'US')).toEqual([]);
  });

  it('make the first address the primary one unless another is, at home or in business, in the country of the channel', () => {
    const addresses = [{ city: 'Paris' }, { city: 'Lyon', countryRegion: 'BE', purpose: 'delivery' as const }];
    expect(created({ addresses }).addresses.map(({ fields }) => fields)).toEqual([
      { city: 'Paris', isPrimary: true, purpose: 'home', countryRegion: 'FR' },
      { city: 'Lyon', isPrimary: false, purpose: 'delivery', countryRegion: 'BE' },
    ]);
    const named = created({ customerType: 'organization', addresses: [{}, { isPrimary: true }] });
    expect(named.addresses.map(({ fields }) => [fields.isPrimary, fields.purpose])).toEqual([
      [false, 'business'],
      [true, 'business'],
    ]);
  });

  it('identify addresses and contacts here unless the caller did, and leave an unnamed consent unknown', () => {
    const changes = created({
      addresses: [{}, { addressId: exampleId(7) }],
      contacts: [
        { contactType: 'url', locator: ' https://example.com ' },
        { contactId: exampleId(8), contactType: 'phone', locator: '1', marketingConsent: 'granted' },
      ],
    });
    expect(changes.addresses.map(({ addressId }) => addressId)).toEqual([exampleId(500), exampleId(7)]);
    expect(changes.contacts).toEqual([
      {
        contactId: exampleId(501),
        change: 'put',
        fields: { contactType: 'url', locator: 'https://example.com', marketingConsent: 'unknown' },
      },
      {
        contactId: exampleId(8),
        change: 'put',
        fields: { contactType: 'phone', locator: '1', marketingConsent: 'granted' },
      },
    ]);
  });
});

describe('the changes of an edit', () => {
  it('are only what the request names', () => {
    expect(editChanges({ lastName: ' Berry ' }, identifiers())).toEqual({
      fields: { lastName: 'Berry' },
      addresses: [],
    });
  });

  it('add, change and take away the entries of every list', () => {
    const identity = { providerId: 'google', externalIdentityId: 'x' };
    const changes = editChanges(
      {
        addresses: [{ city: 'Nice' }, { addressId: exampleId(7), city: 'Lyon' }],
        removedAddressIds: [exampleId(9)],
        contacts: [{ contactId: exampleId(8), label: '' }],
        removedContactIds: [exampleId(10)],
        addedAffiliations: ['vip'],
        removedAffiliations: ['staff'],
        addedAddressBooks: ['lyon'],
        removedAddressBooks: ['paris'],
        attributes: { shoeSize: null, colour: ' blue ' },
        addedExternalIdentities: [identity],
        removedExternalIdentities: [{ ...identity, externalIdentityId: 'y' }],
      },
      identifiers(),
      'FR',
    );
    expect(changes).toEqual({
      fields: {},
      addresses: [
        { addressId: exampleId(500), change: 'put', fields: { city: 'Nice', countryRegion: 'FR' } },
        { addressId: exampleId(7), change: 'put', fields: { city: 'Lyon' } },
        { addressId: exampleId(9), change: 'remove', fields: {} },
      ],
      contacts: [
        { contactId: exampleId(8), change: 'put', fields: { label: null } },
        { contactId: exampleId(10), change: 'remove', fields: {} },
      ],
      affiliations: [
        { id: 'vip', change: 'put' },
        { id: 'staff', change: 'remove' },
      ],
      addressBooks: [
        { id: 'lyon', change: 'put' },
        { id: 'paris', change: 'remove' },
      ],
      attributes: [
        { attributeId: 'shoeSize', value: null },
        { attributeId: 'colour', value: 'blue' },
      ],
      externalIdentities: [
        { ...identity, change: 'put' },
        { providerId: 'google', externalIdentityId: 'y', change: 'remove' },
      ],
    });
  });
});

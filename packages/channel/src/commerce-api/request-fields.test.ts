import { refuseAll } from '@counterfoil/contracts/refusal';
import { describe, expect, it } from 'vitest';
import {
  addressField,
  changedFields,
  contactField,
  fieldsUnder,
  loyaltyCardField,
  withRequestFields,
} from './request-fields.ts';

describe('the fields that a refusal names', () => {
  it('are those of the request: fields of the customer under its key, the others as they are', () => {
    const naming = fieldsUnder('customer');
    const fields = [
      'email',
      'addresses.2.city',
      'addresses',
      'contacts.1.locator',
      'attributes.size',
      'affiliations.0',
    ];
    expect([...fields, 'channelId', 'customerId', ''].map(naming)).toEqual([
      'customer.email',
      'customer.addresses.2.city',
      'customer.addresses',
      'customer.contacts.1.locator',
      'customer.attributes.size',
      'customer.affiliations.0',
      'channelId',
      'customerId',
      '',
    ]);
  });

  it('of an edit tell what is added or changed from what is removed, in every list', () => {
    const naming = changedFields({
      addresses: [{}, {}],
      contacts: [{}],
      addedAffiliations: ['VIP'],
      addedExternalIdentities: [],
    });
    const fields = {
      phone: 'changes.phone',
      'addresses.1.city': 'changes.addresses.1.city',
      'addresses.2.addressId': 'changes.removedAddressIds.0',
      contacts: 'changes.contacts',
      'contacts.0.locator': 'changes.contacts.0.locator',
      'contacts.2': 'changes.removedContactIds.1',
      affiliations: 'changes.addedAffiliations',
      'affiliations.0': 'changes.addedAffiliations.0',
      'affiliations.1': 'changes.removedAffiliations.0',
      'addressBooks.0': 'changes.removedAddressBooks.0',
      'externalIdentities.0.providerId': 'changes.removedExternalIdentities.0.providerId',
      'attributes.size': 'changes.attributes.size',
      baseVersion: 'baseVersion',
    };
    expect(Object.keys(fields).map(naming)).toEqual(Object.values(fields));
  });

  it('of the one address of a request carry no place', () => {
    expect(['addresses.0.city', 'addresses.0.countryRegion', 'terminalId'].map(addressField)).toEqual([
      'address.city',
      'address.countryRegion',
      'terminalId',
    ]);
  });

  it('of the one contact or card of a request carry no place either', () => {
    expect(['contacts.0.locator', 'contacts', 'workerId'].map(contactField)).toEqual([
      'contact.locator',
      'contacts',
      'workerId',
    ]);
    expect(['loyaltyCards.0.cardNumber', 'loyaltyProgramId'].map(loyaltyCardField)).toEqual([
      'cardNumber',
      'loyaltyProgramId',
    ]);
  });

  it('are renamed in every problem; a bug passes untouched', async () => {
    const problems = [
      { code: 'email_invalid', field: 'email' },
      { code: 'field_required', field: 'addresses.0.countryRegion' },
    ];
    const refused = withRequestFields(fieldsUnder('customer'), () => Promise.reject(refuseAll(problems)));
    await expect(refused).rejects.toMatchObject({
      code: 'email_invalid',
      problems: [{ field: 'customer.email' }, { field: 'customer.addresses.0.countryRegion' }],
    });
    const bug = new Error('a bug');
    await expect(withRequestFields(addressField, () => Promise.reject(bug))).rejects.toBe(bug);
  });
});

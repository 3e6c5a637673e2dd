import { refuseAll } from '@counterfoil/contracts/refusal';
import { describe, expect, it } from 'vitest';
import { addressField, changedFields, fieldsUnder, withRequestFields } from './request-fields.ts';

describe('the fields that a refusal names', () => {
  it('are those of the request: fields of the customer under its key, the others as they are', () => {
    const naming = fieldsUnder('customer');
    expect(['email', 'addresses.2.city', 'addresses', 'channelId', 'customerId', ''].map(naming)).toEqual([
      'customer.email',
      'customer.addresses.2.city',
      'customer.addresses',
      'channelId',
      'customerId',
      '',
    ]);
  });

  it('of an edit tell changed addresses from removed ones', () => {
    const naming = changedFields(2);
    expect(['phone', 'addresses.1.city', 'addresses.2.addressId', 'baseVersion'].map(naming)).toEqual([
      'changes.phone',
      'changes.addresses.1.city',
      'changes.removedAddressIds.0',
      'baseVersion',
    ]);
  });

  it('of the one address of a request carry no place', () => {
    expect(['addresses.0.city', 'addresses.0.countryRegion', 'terminalId'].map(addressField)).toEqual([
      'address.city',
      'address.countryRegion',
      'terminalId',
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

import type { CustomerChanges } from '@counterfoil/contracts/customer-operation';
import { expect, test } from 'vitest';
import { valueAt, withValue } from './edited-changes.ts';

const addressId = '01890000-0000-7000-8000-00000000000a';
const changes: CustomerChanges = {
  fields: { firstName: 'Nadia', customerGroup: '30' },
  addresses: [
    { addressId, change: 'put', fields: { zipCode: '7500', city: 'Bonn' } },
    { addressId: addressId.replace('a', 'b'), change: 'put', fields: { zipCode: '1' } },
  ],
  affiliations: [{ id: 'VIP', change: 'put' }],
  attributes: [{ attributeId: 'SHOE.SIZE', value: 41 }],
};

test('a corrected part of an address leaves its other parts and the other addresses alone', () => {
  const corrected = withValue(changes, 'addresses.0.zipCode', '53111');
  expect(corrected.addresses[0]).toEqual({ addressId, change: 'put', fields: { zipCode: '53111', city: 'Bonn' } });
  expect(corrected.addresses[1]).toBe(changes.addresses[1]);
  expect(valueAt(corrected, 'addresses.0.zipCode')).toBe('53111');
  expect(valueAt(changes, 'addresses.0.zipCode')).toBe('7500');
});

test('an emptied optional text is nothing, an emptied required one stays an empty text', () => {
  expect(withValue(changes, 'firstName', '').fields.firstName).toBeNull();
  expect(withValue(changes, 'customerGroup', '').fields.customerGroup).toBe('');
});

test('an affiliation is left out and kept again', () => {
  const without = withValue(changes, 'affiliations.0', false);
  expect(without.affiliations).toEqual([{ id: 'VIP', change: 'remove' }]);
  expect(valueAt(without, 'affiliations.0')).toBe(false);
  expect(withValue(without, 'affiliations.0', true).affiliations).toEqual(changes.affiliations);
});

test('an attribute is found by its identifier, whatever stands in it', () => {
  expect(valueAt(changes, 'attributes.SHOE.SIZE')).toBe(41);
  expect(withValue(changes, 'attributes.SHOE.SIZE', '').attributes).toEqual([
    { attributeId: 'SHOE.SIZE', value: null },
  ]);
});

import type { AddressFormat } from '@counterfoil/contracts/channel-configuration';
import type { PostalAddress } from '@counterfoil/contracts/customer';
import type { AddressChange } from '@counterfoil/contracts/customer-operation';
import { describe, expect, it } from 'vitest';
import { emptyAddressFields } from '../merge/empty-customer.ts';
import { addressFormatProblems } from './validate-address-formats.ts';

const formats: AddressFormat[] = [
  { countryRegion: 'US', zipCodeFormats: ['#####', '#####-####'], zipCodeRequired: false },
  { countryRegion: 'GB', zipCodeFormats: ['&# #&&', '&&# #&&'], zipCodeRequired: true },
  { countryRegion: 'IE', zipCodeFormats: [], zipCodeRequired: true },
];
const addressId = '01890000-0000-7000-8000-000000000011';

function put(fields: AddressChange['fields']): { addresses: AddressChange[] } {
  return { addresses: [{ addressId, change: 'put', fields }] };
}

const held = (fields: Partial<PostalAddress>): PostalAddress[] => [
  { ...emptyAddressFields, countryRegion: 'US', ...fields, addressId },
];
const codesOf = (...call: Parameters<typeof addressFormatProblems>): string[] =>
  addressFormatProblems(...call).map(({ code }) => code);

describe('a postcode', () => {
  it.each([
    ['US', '77002'],
    ['US', '77002-1234'],
    ['GB', 'M1 1AA'],
    ['GB', 'ba1 1aa'],
    ['IE', 'D02 AF30'],
    ['FR', 'anything, where nobody set a format'],
  ])('of %s may be %s', (countryRegion, zipCode) => {
    expect(addressFormatProblems(put({ countryRegion, zipCode }), formats, 'create')).toEqual([]);
  });

  it.each([
    ['US', '7700'],
    ['US', '770021'],
    ['US', '7700A'],
    ['US', '77002 1234'],
    ['US', '７７００２'],
    ['GB', '11 1AA'],
    ['GB', 'M11AA'],
  ])('of %s is not %s, and the sentence names the formats', (countryRegion, zipCode) => {
    const { zipCodeFormats = [] } = formats.find((format) => format.countryRegion === countryRegion) ?? {};
    const parameters = { country: countryRegion, formats: zipCodeFormats.join(', ') };
    expect(addressFormatProblems(put({ countryRegion, zipCode }), formats, 'create')).toEqual([
      { code: 'zip_code_invalid', field: 'addresses.0.zipCode', parameters },
    ]);
  });

  it.each([{}, { zipCode: null }, { zipCode: ' ' }])(
    'that is missing is a problem only where it is required',
    (missing) => {
      expect(codesOf(put({ countryRegion: 'US', ...missing }), formats, 'create')).toEqual([]);
      expect(codesOf(put({ countryRegion: 'IE', ...missing }), formats, 'create')).toEqual(['zip_code_required']);
      expect(codesOf(put({ countryRegion: 'GB', ...missing }), formats, 'create')).toEqual(['zip_code_required']);
    },
  );
});

describe('an edit of an address', () => {
  it('is checked by the country that the customer has, and by the one that it gives', () => {
    expect(codesOf(put({ zipCode: 'M1 1AA' }), formats, 'update', held({}))).toEqual(['zip_code_invalid']);
    expect(codesOf(put({ zipCode: 'M1 1AA', countryRegion: 'GB' }), formats, 'update', held({}))).toEqual([]);
    expect(codesOf(put({ countryRegion: 'GB' }), formats, 'update', held({ zipCode: '77002' }))).toEqual([
      'zip_code_invalid',
    ]);
  });

  it('of other fields leaves an old postcode alone, and to remove the address is always possible', () => {
    expect(codesOf(put({ city: 'Houston' }), formats, 'update', held({ zipCode: 'old' }))).toEqual([]);
    const removal = { addresses: [{ addressId, change: 'remove' as const, fields: {} }] };
    expect(codesOf(removal, formats, 'update', held({ zipCode: 'old' }))).toEqual([]);
  });

  it('that takes the postcode away is a problem where it is required', () => {
    const british = held({ countryRegion: 'GB', zipCode: 'M1 1AA' });
    expect(codesOf(put({ zipCode: null }), formats, 'update', british)).toEqual(['zip_code_required']);
  });

  it('of an address that nobody has seen is not held against it', () => {
    expect(codesOf(put({ zipCode: 'M1 1AA' }), formats, 'update')).toEqual([]);
    expect(codesOf(put({ countryRegion: 'GB' }), formats, 'update')).toEqual([]);
    expect(codesOf(put({ countryRegion: 'GB', zipCode: 'no' }), formats, 'update')).toEqual(['zip_code_invalid']);
  });
});

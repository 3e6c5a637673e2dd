import { expect, test } from 'vitest';
import { addressLayout, addressLines } from './address-layout.ts';

const order = (country: string) => addressLayout(country).map((line) => line.map(({ label }) => label));

test('an address is asked for in the order and with the names of its country', () => {
  expect(order('US')).toEqual([['street'], ['buildingComplement'], ['city', 'state', 'zipCode']]);
  expect(order('FR')).toEqual([['street'], ['buildingComplement'], ['postalCode', 'city']]);
  expect(order('GB')).toEqual([['street'], ['buildingComplement'], ['townOrCity'], ['postcode']]);
  expect(order('CA').at(-1)).toEqual(['city', 'province', 'postalCode']);
  expect(order('BR')[0]).toEqual(['street', 'streetNumber']);
  expect(order('BR').flat()).toContain('state');
});

test('what an address holds is never hidden, whatever its country writes', () => {
  const fields = addressLayout('FR', new Set(['state', 'street'])).flat();
  expect(fields.map(({ name }) => name)).toEqual(['street', 'buildingComplement', 'zipCode', 'city', 'state']);
});

test('an address is written as in its country, and nothing that was typed is lost', () => {
  expect(
    addressLines({ countryRegion: 'US', street: '1 Main St', city: 'Houston', state: 'TX', zipCode: '77002' }),
  ).toEqual(['1 Main St', 'Houston, TX 77002']);
  expect(
    addressLines({ countryRegion: 'FR', street: '1 rue de Rivoli', city: 'Paris', state: 'IDF', zipCode: '75001' }),
  ).toEqual(['1 rue de Rivoli', '75001 Paris', 'IDF']);
});

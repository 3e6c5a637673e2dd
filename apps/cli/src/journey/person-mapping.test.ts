import { describe, expect, test } from 'vitest';
import { personOf, readMapping, type Row } from './person-mapping.ts';

const row: Row = {
  given_name: 'mira',
  surname: 'oakley',
  street_number: '12',
  address_1: 'wattle lane',
  address_2: 'unit 4',
  suburb: 'port fern',
  postcode: '4811',
  state: 'qld',
  date_of_birth: '19870229',
  soc_sec_id: '5550101',
};
const surroundings = { countryRegion: 'AU', today: '2030-06-15' };

function mapped(changes: Row): ReturnType<typeof personOf> {
  return personOf({ ...row, ...changes }, readMapping(undefined), surroundings);
}

describe('a row of the file', () => {
  test('becomes a person with one home address', () => {
    expect(mapped({ date_of_birth: '19870228' })).toEqual({
      leftOut: null,
      customer: {
        customerType: 'person',
        firstName: 'mira',
        middleName: null,
        lastName: 'oakley',
        email: null,
        phone: null,
        dateOfBirth: '1987-02-28',
        identificationNumber: '5550101',
        addresses: [
          {
            purpose: 'home',
            isPrimary: true,
            countryRegion: 'AU',
            street: 'wattle lane',
            streetNumber: '12',
            buildingComplement: 'unit 4',
            district: null,
            city: 'port fern',
            county: null,
            state: 'qld',
            zipCode: '4811',
          },
        ],
      },
    });
  });

  test('with one name of the two is a person', () => {
    expect(mapped({ given_name: '' }).customer).toMatchObject({ firstName: null, lastName: 'oakley' });
  });

  test('without any name is unusable', () => {
    expect(mapped({ given_name: ' ', surname: '' })).toEqual({ customer: null, reason: 'noName' });
  });

  test('without any address text has no address', () => {
    const none = { street_number: '', address_1: '', address_2: '', suburb: '', postcode: '', state: '' };
    expect(mapped(none).customer?.addresses).toEqual([]);
  });

  test.each([
    ['19870229', 'dateUnreadable'],
    ['1987-13-01', 'dateUnreadable'],
    ['unknown', 'dateUnreadable'],
    ['20300616', 'dateInFuture'],
  ])('with the date of birth %s keeps the person and leaves the date out', (date_of_birth, leftOut) => {
    const result = mapped({ date_of_birth });
    expect(result).toMatchObject({ leftOut, customer: { lastName: 'oakley', dateOfBirth: null } });
  });

  test('without a date of birth has nothing left out', () => {
    expect(mapped({ date_of_birth: '' })).toMatchObject({ leftOut: null, customer: { dateOfBirth: null } });
  });
});

describe('a mapping', () => {
  test('names other headers for some fields and keeps the rest', () => {
    expect(readMapping('lastName=Nachname, city = Ort')).toMatchObject({
      lastName: 'Nachname',
      city: 'Ort',
      firstName: 'given_name',
    });
  });

  test.each(['surname=Nachname', 'lastName', 'lastName=', 'customerType=kind'])('refuses %s', (part) => {
    expect(() => readMapping(`city=Ort,${part}`)).toThrow(new RangeError(part));
  });
});

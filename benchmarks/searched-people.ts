import type { Customer } from '@counterfoil/contracts/customer';
import { emptyCustomerFields, emptyCustomerLists } from '@counterfoil/customer/merge/merge';

const syllables = 'ber mon ta lis gre dor va nel ku ser pa rin sto mi lav e'.split(' ');
const streetNames = ['Giblin', 'Invented', 'Harbour', 'Station', 'Orchard', 'Mill', 'Chapel', 'Quarry'];
const streetKinds = ['Street', 'Avenue', 'Road', 'Lane'];

/** So many different last and first names; the most frequent ones have 0.6 % and 3 % of the customers. */
const lastNameCount = 65_536;
const firstNameCount = 2_000;
const cityCount = 4_000;

/** The fictitious customer number `index`; names and places are as unevenly frequent as real ones. */
export function searchedCustomerAt(index: number): Customer {
  const firstName = firstNameOf(frequent(index, 1, firstNameCount, 5));
  const lastName = lastNameOf(frequent(index, 2, lastNameCount, 20));
  const city = frequent(index, 3, cityCount, 20);
  const customerId = idAt(index, '7000');
  return {
    customerId,
    legalEntity: 'USRT',
    customerAccountNumber: `C-${String(index + 1).padStart(9, '0')}`,
    version: 1,
    deactivated: false,
    ...emptyCustomerFields,
    ...emptyCustomerLists(),
    firstName,
    middleName: index % 4 === 0 ? firstNameOf(frequent(index, 4, firstNameCount, 5)) : null,
    lastName,
    languageId: 'en-US',
    currency: 'USD',
    customerGroup: '30',
    email: `${firstName}.${lastName}.${index % 1_000}@example.com`.toLowerCase(),
    phone: phoneAt(index),
    addresses: [
      {
        addressId: idAt(index, '7001'),
        purpose: 'home',
        isPrimary: true,
        name: null,
        countryRegion: 'US',
        street: `${pick(streetNames, index)} ${pick(streetKinds, index >>> 3)}`,
        streetNumber: String(1 + (index % 900)),
        buildingComplement: null,
        district: null,
        city: `${lastNameOf(city)} Springs`,
        county: null,
        state: 'TX',
        zipCode: String(70_000 + city),
      },
    ],
    fieldStamps: {},
    createdBy: 'houston',
    recentOperations: [idAt(index, '7002')],
  };
}

function idAt(index: number, version: string): string {
  return `019b0000-${(index % 65_536).toString(16).padStart(4, '0')}-${version}-8000-${index.toString(16).padStart(12, '0')}`;
}

function phoneAt(index: number): string {
  const digits = String(2_000_000 + (chanceAt(index, 5) % 7_999_999));
  return `(713) ${digits.slice(0, 3)}-${digits.slice(3)}`;
}

/** A rank below `count` that is drawn the less often the higher it is. */
function frequent(index: number, salt: number, count: number, shift: number): number {
  const share = (chanceAt(index, salt) % 1_000_003) / 1_000_003;
  return Math.floor(shift * ((count + shift) / shift) ** share) - shift;
}

/** Evenly spread over 32 bits, the same for the same number. */
function chanceAt(index: number, salt: number): number {
  let state = Math.imul(index ^ (salt * 0x9e3779b9), 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
  return (state ^ (state >>> 16)) >>> 0;
}

/** The last name of a rank: four syllables; that of a rank stays the same. */
export function lastNameOf(rank: number): string {
  const mixed = Math.imul(rank + 1, 40_503) & 0xffff;
  return capitalized([0, 4, 8, 12].map((shift) => pick(syllables, mixed >>> shift)).join(''));
}

/** The first name of a rank: three syllables. */
export function firstNameOf(rank: number): string {
  const mixed = Math.imul(rank + 1, 2_531) & 0xfff;
  return capitalized([0, 4, 8].map((shift) => pick(syllables, mixed >>> shift)).join(''));
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function pick(texts: readonly string[], index: number): string {
  return texts[(index >>> 0) % texts.length] ?? '';
}

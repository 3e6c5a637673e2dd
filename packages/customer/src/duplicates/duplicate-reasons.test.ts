import { describe, expect, it } from 'vitest';
import { emptyAddressFields, emptyCustomerFields, emptyCustomerLists } from '../merge/empty-customer.ts';
import { duplicateQuestion, duplicateReasons, type ComparedCustomer, type NewCustomer } from './duplicate-reasons.ts';

const home = {
  ...emptyAddressFields,
  addressId: '019b0000-0000-7001-8000-000000000001',
  countryRegion: 'US',
  street: 'Giblin Street',
  streetNumber: '12',
  city: 'Houston',
  zipCode: '77002',
};
const katherine: ComparedCustomer = {
  ...emptyCustomerFields,
  ...emptyCustomerLists(),
  customerAccountNumber: null,
  firstName: 'Katherine',
  middleName: 'Mary',
  lastName: 'Featherstone',
  email: 'katherine@example.com',
  phone: '(713) 555-0123',
  addresses: [home],
};
const contact = { contactId: home.addressId, label: null, marketingConsent: 'unknown' as const };

function reasons(newCustomer: Partial<NewCustomer>, known: Partial<ComparedCustomer> = {}): string[] {
  const question = duplicateQuestion({ addresses: [], ...newCustomer }, ['US']);
  return duplicateReasons(question, { ...katherine, ...known }, 'US');
}

const typed = { street: 'Giblin Street', streetNumber: '12', city: 'Houston', zipCode: '77002' };
const name = { firstName: 'Katherine', lastName: 'Featherstone' };

describe('a new customer may be one who is there', () => {
  it('by the phone however it is written, and by the e-mail address whatever its capitals', () => {
    expect(reasons({ phone: '+1 713-555-0123' })).toEqual(['phone']);
    expect(reasons({ email: ' Katherine@EXAMPLE.com' })).toEqual(['email']);
    expect(reasons({ phone: '713 555 0123', email: 'katherine@example.com' })).toEqual(['phone', 'email']);
  });

  it('by a secondary contact of either of them', () => {
    const email = { ...contact, contactType: 'email' as const, locator: 'K@work.example' };
    expect(reasons({ email: 'k@work.example' }, { contacts: [email] })).toEqual(['email']);
    const phone = { contactType: 'phone' as const, locator: '(713) 555-0123' };
    expect(reasons({ contacts: [phone] })).toEqual(['phone']);
  });

  it.each([
    ['as they are', {}, {}],
    ['with a typing error in each name', { firstName: 'Catherine', lastName: 'Fetherstone' }, {}],
    ['with the names exchanged', { firstName: 'Featherstone', lastName: 'Katherine' }, {}],
    ['with the number in the street', {}, { street: '12 Giblin Street', streetNumber: '' }],
    ['with the kind of street left out', {}, { street: 'Giblin' }],
    ['with the town instead of the postcode', {}, { zipCode: '' }],
  ])('by name and address %s', (_, otherName, otherAddress) => {
    expect(reasons({ ...name, ...otherName, addresses: [{ ...typed, ...otherAddress }] })).toEqual(['nameAndAddress']);
  });

  it.each([
    ['another first name', { firstName: 'Wilhelmina' }, {}],
    ['only half of the name', { firstName: '' }, {}],
    ['another house', {}, { streetNumber: '14' }],
    ['another postcode', {}, { zipCode: '77003' }],
    ['another street', {}, { street: 'Mill Street' }],
    ['no street', {}, { street: '' }],
  ])('but not with %s', (_, otherName, otherAddress) => {
    expect(reasons({ ...name, ...otherName, addresses: [{ ...typed, ...otherAddress }] })).toEqual([]);
  });

  it('not by a slip that is no phone number, nor by nothing at all', () => {
    expect(reasons({ phone: '0123' }, { phone: '0123' })).toEqual([]);
    expect(reasons({ email: '', phone: '' }, { email: null, phone: null })).toEqual([]);
  });
});

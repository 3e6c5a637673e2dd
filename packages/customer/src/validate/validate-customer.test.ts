import { addressCountMax } from '@counterfoil/contracts/customer';
import type { CustomerChanges, CustomerOperation, Problem } from '@counterfoil/contracts/customer-operation';
import { describe, expect, it } from 'vitest';
import { exampleCreate, exampleFields, exampleOperation, putAddress, removeAddress } from '../example-operations.ts';
import { normalizeChanges } from '../normalize-changes.ts';
import { validateOperation } from './validate-customer.ts';

const today = '2026-03-01';

function problemsOf(operation: CustomerOperation): Problem[] {
  return validateOperation(operation, today, 'US');
}

/** What an update of just these fields meets. */
function problemsOfFields(fields: CustomerChanges['fields']): Problem[] {
  return problemsOf(exampleOperation({ operation: 2, fields }));
}

/** What a creation with these fields beside the ordinary ones meets. */
function problemsOfCreate(fields: CustomerChanges['fields']): Problem[] {
  return problemsOf(exampleCreate({ ...exampleFields, ...fields }));
}

describe('a name', () => {
  it('is required: a person needs a first or last name, an organization its own', () => {
    expect(problemsOf(exampleCreate())).toEqual([]);
    expect(problemsOfCreate({ firstName: null })).toEqual([]);
    for (const blank of [null, '', ' ', '\u00A0', '\u200B', '\u3164']) {
      expect(problemsOfCreate({ firstName: blank, lastName: blank })).toEqual([
        { code: 'name_required', field: 'firstName' },
      ]);
      expect(problemsOfCreate({ customerType: 'organization', organizationName: blank })).toEqual([
        { code: 'name_required', field: 'organizationName' },
      ]);
    }
  });

  it('may not be emptied by an update that shows it', () => {
    expect(problemsOfFields({ firstName: null })).toEqual([]);
    expect(problemsOfFields({ firstName: null, lastName: ' ' })).toMatchObject([{ code: 'name_required' }]);
    expect(problemsOfFields({ customerType: 'organization', organizationName: '' })).toMatchObject([
      { code: 'name_required', field: 'organizationName' },
    ]);
    expect(problemsOfFields({ firstName: null, lastName: null, organizationName: 'Contoso' })).toEqual([]);
  });
});

describe('a field', () => {
  it('has a longest text, named in the problem', () => {
    expect(problemsOfFields({ lastName: 'x'.repeat(100) })).toEqual([]);
    expect(problemsOfFields({ lastName: 'x'.repeat(101) })).toEqual([
      { code: 'field_too_long', field: 'lastName', parameters: { max: 100 } },
    ]);
    const street = exampleOperation({ operation: 2, addresses: [putAddress(101, { street: 'x'.repeat(251) })] });
    expect(problemsOf(street)).toEqual([
      { code: 'field_too_long', field: 'addresses.0.street', parameters: { max: 250 } },
    ]);
  });

  it('e-mail has one @ and a domain with a dot', () => {
    for (const email of [
      'a@example.com',
      'first.last+tag@sub.example.co.uk',
      'josé@exämple.fr',
      "o'brien@example.com",
    ]) {
      expect([email, problemsOfFields({ email })]).toEqual([email, []]);
    }
    const wrong = [
      'a',
      'a@',
      '@example.com',
      'a@b',
      'a@@example.com',
      'a b@example.com',
      'a@exa mple.com',
      '.a@example.com',
      'a..b@example.com',
      'a@.com',
      'a@example.',
      'a@-example.com',
      'a@x@example.com',
      `${'a'.repeat(65)}@example.com`,
    ];
    for (const email of wrong) {
      expect([email, problemsOfFields({ email })]).toEqual([email, [{ code: 'email_invalid', field: 'email' }]]);
    }
  });

  it('phone is read in the country of the primary address or the default country', () => {
    expect(problemsOf(exampleCreate())).toEqual([]);
    expect(problemsOfFields({ phone: '(713) 555-0100' })).toEqual([]);
    expect(problemsOfFields({ phone: '+33 1 42 68 53 00' })).toEqual([]);
    for (const phone of ['12', 'call me', '+999 123', '01 42 68 53 00']) {
      expect(problemsOfFields({ phone })).toEqual([
        { code: 'phone_invalid', field: 'phone', parameters: { country: 'US' } },
      ]);
    }
    expect(problemsOfCreate({ phone: '12' })).toMatchObject([{ parameters: { country: 'FR' } }]);
  });

  it('currency, language and customer group are known ones', () => {
    for (const currency of ['EUR', 'USD', 'JPY']) expect(problemsOfFields({ currency })).toEqual([]);
    expect(problemsOfFields({ currency: 'usd' })).toMatchObject([
      { code: 'currency_invalid', parameters: { value: 'usd' } },
    ]);
    for (const languageId of ['en-US', 'fr', 'zh-Hant-TW', 'pt-BR'])
      expect(problemsOfFields({ languageId })).toEqual([]);
    for (const languageId of ['', 'zz', 'english', 'en_US', 'en-', 'en-US-x', '__proto__']) {
      expect(problemsOfFields({ languageId })).toMatchObject([{ code: 'language_invalid', field: 'languageId' }]);
    }
    expect(problemsOfFields({ customerGroup: ' ' })).toEqual([{ code: 'field_required', field: 'customerGroup' }]);
  });

  it('date of birth is a day of the calendar that is not to come', () => {
    for (const dateOfBirth of ['2024-02-29', '1900-02-28', today])
      expect(problemsOfFields({ dateOfBirth })).toEqual([]);
    for (const dateOfBirth of [
      '2023-02-29',
      '1900-02-29',
      '2020-13-01',
      '2020-00-10',
      '2020-04-31',
      '20-1-1',
      '0000-01-01',
    ]) {
      expect(problemsOfFields({ dateOfBirth })).toEqual([{ code: 'date_invalid', field: 'dateOfBirth' }]);
    }
    expect(problemsOfFields({ dateOfBirth: '2026-03-02' })).toEqual([{ code: 'date_in_future', field: 'dateOfBirth' }]);
  });

  it('credit limit is an amount of zero or more', () => {
    for (const creditLimit of [null, 0, 12.5]) expect(problemsOfFields({ creditLimit })).toEqual([]);
    for (const creditLimit of [-1, Number.NaN, Infinity, 1e300]) {
      expect(problemsOfFields({ creditLimit })).toEqual([{ code: 'amount_invalid', field: 'creditLimit' }]);
    }
  });

  it('that a customer cannot be without is required of a creation', () => {
    const bare = exampleOperation({ operation: 1, kind: 'create', fields: { firstName: 'Ada' } });
    const required = ['customerType', 'languageId', 'currency', 'customerGroup'];
    expect(problemsOf(bare)).toEqual(required.map((field) => ({ code: 'field_required', field })));
  });
});

describe('addresses', () => {
  it('need a known country when they are created', () => {
    const addresses = [
      putAddress(101, {}),
      putAddress(102, { countryRegion: '' }),
      putAddress(103, { countryRegion: 'XX' }),
    ];
    expect(
      problemsOf(exampleOperation({ operation: 1, kind: 'create', fields: exampleFields, addresses })).slice(0, 3),
    ).toEqual([
      { code: 'field_required', field: 'addresses.0.countryRegion' },
      { code: 'field_required', field: 'addresses.1.countryRegion' },
      { code: 'country_invalid', field: 'addresses.2.countryRegion', parameters: { value: 'XX' } },
    ]);
    expect(problemsOf(exampleOperation({ operation: 2, addresses: [putAddress(101, { city: 'Lyon' })] }))).toEqual([]);
  });

  it('have identifiers of their own and are bounded in number', () => {
    expect(problemsOf(exampleOperation({ operation: 2, addresses: [putAddress(101), removeAddress(101)] }))).toEqual([
      { code: 'address_duplicate', field: 'addresses.1.addressId' },
    ]);
    const addresses = Array.from({ length: addressCountMax + 1 }, (_, index) => putAddress(index));
    expect(problemsOf(exampleOperation({ operation: 2, addresses }))).toEqual([
      { code: 'too_many_addresses', field: 'addresses', parameters: { max: addressCountMax } },
    ]);
  });
});

describe('an operation', () => {
  it('that changes nothing is refused, except a deactivation', () => {
    expect(problemsOfFields({})).toEqual([{ code: 'nothing_changed', field: '' }]);
    const unknownKeyOnly = JSON.parse('{"__proto__":{"email":"x"},"nickname":"x"}') as CustomerChanges['fields'];
    expect(problemsOfFields(unknownKeyOnly)).toEqual([{ code: 'nothing_changed', field: '' }]);
    expect(problemsOf(exampleOperation({ operation: 2, kind: 'deactivate' }))).toEqual([]);
  });

  it('is normalised: composed, trimmed, emptied optional texts null, unknown keys gone', () => {
    const typed = JSON.parse(
      '{"firstName":"  Zoe\\u0308 ","lastName":"  ","email":"","customerGroup":" ","creditLimit":0,"__proto__":{"phone":"1"},"x":1}',
    ) as CustomerChanges['fields'];
    const normalized = normalizeChanges({
      fields: typed,
      addresses: [putAddress(101, { city: ' Lyon\n', countryRegion: ' FR ' })],
    });
    expect(normalized.fields).toEqual({
      firstName: 'Zoë',
      lastName: null,
      email: null,
      customerGroup: '',
      creditLimit: 0,
    });
    expect(Object.keys(normalized.fields)).not.toContain('__proto__');
    expect(normalized.addresses[0]?.fields).toEqual({ city: 'Lyon', countryRegion: 'FR' });
  });
});

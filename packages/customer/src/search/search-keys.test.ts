import type { Customer } from '@counterfoil/contracts/customer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyOperation } from '../apply-operation.ts';
import { exampleCreate, exampleFields } from '../example-operations.ts';
import { addressWords, emailQueryKey, nameQueryKey, phoneQueryKey, searchKeys } from './search-keys.ts';

function customerOf(fields: typeof exampleFields): Customer {
  const outcome = applyOperation(null, exampleCreate({ ...exampleFields, ...fields }), { kind: 'origin' });
  if (outcome.result !== 'applied') throw new Error(outcome.result);
  return outcome.customer;
}

function keysOf(fields: typeof exampleFields): ReturnType<typeof searchKeys> {
  return searchKeys(customerOf(fields), 'US');
}

const id = (number: number): string => `019b0000-0000-7000-8000-00000000000${number}`;

const exampleAddress = {
  addressId: id(9),
  purpose: 'home',
  isPrimary: true,
  name: null,
  countryRegion: 'FR',
  buildingComplement: null,
  district: null,
  county: null,
  state: null,
} as const;

describe('search keys', () => {
  it('are the folded names with each word in front, the lower-case e-mail and the digits of the phone from their end', () => {
    expect(keysOf({ email: 'Lachlan@Example.COM' })).toEqual([
      { kind: 'name', key: 'berry lachlan' },
      { kind: 'name', key: 'lachlan berry' },
      { kind: 'phone', key: '00358624133' },
      { kind: 'email', key: 'lachlan@example.com' },
      { kind: 'address', key: 'paris' },
    ]);
    const named = keysOf({ middleName: 'J.', organizationName: 'Contoso, Ltd.', email: null, phone: null });
    expect(named.filter(({ kind }) => kind === 'name')).toEqual([
      { kind: 'name', key: 'berry lachlan j contoso ltd' },
      { kind: 'name', key: 'lachlan j contoso ltd berry' },
      { kind: 'name', key: 'j contoso ltd berry lachlan' },
      { kind: 'name', key: 'contoso ltd berry lachlan j' },
      { kind: 'name', key: 'ltd berry lachlan j contoso' },
    ]);
  });

  it('of secondary contacts name the contact; cards and official numbers have no spaces or hyphens', () => {
    const contacts = [
      {
        contactId: id(1),
        contactType: 'email',
        locator: 'Work@Example.com',
        label: 'work',
        marketingConsent: 'unknown',
      },
      { contactId: id(2), contactType: 'phone', locator: '01 42 68 53 00', label: null, marketingConsent: 'unknown' },
      {
        contactId: id(3),
        contactType: 'url',
        locator: 'https://example.com',
        label: null,
        marketingConsent: 'unknown',
      },
    ] as const;
    const loyaltyCards = [
      { loyaltyCardId: id(4), loyaltyProgramId: 'GOLD', cardNumber: '55-1001 7', enrollmentChannelId: 'HOUSTON' },
      { loyaltyCardId: id(5), loyaltyProgramId: 'GOLD', cardNumber: null, enrollmentChannelId: 'HOUSTON' },
    ];
    const customer = { ...customerOf({ email: null, phone: null, identificationNumber: 'FR 40 303-265' }) };
    const keys = searchKeys({ ...customer, contacts: [...contacts], loyaltyCards }, 'FR');
    expect(keys.filter(({ kind }) => kind !== 'name' && kind !== 'address')).toEqual([
      { kind: 'identificationNumber', key: 'fr40303265' },
      { kind: 'email', key: 'work@example.com', contactId: id(1) },
      { kind: 'phone', key: '00358624133', contactId: id(2) },
      { kind: 'loyaltyCard', key: '5510017' },
    ]);
  });

  it('of an address are its words; house numbers narrow nothing', () => {
    const [address] = customerOf({}).addresses;
    const place = { street: 'Rue de la République', streetNumber: '12', city: 'Nîmes', zipCode: '30 000' };
    const addresses = [{ ...(address ?? exampleAddress), ...place }];
    const keys = searchKeys({ ...customerOf({}), addresses }, 'FR');
    expect(keys.filter(({ kind }) => kind === 'address')).toEqual([
      { kind: 'address', key: 'rue de la republique 12 nimes 30 000' },
    ]);
    expect(addressWords(keys)).toEqual(['rue', 'de', 'la', 'republique', 'nimes']);
  });

  it('are short enough for every database, whatever the length of a name', () => {
    const keys = keysOf({ lastName: '𠮷'.repeat(100), organizationName: 'ab '.repeat(60) });
    expect(keys.filter(({ kind }) => kind === 'name')).toHaveLength(12);
    for (const { key } of keys) {
      expect(key.length).toBeLessThanOrEqual(200);
      expect(key.isWellFormed()).toBe(true);
    }
  });

  it('find a name however its accents, case and punctuation are typed', () => {
    const same = [
      ['Müller', 'MULLER', 'mu\u0308ller'],
      ['Straße', 'strasse', 'STRASSE'],
      ['Łódź', 'lodz'],
      ['Sørensen Æbelø', 'sorensen aebelo'],
      ["O'Brien-Smith", 'o brien smith', ' O’Brien  Smith '],
      ['İstanbul Isık', 'istanbul isik', 'istanbul ısık'],
      ['ΟΔΥΣΣΕΎΣ', 'οδυσσευς', 'οδυσσευσ'],
      ['Ｔａｎａｋａ', 'tanaka'],
      ['山田 太郎', '山田　太郎'],
    ];
    for (const forms of same) expect(new Set(forms.map(nameQueryKey)).size, forms.join(' | ')).toBe(1);
    expect(nameQueryKey('Łódź')).toBe('lodz');
    expect(nameQueryKey(' ,;- ')).toBe('');
  });

  it('fold a folded text into itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(nameQueryKey(nameQueryKey(text))).toBe(nameQueryKey(text));
      }),
    );
  });

  it('are made of a query in the same way', () => {
    expect(emailQueryKey(' Lachlan@Example.COM ')).toBe('lachlan@example.com');
    expect(emailQueryKey(' ')).toBeNull();
    expect(phoneQueryKey(' 01.42.68.53.00', 'FR')).toBe('+33142685300');
    expect(phoneQueryKey('+33 (0)1 42 68 53 00', 'US')).toBe('+33142685300');
    expect(phoneQueryKey('Berry', 'FR')).toBeNull();
    expect(phoneQueryKey('', 'FR')).toBeNull();
  });
});

import type { Contact, Customer } from '@counterfoil/contracts/customer';
import type { CustomerSearch } from '@counterfoil/contracts/real-time-service';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyCustomerFields, emptyCustomerLists } from '../merge/merge.ts';
import { rankMatches } from './search-matches.ts';
import { compareKeys, planSearch } from './search-plan.ts';
import { misspellableWords, oneTypoVariants, similarWords, typoDistance, typoTolerantPlan } from './search-typos.ts';

const idOf = (number: number): string => `019b0000-0000-7000-8000-${String(number).padStart(12, '0')}`;

function customer(number: number, given: Partial<Customer>): Customer {
  return {
    customerId: idOf(number),
    legalEntity: 'FRRT',
    customerAccountNumber: `C-${String(number).padStart(6, '0')}`,
    version: 1,
    deactivated: false,
    ...emptyCustomerFields,
    ...emptyCustomerLists(),
    languageId: 'fr-FR',
    currency: 'EUR',
    customerGroup: '30',
    addresses: [],
    fieldStamps: {},
    createdBy: 'houston',
    recentOperations: [],
    ...given,
  };
}

const contact = (contactType: Contact['contactType'], locator: string): Contact => ({
  contactId: idOf(900),
  contactType,
  locator,
  label: null,
  marketingConsent: 'unknown',
});

const address = {
  addressId: idOf(901),
  purpose: 'home',
  isPrimary: true,
  name: null,
  countryRegion: 'FR',
  street: 'Rue de la République',
  streetNumber: '12',
  buildingComplement: null,
  district: null,
  city: 'Nîmes',
  county: null,
  state: null,
  zipCode: '30000',
} as const;

const people: readonly Customer[] = [
  customer(1, { firstName: 'José', lastName: 'García', email: 'jose@example.com', phone: '01 42 68 53 00' }),
  customer(2, { firstName: 'Garcia', lastName: 'Joseph', email: 'jose@example.com.fr', phone: '+33 6 12 34 53 00' }),
  customer(3, { firstName: 'Anna', middleName: 'José', lastName: 'García-Müller', addresses: [address] }),
  customer(4, { firstName: 'John', lastName: 'Smith', contacts: [contact('email', 'Smith@Work.example')] }),
  customer(5, { firstName: 'Joan', lastName: 'Smit', contacts: [contact('phone', '01 42 68 99 99')] }),
  customer(6, {
    organizationName: 'Contoso Retail Seattle',
    customerType: 'organization',
    identificationNumber: 'FR 40-303',
    loyaltyCards: [
      { loyaltyCardId: idOf(902), loyaltyProgramId: 'GOLD', cardNumber: '55 1001', enrollmentChannelId: 'NIMES' },
    ],
  }),
];

function found(search: CustomerSearch): string[] {
  const plan = planSearch(search, ['FR']);
  if (!plan) return [];
  return rankMatches(people, plan, () => 'FR').map(
    (hit) => `${Number(hit.customer.customerId.slice(-12))} ${hit.matches.map(({ field }) => field).join('+')}`,
  );
}

describe('a name search (WD-06)', () => {
  it('finds words in any order, by their beginning, without accents; words as typed come first', () => {
    expect(found({ name: 'jose garcia' })).toEqual(['1 name', '3 name', '2 name']);
    expect(found({ name: 'GARCÍA josé' })).toEqual(['1 name', '2 name', '3 name']);
    expect(found({ name: 'gar jos' })).toEqual(['1 name', '2 name', '3 name']);
    expect(found({ name: 'mull ann' })).toEqual(['3 name']);
    expect(found({ name: 'retail cont' })).toEqual(['6 name']);
    expect(found({ name: 'arcia' })).toEqual([]);
  });

  it('orders the beginning of a name alphabetically, a whole word first', () => {
    expect(found({ name: 'smit' })).toEqual(['5 name', '4 name']);
    expect(found({ name: 'jo' })).toEqual(['5 name', '4 name', '1 name', '3 name', '2 name']);
  });

  it('finds nobody by punctuation, and takes wildcards of databases for that', () => {
    for (const name of ['%', '_', '%%', '* ?', '.*', "' OR 1=1 --", '\\']) {
      expect(found({ name }), name).toEqual([]);
    }
    expect(found({ name: 'smi%' })).toEqual(['5 name', '4 name']);
  });
});

describe('a phone search (WD-06)', () => {
  it.each(['01 42 68 53 00', '(0)1.42.68-53-00', '+33 1 42 68 53 00', '0033142685300', '142685300', '685300'])(
    'finds the number as %s',
    (phone) => expect(found({ phone })).toEqual(['1 phone']),
  );

  it('finds the last digits, four at least', () => {
    expect(found({ phone: '5300' })).toEqual(['2 phone', '1 phone']);
    expect(found({ phone: '300' })).toEqual([]);
    expect(found({ phone: '1426' })).toEqual([]);
  });

  it('finds the number of a secondary contact and says which (pain 18)', () => {
    const plan = planSearch({ phone: '0142689999' }, ['FR']);
    const [hit] = plan ? rankMatches(people, plan, () => 'FR') : [];
    expect(hit?.matches).toEqual([{ field: 'contact', contactId: idOf(900) }]);
  });
});

describe('other searches (WD-06)', () => {
  it('finds an e-mail address whole before its beginning, also that of a contact', () => {
    expect(found({ email: 'JOSE@example.com' })).toEqual(['1 email', '2 email']);
    expect(found({ email: 'smith@w' })).toEqual(['4 contact']);
  });

  it('finds account, card and identification numbers as they are typed', () => {
    expect(found({ accountNumber: ' c-000003' })).toEqual(['3 accountNumber']);
    expect(found({ accountNumber: 'c-00000' })).toEqual([]);
    expect(found({ loyaltyCard: '551001' })).toEqual(['6 loyaltyCard']);
    expect(found({ identificationNumber: 'fr40303' })).toEqual(['6 identificationNumber']);
  });

  it('finds an address by words of street, city and postal code in any order', () => {
    expect(found({ address: 'nimes republique' })).toEqual(['3 address']);
    expect(found({ address: '30000 rue 12' })).toEqual(['3 address']);
    expect(found({ address: 'nimes 13' })).toEqual([]);
    expect(found({ address: '12' })).toEqual([]);
  });

  it('asks for every criterion, and names each field that matched', () => {
    expect(found({ name: 'garcia', address: 'nimes' })).toEqual(['3 name+address']);
    expect(found({ name: 'garcia', email: 'jose@example.com' })).toEqual(['1 email+name', '2 email+name']);
    expect(found({ name: 'smith', phone: '5300' })).toEqual([]);
    expect(found({ name: 'smith', legalEntity: 'USRT' })).toEqual([]);
  });

  it('recognises what was typed into one search box', () => {
    expect(found({ text: 'smith@work' })).toEqual(['4 contact']);
    expect(found({ text: '551001' })).toEqual(['6 loyaltyCard']);
    expect(found({ text: '01.42.68.53.00' })).toEqual(['1 phone']);
    expect(found({ text: '5300' })).toEqual(['2 phone', '1 phone']);
    expect(found({ text: 'c-000004' })).toEqual(['4 accountNumber']);
    expect(found({ text: 'smith john' })).toEqual(['4 name']);
    expect(found({ text: '12 republique' })).toEqual(['3 address']);
  });

  it('refuses characters that no tier accepts', () => {
    expect(() => planSearch({ email: 'a\u0000@example.com' }, ['FR'])).toThrow('cannot be stored');
  });
});

describe('a typo-tolerant search (WD-06)', () => {
  const names = ['john', 'joan', 'smith', 'smit', 'jose', 'garcia', 'fernandes', 'fernandez', 'contoso', 'σοφια'];

  function tolerantly(name: string): string[] {
    const plan = planSearch({ name }, ['FR']);
    if (!plan) return [];
    const similar = new Map(misspellableWords(plan).map((word) => [word, similarWords(word, names)]));
    const tolerant = typoTolerantPlan(plan, similar);
    if (!tolerant) return [];
    return rankMatches(people, tolerant, () => 'FR').map((hit) => hit.customer.lastName ?? '');
  }

  it('forgives a letter left out, added, wrong or exchanged in each word', () => {
    for (const name of ['jonh smith', 'john smth', 'smithh john', 'jpohn smiht']) {
      expect(tolerantly(name)[0], name).toBe('Smith');
    }
    expect(tolerantly('jonh smi')).toEqual(['Smith']);
    expect(tolerantly('gracia')).toEqual(['García', 'Joseph', 'García-Müller']);
    expect(tolerantly('xx yy')).toEqual([]);
  });

  it('forgives two in a long word that begins right', () => {
    expect(similarWords('fernantes', names)).toEqual([
      { word: 'fernandes', distance: 1 },
      { word: 'fernandez', distance: 2 },
    ]);
    expect(similarWords('gernandes', ['fernandez'])).toEqual([]);
    expect(similarWords('jo', ['jon'])).toEqual([]);
  });

  it('looks up exactly the words that are one typo away', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{2,7}$/u), fc.stringMatching(/^[a-z]{1,8}$/u), (typed, word) => {
        expect(oneTypoVariants(typed).includes(word)).toBe(typoDistance(typed, word) === 1);
      }),
    );
    for (const word of oneTypoVariants('smith')) expect(typoDistance('smith', word), word).toBe(1);
    expect(oneTypoVariants('σοφοα')).toContain('σοφια');
  });
});

describe('the order of keys', () => {
  it('is that of their UTF-8 bytes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (one, other) => {
        expect(Math.sign(compareKeys(one, other))).toBe(Buffer.compare(Buffer.from(one), Buffer.from(other)));
      }),
    );
    expect(compareKeys('\uFFFD', '𠮷')).toBeLessThan(0);
  });
});

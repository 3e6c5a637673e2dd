import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyOperation } from './apply-operation.ts';
import { exampleCreate, exampleFields } from './example-operations.ts';
import { emailQueryKey, nameQueryKey, phoneQueryKey, searchKeys } from './search-keys.ts';

function keysOf(fields: typeof exampleFields): ReturnType<typeof searchKeys> {
  const outcome = applyOperation(null, exampleCreate({ ...exampleFields, ...fields }), { kind: 'origin' });
  if (outcome.result !== 'applied') throw new Error(outcome.result);
  return searchKeys(outcome.customer, 'US');
}

describe('search keys', () => {
  it('are the folded names, the lower-case e-mail and the E.164 phone', () => {
    expect(keysOf({ email: 'Lachlan@Example.COM' })).toEqual({
      nameKey: 'berry lachlan',
      emailKey: 'lachlan@example.com',
      phoneKey: '+33142685300',
    });
    expect(keysOf({ middleName: 'J.', organizationName: 'Contoso, Ltd.', email: null, phone: null })).toEqual({
      nameKey: 'berry lachlan j contoso ltd',
      emailKey: null,
      phoneKey: null,
    });
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

import { listedCountMax } from '@counterfoil/contracts/customer';
import type { CustomerChanges, Problem } from '@counterfoil/contracts/customer-operation';
import { isErrorCode } from '@counterfoil/contracts/error-register';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exampleId, exampleOperation, putContact } from '../example-operations.ts';
import type { ExampleOperation } from '../example-operations.ts';
import { normalizeChanges } from '../normalize-changes.ts';
import { validateOperation } from './validate-customer.ts';

function problemsOf(lists: NonNullable<ExampleOperation['lists']>, fields: CustomerChanges['fields'] = {}): Problem[] {
  return validateOperation(exampleOperation({ operation: 2, fields, lists }), '2026-03-01', 'US');
}

const put = (...ids: string[]): { id: string; change: 'put' }[] => ids.map((id) => ({ id, change: 'put' }));
const loyaltyCard = (place: number, loyaltyProgramId: string, cardNumber: string | null = null) => ({
  loyaltyCardId: exampleId(place),
  fields: { loyaltyProgramId, cardNumber, enrollmentChannelId: 'houston' },
});

describe('an edit', () => {
  it('of nothing but one list changes something; of empty lists it changes nothing', () => {
    expect(problemsOf({ affiliations: put('staff') })).toEqual([]);
    expect(problemsOf({ attributes: [{ attributeId: 'vip', value: false }] })).toEqual([]);
    expect(problemsOf({ externalIdentities: [{ providerId: 'a', externalIdentityId: 'b', change: 'put' }] })).toEqual(
      [],
    );
    expect(problemsOf({ loyaltyCards: [loyaltyCard(401, 'points', 'L-1')] })).toEqual([]);
    expect(problemsOf({ affiliations: [], contacts: [] })).toMatchObject([{ code: 'nothing_changed' }]);
  });
});

describe('the entries of a list', () => {
  it('are named once, and are not added and removed at once', () => {
    expect(problemsOf({ affiliations: [...put('a', 'b'), { id: 'a', change: 'remove' }] })).toEqual([
      { code: 'entry_duplicate', field: 'affiliations.2' },
    ]);
    expect(problemsOf({ loyaltyCards: [loyaltyCard(401, 'points'), loyaltyCard(401, 'points')] })).toEqual([
      { code: 'entry_duplicate', field: 'loyaltyCards.1' },
    ]);
    const identity = { providerId: 'a', externalIdentityId: 'b' };
    const both = [
      { ...identity, change: 'put' as const },
      { ...identity, change: 'remove' as const },
    ];
    expect(problemsOf({ externalIdentities: both })).toEqual([
      { code: 'entry_duplicate', field: 'externalIdentities.1' },
    ]);
    const twice = [
      { attributeId: 'a', value: 1 },
      { attributeId: 'a', value: 2 },
    ];
    expect(problemsOf({ attributes: twice })).toEqual([{ code: 'entry_duplicate', field: 'attributes.1' }]);
  });

  it('are bounded in number', () => {
    const ids = Array.from({ length: listedCountMax + 1 }, (_, index) => `id-${index}`);
    expect(problemsOf({ addressBooks: put(...ids) })).toEqual([
      { code: 'too_many_entries', field: 'addressBooks', parameters: { max: listedCountMax } },
    ]);
    expect(problemsOf({ addressBooks: put(...ids.slice(1)) })).toEqual([]);
  });

  it('R13: have identifiers and texts that every tier can store', () => {
    expect(problemsOf({ affiliations: put(' ', 'a\u0000b', '__proto__', 'x'.repeat(61)) })).toEqual([
      { code: 'field_required', field: 'affiliations.0' },
      { code: 'text_invalid', field: 'affiliations.1' },
      { code: 'text_invalid', field: 'affiliations.2' },
      { code: 'field_too_long', field: 'affiliations.3', parameters: { max: 60 } },
    ]);
    const attributes = [
      { attributeId: 'colour', value: 'x'.repeat(251) },
      { attributeId: 'motto', value: 'a\u202Eb' },
      { attributeId: '__proto__', value: 1 },
    ];
    expect(problemsOf({ attributes })).toEqual([
      { code: 'field_too_long', field: 'attributes.colour', parameters: { max: 250 } },
      { code: 'text_invalid', field: 'attributes.motto' },
      { code: 'text_invalid', field: 'attributes.2' },
    ]);
    expect(problemsOf({ loyaltyCards: [loyaltyCard(401, '', 'x'.repeat(61))] })).toMatchObject([
      { code: 'field_required', field: 'loyaltyCards.0.loyaltyProgramId' },
      { code: 'field_too_long', field: 'loyaltyCards.0.cardNumber' },
    ]);
    const nameless = { providerId: '', externalIdentityId: 'a\u0000', change: 'put' as const };
    expect(problemsOf({ externalIdentities: [nameless] })).toEqual([
      { code: 'field_required', field: 'externalIdentities.0.providerId' },
      { code: 'text_invalid', field: 'externalIdentities.0.externalIdentityId' },
    ]);
  });

  it('R13: whatever the text, get a list of problems of the register, and normalising twice changes nothing', () => {
    const anyText = fc.string({ unit: 'binary', maxLength: 70 });
    fc.assert(
      fc.property(anyText, anyText, fc.constantFrom('email', 'phone', 'url'), (text, other, contactType) => {
        const changes = normalizeChanges({
          fields: { notes: text, receiptEmail: other, image: `data:image/png;base64,${text}`, personalTitle: text },
          addresses: [],
          contacts: [putContact(201, { contactType, locator: text, label: other })],
          affiliations: put(text, other),
          addressBooks: put(other),
          attributes: [
            { attributeId: text, value: other },
            { attributeId: other, value: text },
          ],
          loyaltyCards: [loyaltyCard(401, text, other)],
          externalIdentities: [{ providerId: text, externalIdentityId: other, change: 'put' }],
        });
        expect(normalizeChanges(changes)).toEqual(changes);
        const { fields, addresses: _addresses, ...lists } = changes;
        expect(problemsOf(lists, fields).filter(({ code }) => !isErrorCode(code))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});

describe('the further fields of a customer', () => {
  it('have a form and a longest text: receipt e-mail address, title, notes in lines, thumbnail', () => {
    const image = 'data:image/webp;base64,UklGRg==';
    const notes = 'Prefers mornings\nHas a dog';
    expect(problemsOf({}, { receiptEmail: 'a@example.com', personalTitle: 'DR', notes, image })).toEqual([]);
    expect(problemsOf({}, { receiptEmail: 'a@', notes: 'x'.repeat(2_001), personalTitle: 'x'.repeat(61) })).toEqual([
      { code: 'field_too_long', field: 'personalTitle', parameters: { max: 60 } },
      { code: 'email_invalid', field: 'receiptEmail' },
      { code: 'field_too_long', field: 'notes', parameters: { max: 2_000 } },
    ]);
    expect(problemsOf({}, { notes: 'a\u0000b' })).toEqual([{ code: 'text_invalid', field: 'notes' }]);
    for (const wrong of [
      'data:image/svg+xml;base64,PHN2Zz4=',
      'data:image/png,raw',
      'data:image/png;base64,',
      'data:image/png;base64,abc',
      'data:image/png;base64,ab==cd==',
      'https://example.com/a.png',
    ]) {
      expect(problemsOf({}, { image: wrong })).toEqual([{ code: 'image_invalid', field: 'image' }]);
    }
    const large = `data:image/png;base64,${'A'.repeat(48 * 1024)}`;
    expect(problemsOf({}, { image: large })).toMatchObject([{ code: 'field_too_long', field: 'image' }]);
  });
});

describe('what is kept of the lists that were typed', () => {
  it('has only known keys, trimmed text and no list without an entry', () => {
    const changes = JSON.parse(
      `{"fields":{"notes":"a\\r\\nb\\r","admin":true},"addresses":[],"affiliations":[],"admin":[1],
        "contacts":[{"contactId":"c","change":"put","fields":{"locator":" a ","label":" ","admin":1},"admin":1}],
        "addressBooks":[{"id":" west ","change":"put","admin":1}],
        "attributes":[{"attributeId":"colour","value":" ","admin":1}],
        "loyaltyCards":[{"loyaltyCardId":"l","fields":{"loyaltyProgramId":"p","cardNumber":" ","enrollmentChannelId":"h"}}]}`,
    ) as CustomerChanges;
    expect(normalizeChanges(changes)).toEqual({
      fields: { notes: 'a\nb' },
      addresses: [],
      contacts: [{ contactId: 'c', change: 'put', fields: { locator: 'a', label: null } }],
      addressBooks: [{ id: 'west', change: 'put' }],
      attributes: [{ attributeId: 'colour', value: null }],
      loyaltyCards: [
        { loyaltyCardId: 'l', fields: { loyaltyProgramId: 'p', cardNumber: null, enrollmentChannelId: 'h' } },
      ],
    });
  });
});

import { listedCountMax } from '@counterfoil/contracts/customer';
import type { Contact } from '@counterfoil/contracts/customer';
import type { ContactChange, CustomerOperation, Problem } from '@counterfoil/contracts/customer-operation';
import { describe, expect, it } from 'vitest';
import { exampleCreate, exampleId, exampleOperation, putContact, removeContact } from '../example-operations.ts';
import { validateOperation } from './validate-customer.ts';

function problemsOf(operation: CustomerOperation, held?: readonly Contact[]): Problem[] {
  return validateOperation(operation, '2026-03-01', 'US', held);
}

function problemsOfCreate(...contacts: ContactChange[]): Problem[] {
  const create = exampleCreate();
  return problemsOf({ ...create, changes: { ...create.changes, contacts } });
}

function problemsOfEdit(fields: ContactChange['fields'], held?: readonly Contact[]): Problem[] {
  return problemsOf(exampleOperation({ operation: 2, lists: { contacts: [putContact(201, fields)] } }), held);
}

const heldPhone: Contact = {
  contactId: exampleId(201),
  contactType: 'phone',
  locator: '+1 713 555 0123',
  label: null,
  marketingConsent: 'unknown',
};

describe('a secondary contact', () => {
  it('has a type and a locator when it is added', () => {
    expect(problemsOfCreate(putContact(201))).toEqual([]);
    expect(
      problemsOfCreate(putContact(201, { label: 'work' }), putContact(202, { contactType: 'url', locator: '' })),
    ).toEqual([
      { code: 'field_required', field: 'contacts.0.contactType' },
      { code: 'field_required', field: 'contacts.0.locator' },
      { code: 'field_required', field: 'contacts.1.locator' },
    ]);
    expect(problemsOfEdit({ label: 'work' }, [heldPhone])).toEqual([]);
  });

  it('R6: may have been taken away elsewhere meanwhile: its edit is no fault of whoever made it', () => {
    expect(problemsOfEdit({ label: 'work' }, [])).toEqual([]);
    expect(problemsOfEdit({ marketingConsent: 'refused' }, [])).toEqual([]);
  });

  it('has the form of its type', () => {
    for (const [contactType, locator, code] of [
      ['email', 'a@example.com', null],
      ['email', '+1 713 555 0123', 'email_invalid'],
      ['phone', '(713) 555-0123', null],
      ['phone', '01 42 68 53 00', null],
      ['phone', 'a@example.com', 'phone_invalid'],
      ['url', 'https://www.example.com/a?b=c', null],
      ['url', 'https://exämple.fr', null],
      ['url', 'www.example.com', 'url_invalid'],
      ['url', 'javascript://example.com/%0aalert(1)', 'url_invalid'],
      ['url', 'https://exam ple.com', 'url_invalid'],
      ['url', 'https://localhost', 'url_invalid'],
    ] as const) {
      const expected = code === null ? [] : [{ code, field: 'contacts.0.locator' }];
      expect([locator, problemsOfCreate(putContact(201, { contactType, locator }))]).toMatchObject([locator, expected]);
    }
  });

  it('keeps the form of its type when only its locator is edited, or only its type', () => {
    expect(problemsOfEdit({ locator: 'a@example.com' }, [heldPhone])).toMatchObject([{ code: 'phone_invalid' }]);
    expect(problemsOfEdit({ contactType: 'email' }, [heldPhone])).toMatchObject([{ code: 'email_invalid' }]);
    expect(problemsOfEdit({ locator: '713 555 0199' }, [heldPhone])).toEqual([]);
  });

  it('has the form of some type where nobody knows its own', () => {
    for (const locator of ['a@example.com', 'https://example.com', '+1 713 555 0123']) {
      expect(problemsOfEdit({ locator })).toEqual([]);
    }
    for (const locator of ['a@', 'http://', '12']) expect(problemsOfEdit({ locator })).toHaveLength(1);
  });

  it('has bounded, safe text, and is named once', () => {
    expect(problemsOfEdit({ label: 'x'.repeat(61) })).toEqual([
      { code: 'field_too_long', field: 'contacts.0.label', parameters: { max: 60 } },
    ]);
    expect(problemsOfEdit({ label: 'a\u0000b' })).toEqual([{ code: 'text_invalid', field: 'contacts.0.label' }]);
    expect(problemsOfEdit({ contactType: 'url', locator: `https://a.fr/${'x'.repeat(250)}` })).toMatchObject([
      { code: 'field_too_long' },
    ]);
    expect(
      problemsOf(exampleOperation({ operation: 2, lists: { contacts: [putContact(201), removeContact(201)] } })),
    ).toEqual([{ code: 'entry_duplicate', field: 'contacts.1.contactId' }]);
    const many = Array.from({ length: listedCountMax + 1 }, (_, index) => putContact(300 + index));
    expect(problemsOfCreate(...many)).toEqual([
      { code: 'too_many_entries', field: 'contacts', parameters: { max: listedCountMax } },
    ]);
  });
});

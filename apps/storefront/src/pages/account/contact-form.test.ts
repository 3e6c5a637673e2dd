import { expect, test } from 'vitest';
import { addition, contactChange, newContact, savedContact, sentContact } from './contact-form.ts';

const contact = {
  contactId: 'a1f0c3b2-0000-4000-8000-000000000001',
  contactType: 'phone',
  locator: '+1 713 555 0147',
  label: 'work',
  marketingConsent: 'unknown',
} as const;

test('a contact that was not typed over is not changed', () => {
  expect(contactChange(savedContact(contact, 4))).toBeNull();
});

test('only what was typed over is changed, as of the version that was seen', () => {
  const shown = { ...savedContact(contact, 4), label: '' };
  expect(contactChange(shown)).toEqual({ contact: { label: null }, baseVersion: 4 });
});

test('a form that was tampered with is read as far as it makes sense', () => {
  const shown = sentContact({ contactType: 'fax', locator: ' a@example.com ', baseVersion: '1e9' });
  expect(shown).toMatchObject({ contactType: 'email', locator: 'a@example.com' });
  expect(contactChange(shown)).toEqual({ contact: { locator: 'a@example.com' } });
});

test('a new contact is of the type that was asked for, an e-mail address otherwise', () => {
  expect(newContact('phone').contactType).toBe('phone');
  expect(newContact('url').contactType).toBe('email');
  expect(addition({ ...newContact('phone'), locator: '713 555 0147' })).toEqual({
    contact: { contactType: 'phone', locator: '713 555 0147', label: null },
  });
});

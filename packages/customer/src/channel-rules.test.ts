import type { ContactChange, CustomerChanges } from '@counterfoil/contracts/customer-operation';
import { refuse } from '@counterfoil/contracts/refusal';
import { describe, expect, it } from 'vitest';
import { editDelivery, requireOfflineEdit } from './channel-rules.ts';
import { allApplied, exampleCreateWithLists, exampleId, putContact } from './example-operations.ts';

/** Pending, with one secondary contact; all features are off. */
const { customer } = allApplied([], exampleCreateWithLists());
const pending = { ...customer, customerAccountNumber: null };
const held = pending.contacts.map(({ contactId }) => contactId)[0] ?? '';
const settings = { createCustomerInAsyncMode: true };
const nothingOn = { features: [] };

function deliveryOf(changes: Partial<CustomerChanges>): string {
  const edit = { fields: {}, addresses: [], ...changes };
  return editDelivery(nothingOn, { customer: pending, changes: edit, hasUndecided: true, settings });
}

function consentOf(contactId: string, marketingConsent: 'granted' | 'refused'): ContactChange {
  return { contactId, change: 'put', fields: { marketingConsent } };
}

describe('an agreement to marketing', () => {
  it.each([
    ['of the e-mail address', { fields: { emailMarketingConsent: 'refused' } }],
    ['of both primary contacts', { fields: { emailMarketingConsent: 'refused', phoneMarketingConsent: 'refused' } }],
    ['of a secondary contact', { contacts: [consentOf(held, 'refused')] }],
  ] satisfies [string, Partial<CustomerChanges>][])(
    '%s is taken back at any time, also while pending',
    (_, changes) => {
      expect(deliveryOf(changes)).toBe('async');
      const edit = { fields: {}, addresses: [], ...changes };
      expect(() => requireOfflineEdit(nothingOn, pending, edit)).not.toThrow();
    },
  );

  it.each([
    ['given', { fields: { emailMarketingConsent: 'granted' } }],
    ['taken back together with another change', { fields: { emailMarketingConsent: 'refused', lastName: 'Other' } }],
    ['of a contact that is added with it', { contacts: [consentOf(exampleId(99), 'refused')] }],
    [
      'of a contact that is changed with it',
      { contacts: [{ ...putContact(1, { locator: 'b@example.com' }), contactId: held }] },
    ],
    ['that is not named', {}],
  ] satisfies [string, Partial<CustomerChanges>][])('%s waits for the account number', (_, changes) => {
    expect(() => deliveryOf(changes)).toThrow(refuse('customer_pending_not_editable').message);
  });
});

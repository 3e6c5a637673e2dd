import type { Customer } from '@counterfoil/contracts/customer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskedCustomer, maskedEmail, maskedName, maskedPhone } from './masked.ts';
import { emptyCustomerFields, emptyCustomerLists } from './merge/empty-customer.ts';

const ada: Customer = {
  ...emptyCustomerFields,
  ...emptyCustomerLists(),
  customerId: '019b0000-0000-7000-8000-000000000001',
  legalEntity: 'USRT',
  customerAccountNumber: 'C-000000042',
  version: 1,
  deactivated: false,
  firstName: 'Ada',
  middleName: 'King',
  lastName: 'Lovelace',
  email: 'ada@example.com',
  phone: '+1 713 555 42 17',
  addresses: [],
  fieldStamps: {},
  createdBy: 'houston',
  recentOperations: [],
};

describe('a customer who is perhaps somebody else', () => {
  it('shows what is enough to ask, and no identifier', () => {
    const masked = maskedCustomer(ada, 'en');
    expect(masked).toEqual({
      name: 'A•• Lovelace',
      account: 'C-000000042',
      email: 'a••@e••.com',
      phone: '••• 42 17',
      city: null,
    });
    expect(JSON.stringify(masked)).not.toContain(ada.customerId);
  });

  it('has a label instead of an account number while it is pending, and the contacts of second rank', () => {
    const contact = { contactId: ada.customerId, label: null, marketingConsent: 'unknown' as const };
    const contacts = [{ ...contact, contactType: 'phone' as const, locator: '01 42 68 50 11' }];
    const pending = { ...ada, customerAccountNumber: null, phone: null, email: null, contacts };
    expect(maskedCustomer(pending, 'fr')).toMatchObject({
      account: 'En attente de synchronisation',
      email: null,
      phone: '••• 50 11',
    });
  });

  it('keeps the name of an organization, and nothing but a letter of a lone first name', () => {
    expect(maskedName({ ...ada, customerType: 'organization', organizationName: 'Berry & Sons' })).toBe('Berry & Sons');
    expect(maskedName({ ...ada, lastName: null })).toBe('A••');
    expect(maskedName({ ...ada, firstName: null })).toBe('Lovelace');
  });

  it('never shows all of an e-mail address: neither what stands before the @ nor the whole domain', () => {
    const part = fc.stringMatching(/^[a-z0-9.]{1,12}$/u);
    fc.assert(
      fc.property(part, part, (local, host) => {
        const [shownLocal = '', shownHost = ''] = maskedEmail(`${local}@${host}.com`).split('@');
        expect(shownLocal).toMatch(/^[a-z0-9.]?••$/u);
        expect(shownHost).toContain('••');
        expect(shownLocal.length - 2).toBeLessThan(local.length);
        const hiddenHost = shownHost.replace(/\.com$/u, '');
        expect(hiddenHost).toMatch(/^(?:[a-z0-9.]?••)$/u);
        expect(hiddenHost.length - 2).toBeLessThan(host.length);
      }),
    );
    expect(maskedEmail('a@b.com')).toBe('••@••.com');
    expect(maskedEmail('nonsense')).toBe('n••@••');
  });

  it('never shows more than four digits of a phone, nor any of a short one', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[+]?[0-9 ()-]{0,20}$/u), (phone) => {
        const [digits, shown] = [phone, maskedPhone(phone)].map((text) => text.replace(/\D/gu, ''));
        expect(shown === '' || (shown?.length === 4 && (digits ?? '').length >= 8)).toBe(true);
        expect(digits?.endsWith(shown ?? '')).toBe(true);
      }),
    );
  });
});

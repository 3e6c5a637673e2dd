import { describe, expect, it } from 'vitest';
import { internationalPhones } from './international-phones.ts';

const abroad = { store: 'FR', legalEntity: 'US' };
const typed = (phone: string, addresses: { countryRegion: string; isPrimary: boolean }[] = []) => ({
  fields: { phone },
  addresses: addresses.map((fields, n) => ({ addressId: String(n), change: 'put' as const, fields })),
});

describe('a phone number typed in a store abroad', () => {
  it('is written with its country code where only the country of the store can read it', () => {
    expect(internationalPhones(typed('01 70 18 99 00'), abroad).fields.phone).toBe('+33170189900');
    const contact = {
      contactId: '1',
      change: 'put' as const,
      fields: { contactType: 'phone' as const, locator: '0170189900' },
    };
    const changes = internationalPhones({ fields: {}, addresses: [], contacts: [contact] }, abroad);
    expect(changes.contacts?.[0]?.fields.locator).toBe('+33170189900');
  });

  it.each(['(713) 555-0147', '+44 20 7946 0000', 'nonsense', '12'])('stays as typed otherwise: %s', (phone) => {
    expect(internationalPhones(typed(phone), abroad).fields.phone).toBe(phone);
  });

  it('stays as typed where the address already says the country, and where store and legal entity agree', () => {
    const french = [{ countryRegion: 'FR', isPrimary: true }];
    expect(internationalPhones(typed('01 70 18 99 00', french), abroad).fields.phone).toBe('01 70 18 99 00');
    expect(internationalPhones(typed('01 70 18 99 00'), { store: 'US', legalEntity: 'US' }).fields.phone).toBe(
      '01 70 18 99 00',
    );
  });
});

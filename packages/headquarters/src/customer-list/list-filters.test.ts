import type { Customer } from '@counterfoil/contracts/customer';
import { emptyCustomerFields, emptyCustomerLists } from '@counterfoil/customer/merge/merge';
import { describe, expect, it } from 'vitest';
import { fitsFilters } from './list-filters.ts';

const customer: Customer = {
  ...emptyCustomerFields,
  ...emptyCustomerLists(),
  customerId: '019ca8d4-5b00-7000-8000-000000000001',
  legalEntity: 'USRT',
  customerAccountNumber: 'C-000000001',
  version: 1,
  deactivated: false,
  customerGroup: '30',
  languageId: 'en-US',
  currency: 'USD',
  addresses: [],
  affiliations: ['GOLD'],
  fieldStamps: {},
  createdBy: 'houston/HOUSTON-1',
  recentOperations: [],
};

const kept = { customer, createdAt: '2026-03-01T23:59:59.999Z' };

describe('the filters of All customers', () => {
  it('leave everybody in while none is set', () => {
    expect(fitsFilters(kept, {})).toBe(true);
  });

  it('must all fit', () => {
    expect(fitsFilters(kept, { legalEntity: 'USRT', affiliation: 'GOLD' })).toBe(true);
    expect(fitsFilters(kept, { legalEntity: 'USRT', affiliation: 'STAFF' })).toBe(false);
  });

  it('count a customer of a till among those of its channel database', () => {
    expect(fitsFilters(kept, { createdBy: 'houston' })).toBe(true);
    expect(fitsFilters(kept, { createdBy: 'paris' })).toBe(false);
  });

  it('take both days of a period into it', () => {
    expect(fitsFilters(kept, { createdFrom: '2026-03-01', createdThrough: '2026-03-01' })).toBe(true);
    expect(fitsFilters(kept, { createdThrough: '2020-01-01' })).toBe(false);
    expect(fitsFilters(kept, { createdFrom: '2090-01-01' })).toBe(false);
  });

  it('go by the primary address for the country', () => {
    expect(fitsFilters(kept, { countryRegion: 'US' })).toBe(false);
  });
});

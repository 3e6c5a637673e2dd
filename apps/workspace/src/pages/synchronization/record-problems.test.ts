import type { CustomerFormSettings } from '@counterfoil/contracts/administration/customer-form-settings';
import type { CustomerChanges } from '@counterfoil/contracts/customer-operation';
import { expect, test } from 'vitest';
import { withValue } from './edited-changes.ts';
import { recordProblems } from './record-problems.ts';

const settings: CustomerFormSettings = {
  legalEntities: [{ legalEntity: 'USRT', name: 'Retail', countryRegion: 'US' }],
  places: [],
  customerGroups: [{ legalEntity: 'USRT', customerGroup: '30', name: 'Retail' }],
  personalTitles: [],
  affiliations: [],
  addressBooks: [],
  loyaltyPrograms: [],
  customerAttributes: [],
  addressFormats: [{ countryRegion: 'DE', zipCodeFormats: ['#####'], zipCodeRequired: true }],
};

const entry = {
  kind: 'create',
  operationId: '01890000-0000-7000-8000-000000000002',
  customerId: '01890000-0000-7000-8000-000000000001',
  legalEntity: 'USRT',
} as const;

const changes: CustomerChanges = {
  fields: { customerType: 'person', firstName: 'Nadia', languageId: 'de-DE', currency: 'EUR', customerGroup: '30' },
  addresses: [
    {
      addressId: '01890000-0000-7000-8000-00000000000a',
      change: 'put',
      fields: { countryRegion: 'DE', zipCode: '7500', purpose: 'home', isPrimary: true },
    },
  ],
};

const today = '2026-03-01';
const codesOf = (draft: CustomerChanges): string[] =>
  recordProblems(entry, draft, settings, today).map(({ code, field }) => `${code} ${field}`);

test('a bad postcode is told at its place until it is right', () => {
  expect(codesOf(changes)).toEqual(['zip_code_invalid addresses.0.zipCode']);
  expect(codesOf(withValue(changes, 'addresses.0.zipCode', ' 53111 '))).toEqual([]);
});

test('a customer group of another legal entity is unknown, as headquarters will say', () => {
  const draft = withValue(withValue(changes, 'addresses.0.zipCode', '53111'), 'customerGroup', '99');
  expect(codesOf(draft)).toEqual(['customer_group_unknown customerGroup']);
});

test('an emptied name of a creation is missed', () => {
  const draft = withValue(withValue(changes, 'addresses.0.zipCode', '53111'), 'firstName', ' ');
  expect(codesOf(draft)).toEqual(['name_required firstName']);
});

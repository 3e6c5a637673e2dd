import { expect, test } from 'vitest';
import { exampleCustomer, exampleIds } from '@counterfoil/ui/customer-form/example-form-fixture';
import { foundReasons, missingCharacterCount, searchQuestion } from './search-question.ts';
import { suggestedCustomer } from './suggested-customer.ts';

test('a name in all stores needs four characters, in this store two', () => {
  expect(missingCharacterCount('Lov', 'text', 'allStores')).toBe(1);
  expect(missingCharacterCount('Lov', 'text', 'store')).toBe(0);
  expect(missingCharacterCount('C-1', 'text', 'allStores')).toBe(0);
  expect(searchQuestion(' ', 'text', 'store')).toBeNull();
  expect(searchQuestion(' Lovelace ', 'name', 'allStores')).toEqual({ name: 'Lovelace' });
});

test('who was found by a second e-mail address is told it, since the hit shows the first', () => {
  const matches = [{ field: 'name' as const }, { field: 'contact' as const, contactId: exampleIds.work }];
  expect(foundReasons(exampleCustomer, matches)).toEqual([
    { field: 'name', value: null },
    { field: 'contact', value: 'ada@work.example' },
  ]);
});

test('what was typed into the search goes to the field of a new customer that it looks like', () => {
  expect(suggestedCustomer('ada@example.com', 'text')).toEqual({ email: 'ada@example.com' });
  expect(suggestedCustomer('+33 6 12 34 56 78', 'text')).toEqual({ phone: '+33 6 12 34 56 78' });
  expect(suggestedCustomer('ada king lovelace', 'text')).toEqual({ firstName: 'Ada', lastName: 'King Lovelace' });
  expect(suggestedCustomer('McKenzie', 'name')).toEqual({ lastName: 'McKenzie' });
  expect(suggestedCustomer('C-000012', 'text')).toEqual({});
  expect(suggestedCustomer('12345678', 'loyaltyCard')).toEqual({});
});

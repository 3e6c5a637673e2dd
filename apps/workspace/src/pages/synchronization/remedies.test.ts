import { expect, test } from 'vitest';
import { remedyOf } from './remedies.ts';

test.each([
  ['zip_code_invalid', 'remedyValue'],
  ['customer_group_unknown', 'remedySetting'],
  ['account_number_sequence_exhausted', 'remedyNumbers'],
  ['record_poisoned', 'remedyWhole'],
] as const)('what helps against %s is %s', (code, remedy) => {
  expect(remedyOf(code)).toBe(remedy);
});

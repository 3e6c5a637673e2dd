import type { CustomerChanges, CustomerOperation, Problem } from '@counterfoil/contracts/customer-operation';
import { isErrorCode } from '@counterfoil/contracts/error-register';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exampleCreate, exampleFields, exampleOperation, putAddress, removeAddress } from '../example-operations.ts';
import { normalizeChanges } from '../normalize-changes.ts';
import { validateOperation } from './validate-customer.ts';

function problemsOf(operation: CustomerOperation): Problem[] {
  return validateOperation(operation, '2026-03-01', 'US');
}

function problemsOfFields(fields: CustomerChanges['fields']): Problem[] {
  return problemsOf(exampleOperation({ operation: 2, fields }));
}

describe('R13: naughty text', () => {
  const naughty = [
    'a\u0000b',
    'line\nbreak',
    'a\u007Fb',
    'a\u0085b',
    'half \uD83D',
    '\uDC00 half',
    'abc\u202Egpj',
    'a\u2066b',
    'a\uFFFEb',
    'a\uFDD0b',
    'a\u{1FFFF}b',
    `Z${'\u0335'.repeat(9)}algo`,
  ];

  it('is refused in every text field with the code and the field', () => {
    for (const text of naughty) {
      for (const field of [
        'firstName',
        'email',
        'phone',
        'customerGroup',
        'currency',
        'dateOfBirth',
        'identificationNumber',
      ]) {
        expect(problemsOfFields({ [field]: text })).toEqual([{ code: 'text_invalid', field }]);
      }
      const operation = exampleOperation({
        operation: 2,
        addresses: [removeAddress(101), putAddress(102, { street: text })],
      });
      expect(problemsOf(operation)).toEqual([{ code: 'text_invalid', field: 'addresses.1.street' }]);
    }
  });

  it('is not what people are really called', () => {
    const names = [
      'Zoë',
      'Nguyễn',
      "O'Brien",
      '山田太郎',
      'محمد',
      'Бетти 👩‍👩‍👧',
      'अनुष्का',
      'ÅÄÖ',
      '<b>&amp;"',
      "Robert'); DROP TABLE",
      '{{7*7}}',
    ];
    for (const firstName of names) expect(problemsOfFields({ firstName })).toEqual([]);
  });

  it('R13: whatever the text, the answer is a list of problems of the register, never an exception', () => {
    const anyText = fc.string({ unit: 'binary', maxLength: 300 });
    fc.assert(
      fc.property(anyText, fc.constantFrom(...Object.keys(exampleFields)), fc.double(), (text, field, creditLimit) => {
        const changes = normalizeChanges({
          fields: { ...exampleFields, [field]: text, creditLimit },
          addresses: [putAddress(101, { countryRegion: text, city: text })],
        });
        const problems = problemsOf({ ...exampleCreate(), changes });
        expect(problems.filter(({ code }) => !isErrorCode(code))).toEqual([]);
        expect(normalizeChanges(changes)).toEqual(changes);
      }),
      { numRuns: 500 },
    );
  });
});

import { expect, test } from 'vitest';
import { canShow, formatNumber, parseNumber } from './number-format.ts';

test.each([
  ['C-#####', 42, 'C-00042'],
  ['C-##', 99, 'C-99'],
  ['&&-###', 0, 'AA-000'],
  ['&&-###', 1_000, 'AB-000'],
  ['&&-###', 675_999, 'ZZ-999'],
  ['##/&', 27, '01/B'],
  ['{scope}-###', 7, 'US#&-007'],
])('%s shows %i as %s, and is read again', (format, value, number) => {
  expect(formatNumber(format, value, 'US#&')).toBe(number);
  expect(parseNumber(format, number, 'US#&')).toBe(value);
});

test('a value without room has no number', () => {
  expect(formatNumber('C-##', 100, '')).toBeNull();
  expect(formatNumber('&', 26, '')).toBeNull();
});

test.each([
  ['C-###', 'C-12'],
  ['C-###', 'D-123'],
  ['C-###', 'C-12x'],
  ['&-#', 'a-1'],
  ['C-###', 'C-1234'],
])('%s does not read %s', (format, number) => {
  expect(parseNumber(format, number, '')).toBeNull();
});

test('a format needs room for the largest value, counting digits and letters', () => {
  expect(canShow('C-###', 999)).toBe(true);
  expect(canShow('C-###', 1_000)).toBe(false);
  expect(canShow('&&', 675)).toBe(true);
  expect(canShow('&&', 676)).toBe(false);
  expect(canShow('C-', 0)).toBe(false);
  expect(canShow('C\u0000###', 9)).toBe(false);
});

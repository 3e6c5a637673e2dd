import { describe, expect, it } from 'vitest';
import { amountOf, compareDecimals, negated } from './decimals.ts';

describe('amounts', () => {
  it.each([
    ['19.95', '2', 'USD', '39.90'],
    ['19.95', '1.5', 'USD', '29.93'],
    ['19.95', '-1.5', 'USD', '-29.93'],
    ['0.1', '3', 'EUR', '0.30'],
    ['0.004', '1', 'EUR', '0.00'],
    ['1500', '2', 'JPY', '3000'],
    ['99999999999.99', '10', 'USD', '999999999999.90'],
  ])('%s × %s in %s are %s, without any rounding of binary numbers', (price, quantity, currency, amount) => {
    expect(amountOf(price, quantity, currency)).toBe(amount);
  });

  it('compare by value, not by text', () => {
    expect([compareDecimals('10', '9.99'), compareDecimals('-1', '0.5'), compareDecimals('2.50', '2.5')]).toEqual([
      1, -1, 0,
    ]);
  });

  it('change their sign, and zero has none', () => {
    expect([negated('1.50'), negated('-1.50'), negated('0.00')]).toEqual(['-1.50', '1.50', '0.00']);
  });
});

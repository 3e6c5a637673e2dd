import { expect, it } from 'vitest';
import { difference, isNegative, suggestedTenders, typedAmount, typedQuantity } from './decimal.ts';

it('an amount is typed with a point or a comma, and never below nothing', () => {
  expect(typedAmount('1 234,5')).toBe('1234.5');
  expect(typedAmount('12.50')).toBe('12.50');
  expect(typedAmount('-1')).toBeNull();
  expect(typedAmount('1.234')).toBeNull();
  expect(typedAmount('')).toBeNull();
});

it('a quantity is more than nothing', () => {
  expect(typedQuantity('2')).toBe('2');
  expect(typedQuantity('0,75')).toBe('0.75');
  expect(typedQuantity('0')).toBeNull();
  expect(typedQuantity('two')).toBeNull();
});

it('change is exact', () => {
  expect(difference('20', '12.35')).toBe('7.65');
  expect(difference('0.3', '0.1')).toBe('0.20');
  expect(difference('10', '12.35')).toBe('-2.35');
});

it('nothing missing is not below zero', () => {
  expect(isNegative('-0.00')).toBe(false);
  expect(isNegative('-0.01')).toBe(true);
});

it('suggests what people hold out', () => {
  expect(suggestedTenders('12.35')).toEqual(['13.00', '15.00', '20.00', '50.00']);
  expect(suggestedTenders('20.00')).toEqual(['50.00', '100.00']);
});

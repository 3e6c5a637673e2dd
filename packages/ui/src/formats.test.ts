import { expect, it } from 'vitest';
import { amountText, bytesText, countdownText, numberText } from './formats.ts';

/** French separates by spaces that don't break. */
function plain(text: string): string {
  return text.replace(/[\u00a0\u202f]/gu, ' ');
}

it('amounts are written as each language does', () => {
  expect(amountText('1234.5', 'USD', 'en')).toBe('$1,234.50');
  expect(plain(amountText('1234.5', 'EUR', 'fr'))).toBe('1 234,50 €');
});

it('an amount that no binary fraction holds keeps every digit', () => {
  expect(amountText('999999999999.99', 'USD', 'en')).toBe('$999,999,999,999.99');
});

it('quantities have no needless zeros', () => {
  expect(numberText('2.00', 'en')).toBe('2');
  expect(numberText('0.7500', 'fr')).toBe('0,75');
});

it('bytes are megabytes, and gigabytes when there are many', () => {
  expect(bytesText(43_210_000, 'en')).toBe('43 MB');
  expect(plain(bytesText(2_100_000_000, 'fr'))).toBe('2,1 Go');
});

it('a countdown rounds up and ends at nothing', () => {
  expect(countdownText(41.2)).toBe('0:42');
  expect(countdownText(725)).toBe('12:05');
  expect(countdownText(-3)).toBe('0:00');
});

/*
 * Exact arithmetic with the decimal texts of transactions: at most 12 digits before and 4 after the point. Nothing here
 * is ever a floating point number.
 */

/** Digits after the point, at most. */
export const fractionDigitsMax = 4;
/** Of whole numbers that stand for decimal texts. */
export const decimalScale = 10n ** BigInt(fractionDigitsMax);

/** The whole number that stands for a decimal text: its value × `decimalScale`. */
export function scaled(text: string): bigint {
  const [whole = '0', fraction = ''] = text.replace('-', '').split('.');
  const value = BigInt(whole) * decimalScale + BigInt(fraction.padEnd(fractionDigitsMax, '0'));
  return text.startsWith('-') ? -value : value;
}

/** The decimal digits of a currency, for example 2 of the euro and none of the yen. */
export function currencyDigits(currency: string): number {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

/** Price × quantity, rounded half away from zero to the digits of `currency`. */
export function amountOf(price: string, quantity: string, currency: string): string {
  const digits = Math.min(currencyDigits(currency), fractionDigitsMax);
  const unit = 10n ** BigInt(2 * fractionDigitsMax - digits);
  const product = scaled(price) * scaled(quantity);
  const magnitude = ((product < 0n ? -product : product) + unit / 2n) / unit;
  return textOf(product < 0n ? -magnitude : magnitude, digits);
}

function textOf(value: bigint, digits: number): string {
  const magnitude = (value < 0n ? -value : value).toString().padStart(digits + 1, '0');
  const whole = magnitude.slice(0, magnitude.length - digits);
  const fraction = digits === 0 ? '' : `.${magnitude.slice(-digits)}`;
  return `${value < 0n ? '-' : ''}${whole}${fraction}`;
}

/** The same amount with the other sign. */
export function negated(text: string): string {
  if (scaled(text) === 0n) return text;
  return text.startsWith('-') ? text.slice(1) : `-${text}`;
}

/** Negative, zero or positive, as `one` is less than, the same as, or more than `other`. */
export function compareDecimals(one: string, other: string): number {
  const difference = scaled(one) - scaled(other);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

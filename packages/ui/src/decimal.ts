import { sumOfDecimals } from '@counterfoil/contracts/retail-transaction';

/** A typed amount as a decimal text: `12,5` → `12.5`; null when it is none, or less than nothing. */
export function typedAmount(text: string): string | null {
  const plain = text.replace(/[\s\u00a0\u202f]/gu, '').replace(',', '.');
  return /^\d{1,12}(?:\.\d{1,2})?$/u.test(plain) ? plain : null;
}

/** A typed quantity as a decimal text: up to four digits after the point, and never nothing at all. */
export function typedQuantity(text: string): string | null {
  const plain = text.trim().replace(',', '.');
  return /^\d{1,6}(?:\.\d{1,4})?$/u.test(plain) && Number(plain) > 0 ? plain : null;
}

/** `minuend − subtrahend`, exactly. */
export function difference(minuend: string, subtrahend: string): string {
  return sumOfDecimals([minuend, negated(subtrahend)]);
}

/** Whether a decimal text is below zero. */
export function isNegative(text: string): boolean {
  return text.startsWith('-') && /[1-9]/u.test(text);
}

function negated(text: string): string {
  return text.startsWith('-') ? text.slice(1) : `-${text}`;
}

/* What people hold out: the next whole coin or note of each size. */
const noteSizes = [1, 5, 10, 20, 50, 100] as const;
const suggestionCountMax = 4;

/** Round amounts that cover `total`, smallest first, for buttons. */
export function suggestedTenders(total: string): string[] {
  const amounts = noteSizes.map((size) => Math.ceil(Number(total) / size) * size);
  const distinct = [...new Set(amounts)].filter((amount) => amount > Number(total)).sort((a, b) => a - b);
  return distinct.slice(0, suggestionCountMax).map((amount) => `${amount}.00`);
}

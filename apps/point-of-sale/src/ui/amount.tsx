import type { ReactNode } from 'react';
import { amountText } from './formats.ts';
import { useLanguage } from './language.ts';

/** An amount of money in figures of equal width. */
export function Amount({ value, currency }: { readonly value: string; readonly currency: string }): ReactNode {
  return <span className="figures">{amountText(value, currency, useLanguage())}</span>;
}

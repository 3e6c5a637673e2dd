import type { ReactNode } from 'react';
import { amountText } from '@counterfoil/ui/formats';
import { useLanguage } from '@counterfoil/ui/language';

/** An amount of money in figures of equal width. */
export function Amount({ value, currency }: { readonly value: string; readonly currency: string }): ReactNode {
  return <span className="figures">{amountText(value, currency, useLanguage())}</span>;
}

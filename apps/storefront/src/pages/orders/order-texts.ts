import type { Language } from '@counterfoil/contracts/error-register';
import { shopperOrderCountMax, type ShopperOrder } from '@counterfoil/contracts/shopper';
import { orderTexts } from '../../texts/orders.ts';

/** Where an order stands, in plain words. */
export function statusText({ status, transactionType }: ShopperOrder, language: Language): string {
  const { statuses } = orderTexts[language];
  return transactionType === 'cashAndCarry' && status === 'confirmed' ? statuses.bought : statuses[status];
}

/** What an order or purchase is called. */
export function orderHeading({ receiptNumber, transactionType }: ShopperOrder, language: Language): string {
  const say = orderTexts[language];
  return transactionType === 'cashAndCarry' ? say.purchase(receiptNumber) : say.heading(receiptNumber);
}

/** That a list of so many orders has the latest only; null where it has all. */
export function latestText(count: number, language: Language): string | null {
  return count < shopperOrderCountMax ? null : orderTexts[language].latest(String(count));
}

/** A quantity as people read it: `2.0000` is 2. */
export function quantityText(quantity: string, language: Language): string {
  return new Intl.NumberFormat(language, { maximumFractionDigits: 4 }).format(quantity as Intl.StringNumericLiteral);
}

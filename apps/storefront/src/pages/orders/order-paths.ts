import { accountPaths } from '../account/account-frame.ts';

/** Where the list of orders is. */
export const ordersPath = accountPaths.orders;

/** Where one of them is. */
export function orderPath(receiptNumber: string): string {
  return `${ordersPath}/${encodeURIComponent(receiptNumber)}`;
}

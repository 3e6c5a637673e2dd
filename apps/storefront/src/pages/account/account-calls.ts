import type { ShopperAccount, ShopperAct } from '@counterfoil/contracts/shopper';
import type { StorefrontSettings } from '@counterfoil/contracts/storefront-settings';
import { readShopper, type RecordingCall, type ShopperCall } from '../../commerce-api/shopper-calls.ts';
import type { SentForm } from '../../visit/form-token.ts';
import { sessionOfPage, type PageCall } from '../page-route.ts';

/** A call of the Commerce API for the shopper of a page. */
export function shopperCall(call: PageCall): ShopperCall {
  return { session: sessionOfPage(call), language: call.language };
}

/** The same for what a form has recorded: sent twice, it does one thing. */
export function recordingCall(call: PageCall, { idempotencyKey }: SentForm): RecordingCall {
  return { ...shopperCall(call), idempotencyKey };
}

/** The account of whoever has signed in. */
export async function accountOf(call: PageCall): Promise<ShopperAccount> {
  return readShopper(call.shop.commerceApi, shopperCall(call));
}

/** Whether something can be done now. */
export interface Possibility {
  /** Why it can't be done yet; null when it can. */
  readonly reason: string | null;
  /** The retailer has the fields of what a pending customer may not change locked (LK-08). */
  readonly isLocked: boolean;
}

/** Whether an act can be done now, and how a page treats it. */
export function possibilityOf(
  { notYet, customerAccountNumber }: Pick<ShopperAccount, 'notYet' | 'customerAccountNumber'>,
  { lockedFieldsForAsyncCustomers }: Pick<StorefrontSettings, 'lockedFieldsForAsyncCustomers'>,
  act: ShopperAct,
): Possibility {
  const reason = notYet[act]?.message ?? null;
  const isPending = customerAccountNumber === null;
  return { reason, isLocked: reason !== null && isPending && lockedFieldsForAsyncCustomers };
}

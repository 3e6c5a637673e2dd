import type { PostalAddress } from '@counterfoil/contracts/customer';
import { errorRegister } from '@counterfoil/contracts/error-register';
import { CodedError } from '@counterfoil/contracts/refusal';
import type { ShopperAccount, ShopperAct } from '@counterfoil/contracts/shopper';
import type { StorefrontSettings } from '@counterfoil/contracts/storefront-settings';
import { referredTo } from '../../visit/short-reference.ts';
import { accountOf, possibilityOf, type Possibility } from '../account/account-calls.ts';
import type { PageCall } from '../page-route.ts';

/** What a page about a shopper is made of. */
export interface ShopperAndSettings {
  readonly account: ShopperAccount;
  readonly settings: StorefrontSettings;
}

/** The account of whoever looks, and the settings of the shop. Errors: those of the Commerce API. */
export async function shopperAndSettings(call: PageCall): Promise<ShopperAndSettings> {
  const [account, settings] = await Promise.all([accountOf(call), call.shop.settings(call.language)]);
  return { account, settings };
}

/** What `work` reads; null while the scale unit can't be asked, so that a form is shown again all the same. */
export async function ifReachable<Result>(work: () => Promise<Result>): Promise<Result | null> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof CodedError && errorRegister[error.code].kind === 'outage') return null;
    throw error;
  }
}

/** The shopper's address that a short reference names; undefined where it names none, or that of somebody else. */
export function addressBy(
  { addresses }: Pick<ShopperAccount, 'addresses'>,
  reference: string | undefined,
): PostalAddress | undefined {
  return referredTo(addresses, reference, ({ addressId }) => addressId);
}

/** Whether an act can be done now. */
export function possible({ account, settings }: ShopperAndSettings, act: ShopperAct): Possibility {
  return possibilityOf(account, settings, act);
}

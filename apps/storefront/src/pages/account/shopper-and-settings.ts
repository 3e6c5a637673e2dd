import type { ShopperAccount, ShopperAct } from '@counterfoil/contracts/shopper';
import type { StorefrontSettings } from '@counterfoil/contracts/storefront-settings';
import { accountOf, possibilityOf, type Possibility } from './account-calls.ts';
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

/** Whether an act can be done now. */
export function possible({ account, settings }: ShopperAndSettings, act: ShopperAct): Possibility {
  return possibilityOf(account, settings, act);
}

import type { ShopRoute } from '../page-route.ts';
import { checkoutAddressPage, takeCheckoutAddress } from './checkout-address-page.ts';
import { confirmPage, takeOrder } from './confirm-page.ts';

/** From the basket to the order. */
export const checkoutRoutes: readonly ShopRoute[] = [checkoutAddressPage, takeCheckoutAddress, confirmPage, takeOrder];

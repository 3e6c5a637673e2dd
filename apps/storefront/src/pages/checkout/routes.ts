import { basketPage, takeBasket, takeBasketLine } from '../basket/basket-page.ts';
import { orderListPage } from '../orders/order-list-page.ts';
import { orderPage } from '../orders/order-page.ts';
import type { ShopRoute } from '../page-route.ts';
import { checkoutAddressPage, takeCheckoutAddress } from './checkout-address-page.ts';
import { confirmPage, takeOrder } from './confirm-page.ts';

/** From the basket to the order, and what has become of orders. */
export const checkoutRoutes: readonly ShopRoute[] = [
  basketPage,
  takeBasket,
  takeBasketLine,
  checkoutAddressPage,
  takeCheckoutAddress,
  confirmPage,
  takeOrder,
  orderListPage,
  orderPage,
];

import type { ShopRoute } from '../page-route.ts';
import { orderListPage } from './order-list-page.ts';
import { orderPage } from './order-page.ts';

/** What has become of orders. */
export const orderRoutes: readonly ShopRoute[] = [orderListPage, orderPage];

import type { RouteWithHandler } from '@counterfoil/http/call';
import type { Shop } from '../shop.ts';
import { accountRoutes } from './account/routes.ts';
import { addressRoutes } from './addresses/routes.ts';
import { basketRoutes } from './basket/routes.ts';
import { checkoutRoutes } from './checkout/routes.ts';
import { orderRoutes } from './orders/routes.ts';
import type { ShopRoute } from './page-route.ts';
import { productsPage } from './products/products-page.ts';
import { signInRoutes } from './sign-in/routes.ts';
import { switchLanguage } from './switch-language.ts';

const routes: readonly ShopRoute[] = [
  productsPage,
  switchLanguage,
  ...signInRoutes,
  ...accountRoutes,
  ...addressRoutes,
  ...basketRoutes,
  ...checkoutRoutes,
  ...orderRoutes,
];

/** Every page and form of a shop. */
export function shopRoutes(shop: Shop): RouteWithHandler[] {
  return routes.map((bind) => bind(shop));
}

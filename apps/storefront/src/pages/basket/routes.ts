import type { ShopRoute } from '../page-route.ts';
import { basketPage, takeBasket, takeBasketLine } from './basket-page.ts';

/** The basket. */
export const basketRoutes: readonly ShopRoute[] = [basketPage, takeBasket, takeBasketLine];

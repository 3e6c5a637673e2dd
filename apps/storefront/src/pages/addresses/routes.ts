import type { ShopRoute } from '../page-route.ts';
import { addressListPage, takePrimaryAddress } from './address-list-page.ts';
import { changeAddressPage, takeChangedAddress } from './change-address-page.ts';
import { newAddressPage, takeNewAddress } from './new-address-page.ts';
import { removeAddressPage, takeRemovedAddress } from './remove-address-page.ts';

/** Everything about the addresses of a shopper. */
export const addressRoutes: readonly ShopRoute[] = [
  addressListPage,
  newAddressPage,
  takeNewAddress,
  changeAddressPage,
  takeChangedAddress,
  removeAddressPage,
  takeRemovedAddress,
  takePrimaryAddress,
];

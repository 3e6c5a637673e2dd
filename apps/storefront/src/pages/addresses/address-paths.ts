import type { PostalAddress } from '@counterfoil/contracts/customer';
import type { ShopperAccount } from '@counterfoil/contracts/shopper';
import { referredTo, shortReference } from '../../visit/short-reference.ts';
import { accountPaths } from '../account/account-frame.ts';

/** Where the list of addresses is. */
export const addressesPath = accountPaths.addresses;

/** Where a new one is entered. */
export const newAddressPath = `${addressesPath}/new`;

/** Where the address of a short reference is changed; its other pages are below. */
export function pathOfReference(reference: string): string {
  return `${addressesPath}/${encodeURIComponent(reference)}`;
}

/** Where an address is changed. */
export function addressPath({ addressId }: Pick<PostalAddress, 'addressId'>): string {
  return pathOfReference(shortReference(addressId));
}

/** The shopper's address that a short reference names; undefined where it names none, or that of somebody else. */
export function addressBy(
  { addresses }: Pick<ShopperAccount, 'addresses'>,
  reference: string | undefined,
): PostalAddress | undefined {
  return referredTo(addresses, reference, ({ addressId }) => addressId);
}

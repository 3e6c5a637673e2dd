/** Where the address of a delivery is chosen. */
export const checkoutAddressPath = '/checkout/address';

/** Where an order is checked and placed. */
export const checkoutConfirmPath = '/checkout/confirm';

/** The same for a chosen address, by its short reference. */
export function confirmPathOf(reference: string): string {
  return `${checkoutConfirmPath}?${new URLSearchParams({ address: reference }).toString()}`;
}

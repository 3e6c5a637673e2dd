import type { RouteWithHandler } from '@counterfoil/http/call';
import type { Channel } from '../../channel.ts';
import type { VerifyIdToken } from '../../shoppers/verify-id-token.ts';
import { handleAddShopperAddress } from './add-shopper-address.ts';
import { handleAddShopperContact } from './add-shopper-contact.ts';
import { handleChangeShopperAddress } from './change-shopper-address.ts';
import { handleChangeShopperContact } from './change-shopper-contact.ts';
import { handleEndShopperSession } from './end-shopper-session.ts';
import { handleEnrollShopperInLoyalty } from './enroll-shopper-in-loyalty.ts';
import { handleListShopperOrders } from './list-shopper-orders.ts';
import { handleOpenShopperSession } from './open-shopper-session.ts';
import { handlePlaceShopperOrder } from './place-shopper-order.ts';
import { handleReadShopper } from './read-shopper.ts';
import { handleReadStorefrontSettings } from './read-storefront-settings.ts';
import { handleRemoveShopperAddress } from './remove-shopper-address.ts';
import { handleRemoveShopperContact } from './remove-shopper-contact.ts';
import { handleUpdateShopper } from './update-shopper.ts';

/**
 * What a web shop calls: by its own token what pages need and the beginning of a session, and by a shopper's session
 * everything about that shopper's customer, which no request names (R15).
 */
export function shopperRoutes(channel: Channel, verifyIdToken: VerifyIdToken): RouteWithHandler[] {
  return [
    handleReadStorefrontSettings(channel),
    handleOpenShopperSession(channel, verifyIdToken),
    handleEndShopperSession(channel),
    handleReadShopper(channel),
    handleUpdateShopper(channel),
    handleAddShopperAddress(channel),
    handleChangeShopperAddress(channel),
    handleRemoveShopperAddress(channel),
    handleAddShopperContact(channel),
    handleChangeShopperContact(channel),
    handleRemoveShopperContact(channel),
    handleEnrollShopperInLoyalty(channel),
    handleListShopperOrders(channel),
    handlePlaceShopperOrder(channel),
  ];
}

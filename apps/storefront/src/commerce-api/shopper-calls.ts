import type { Language } from '@counterfoil/contracts/error-register';
import {
  shopperAccountSchema,
  shopperEditAnswerSchema,
  shopperOrderSchema,
  shopperOrdersSchema,
  shopperSessionSchema,
  type OpenShopperSessionRequest,
  type PlaceOrderRequest,
  type ShopperAccount,
  type ShopperAddressRequest,
  type ShopperContactRequest,
  type ShopperEditAnswer,
  type ShopperOrder,
  type ShopperSession,
  type UpdateShopperRequest,
} from '@counterfoil/contracts/shopper';
import type { CommerceApi } from './commerce-api.ts';

/** For whom, and how an answer is worded. */
export interface ShopperCall {
  readonly session: string;
  readonly language: Language;
}

/** The same for what is recorded: the key of the form, so that pressing twice does it once. */
export interface RecordingCall extends ShopperCall {
  readonly idempotencyKey: string;
}

type Api = Pick<CommerceApi, 'call' | 'send'>;

/** Gives somebody who has come back from the identity provider their session. */
export const openShopperSession = (
  api: Api,
  language: Language,
  body: OpenShopperSessionRequest,
): Promise<ShopperSession> =>
  api.call({ method: 'POST', path: '/shopper-sessions', body, session: null, language }, shopperSessionSchema);

/** Ends the session of the call. */
export const closeShopperSession = (api: Api, call: ShopperCall): Promise<void> =>
  api.send({ method: 'DELETE', path: '/shopper-session', ...call });

/** The shopper's account. */
export const readShopper = (api: Api, call: ShopperCall): Promise<ShopperAccount> =>
  api.call({ method: 'GET', path: '/shopper', ...call }, shopperAccountSchema);

/** Changes the profile. */
export const updateShopper = (api: Api, call: RecordingCall, body: UpdateShopperRequest): Promise<ShopperEditAnswer> =>
  api.call({ method: 'PATCH', path: '/shopper', body, ...call }, shopperEditAnswerSchema);

/** Adds an address. */
export const addAddress = (api: Api, call: RecordingCall, body: ShopperAddressRequest): Promise<ShopperEditAnswer> =>
  api.call({ method: 'POST', path: '/shopper/addresses', body, ...call }, shopperEditAnswerSchema);

/** Changes an address. */
export const changeAddress = (
  api: Api,
  call: RecordingCall,
  addressId: string,
  body: ShopperAddressRequest,
): Promise<ShopperEditAnswer> =>
  api.call({ method: 'PATCH', path: `/shopper/addresses/${addressId}`, body, ...call }, shopperEditAnswerSchema);

/** Removes an address. */
export const removeAddress = (api: Api, call: RecordingCall, addressId: string): Promise<ShopperEditAnswer> =>
  api.call({ method: 'DELETE', path: `/shopper/addresses/${addressId}`, ...call }, shopperEditAnswerSchema);

/** Adds a further e-mail address or phone number. */
export const addContact = (api: Api, call: RecordingCall, body: ShopperContactRequest): Promise<ShopperEditAnswer> =>
  api.call({ method: 'POST', path: '/shopper/contacts', body, ...call }, shopperEditAnswerSchema);

/** Changes one. */
export const changeContact = (
  api: Api,
  call: RecordingCall,
  contactId: string,
  body: ShopperContactRequest,
): Promise<ShopperEditAnswer> =>
  api.call({ method: 'PATCH', path: `/shopper/contacts/${contactId}`, body, ...call }, shopperEditAnswerSchema);

/** Removes one. */
export const removeContact = (api: Api, call: RecordingCall, contactId: string): Promise<ShopperEditAnswer> =>
  api.call({ method: 'DELETE', path: `/shopper/contacts/${contactId}`, ...call }, shopperEditAnswerSchema);

/** Enrols the shopper in a loyalty program. */
export const enrollInLoyalty = (api: Api, call: RecordingCall, loyaltyProgramId: string): Promise<ShopperEditAnswer> =>
  api.call(
    { method: 'POST', path: '/shopper/loyalty-cards', body: { loyaltyProgramId }, ...call },
    shopperEditAnswerSchema,
  );

/** What the shopper has ordered and bought, newest first. */
export const listOrders = async (api: Api, call: ShopperCall): Promise<ShopperOrder[]> =>
  (await api.call({ method: 'GET', path: '/shopper/orders', ...call }, shopperOrdersSchema)).orders;

/** Places an order. */
export const placeOrder = (api: Api, call: RecordingCall, body: PlaceOrderRequest): Promise<ShopperOrder> =>
  api.call({ method: 'POST', path: '/shopper/orders', body, ...call }, shopperOrderSchema);

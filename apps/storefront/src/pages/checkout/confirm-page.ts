import type { PostalAddress } from '@counterfoil/contracts/customer';
import { CodedError } from '@counterfoil/contracts/refusal';
import { placeOrder } from '../../commerce-api/shopper-calls.ts';
import { checkoutTexts } from '../../texts/checkout.ts';
import { refusalSentence } from '../../texts/refusals.ts';
import { setBasket, type Basket } from '../../visit/basket.ts';
import type { SentForm } from '../../visit/form-token.ts';
import { keptFields } from '../../visit/kept-form.ts';
import { addCookie } from '../../visit/visit.ts';
import { possibilityOf, recordingCall } from '../account/account-calls.ts';
import { shopperAndSettings, type ShopperAndSettings } from '../account/shopper-and-settings.ts';
import { addressBy } from '../addresses/address-paths.ts';
import { basketPath } from '../basket/basket-view.ts';
import { basketWithout, goodsOf } from '../basket/goods.ts';
import type { FieldProblem } from '../form-parts.ts';
import { orderPath, ordersPath } from '../orders/order-paths.ts';
import { defineForm, definePage, type FormCall, type PageAnswer, type PageCall } from '../page-route.ts';
import { takeForm, type RefusedStatus } from '../taken-form.ts';
import { checkoutAddressPath, checkoutConfirmPath, confirmPathOf } from './checkout-paths.ts';
import { confirmView, placeOrderPurpose } from './confirm-view.ts';
import { addressField, dateField, sentDate, sentGoods, totalField } from './sent-order.ts';

/** `GET /checkout/confirm?address=`: everything once more before it is ordered. */
export const confirmPage = definePage(
  { name: 'confirmPage', path: checkoutConfirmPath, access: 'signedIn', summary: 'Check an order' },
  async (call) => {
    if (call.basket.size === 0) return { goTo: basketPath };
    const read = await shopperAndSettings(call);
    const address = addressBy(read.account, call.query['address']);
    if (!address) return { goTo: checkoutAddressPath };
    const date = keptFields(call, read.account, placeOrderPurpose)?.[dateField] ?? '';
    return confirmed(call, { read, address, basket: call.basket, date });
  },
);

/** `POST /checkout/confirm`: places the order, once however often it is sent. */
export const takeOrder = defineForm(
  { name: 'takeOrder', path: checkoutConfirmPath, access: 'signedIn', summary: 'Place an order' },
  async (call) => {
    const { fields } = call;
    const basket = sentGoods(fields);
    const read = await shopperAndSettings(call);
    const address = addressBy(read.account, fields[addressField]);
    if (!address || !basket) return { goTo: checkoutAddressPath };
    return takeConfirmed(call, { read, address, basket, date: fields[dateField] ?? '' });
  },
);

interface ConfirmedOrder {
  readonly read: ShopperAndSettings;
  readonly address: PostalAddress;
  readonly basket: Basket;
  /** As typed. */
  readonly date: string;
}

function takeConfirmed(call: FormCall, order: ConfirmedOrder): Promise<PageAnswer> {
  const { language, fields } = call;
  const say = checkoutTexts[language].confirm;
  const shopperSentence = refusalSentence(language);
  return takeForm(call, {
    purpose: placeOrderPurpose,
    page: confirmPathOf(fields[addressField] ?? ''),
    work: async (sent) => {
      const date = sentDate(fields);
      if (date !== null) return placedBefore(call, order, () => place(call, order, date, sent));
      return confirmed(call, order, { problems: [{ field: dateField, message: say.dateWrong }], status: 422 });
    },
    again: async (problems, status, token) => confirmed(call, order, { problems, status, token }),
    fieldOf: (field) => (field === dateField ? dateField : ''),
    sentenceOf: (code) => (changedCodes.has(code) ? say.changed : shopperSentence(code)),
  });
}

/* The goods or their prices are no longer what the page showed. */
const changedCodes: ReadonlySet<string> = new Set(['order_total_changed', 'product_unknown', 'quantity_invalid']);

/** A form that was taken already, though its answer may have got lost, is one order, whatever was changed in it since. */
async function placedBefore(
  { reply, basket: present }: FormCall,
  { basket }: ConfirmedOrder,
  work: () => Promise<PageAnswer>,
): Promise<PageAnswer> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof CodedError) || error.code !== 'idempotency_key_reused') throw error;
    addCookie(reply, setBasket(basketWithout(present, basket)));
    return { goTo: `${ordersPath}?done=placedBefore` };
  }
}

async function place(
  call: FormCall,
  { address, basket }: ConfirmedOrder,
  requestedDeliveryDate: string | undefined,
  sent: SentForm,
): Promise<PageAnswer> {
  const { shop, reply, fields } = call;
  const { receiptNumber } = await placeOrder(shop.commerceApi, recordingCall(call, sent), {
    lines: [...basket].map(([itemId, quantity]) => ({ itemId, quantity })),
    deliveryAddressId: address.addressId,
    ...(requestedDeliveryDate !== undefined && { requestedDeliveryDate }),
    shownTotal: fields[totalField] ?? '',
  });
  addCookie(reply, setBasket(basketWithout(call.basket, basket)));
  return { goTo: `${orderPath(receiptNumber)}?done=ordered` };
}

interface Refused {
  readonly problems: readonly FieldProblem[];
  readonly status: RefusedStatus;
  readonly token?: string | undefined;
}

/** The page with the goods as the shop sells them now; without any there is nothing to order. */
function confirmed(call: PageCall, order: ConfirmedOrder, refused: Partial<Refused> = {}): PageAnswer {
  const { read, address, basket, date } = order;
  const { account, settings } = read;
  const goods = goodsOf(basket, settings);
  if (goods.lines.length === 0) return { goTo: basketPath };
  const { problems = [], status = 200, token } = refused;
  const { reason } = possibilityOf(account, settings, 'placeOrder');
  const page = confirmView(call, { account, goods, address, date, reason, token, problems });
  return { page, status };
}

import type { ChannelSettings } from '@counterfoil/contracts/channel-configuration';
import type { Customer } from '@counterfoil/contracts/customer';
import { amountOf, compareDecimals } from '@counterfoil/contracts/decimals';
import type { Language } from '@counterfoil/contracts/error-register';
import { refuse } from '@counterfoil/contracts/refusal';
import {
  createTransactionRequestSchema,
  decimalSchema,
  sumOfDecimals,
  type CreateTransactionRequest,
  type RetailTransaction,
  type TransactionLine,
} from '@counterfoil/contracts/retail-transaction';
import type { PlaceOrderRequest } from '@counterfoil/contracts/shopper';
import { channelSettings, type Channel } from '../channel.ts';
import { operationIdOf } from '../customers/requested-operation.ts';
import { createTransaction, type TransactionResult } from '../orders/create-transaction.ts';
import { transactionOfOperation } from '../orders/transactions.ts';
import { customerOfShopper } from './shopper-account.ts';
import type { Shopper } from './shopper-sessions.ts';

/**
 * Orders for a shopper, at the prices of the channel's products. A repetition is priced as the first time, so that it
 * gets the answer of the first whatever has become dearer since. The receipt goes to the shopper's address for receipts,
 * or else the e-mail address, where the receipt option is *email* or *both*, and otherwise nowhere.
 * Errors: `product_unknown`, `quantity_invalid`, `order_total_changed`, `order_customer_pending`,
 * `order_address_unknown`, and the others of `createTransaction`.
 */
export async function placeShopperOrder(
  channel: Channel,
  shopper: Shopper,
  { shownTotal, ...request }: PlaceOrderRequest,
  { idempotencyKey, language }: { readonly idempotencyKey: string | undefined; readonly language: Language },
): Promise<TransactionResult> {
  const { channelId, customerId } = shopper;
  const operationId = operationIdOf(channel, `order of shopper ${customerId}`, idempotencyKey);
  const earlier = (await transactionOfOperation(channel.database, operationId))?.transaction ?? null;
  const { document } = await customerOfShopper(channel, shopper);
  const settings = channelSettings(channel, channelId);
  const lines = request.lines.map((line, index) => pricedLine(channel, { settings, earlier, line, index }));
  if (!earlier && shownTotal !== undefined) expectTotal(lines, shownTotal);
  return createTransaction(channel, {
    channelId,
    operationId,
    transactionType: 'customerOrder',
    customer: customerId,
    ...request,
    lines,
    ...(earlier ? receiptOf(earlier) : wantedReceipt(document, language)),
  });
}

function expectTotal(lines: readonly TransactionLine[], shownTotal: string): void {
  const total = sumOfDecimals(lines.map(({ amount }) => amount));
  if (compareDecimals(total, shownTotal) !== 0) throw refuse('order_total_changed', 'shownTotal');
}

interface LineToPrice {
  readonly settings: ChannelSettings;
  readonly earlier: RetailTransaction | null;
  readonly line: PlaceOrderRequest['lines'][number];
  readonly index: number;
}

function pricedLine(channel: Channel, { settings, earlier, line, index }: LineToPrice): TransactionLine {
  const { itemId } = line;
  const currency = earlier?.currency ?? settings.currency;
  const product = channel.configuration.products.find((candidate) => candidate.itemId === itemId);
  const price = earlier?.lines.find((ordered) => ordered.itemId === itemId)?.price ?? product?.prices[currency];
  if (price === undefined) throw refuse('product_unknown', `lines.${index}.itemId`, { value: itemId });
  const quantity = String(line.quantity);
  const amount = amountOf(price, quantity, currency);
  if (!decimalSchema.safeParse(amount).success) throw refuse('quantity_invalid', `lines.${index}.quantity`);
  return { itemId, quantity, price, amount };
}

type ReceiptWish = Pick<CreateTransactionRequest, 'receiptEmail' | 'receiptLanguage'>;

function receiptOf({ receiptEmail, receiptLanguage }: RetailTransaction): ReceiptWish {
  return { ...(receiptEmail !== null && { receiptEmail }), receiptLanguage };
}

function wantedReceipt({ receiptOption, receiptEmail, email }: Customer, receiptLanguage: Language): ReceiptWish {
  const isWanted = receiptOption === 'email' || receiptOption === 'both';
  /* Headquarters sends to what passes as an address there; with any other the order is made all the same. */
  const address = createTransactionRequestSchema.shape.receiptEmail.safeParse(receiptEmail ?? email ?? undefined).data;
  return { ...(isWanted && address !== undefined && { receiptEmail: address }), receiptLanguage };
}

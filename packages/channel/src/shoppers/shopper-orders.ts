import type { ChannelConfiguration } from '@counterfoil/contracts/channel-configuration';
import type { Customer } from '@counterfoil/contracts/customer';
import type { Language } from '@counterfoil/contracts/error-register';
import { shopperOrderCountMax, type ShopperOrder } from '@counterfoil/contracts/shopper';
import type { Channel } from '../channel.ts';
import { transactionsOfCustomer, type RecordedTransaction, type TransactionStatus } from '../orders/transactions.ts';
import { customerOfShopper } from './shopper-account.ts';
import type { Shopper } from './shopper-sessions.ts';

/** What a shopper has ordered and bought at this channel database, newest first. Error: `shopper_session_ended`. */
export async function shopperOrders(channel: Channel, shopper: Shopper, language: Language): Promise<ShopperOrder[]> {
  const [{ document }, recorded] = await Promise.all([
    customerOfShopper(channel, shopper),
    transactionsOfCustomer(channel.database, shopper.customerId, shopperOrderCountMax),
  ]);
  return recorded.map((line) => shownOrder(channel.configuration, line, document, language));
}

const statusOfOrder: Record<TransactionStatus, ShopperOrder['status']> = {
  pending: 'accepted',
  uploaded: 'accepted',
  completed: 'confirmed',
  failed: 'inReview',
  refused: 'cancelled',
  givenUp: 'cancelled',
};

/** An order as its shopper may see it; `customer` is as it is now. */
export function shownOrder(
  configuration: Pick<ChannelConfiguration, 'products' | 'channels'>,
  { transaction, status, salesOrderNumber }: RecordedTransaction,
  customer: Pick<Customer, 'addresses'>,
  language: Language,
): ShopperOrder {
  const { channelId, transactionType, deliveryAddressId } = transaction;
  const descriptionOf = (itemId: string): string =>
    configuration.products.find((product) => product.itemId === itemId)?.description[language] ?? itemId;
  return {
    receiptNumber: transaction.receiptNumber,
    recordedAt: transaction.recordedAt,
    transactionType,
    channelName: configuration.channels.find((channel) => channel.channelId === channelId)?.name ?? channelId,
    currency: transaction.currency,
    lines: transaction.lines.map(({ itemId, quantity, amount }) => ({
      itemId,
      description: descriptionOf(itemId),
      quantity,
      amount,
    })),
    totalAmount: transaction.totalAmount,
    status: transactionType === 'cashAndCarry' ? 'confirmed' : statusOfOrder[status],
    salesOrderNumber,
    requestedDeliveryDate: transaction.requestedDeliveryDate,
    deliveryAddress: customer.addresses.find(({ addressId }) => addressId === deliveryAddressId) ?? null,
  };
}

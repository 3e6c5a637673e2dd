import { shopperOrderCountMax, type ShopperOrder } from '@counterfoil/contracts/shopper';
import { describe, expect, it } from 'vitest';
import { latestText, orderHeading, quantityText, statusText } from './order-texts.ts';

const order: ShopperOrder = {
  receiptNumber: 'ONLINE-0-1',
  recordedAt: '2030-05-04T10:00:00.000Z',
  transactionType: 'customerOrder',
  channelName: 'Online store',
  currency: 'USD',
  lines: [],
  totalAmount: '0.00',
  status: 'accepted',
  salesOrderNumber: null,
  requestedDeliveryDate: null,
  deliveryAddress: null,
};

describe('an order is spoken of in plain words:', () => {
  it.each([
    ['accepted', 'Accepted. The order number follows.', 'Acceptée. Le numéro de commande suit.'],
    ['confirmed', 'Confirmed', 'Confirmée'],
    ['inReview', 'We are looking at it ourselves', "Nous nous en occupons nous-mêmes. Vous n'avez rien à faire."],
    ['cancelled', 'Cancelled', 'Annulée'],
  ] as const)('%s', (status, en, fr) => {
    expect(statusText({ ...order, status }, 'en')).toContain(en);
    expect(statusText({ ...order, status }, 'fr')).toBe(fr);
  });

  it('what was carried away is a purchase', () => {
    const bought = { ...order, status: 'confirmed', transactionType: 'cashAndCarry' } as const;
    expect(statusText(bought, 'en')).toBe('Bought in the store');
    expect(orderHeading(bought, 'fr')).toBe('Achat ONLINE-0-1');
    expect(orderHeading(order, 'fr')).toBe('Commande ONLINE-0-1');
  });

  it('quantities have no more digits than they need', () => {
    expect(quantityText('2.0000', 'en')).toBe('2');
    expect(quantityText('0.7500', 'fr')).toBe('0,75');
  });
});

it('a list of as many orders as are told at once says that these are the latest', () => {
  expect(latestText(shopperOrderCountMax - 1, 'en')).toBeNull();
  expect(latestText(shopperOrderCountMax, 'en')).toBe('These are your latest 100 orders and purchases.');
});

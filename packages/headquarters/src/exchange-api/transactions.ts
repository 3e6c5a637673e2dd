import {
  realTimeOrderAnswerSchema,
  retailTransactionSchema,
  transactionReceiptSchema,
  transactionUploadSchema,
  type RetailTransaction,
} from '@counterfoil/contracts/retail-transaction';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { z } from 'zod';
import { requireEpoch } from '../headquarters.ts';
import { createOrderInRealTime } from '../orders/order-in-real-time.ts';
import { receiveTransactions } from '../orders/receive-transactions.ts';
import { channelDatabaseOf, headquartersEpochHeader, type ExchangeApi } from './exchange-api.ts';
import { exampleEpoch } from './examples.ts';

/** Above what a scale unit puts in one request. */
const uploadBytesMax = 16 * 1024 * 1024;

/** An invented order. */
export const exampleRetailTransaction: RetailTransaction = {
  transactionId: 'PARIS-PARIS-2-1793000000000',
  transactionType: 'customerOrder',
  receiptNumber: 'PARIS-PARIS-2-MVOH8SG0',
  legalEntity: 'USRT',
  channelId: 'PARIS',
  node: 'paris',
  terminalId: 'PARIS-2',
  workerId: '000160',
  recordedAt: '2026-10-26T05:33:20.000Z',
  currency: 'EUR',
  customerId: '01938f2e-7c1a-7b3e-9f00-0a1b2c3d4e61',
  deliveryAddressId: null,
  requestedDeliveryDate: null,
  lines: [{ itemId: '81125', quantity: '2', price: '19.95', amount: '39.90' }],
  totalAmount: '39.90',
  receiptEmail: null,
  receiptLanguage: 'en',
};

/** `POST /exchange/transactions` */
export const uploadTransactions = ({ headquarters }: ExchangeApi): RouteWithHandler =>
  handle(
    defineRoute({
      access: ['scaleUnit'],
      name: 'uploadTransactions',
      method: 'POST',
      path: '/exchange/transactions',
      summary: 'Upload transactions of the P-job',
      description:
        'Kept and committed before the answer; the same transaction again changes nothing. Entries that are none are ' +
        'parked with their reason, one by one. Tells what became of the transactions that are asked for.',
      request: { body: transactionUploadSchema },
      response: { 200: transactionReceiptSchema },
      errors: ['epoch_foreign'],
      bodyBytesMax: uploadBytesMax,
      examples: {
        request: {
          headquartersEpochId: exampleEpoch.epochId,
          entries: [{ transaction: exampleRetailTransaction, givenUp: false, knownSalesOrderNumber: null }],
        },
        response: { staged: 1, parked: [] },
      },
    }),
    async ({ caller, body }) => ({
      status: 200,
      body: await receiveTransactions(headquarters, channelDatabaseOf(caller), body),
    }),
  );

/** `POST /real-time-service/customer-orders` */
export const applyOrderInRealTime = ({ headquarters }: ExchangeApi): RouteWithHandler =>
  handle(
    defineRoute({
      access: ['scaleUnit'],
      name: 'createOrderInRealTime',
      method: 'POST',
      path: '/real-time-service/customer-orders',
      summary: 'Real-time Service: make a customer order now',
      description: 'Staged and made in one transaction; the same order again is answered with its fate.',
      request: {
        headers: z.looseObject({ [headquartersEpochHeader]: z.string().max(60).optional() }),
        body: retailTransactionSchema,
      },
      response: { 200: realTimeOrderAnswerSchema },
      errors: ['epoch_foreign', 'not_allowed'],
      examples: {
        request: exampleRetailTransaction,
        response: { status: 'completed', salesOrderNumber: 'SO-000000012' },
      },
    }),
    async ({ caller, headers, body }) => {
      const epochId = headers[headquartersEpochHeader];
      await requireEpoch(headquarters, typeof epochId === 'string' ? epochId : undefined);
      return { status: 200, body: await createOrderInRealTime(headquarters, channelDatabaseOf(caller), body) };
    },
  );

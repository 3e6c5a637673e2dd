import { uuidSchema } from '@counterfoil/contracts/customer';
import { problemSchema } from '@counterfoil/contracts/customer-operation';
import type { Language } from '@counterfoil/contracts/error-register';
import { retailTransactionSchema } from '@counterfoil/contracts/retail-transaction';
import { z } from 'zod';
import type { Channel } from '../channel.ts';
import { localCustomers } from '../customers/local-customers.ts';
import { showTransaction, type ShownTransaction } from '../orders/show-transaction.ts';
import type { RecordedTransaction } from '../orders/transactions.ts';
import { withdrawnCustomers } from '../customers/withdrawn-customers.ts';

/** A transaction as the Commerce API answers it. */
export const shownTransactionSchema = z.strictObject({
  transaction: retailTransactionSchema,
  operationId: uuidSchema,
  way: z
    .enum(['sync', 'async', 'fallback'])
    .describe('`fallback`: meant to be synchronous, but headquarters did not answer in time.'),
  status: z.enum(['pending', 'uploaded', 'completed', 'refused', 'givenUp', 'failed']),
  salesOrderNumber: z
    .string()
    .nullable()
    .describe('Of an order that headquarters has made, while the user waited or since.'),
  customerAccountNumber: z.string().nullable().describe('As it is now; null while the customer is pending.'),
  lastKnownError: problemSchema.nullable(),
  display: z.strictObject({
    customer: z.string(),
    account: z.string().describe('The account number, or "Pending synchronization" in the language of the caller.'),
    status: z.string(),
    reason: z.string().nullable(),
  }),
});

/** What a till sends for a customer order. */
export const exampleTransactionRequest = {
  channelId: 'PARIS',
  terminalId: 'PARIS-2',
  workerId: '000160',
  transactionType: 'customerOrder' as const,
  customer: '019b0000-0000-7000-8000-000000000001',
  deliveryAddressId: '019b0000-0000-7000-8000-000000000002',
  requestedDeliveryDate: '2036-12-24',
  lines: [{ itemId: '81125', quantity: '2', price: '19.95', amount: '39.90' }],
};

/** A customer order of a customer who exists in examples only. */
export const exampleTransaction: ShownTransaction = {
  transaction: {
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
    customerId: exampleTransactionRequest.customer,
    deliveryAddressId: exampleTransactionRequest.deliveryAddressId,
    requestedDeliveryDate: '2036-12-24',
    lines: exampleTransactionRequest.lines,
    totalAmount: '39.90',
    receiptEmail: null,
    receiptLanguage: 'en',
  },
  operationId: '019b0000-0000-7000-8000-000000000007',
  way: 'async',
  status: 'pending',
  salesOrderNumber: null,
  customerAccountNumber: null,
  lastKnownError: null,
  display: {
    customer: 'Imogen Fictitious',
    account: 'Pending synchronization',
    status: 'Waiting to be sent to headquarters',
    reason: null,
  },
};

/** Shows transactions, each with its customer as it is now. */
export async function showTransactions(
  channel: Channel,
  recorded: readonly RecordedTransaction[],
  language: Language,
): Promise<ShownTransaction[]> {
  const ids = [...new Set(recorded.map(({ transaction }) => transaction.customerId).filter((id) => id !== null))];
  const found = ids.length === 0 ? [] : await localCustomers(channel.database, ids);
  const customers = new Map(found.map((local) => [local.document.customerId, local]));
  const gone = await withdrawnCustomers(
    channel.database,
    ids.filter((id) => !customers.has(id)),
  );
  for (const local of gone) customers.set(local.document.customerId, local);
  return recorded.map((line) => {
    const { customerId } = line.transaction;
    return showTransaction(line, customerId === null ? null : (customers.get(customerId) ?? null), language);
  });
}

import { accountLabel, displayName } from '@counterfoil/customer/display';
import { uuidSchema } from '@counterfoil/contracts/customer';
import { problemSchema, type Problem } from '@counterfoil/contracts/customer-operation';
import { isErrorCode, messageOf, type Language } from '@counterfoil/contracts/error-register';
import { retailTransactionSchema } from '@counterfoil/contracts/retail-transaction';
import { uuidPattern } from '@counterfoil/platform/identifiers';
import { z } from 'zod';
import { exampleRetailTransaction } from '../exchange-api/transactions.ts';
import type { TransactionLineAtHeadquarters } from '../orders/orders.ts';
import { pendingOrderStatuses } from '../orders/staged-transactions.ts';
import { counterSchema } from './headquarters-api.ts';

/** A problem with its sentence in the caller's language, in which no identifier stands (R3). */
export const shownProblemSchema = problemSchema.extend({ message: z.string() });
type ShownProblem = z.infer<typeof shownProblemSchema>;

/** Adds the sentence of a problem. */
export function shownProblem({ code, field, parameters }: Problem, language: Language): ShownProblem {
  const sentence = isErrorCode(code) ? messageOf(code, language, parameters) : messageOf('internal_error', language);
  return { code, field, ...(parameters && { parameters }), message: sentence.replace(uuidPattern, '…') };
}

/** A transaction at headquarters, with texts for people. */
export const shownOrderSchema = z.strictObject({
  n: counterSchema,
  transaction: retailTransactionSchema,
  pendingOrderStatus: z.enum(pendingOrderStatuses).nullable(),
  orderError: shownProblemSchema.nullable(),
  retryCount: z.number().int(),
  salesOrderNumber: z.string().nullable(),
  holdCode: z.string().nullable(),
  statementId: counterSchema.nullable(),
  postingError: shownProblemSchema.nullable(),
  receivedAt: z.string(),
  modifiedAt: z.string(),
  customerId: uuidSchema.nullable(),
  customerAccountNumber: z.string().nullable(),
  display: z.strictObject({
    customer: z.string(),
    account: z.string().describe('The account number, or "Pending synchronization"; empty without a customer.'),
  }),
});
export type ShownOrder = z.infer<typeof shownOrderSchema>;

/** Shows a transaction; its customer is the one of the permanent identifier as it is now. */
export function showOrder(line: TransactionLineAtHeadquarters, language: Language): ShownOrder {
  const { customer, orderError, postingError, ...rest } = line;
  const { customerId } = line.transaction;
  const customerAccountNumber = customer?.customerAccountNumber ?? null;
  return {
    ...rest,
    orderError: orderError && shownProblem(orderError, language),
    postingError: postingError && shownProblem(postingError, language),
    customerId,
    customerAccountNumber,
    display: {
      customer: customer ? displayName(customer) : '',
      account: customerId === null ? '' : accountLabel(customerAccountNumber, language),
    },
  };
}

/** An order that exists in examples only. */
export const exampleOrder: ShownOrder = {
  n: '12',
  transaction: exampleRetailTransaction,
  pendingOrderStatus: 'failure',
  orderError: {
    code: 'order_address_unknown',
    field: 'deliveryAddressId',
    message: 'The customer has no such address.',
  },
  retryCount: 2,
  salesOrderNumber: null,
  holdCode: null,
  statementId: null,
  postingError: null,
  receivedAt: '2026-10-26T05:33:21.000Z',
  modifiedAt: '2026-10-26T05:34:00.000Z',
  customerId: exampleRetailTransaction.customerId,
  customerAccountNumber: 'C-000000001',
  display: { customer: 'Lachlan Berry', account: 'C-000000001' },
};

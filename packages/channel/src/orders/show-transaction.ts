import { accountLabel, displayName } from '@counterfoil/customer/display';
import type { Problem } from '@counterfoil/contracts/customer-operation';
import type { Language } from '@counterfoil/contracts/error-register';
import type { RetailTransaction } from '@counterfoil/contracts/retail-transaction';
import type { LocalCustomer } from '../customers/local-customers.ts';
import type { Way } from '../customers/record-operations.ts';
import { problemText } from '../customers/show-customer.ts';
import type { RecordedTransaction, TransactionStatus } from './transactions.ts';

/** A transaction as the Commerce API answers it: fields for programs, and `display` for people (R3). */
export interface ShownTransaction {
  readonly transaction: RetailTransaction;
  readonly operationId: string;
  readonly way: Way;
  readonly status: TransactionStatus;
  readonly salesOrderNumber: string | null;
  /** The customer's number as it is now; null while the customer is pending, or without one. */
  readonly customerAccountNumber: string | null;
  readonly lastKnownError: Problem | null;
  readonly display: {
    /** Empty for a sale to nobody in particular. */
    readonly customer: string;
    /** The account number, or *Pending synchronization*; empty without a customer. */
    readonly account: string;
    readonly status: string;
    readonly reason: string | null;
  };
}

const statusText: Record<TransactionStatus, Record<Language, string>> = {
  pending: { en: 'Waiting to be sent to headquarters', fr: "En attente d'envoi au siège" },
  uploaded: { en: 'At headquarters', fr: 'Au siège' },
  completed: { en: 'Sales order {number}', fr: 'Commande client {number}' },
  refused: { en: 'Refused by headquarters', fr: 'Refusée par le siège' },
  givenUp: { en: 'Not made: headquarters could not be reached', fr: 'Non passée : siège injoignable' },
  failed: { en: 'Needs attention at headquarters', fr: 'À corriger au siège' },
};

/** Shows a transaction in `language`; the customer is the one of its permanent identifier as it is now. */
export function showTransaction(
  recorded: RecordedTransaction,
  customer: LocalCustomer | null,
  language: Language,
): ShownTransaction {
  const { transaction, operationId, way, status, salesOrderNumber, lastKnownError } = recorded;
  const customerAccountNumber = customer?.document.customerAccountNumber ?? null;
  return {
    transaction,
    operationId,
    way,
    status,
    salesOrderNumber,
    customerAccountNumber,
    lastKnownError,
    display: {
      customer: customer ? displayName(customer.document) : '',
      account: transaction.customerId === null ? '' : accountLabel(customerAccountNumber, language),
      status: statusText[status][language].replace('{number}', salesOrderNumber ?? ''),
      reason: lastKnownError ? problemText(lastKnownError, language) : null,
    },
  };
}

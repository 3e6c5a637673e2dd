import type { Customer, PostalAddress } from '@counterfoil/contracts/customer';
import type { Problem } from '@counterfoil/contracts/customer-operation';
import type { RetailTransaction } from '@counterfoil/contracts/retail-transaction';
import { prepared, type Tx } from '@counterfoil/database/database';
import { keepKnownNumber, takeDocumentNumber } from '../numbers/document-numbers.ts';
import type { Headquarters } from '../headquarters.ts';
import { holdCodeForRepairedOrders } from './order-parameters.ts';
import type { StagedTransaction } from './staged-transactions.ts';

/**
 * What became of a staged order: its sales order, a failure with its reason, or `waiting` while its customer or address
 * is still on its way.
 */
export type OrderDecision =
  | { readonly kind: 'made'; readonly salesOrderNumber: string }
  | { readonly kind: 'failed' | 'waiting'; readonly problem: Problem };

/**
 * Makes the sales order of a staged customer order in the caller's transaction, for the account number that its customer
 * has by now and with the address as it is by now. Error: `order_numbers_exhausted`.
 */
export async function makeSalesOrder(
  headquarters: Headquarters,
  tx: Tx,
  staged: StagedTransaction,
): Promise<OrderDecision> {
  const { transaction } = staged;
  if (!(await isLegalEntity(tx, transaction.legalEntity))) {
    return failed('legal_entity_unknown', '', { value: transaction.legalEntity });
  }
  const { customerId } = transaction;
  if (customerId === null) return failed('order_customer_required', 'customer');
  const customer = await customerById(tx, customerId);
  if (!customer?.customerAccountNumber) return customerDecision(tx, customerId, null);
  if (customer.deactivated) return failed('customer_deactivated', 'customer');
  const address = customer.addresses.find((candidate) => candidate.addressId === transaction.deliveryAddressId) ?? null;
  if (transaction.deliveryAddressId !== null && !address) {
    return customerDecision(tx, customerId, { code: 'order_address_unknown', field: 'deliveryAddressId' });
  }
  const salesOrderNumber =
    (await keepKnownNumber(tx, transaction.legalEntity, staged.knownSalesOrderNumber)) ??
    (await takeDocumentNumber(tx, transaction.legalEntity, 'salesOrder'));
  const holdCode = staged.edited ? await holdCodeForRepairedOrders(tx) : null;
  const order = { salesOrderNumber, transaction, customer, address, holdCode };
  await insertSalesOrder(tx, order, headquarters.seams.clock.now());
  return { kind: 'made', salesOrderNumber };
}

function failed(code: string, field: string, parameters?: Problem['parameters']): OrderDecision {
  return { kind: 'failed', problem: { code, field, ...(parameters && { parameters }) } };
}

const selectLegalEntity = prepared(
  'select-legal-entity-of-order',
  'SELECT 1 FROM legal_entities WHERE legal_entity = $1',
);

async function isLegalEntity(tx: Tx, legalEntity: string): Promise<boolean> {
  return (await tx.query(selectLegalEntity, [legalEntity])).length > 0;
}

const selectCustomer = prepared(
  'select-customer-of-order',
  'SELECT document FROM customers WHERE customer_id = $1 FOR SHARE',
);

async function customerById(tx: Tx, customerId: string): Promise<Customer | null> {
  return (await tx.query<{ document: Customer }>(selectCustomer, [customerId]))[0]?.document ?? null;
}

const selectCustomerProblems = prepared(
  'select-problems-of-customers',
  `SELECT DISTINCT ON (customer_id) customer_id, status, last_known_error
   FROM staged_operations
   WHERE customer_id = ANY ($1::uuid[]) AND status IN ('uploaded', 'failed', 'refused')
   ORDER BY customer_id, CASE status WHEN 'failed' THEN 0 WHEN 'uploaded' THEN 1 ELSE 2 END, n`,
);

/** What stands between customers and their account numbers: the problem of the operation that could not be applied. */
export async function problemsOfCustomers(
  tx: Tx,
  customerIds: readonly string[],
): Promise<Map<string, { readonly status: 'uploaded' | 'failed' | 'refused'; readonly problem: Problem | null }>> {
  const rows = await tx.query<{
    customer_id: string;
    status: 'uploaded' | 'failed' | 'refused';
    last_known_error: Problem | null;
  }>(selectCustomerProblems, [customerIds]);
  return new Map(rows.map((row) => [row.customer_id, { status: row.status, problem: row.last_known_error }]));
}

/** The customer's own error where there is one; otherwise it is waited for, or `otherwise` where nothing is to come. */
async function customerDecision(tx: Tx, customerId: string, otherwise: Problem | null): Promise<OrderDecision> {
  const found = (await problemsOfCustomers(tx, [customerId])).get(customerId);
  if (found?.status === 'failed' && found.problem) return { kind: 'failed', problem: found.problem };
  if (found?.status === 'uploaded') return { kind: 'waiting', problem: customerWaiting };
  if (otherwise) return { kind: 'failed', problem: otherwise };
  if (found?.problem) return { kind: 'failed', problem: found.problem };
  return { kind: 'waiting', problem: customerWaiting };
}

/** Nothing is wrong, the customer only has to arrive. */
export const customerWaiting: Problem = { code: 'order_customer_waiting', field: 'customer' };

const insertOrder = prepared(
  'insert-sales-order',
  `INSERT INTO sales_orders (
     legal_entity, sales_order_number, transaction_id, customer_id, customer_account_number, delivery_address,
     requested_delivery_date, currency, lines, total_amount, status, hold_code, created_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
);

async function insertSalesOrder(
  tx: Tx,
  order: {
    readonly salesOrderNumber: string;
    readonly transaction: RetailTransaction;
    readonly customer: Customer;
    readonly address: PostalAddress | null;
    readonly holdCode: string | null;
  },
  now: Date,
): Promise<void> {
  const { salesOrderNumber, transaction, customer, address, holdCode } = order;
  await tx.query(insertOrder, [
    transaction.legalEntity,
    salesOrderNumber,
    transaction.transactionId,
    customer.customerId,
    customer.customerAccountNumber,
    address && JSON.stringify(address),
    transaction.requestedDeliveryDate,
    transaction.currency,
    JSON.stringify(transaction.lines),
    transaction.totalAmount,
    holdCode === null ? 'open' : 'onHold',
    holdCode,
    now,
  ]);
}

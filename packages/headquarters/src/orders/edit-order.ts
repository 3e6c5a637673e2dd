import type { Customer, PostalAddress } from '@counterfoil/contracts/customer';
import {
  earliestDateOnEarth,
  sumOfDecimals,
  type RetailTransaction,
  type TransactionLine,
} from '@counterfoil/contracts/retail-transaction';
import { CodedError, refuse } from '@counterfoil/contracts/refusal';
import { prepared, type Tx } from '@counterfoil/database/database';
import { findHeadquartersCustomer, lookUpCustomers } from '../customers/find-customers.ts';
import type { Headquarters } from '../headquarters.ts';
import { lockedOrder, type PendingOrderStatus, type StagedTransaction } from './staged-transactions.ts';
import { syncOrder } from './synchronize-orders.ts';

/** What somebody changes of an order; what is left out stays. */
export interface OrderChanges {
  /** A permanent identifier or an account number. */
  readonly customer?: string | undefined;
  /** Null: collected in the store. */
  readonly deliveryAddressId?: string | null | undefined;
  /** `YYYY-MM-DD`; null: none. */
  readonly requestedDeliveryDate?: string | null | undefined;
  readonly lines?: readonly TransactionLine[] | undefined;
}

const updateStatus = prepared(
  'update-pending-order-status',
  'UPDATE retail_transactions SET order_status = $2, modified_at = $3 WHERE transaction_id = $1',
);

const insertEdit = prepared(
  'insert-order-edit',
  `INSERT INTO order_edits (transaction_id, edited_at, field, old_value, new_value, edited_by)
   VALUES ($1, $2, $3, $4, $5, $6)`,
);

interface EditedField {
  readonly field: string;
  readonly oldValue: unknown;
  readonly newValue: unknown;
}

/** Sets an order to Editing: the job leaves it alone from now on. Errors: `order_unknown`, `order_not_editable`. */
export async function beginEditing(headquarters: Headquarters, transactionId: string, editedBy: string): Promise<void> {
  await headquarters.database.transaction('begin editing order', async (tx) => {
    const staged = await editableOrder(tx, transactionId);
    if (staged.orderStatus !== 'editing') await changeStatus(headquarters, tx, staged, 'editing', editedBy);
  });
}

async function editableOrder(tx: Tx, transactionId: string): Promise<StagedTransaction> {
  const staged = await lockedOrder(tx, transactionId);
  if (!staged) throw refuse('order_unknown');
  if (staged.orderStatus === 'success' || staged.orderStatus === 'canceled') throw refuse('order_not_editable');
  return staged;
}

async function changeStatus(
  headquarters: Headquarters,
  tx: Tx,
  { transaction, orderStatus }: StagedTransaction,
  status: PendingOrderStatus,
  editedBy: string,
): Promise<void> {
  const now = headquarters.seams.clock.now();
  await tx.query(updateStatus, [transaction.transactionId, status, now]);
  const edit = { field: 'pendingOrderStatus', oldValue: orderStatus, newValue: status };
  await recordEdit(tx, transaction.transactionId, edit, editedBy, now);
}

async function recordEdit(
  tx: Tx,
  transactionId: string,
  edit: EditedField,
  editedBy: string,
  now: Date,
): Promise<void> {
  const { field, oldValue, newValue } = edit;
  const values = [JSON.stringify(oldValue), JSON.stringify(newValue)];
  await tx.query(insertEdit, [transactionId, now, field, ...values, editedBy]);
}

/** *Sync order*: ends editing and makes the order now. Errors: `order_unknown`, `order_not_editable`. */
export async function syncEditedOrder(
  headquarters: Headquarters,
  transactionId: string,
  editedBy: string,
): Promise<void> {
  await syncOrder(headquarters, transactionId, (tx, staged) =>
    changeStatus(headquarters, tx, staged, 'blank', editedBy),
  );
}

const updateOrder = prepared(
  'update-edited-order',
  `UPDATE retail_transactions SET document = $2, customer_id = $3, edited = true, modified_at = $4
   WHERE transaction_id = $1`,
);

/**
 * Changes values of an order under status Editing, each with its audit: date, field, old, new, by (WD-24). What the
 * job would refuse is refused here already. Errors: `order_unknown`, `order_not_editing`, `customer_unknown`,
 * `customer_deactivated`, `order_address_unknown`, `requested_date_in_past`, `nothing_changed`.
 */
export async function editOrder(
  headquarters: Headquarters,
  transactionId: string,
  changes: OrderChanges,
  editedBy: string,
): Promise<void> {
  const chosen = changes.customer === undefined ? null : await chosenCustomer(headquarters, changes.customer);
  await headquarters.database.transaction('edit order', async (tx) => {
    const staged = await lockedOrder(tx, transactionId);
    if (!staged) throw refuse('order_unknown');
    if (staged.orderStatus !== 'editing') throw refuse('order_not_editing');
    const before = staged.transaction;
    const after = edited(before, chosen, changes);
    const customers = await customersOf(headquarters, [before.customerId, after.customerId]);
    expectDeliverable(before, after, customers);
    if (after.requestedDeliveryDate !== before.requestedDeliveryDate) expectNotPast(headquarters, after);
    const edits = differences(before, after, customers);
    if (edits.length === 0) throw refuse('nothing_changed');
    const now = headquarters.seams.clock.now();
    await tx.query(updateOrder, [transactionId, JSON.stringify(after), after.customerId, now]);
    for (const edit of edits) await recordEdit(tx, transactionId, edit, editedBy, now);
  });
}

async function chosenCustomer(headquarters: Headquarters, identifier: string): Promise<Customer> {
  const customer = await findHeadquartersCustomer(headquarters, identifier).catch((error: unknown) => {
    if (error instanceof CodedError && error.code === 'customer_unknown') throw refuse('customer_unknown', 'customer');
    throw error;
  });
  if (customer.deactivated) throw refuse('customer_deactivated', 'customer');
  return customer;
}

function edited(before: RetailTransaction, chosen: Customer | null, changes: OrderChanges): RetailTransaction {
  const lines = changes.lines ? [...changes.lines] : before.lines;
  const { deliveryAddressId = before.deliveryAddressId, requestedDeliveryDate = before.requestedDeliveryDate } =
    changes;
  return {
    ...before,
    customerId: chosen?.customerId ?? before.customerId,
    deliveryAddressId,
    requestedDeliveryDate,
    lines,
    totalAmount: sumOfDecimals(lines.map((line) => line.amount)),
  };
}

async function customersOf(
  headquarters: Headquarters,
  customerIds: readonly (string | null)[],
): Promise<Map<string, Customer>> {
  const { customers } = await lookUpCustomers(
    headquarters,
    customerIds.filter((id) => id !== null),
  );
  return new Map(customers.map((customer) => [customer.customerId, customer]));
}

/** A customer or an address that was chosen now has to be there; what the store chose may still be on its way. */
function expectDeliverable(
  before: RetailTransaction,
  after: RetailTransaction,
  customers: ReadonlyMap<string, Customer>,
): void {
  const { deliveryAddressId, customerId } = after;
  const isUnchanged = deliveryAddressId === before.deliveryAddressId && customerId === before.customerId;
  if (isUnchanged || deliveryAddressId === null) return;
  if (!addressOf(after, customers)) throw refuse('order_address_unknown', 'deliveryAddressId');
}

function addressOf(
  { customerId, deliveryAddressId }: RetailTransaction,
  customers: ReadonlyMap<string, Customer>,
): PostalAddress | undefined {
  const addresses = customers.get(customerId ?? '')?.addresses;
  return addresses?.find((address) => address.addressId === deliveryAddressId);
}

function expectNotPast(headquarters: Headquarters, { requestedDeliveryDate }: RetailTransaction): void {
  const earliest = earliestDateOnEarth(headquarters.seams.clock.now());
  if (requestedDeliveryDate !== null && requestedDeliveryDate < earliest) {
    throw refuse('requested_date_in_past', 'requestedDeliveryDate');
  }
}

/** The changed fields with values that people can read: account numbers and addresses, never identifiers (R3). */
function differences(
  before: RetailTransaction,
  after: RetailTransaction,
  customers: ReadonlyMap<string, Customer>,
): EditedField[] {
  const edits: EditedField[] = [];
  const account = ({ customerId }: RetailTransaction): string | null =>
    customers.get(customerId ?? '')?.customerAccountNumber ?? null;
  const delivery = (order: RetailTransaction): string | null => addressText(addressOf(order, customers));
  if (before.customerId !== after.customerId) {
    edits.push({ field: 'customer', oldValue: account(before), newValue: account(after) });
  }
  if (before.deliveryAddressId !== after.deliveryAddressId) {
    edits.push({ field: 'deliveryAddress', oldValue: delivery(before), newValue: delivery(after) });
  }
  for (const field of ['requestedDeliveryDate', 'lines'] as const) {
    if (JSON.stringify(before[field]) !== JSON.stringify(after[field])) {
      edits.push({ field, oldValue: before[field], newValue: after[field] });
    }
  }
  return edits;
}

function addressText(address: PostalAddress | undefined): string | null {
  if (!address) return null;
  const { street, streetNumber, zipCode, city, countryRegion } = address;
  return [[street, streetNumber], [zipCode, city], [countryRegion]]
    .map((part) => part.filter(Boolean).join(' '))
    .filter(Boolean)
    .join(', ');
}

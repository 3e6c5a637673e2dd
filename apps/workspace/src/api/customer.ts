import type { CustomerFormSettings } from '@counterfoil/contracts/administration/customer-form-settings';
import type { CustomerHistory } from '@counterfoil/contracts/administration/customer-history';
import type { CustomerRecord } from '@counterfoil/contracts/administration/customer-record';
import type { CustomerTrace } from '@counterfoil/contracts/administration/customer-trace';
import type { CustomerVisibilityAnswer } from '@counterfoil/contracts/administration/customer-visibility';
import type { DuplicateReviewPage } from '@counterfoil/contracts/administration/duplicate-reviews';
import type { PossibleDuplicatesAnswer } from '@counterfoil/contracts/administration/possible-duplicates';
import type { Customer } from '@counterfoil/contracts/customer';
import type {
  CreateAtHeadquartersRequest,
  DeactivateAtHeadquartersRequest,
  UpdateAtHeadquartersRequest,
} from '@counterfoil/contracts/edit-at-headquarters';
import type { NewCustomer } from '@counterfoil/customer/duplicates/duplicate-reasons';
import { ask, change, part, read } from './call.ts';

/** A customer that was created or changed. */
export interface SavedCustomer {
  readonly customer: Customer;
}

/** What headquarters knows of a customer, by permanent identifier or account number. */
export function readCustomerRecord(identifier: string, signal: AbortSignal): Promise<CustomerRecord> {
  return read(`/customers/${part(identifier)}/record`, signal);
}

/** Where a customer is. */
export function readCustomerTrace(identifier: string, signal: AbortSignal): Promise<CustomerTrace> {
  return read(`/customers/${part(identifier)}/trace`, signal);
}

const historyPageCount = 20;

/** What made a customer what it is, newest first. */
export function readCustomerHistory(
  customerId: string,
  cursor: string | null,
  signal: AbortSignal,
): Promise<CustomerHistory> {
  const after = cursor === null ? '' : `&cursor=${part(cursor)}`;
  return read(`/customers/${part(customerId)}/history?limit=${historyPageCount}${after}`, signal);
}

/** Why each channel database has a customer, or not. */
export function readCustomerVisibility(customerId: string, signal: AbortSignal): Promise<CustomerVisibilityAnswer> {
  return read(`/customers/${part(customerId)}/visibility`, signal);
}

/** The duplicate reviews of a customer. */
export function readReviewsOf(customerId: string, signal: AbortSignal): Promise<DuplicateReviewPage> {
  return read(`/duplicate-reviews?customerId=${part(customerId)}`, signal);
}

/** An order of a customer, as far as the page shows it. */
export interface CustomerOrder {
  readonly n: string;
  readonly transaction: {
    readonly transactionId: string;
    readonly totalAmount: string;
    readonly currency: string;
    readonly recordedAt: string;
    readonly channelId: string;
  };
  readonly pendingOrderStatus: 'blank' | 'success' | 'failure' | 'editing' | 'canceled' | null;
  readonly orderError: { readonly message: string } | null;
  readonly salesOrderNumber: string | null;
}

/** The orders of a customer, newest first. */
export function readOrdersOf(
  customerId: string,
  signal: AbortSignal,
): Promise<{ readonly orders: readonly CustomerOrder[] }> {
  return read(`/orders?customer=${part(customerId)}`, signal);
}

/** What the form of a customer offers. */
export function readCustomerFormSettings(signal: AbortSignal): Promise<CustomerFormSettings> {
  return read('/customer-form-settings', signal);
}

/** Who a new customer may be already. */
export function askPossibleDuplicates(
  legalEntity: string,
  customer: NewCustomer,
  signal: AbortSignal,
): Promise<PossibleDuplicatesAnswer> {
  return ask('/customers/possible-duplicates', { legalEntity, customer }, signal);
}

/** Creates a customer; the same request again changes nothing. */
export function createCustomer(request: CreateAtHeadquartersRequest): Promise<SavedCustomer> {
  return change('POST', '/customers', request);
}

/** Changes a customer; the same request again changes nothing. */
export function updateCustomer(customerId: string, request: UpdateAtHeadquartersRequest): Promise<SavedCustomer> {
  return change('PATCH', `/customers/${part(customerId)}`, request);
}

/** Deactivates a customer; the same request again changes nothing. */
export function deactivateCustomer(
  customerId: string,
  request: DeactivateAtHeadquartersRequest,
): Promise<SavedCustomer> {
  return change('POST', `/customers/${part(customerId)}/deactivate`, request);
}

import type { IncomingMessage } from 'node:http';
import { accountLabel, displayName } from '@counterfoil/customer/display';
import type { Customer } from '@counterfoil/contracts/customer';
import type { CustomerOperation } from '@counterfoil/contracts/customer-operation';
import { refuse } from '@counterfoil/contracts/refusal';
import type { RetailTransaction } from '@counterfoil/contracts/retail-transaction';
import { decide } from './scale-unit-fixture-exchange.ts';
import type { Answering, ReceiptEmail } from './scale-unit-fixture-world.ts';

/** The Commerce API, as far as a till without an offline database needs it. */
export function asWorker(answering: Answering, request: IncomingMessage, body: string): unknown {
  const { customers, transactions, world } = answering;
  const call = `${request.method} ${request.url}`;
  if (call === 'POST /customers') return createOnline(answering, JSON.parse(body) as CreationBody);
  if (call === 'POST /customers/search') return found(customers);
  if (call === 'POST /transactions') {
    const order = JSON.parse(body) as RetailTransaction;
    const earlier = transactions.get(order.transactionId);
    if (earlier && JSON.stringify(earlier) !== body) throw refuse('idempotency_key_reused');
    transactions.set(order.transactionId, order);
    return shownOrder(order);
  }
  const asked = /^GET \/transactions\/(?<id>[\w.-]+)$/u.exec(call)?.groups?.['id'];
  if (asked) {
    const known = transactions.get(asked);
    if (!known) throw refuse('transaction_unknown');
    return shownOrder(known);
  }
  if (/^POST \/transactions\/[\w.-]+\/receipt-emails$/u.test(call)) {
    answering.receiptEmails.push(JSON.parse(body) as ReceiptEmail);
    return {};
  }
  const traced = /^GET \/customers\/(?<id>[0-9a-f-]{36})\/trace$/u.exec(call)?.groups?.['id'];
  if (traced) return trace(answering, traced);
  const read = /^GET \/customers\/(?<id>[0-9a-f-]{36})$/u.exec(call)?.groups?.['id'];
  const customer = read && customers.get(read);
  if (customer) return shown(customer);
  throw refuse(world.register ? 'customer_unknown' : 'internal_error');
}

function shownOrder(order: RetailTransaction): object {
  const transaction = { ...withDefaults(order), receiptEmail: null, receiptLanguage: 'en' };
  return { transaction, status: 'completed', salesOrderNumber: 'SO-1', lastKnownError: null };
}

/** As the scale unit answers what a till has left out. */
function withDefaults(order: Partial<RetailTransaction> & { customer?: string }): object {
  const { customer = null, ...rest } = order;
  const nothing = { legalEntity: 'USRT', node: 'houston', deliveryAddressId: null, requestedDeliveryDate: null };
  return { ...nothing, recordedAt: '', totalAmount: '1.00', ...rest, customerId: customer };
}

interface CreationBody {
  readonly operationId: string;
  readonly customerId: string;
  readonly customer: { readonly firstName?: string; readonly lastName?: string };
}

function createOnline({ world, customers }: Answering, { operationId, customerId, customer }: CreationBody): object {
  const replayed = world.decided.has(operationId);
  const operation: CustomerOperation = {
    operationId,
    customerId,
    kind: 'create',
    origin: { legalEntity: 'USRT', channelId: 'HOUSTON', node: 'houston', terminalId: null, workerId: null },
    recordedAt: '',
    baseVersion: 0,
    follows: null,
    changes: { fields: { customerType: 'person', ...customer }, addresses: [] },
  };
  if (!replayed) decide(world, customers, { ...operation, changes: onlyFields(operation) });
  const created = customers.get(customerId);
  if (!created) throw new Error('nothing was created');
  return { customer: shown(created), operationId, replayed };
}

function onlyFields({ changes }: CustomerOperation): CustomerOperation['changes'] {
  const { firstName = null, lastName = null } = changes.fields;
  return { fields: { customerType: 'person', firstName, lastName }, addresses: [] };
}

function found(customers: ReadonlyMap<string, Customer>): object {
  const all = [...customers.values()];
  const hits = all.map(({ customerId }) => ({ customerId, matches: [{ field: 'name' }] }));
  const rest = { nextCursor: null, isTypoTolerant: false, otherLegalEntities: [], allStores: false };
  return { customers: all.map(shown), hits, ...rest };
}

function shown(customer: Customer): object {
  const { customerId, customerAccountNumber } = customer;
  const account = accountLabel(customerAccountNumber, 'en');
  const display = { name: displayName(customer), account, status: 'Synchronized', reason: null };
  return { customerId, customer, display, synchronization: { state: 'synchronized' } };
}

function trace({ world, customers }: Answering, customerId: string): object {
  const number = customers.get(customerId)?.customerAccountNumber ?? null;
  const isKnown = [...world.operations.values()].some((operation) => operation.customerId === customerId);
  if (!isKnown) throw refuse('customer_unknown');
  const recorded = [{ step: 'recorded', at: '2030-05-02T08:43:00.000Z', text: 'Recorded.' }];
  const processed = [
    { step: 'sent', at: null, text: 'Sent.' },
    { step: 'processed', at: '2030-05-02T08:44:00.000Z', text: 'Processed.' },
    { step: 'accountNumberArrived', at: '2030-05-02T08:45:00.000Z', text: 'Arrived.' },
  ];
  return { steps: number === null ? recorded : [...recorded, ...processed], next: { text: 'Next.' } };
}

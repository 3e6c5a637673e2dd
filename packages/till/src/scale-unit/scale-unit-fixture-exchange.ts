import { rebuildView } from '@counterfoil/customer/rebuild-view';
import type { Customer } from '@counterfoil/contracts/customer';
import type { CustomerOperation } from '@counterfoil/contracts/customer-operation';
import { protocolVersion } from '@counterfoil/contracts/exchange';
import {
  beforeFirstCustomerId,
  type OfflineCursor,
  type OfflineExchangeRequest,
  type OfflineExchangeResponse,
} from '@counterfoil/contracts/offline-exchange';
import { refuse } from '@counterfoil/contracts/refusal';
import type { RetailTransaction } from '@counterfoil/contracts/retail-transaction';
import type { Answering, World } from './scale-unit-fixture-world.ts';

/** Headquarters applies an operation and gives a new customer its number. */
export function decide(world: World, customers: Map<string, Customer>, operation: CustomerOperation): void {
  const { customerId, operationId } = operation;
  const customer = rebuildView(customers.get(customerId) ?? null, [operation]);
  if (!customer) throw new Error('the operation makes no customer');
  const number = customer.customerAccountNumber ?? `C-${String(++world.numbers).padStart(9, '0')}`;
  const recentOperations = [...new Set([...customer.recentOperations, operationId])];
  const version = customer.version + 1;
  customers.set(customerId, { ...customer, customerAccountNumber: number, recentOperations, version });
  world.decided.set(operationId, customerId);
  world.log.push(customerId);
}

/** `POST /offline-databases/:registerId/exchange` */
export function exchange(answering: Answering, request: OfflineExchangeRequest): OfflineExchangeResponse {
  const { fixture, world } = answering;
  const recorded = receive(answering, request);
  if (fixture.decidesAtOnce && recorded > 0) setTimeout(() => fixture.decide(), 20);
  const isLoad = request.cursor === null;
  const isSent = fixture.customerData === 'sent';
  const after = request.cursor === null ? 0 : Number(request.cursor.position.n);
  const ids = isLoad ? [...answering.customers.keys()] : [...new Set(world.log.slice(after))];
  const sent = ids.flatMap((customerId) => answering.customers.get(customerId) ?? []);
  return {
    protocolVersion,
    channelEpoch: { number: 1, epochId: world.epochId },
    acknowledgedSequence: world.acknowledged.get(request.deviceEpoch.epochId) ?? 0,
    rejected: [],
    transactionReceipts: receiveTransactions(answering, request),
    transactionOutcomes: request.awaitedTransactions.map((transactionId) => ({
      transactionId,
      status: 'completed',
      salesOrderNumber: `SO-${transactionId.slice(-2)}`,
      problem: null,
    })),
    customerData: fixture.customerData,
    excludedParts: [],
    outcomes: request.awaiting.flatMap((operationId) => {
      const customerId = world.decided.get(operationId);
      return customerId ? [{ operationId, customerId, status: 'completed' as const, lastKnownError: null }] : [];
    }),
    from: request.cursor,
    customers: isSent ? sent : [],
    removedCustomerIds: [],
    loaded: isLoad && isSent ? { after: beforeFirstCustomerId, through: null, isFullSynchronization: false } : null,
    nextCursor: cursorAt(world.log.length),
    more: false,
    configuration: request.configurationVersion === fixture.configuration.version ? null : fixture.configuration,
    fullSynchronization: 0,
  };
}

function cursorAt(n: number): OfflineCursor {
  return { position: { epochNumber: 1, xid: '1', n: String(n), changeId: null }, load: null };
}

function receive({ world }: Answering, { deviceEpoch, entries }: OfflineExchangeRequest): number {
  let recorded = 0;
  for (const entry of entries) {
    const expected = (world.acknowledged.get(deviceEpoch.epochId) ?? 0) + 1;
    if (entry.deviceSequence < expected) continue;
    if (entry.deviceSequence > expected)
      throw refuse('device_sequence_gap', '', { given: entry.deviceSequence, expected });
    world.acknowledged.set(deviceEpoch.epochId, expected);
    const operation = entry.operation as CustomerOperation;
    if (world.operations.has(operation.operationId)) continue;
    world.operations.set(operation.operationId, operation);
    world.undecided.push(operation);
    recorded++;
  }
  return recorded;
}

function receiveTransactions(
  { world, customers, transactions }: Answering,
  request: OfflineExchangeRequest,
): OfflineExchangeResponse['transactionReceipts'] {
  return request.transactions.map((content) => {
    const transaction = content as RetailTransaction;
    const { transactionId, customerId } = transaction;
    const isKnown = [...world.operations.values()].some((operation) => operation.customerId === customerId);
    if (customerId !== null && !isKnown && !customers.has(customerId)) {
      return { transactionId, result: 'rejected', code: 'customer_unknown', field: 'customer' };
    }
    transactions.set(transactionId, transaction);
    return { transactionId, result: 'recorded', code: null, field: null };
  });
}

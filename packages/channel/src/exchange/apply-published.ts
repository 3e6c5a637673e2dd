import { rebuildView } from '@counterfoil/customer/rebuild-view';
import type { Customer } from '@counterfoil/contracts/customer';
import type { OperationOutcome, Withdrawn } from '@counterfoil/contracts/exchange';
import type { Tx } from '@counterfoil/database/database';
import { legalEntityCountry, type Channel } from '../channel.ts';
import {
  dropUnpublished,
  keepPublished,
  keepView,
  lockLocalCustomers,
  type CustomerToKeep,
} from '../customers/local-customers.ts';
import { decideOutboxEntries, undecidedEntries, type OutboxEntry } from './outbox.ts';
import { dropReleased, forgetWithdrawn, keptThoughWithdrawn, withdraw } from '../customers/withdrawn-customers.ts';

/** What headquarters published: customers whole, and fates of operations that customers don't show. */
export interface Published {
  readonly customers: readonly Customer[];
  readonly outcomes: readonly OperationOutcome[];
  /** Customers that are no longer this database's; missing from answers in real time, which no address book filters. */
  readonly withdrawn?: readonly Withdrawn[];
  readonly headquartersEpochNumber: number;
}

/**
 * Brings customers and fates into the channel database, in the caller's transaction. Operations that a customer
 * contains are completed; those it doesn't contain yet stay on top of it, so that no download reverts a pending edit
 * (R6). The same again, or an earlier version, changes nothing (R5).
 */
export async function applyPublished(channel: Channel, tx: Tx, published: Published): Promise<void> {
  const now = channel.seams.clock.now();
  const customers = lastOfEach(published.customers);
  const ids = [...customers.keys()];
  const { withdrawn } = published;
  const kept = withdrawn ? await keptThoughWithdrawn(tx) : [];
  await lockLocalCustomers(tx, [...ids, ...kept, ...(withdrawn ?? []).map(({ customerId }) => customerId)]);
  const undecided = Map.groupBy(await undecidedEntries(tx, ids), (entry) => entry.operation.customerId);
  const outcomes = published.outcomes.filter((outcome) => outcome.node === channel.channelDatabaseId);
  const refused = new Set(
    outcomes.filter((outcome) => outcome.status === 'refused').map((outcome) => outcome.operationId),
  );
  await decideOutboxEntries(tx, containedOperations(customers, undecided), now);
  await decideOutboxEntries(
    tx,
    outcomes.map(({ operationId, status, lastKnownError }) => ({
      operationId,
      status,
      problem: lastKnownError && { ...lastKnownError, parameters: lastKnownError.parameters ?? {} },
    })),
    now,
  );
  const toKeep = [...customers.values()].map((customer) =>
    withPending(channel, customer, undecided.get(customer.customerId) ?? [], refused),
  );
  await keepPublished(tx, toKeep, published.headquartersEpochNumber, now);
  if (!withdrawn) return;
  await forgetWithdrawn(tx, ids);
  await withdraw(tx, withdrawn, published.headquartersEpochNumber);
  await dropReleased(tx, kept);
}

function lastOfEach(customers: readonly Customer[]): Map<string, Customer> {
  const byId = new Map<string, Customer>();
  for (const customer of customers) {
    const held = byId.get(customer.customerId);
    if (!held || held.version <= customer.version) byId.set(customer.customerId, customer);
  }
  return byId;
}

function containedOperations(
  customers: ReadonlyMap<string, Customer>,
  undecided: ReadonlyMap<string, readonly OutboxEntry[]>,
): { operationId: string; status: 'completed'; problem: null }[] {
  return [...undecided].flatMap(([customerId, entries]) => {
    const contained = new Set(customers.get(customerId)?.recentOperations);
    return entries
      .filter((entry) => contained.has(entry.operation.operationId))
      .map((entry) => ({ operationId: entry.operation.operationId, status: 'completed' as const, problem: null }));
  });
}

function withPending(
  channel: Channel,
  published: Customer,
  undecided: readonly OutboxEntry[],
  refused: ReadonlySet<string>,
): CustomerToKeep {
  const countryRegion = legalEntityCountry(channel, published.legalEntity);
  if (channel.seams.plantedBugs.has('download overwrites a pending edit')) {
    return { published, view: published, countryRegion };
  }
  const pending = undecided.map((entry) => entry.operation).filter((operation) => !refused.has(operation.operationId));
  return { published, view: rebuildView(published, pending) ?? published, countryRegion };
}

/** Takes back an operation that headquarters refused while the user waited: the customer is as before it. */
export async function takeBack(channel: Channel, tx: Tx, operationId: string, customerId: string): Promise<void> {
  const local = (await lockLocalCustomers(tx, [customerId])).get(customerId);
  if (!local) return;
  if (!local.published) return dropUnpublished(tx, customerId);
  const rest = (await undecidedEntries(tx, [customerId])).map((entry) => entry.operation);
  const view = rebuildView(
    local.published,
    rest.filter((operation) => operation.operationId !== operationId),
  );
  await keepView(
    tx,
    view ?? local.published,
    local.published,
    legalEntityCountry(channel, local.published.legalEntity),
  );
}

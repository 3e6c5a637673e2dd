import type { Customer } from '@counterfoil/contracts/customer';
import { expectedAt } from '../address-books.ts';
import { parkedCustomers } from '../drain.ts';
import { promised } from '../ledger.ts';
import { InvariantViolated } from '../violations.ts';
import { differences } from './channel-state.ts';
import type { ChannelSite, World } from '../world.ts';

interface StagedRow {
  operation_id: string;
  customer_id: string;
  status: string;
  follows: string | null;
}

/**
 * After the drain. R1: every acknowledged customer and edit is at headquarters, completed, unless it has a flaw that a
 * person must mend, or follows one. R11: the same after a restore.
 */
export async function checkNothingLost(world: World): Promise<void> {
  const rows = await world.headquartersNode.storage.look.query<StagedRow>(
    'SELECT operation_id, customer_id, status, follows FROM staged_operations',
  );
  const staged = new Map(rows.map((row) => [row.operation_id, row]));
  const parked = new Set(await parkedCustomers(world));
  const flawed = new Set(
    world.ledger.intentions.filter((entry) => entry.flaw !== 'none').map((entry) => entry.operationId),
  );
  const invariant = world.faults.restore > 0 ? 'R11' : 'R1';
  for (const intention of promised(world.ledger)) {
    const { operationId, customerId, kind, node } = intention;
    const row = staged.get(operationId);
    if (!row) throw new InvariantViolated(invariant, `an acknowledged ${kind} of ${node} never reached headquarters`);
    if (row.customer_id !== customerId) {
      throw new InvariantViolated('R2', `a ${kind} of ${node} has another customer at headquarters than it was told`);
    }
    const mayWait = flawed.has(operationId) || (row.status === 'uploaded' && parked.has(row.customer_id));
    if (row.status !== 'completed' && !mayWait) {
      throw new InvariantViolated(invariant, `an acknowledged ${kind} of ${node} ended as ${row.status}`);
    }
    world.sightings[invariant]++;
  }
  for (const { operation_id: operationId } of rows) {
    if (world.ledger.intentions.some((intention) => intention.operationId === operationId)) continue;
    throw new InvariantViolated('R2', 'headquarters has an operation that nobody asked for');
  }
}

interface DocumentRow {
  customer_id: string;
  document: Customer;
}

/**
 * After the drain, R8 and R7: every channel database has exactly the customers of headquarters that its address books
 * show, equal to the last field. One that was withdrawn stays only under an operation that waits for a person (R6).
 */
export async function checkAllEqual(world: World): Promise<void> {
  const atHeadquarters = await world.headquartersNode.storage.look.query<DocumentRow>(
    'SELECT customer_id, document FROM customers',
  );
  for (const site of world.sites) await checkEqual(world, site, atHeadquarters);
}

async function checkEqual(world: World, site: ChannelSite, atHeadquarters: readonly DocumentRow[]): Promise<void> {
  const { name, storage } = site.node;
  const rows = await storage.look.query<DocumentRow>(
    `SELECT customer_id, coalesce(base, document) AS document FROM customers
     WHERE version > 0 AND customer_id NOT IN (SELECT customer_id FROM withdrawn_customers WHERE kept)`,
  );
  const local = new Map(rows.map((row) => [row.customer_id, row.document]));
  const isExpected = await expectedAt(world, site);
  const expected = atHeadquarters.filter(({ document }) => isExpected(document));
  for (const { customer_id: customerId, document } of expected) {
    const copy = local.get(customerId);
    if (!copy) throw new InvariantViolated('R7', `${name} never got a customer of headquarters`);
    const different = differences(copy, document);
    if (different.length > 0) {
      throw new InvariantViolated('R8', `${name} holds ${different.join(', ')} of a customer otherwise`);
    }
    world.sightings.R7++;
  }
  if (local.size !== expected.length) {
    throw new InvariantViolated('R8', `${name} holds a customer that headquarters doesn't have or doesn't show it`);
  }
}

import type { Customer } from '@counterfoil/contracts/customer';
import { allOfflineCustomers } from '@counterfoil/till/offline-customers';
import { promised } from '../ledger.ts';
import type { TillSite } from '../tills.ts';
import { InvariantViolated } from '../violations.ts';
import type { World } from '../world.ts';
import { differences } from './channel-state.ts';

/** R1 at a till, after every step: what it acknowledged is in its outbox, with a number of its own and without a gap. */
export async function checkTill(world: World, { site, registerId, till }: TillSite): Promise<void> {
  const rows = await till.database.all<{ operation_id: string; epoch_id: string; sequence: number }>(
    'SELECT operation_id, epoch_id, sequence FROM outbox ORDER BY epoch_id, sequence',
  );
  const held = new Set(rows.map((row) => row.operation_id));
  const own = promised(world.ledger).filter(({ node }) => node === `${site.node.name}/${registerId}`);
  for (const { operationId, kind } of own) {
    if (!held.has(operationId)) throw new InvariantViolated('R1', `${registerId}: an acknowledged ${kind} is gone`);
  }
  if (held.size !== rows.length) throw new InvariantViolated('R2', `${registerId}: one operation stands there twice`);
  world.sightings.R1 += own.length;
}

interface HeldRow {
  customer_id: string;
  document: Customer;
}

/** After the drain, R8: a till shows exactly the customers of its channel database, as its channel shows them. */
export async function checkTillsEqual(world: World): Promise<void> {
  for (const { site, registerId, till } of world.tills) {
    const atChannel = await site.node.storage.look.query<HeldRow>('SELECT customer_id, document FROM customers');
    const customers = await allOfflineCustomers(till.database);
    const held = new Map(customers.map((customer) => [customer.customerId, customer]));
    for (const { customer_id: customerId, document } of atChannel) {
      const copy = held.get(customerId);
      if (!copy) throw new InvariantViolated('R8', `${registerId} never got a customer of its channel`);
      const different = differences(copy, document);
      if (different.length > 0) {
        throw new InvariantViolated('R8', `${registerId} shows ${different.join(', ')} of a customer otherwise`);
      }
      world.sightings.R8++;
    }
    if (held.size !== atChannel.length) {
      throw new InvariantViolated('R8', `${registerId} has a customer that its channel doesn't have`);
    }
  }
}

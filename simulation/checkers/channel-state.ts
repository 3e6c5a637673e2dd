import { isDeepStrictEqual } from 'node:util';
import { rebuildView } from '@counterfoil/customer/rebuild-view';
import type { Customer } from '@counterfoil/contracts/customer';
import type { CustomerOperation } from '@counterfoil/contracts/customer-operation';
import { InvariantViolated } from '../violations.ts';
import type { ChannelSite, World } from '../world.ts';

interface LocalRow {
  customer_id: string;
  document: Customer;
  base: Customer | null;
  version: number;
  account_number: string | null;
  undecided: CustomerOperation[];
  created_here: boolean;
}

const localStatement = `
  SELECT customers.customer_id, customers.document, customers.base, customers.version, customers.account_number,
    coalesce(jsonb_agg(entries.operation ORDER BY entries.epoch_number, entries.n)
      FILTER (WHERE entries.status IN ('pending', 'uploaded', 'failed')), '[]') AS undecided,
    coalesce(bool_or(entries.kind = 'create'), false) AS created_here
  FROM customers LEFT JOIN customer_operations AS entries USING (customer_id)
  GROUP BY customers.customer_id`;

const childlessStatement = `
  SELECT count(*)::integer AS orphans FROM customer_operations AS entries
  WHERE status <> 'refused' AND NOT EXISTS (SELECT FROM customers WHERE customers.customer_id = entries.customer_id)`;

/**
 * Looks at a channel database after every step. R4: no customer from nowhere, no operation without its customer; R6: what
 * staff see is what headquarters published with every own undecided edit on top.
 */
export async function checkChannel(world: World, site: ChannelSite): Promise<void> {
  const { look } = site.node.storage;
  const [rows, orphans] = [
    await look.query<LocalRow>(localStatement),
    await look.query<{ orphans: number }>(childlessStatement),
  ];
  const { name } = site.node;
  if ((orphans[0]?.orphans ?? 0) > 0) {
    throw new InvariantViolated('R4', `${name}: operations without their customer`);
  }
  const local = new Map(rows.map((row) => [row.customer_id, row]));
  for (const row of rows) checkView(name, row);
  checkEdits(world, site, local);
  world.sightings.R4 += rows.length;
}

function checkView(node: string, row: LocalRow): void {
  if (row.version === 0 && !row.created_here) {
    throw new InvariantViolated('R4', `${node}: a customer that neither headquarters nor this database made`);
  }
  const published = row.base ?? (row.version > 0 ? row.document : null);
  if ((published?.customerAccountNumber ?? null) !== row.account_number || (published?.version ?? 0) !== row.version) {
    throw new InvariantViolated('R4', `${node}: a customer's row and document are of different versions`);
  }
  const view = rebuildView(published, row.undecided) ?? published;
  if (!isDeepStrictEqual(JSON.parse(JSON.stringify(view)), row.document)) {
    throw new InvariantViolated('R6', `${node}: a customer is shown other than as published with the own edits on top`);
  }
}

/** Without the product's own merge: the last acknowledged edit of a field is what is shown until it is decided. */
function checkEdits(world: World, site: ChannelSite, local: ReadonlyMap<string, LocalRow>): void {
  const lastEdits = new Map<string, { operationId: string; customerId: string; field: string; value: string | null }>();
  for (const intention of world.ledger.intentions) {
    if (intention.node !== site.node.name || !intention.acknowledged || intention.lostWithBackup) continue;
    const { customerId, operationId } = intention;
    if (intention.kind !== 'update' || customerId === null) continue;
    for (const [field, value] of Object.entries(intention.fields)) {
      lastEdits.set(`${customerId} ${field}`, { operationId, customerId, field, value });
    }
  }
  for (const { operationId, customerId, field, value } of lastEdits.values()) {
    const row = local.get(customerId);
    if (!row) throw new InvariantViolated('R1', `${site.node.name}: an edited customer is gone`);
    if (!row.undecided.some((operation) => operation.operationId === operationId)) continue;
    world.sightings.R6++;
    if ((row.document as Record<string, unknown>)[field] !== value) {
      throw new InvariantViolated('R6', `${site.node.name}: a pending edit of ${field} is not shown`);
    }
  }
}

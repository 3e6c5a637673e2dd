import { isDeepStrictEqual } from 'node:util';
import { rebuildView } from '@counterfoil/customer/rebuild-view';
import type { Customer } from '@counterfoil/contracts/customer';
import type { CustomerOperation } from '@counterfoil/contracts/customer-operation';
import { promised } from '../ledger.ts';
import { editedValues, valuesOf } from './edited-values.ts';
import { checkLists } from './r04-children.ts';
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
  kept: boolean;
}

const localStatement = `
  SELECT customers.customer_id, customers.document, customers.base, customers.version, customers.account_number,
    coalesce(jsonb_agg(entries.operation ORDER BY entries.epoch_number, entries.n)
      FILTER (WHERE entries.status IN ('pending', 'uploaded', 'failed')), '[]') AS undecided,
    coalesce(bool_or(entries.kind = 'create'), false) AS created_here,
    customers.customer_id IN (SELECT customer_id FROM withdrawn_customers WHERE kept) AS kept
  FROM customers LEFT JOIN customer_operations AS entries USING (customer_id)
  GROUP BY customers.customer_id`;

const childlessStatement = `
  SELECT count(*)::integer AS orphans FROM customer_operations AS entries
  WHERE status <> 'refused' AND NOT EXISTS (SELECT FROM customers WHERE customers.customer_id = entries.customer_id)
    AND NOT EXISTS (SELECT FROM withdrawn_customers AS gone WHERE gone.customer_id = entries.customer_id AND NOT kept)`;

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
  for (const row of rows) {
    checkView(name, row);
    checkLists(name, row.document);
    checkEdits(world, name, row);
  }
  await checkAcknowledged(world, site);
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
  const view = rebuildView(published, row.undecided);
  if (!view) throw new InvariantViolated('R8', `${node}: a customer without a creation that could still be decided`);
  /* Headquarters no longer publishes it here; what it completed of the own edits goes on to be shown. */
  if (row.kept) return;
  const different = differences(JSON.parse(JSON.stringify(view)) as Record<string, unknown>, row.document);
  if (different.length > 0) {
    const what = `${different.join(', ')} of a customer`;
    throw new InvariantViolated('R6', `${node}: ${what} shown other than as published with the own edits on top`);
  }
}

/** The fields in which two documents differ. */
export function differences(
  one: Readonly<Record<string, unknown>>,
  other: Readonly<Record<string, unknown>>,
): string[] {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].filter((name) => !isDeepStrictEqual(one[name], other[name]));
}

/**
 * Without the product's own merge: the last edit of a field or entry that is not decided yet is what is shown, unless it
 * is about a contact that is gone.
 */
function checkEdits(world: World, node: string, row: LocalRow): void {
  const last = new Map<string, unknown>();
  const contained = new Set((row.base ?? (row.version > 0 ? row.document : null))?.recentOperations);
  /* After a restore of headquarters, operations that it still has are undecided here until they have been offered. */
  const decidedBefore = row.undecided.findLastIndex(({ operationId }) => contained.has(operationId));
  for (const operation of row.undecided.slice(decidedBefore + 1)) {
    if (operation.kind !== 'update') continue;
    for (const [path, value] of editedValues(operation)) last.set(path, value);
  }
  const shown = valuesOf(row.document, last.keys());
  for (const [path, value] of last) {
    if (!shown.has(path)) continue;
    world.sightings.R6++;
    if (shown.get(path) !== value) throw new InvariantViolated('R6', `${node}: a pending edit of ${path} is not shown`);
  }
}

/** What was acknowledged is in the outbox, and its customer is there, unless it was withdrawn. */
async function checkAcknowledged(world: World, site: ChannelSite): Promise<void> {
  const { name, storage } = site.node;
  const expected = promised(world.ledger).filter(
    (intention) => intention.node === name && !intention.forgottenByOrigin,
  );
  const rows = await storage.look.query<{ operation_id: string }>(
    `SELECT operation_id FROM customer_operations
     WHERE customer_id IN (SELECT customer_id FROM customers UNION ALL SELECT customer_id FROM withdrawn_customers)`,
  );
  const kept = new Set(rows.map((row) => row.operation_id));
  for (const { operationId, kind } of expected) {
    if (!kept.has(operationId))
      throw new InvariantViolated('R1', `${name}: an acknowledged ${kind} is not in the outbox`);
  }
  world.sightings.R1 += expected.length;
}

import type { Customer } from '@counterfoil/contracts/customer';
import type { CustomerOperation } from '@counterfoil/contracts/customer-operation';
import { InvariantViolated } from '../violations.ts';
import type { World } from '../world.ts';

interface EditRow {
  operation: CustomerOperation;
  document: Customer;
}

interface ConflictRow {
  operation_id: string;
  field: string;
  held_value: unknown;
  offered_value: unknown;
  kept: 'held' | 'offered';
}

const editsStatement = `
  SELECT staged.operation, customers.document
  FROM customer_changes AS change
  JOIN staged_operations AS staged USING (operation_id)
  JOIN customers ON customers.customer_id = change.customer_id
  WHERE change.decision = 'completed' AND NOT EXISTS (
    SELECT FROM customer_changes AS later
    WHERE later.operation_id = change.operation_id AND later.decision = 'completed'
      AND (later.epoch_number, later.xid, later.n) > (change.epoch_number, change.xid, change.n))
  ORDER BY change.epoch_number, change.xid, change.n`;

/**
 * R6 at headquarters, without the product's merge: the value of every edited field is that of its last edit, or a
 * conflict with both values says why not; and who replaced a value that he can't have seen left a conflict as well.
 */
export async function checkEditsKept(world: World): Promise<void> {
  const { look } = world.headquartersNode.storage;
  const edits = await look.query<EditRow>(editsStatement);
  const conflicts = await look.query<ConflictRow>(
    'SELECT operation_id, field, held_value, offered_value, kept FROM merge_conflicts',
  );
  for (const [, ofCustomer] of Map.groupBy(edits, (edit) => edit.operation.customerId)) {
    for (const field of watchedFields) checkField(world, field, ofCustomer, conflicts);
  }
}

/** Those that the workload edits, and that the later applied edit decides. */
const watchedFields = ['firstName', 'middleName', 'lastName', 'email'] as const;

function checkField(
  world: World,
  field: (typeof watchedFields)[number],
  ofCustomer: readonly EditRow[],
  conflicts: readonly ConflictRow[],
): void {
  let held: { value: unknown; node: string; version: number } | null = null;
  for (const [index, { operation }] of ofCustomer.entries()) {
    const offered = operation.changes.fields[field];
    if (offered === undefined) continue;
    const { node } = operation.origin;
    const unseen = held !== null && held.node !== node && held.version > operation.baseVersion;
    if (held && unseen && held.value !== offered && operation.kind === 'update') {
      world.sightings.R6++;
      if (!conflicts.some((row) => row.operation_id === operation.operationId && row.field === field)) {
        throw new InvariantViolated('R6', `two edits of ${field} met and no conflict is on record`);
      }
    }
    held = { value: offered, node, version: index + 1 };
    world.sightings.R6++;
  }
  const last = ofCustomer.at(-1);
  if (held && last && last.document[field] !== held.value) {
    throw new InvariantViolated('R6', `the last edit of ${field} is lost`);
  }
}

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
  FROM customers
  CROSS JOIN LATERAL jsonb_array_elements_text(document -> 'recentOperations') WITH ORDINALITY AS decided (id, place)
  JOIN staged_operations AS staged ON staged.operation_id = decided.id::uuid
  ORDER BY customers.customer_id, decided.place`;

/** Completed edits that their customer doesn't contain. */
const lostStatement = `
  SELECT count(*)::integer AS lost FROM staged_operations AS staged JOIN customers USING (customer_id)
  WHERE staged.status = 'completed' AND NOT document -> 'recentOperations' ? staged.operation_id::text`;

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
  const [row] = await look.query<{ lost: number }>(lostStatement);
  if (row?.lost !== 0) throw new InvariantViolated('R6', 'a completed edit is not in its customer');
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

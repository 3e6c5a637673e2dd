import { applyOperation } from '@counterfoil/customer/apply-operation';
import type { Customer } from '@counterfoil/contracts/customer';
import type { CustomerOperation } from '@counterfoil/contracts/customer-operation';
import { prepared, type Tx } from '@counterfoil/database/database';
import { noPlantedBugs } from '@counterfoil/platform/planted-bugs';

interface AppliedRow {
  customer_id: string;
  operation: CustomerOperation;
}

/* In the order in which they were applied: that of the change feed. */
const selectApplied = prepared(
  'select-applied-operations',
  `SELECT staged.customer_id, staged.operation
   FROM staged_operations AS staged
   JOIN LATERAL (
     SELECT change.epoch_number, change.xid, change.n
     FROM customer_changes AS change
     WHERE change.customer_id = staged.customer_id AND change.operation_id = staged.operation_id
       AND change.decision = 'completed'
     ORDER BY change.epoch_number, change.xid, change.n
     LIMIT 1
   ) AS first ON true
   WHERE staged.customer_id = ANY($1::uuid[]) AND staged.status = 'completed' AND staged.operation IS NOT NULL
   ORDER BY staged.customer_id, first.epoch_number, first.xid, first.n`,
);

/**
 * The customers as each of the applied operations of `customerIds` found them, by operation; null before a creation.
 * Made by applying the operations on record once more, in their order: the audit keeps no copies of customers.
 */
export async function customersBefore(
  tx: Tx,
  customerIds: readonly string[],
): Promise<ReadonlyMap<string, Customer | null>> {
  const before = new Map<string, Customer | null>();
  if (customerIds.length === 0) return before;
  const rows = await tx.query<AppliedRow>(selectApplied, [customerIds]);
  for (const [, operations] of Map.groupBy(rows, (row) => row.customer_id)) replay(operations, before);
  return before;
}

function replay(rows: readonly AppliedRow[], before: Map<string, Customer | null>): void {
  let customer: Customer | null = null;
  for (const { operation } of rows) {
    before.set(operation.operationId, customer);
    const applied = applyOperation(customer, operation, {
      kind: 'headquarters',
      customerAccountNumber: null,
      plantedBugs: noPlantedBugs,
      isDecided: () => true,
    });
    if (applied.result === 'applied') customer = applied.customer;
  }
}

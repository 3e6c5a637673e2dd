import type { MergeConflict } from '@counterfoil/contracts/customer-operation';
import { prepared, type Tx } from '@counterfoil/database/database';

/** A conflict on record, with its place in the list. */
export interface RecordedMergeConflict extends MergeConflict {
  readonly n: string;
  /** ISO 8601. */
  readonly recordedAt: string;
}

interface ConflictRow {
  n: string;
  customer_id: string;
  operation_id: string;
  field: string;
  held_value: unknown;
  held_by: string;
  offered_value: unknown;
  offered_by: string;
  kept: MergeConflict['kept'];
  policy: MergeConflict['policy'];
  recorded_at: string;
}

const selectConflicts = prepared(
  'select-merge-conflicts',
  `SELECT merge_conflict_id AS n, customer_id, operation_id, field, held_value, held_by, offered_value, offered_by, kept,
     policy, recorded_at
   FROM merge_conflicts
   WHERE ($1::uuid IS NULL OR customer_id = $1) AND ($2::bigint IS NULL OR merge_conflict_id < $2)
   ORDER BY merge_conflict_id DESC
   LIMIT $3`,
);

/** Conflicts before the place `before`, newest first; both values of each (R6). */
export async function listMergeConflicts(
  tx: Tx,
  filter: {
    readonly customerId?: string | undefined;
    readonly before?: string | undefined;
    readonly countMax: number;
  },
): Promise<RecordedMergeConflict[]> {
  const { customerId = null, before = null, countMax } = filter;
  const rows = await tx.query<ConflictRow>(selectConflicts, [customerId, before, countMax]);
  return rows.map((row) => ({
    n: row.n,
    customerId: row.customer_id,
    operationId: row.operation_id,
    field: row.field,
    heldValue: row.held_value,
    heldBy: row.held_by,
    offeredValue: row.offered_value,
    offeredBy: row.offered_by,
    kept: row.kept,
    policy: row.policy,
    recordedAt: row.recorded_at,
  }));
}

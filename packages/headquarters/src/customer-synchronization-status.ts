import { displayName } from '@counterfoil/customer/display';
import type { Customer } from '@counterfoil/contracts/customer';
import type { CustomerChanges, CustomerOperation, Problem } from '@counterfoil/contracts/customer-operation';
import { refuse } from '@counterfoil/contracts/refusal';
import { prepared, type Tx } from '@counterfoil/database/database';
import type { Headquarters } from './headquarters.ts';

/** Fate of a staged operation. */
export const stagedStatuses = ['uploaded', 'completed', 'refused', 'failed'] as const;
export type StagedStatus = (typeof stagedStatuses)[number];

/** A line of the audit page *Customer synchronization status* (LK-11). */
export interface SynchronizationStatusEntry {
  /** Place in the list: order of arrival. */
  readonly n: string;
  readonly operationId: string;
  readonly customerId: string;
  /** Empty where neither the customer nor the operation shows one. */
  readonly name: string;
  readonly customerAccountNumber: string | null;
  readonly kind: string;
  readonly channelDatabaseId: string;
  readonly status: StagedStatus;
  readonly lastKnownError: Problem | null;
  /** ISO 8601. */
  readonly receivedAt: string;
  readonly decidedAt: string | null;
  /** Null where what arrived can't be stored and waits for whole changes. */
  readonly changes: CustomerChanges | null;
  readonly corrections: readonly RecordedCorrection[];
}

/** Corrected changes of an operation, with what they replaced. */
export interface RecordedCorrection {
  readonly correctedBy: string;
  /** ISO 8601. */
  readonly correctedAt: string;
  readonly oldChanges: CustomerChanges | null;
  readonly newChanges: CustomerChanges;
  readonly lastKnownError: Problem | null;
}

interface StatusRow {
  n: string;
  operation_id: string;
  customer_id: string;
  kind: string;
  channel_database_id: string;
  operation: CustomerOperation | null;
  status: StagedStatus;
  last_known_error: Problem | null;
  received_at: string;
  decided_at: string | null;
  customer: Customer | null;
}

const selectStatus = prepared(
  'select-customer-synchronization-status',
  `SELECT staged.n, staged.operation_id, staged.customer_id, staged.kind, staged.channel_database_id, staged.operation,
     staged.status, staged.last_known_error, staged.received_at, staged.decided_at, customers.document AS customer
   FROM staged_operations AS staged LEFT JOIN customers USING (customer_id)
   WHERE ($1::text IS NULL OR staged.status = $1)
     AND ($2::text IS NULL OR staged.channel_database_id = $2)
     AND ($3::bigint IS NULL OR staged.n < $3)
   ORDER BY staged.n DESC
   LIMIT $4`,
);

/** The latest arrivals before the place `before`, newest first, with their corrections. */
export async function customerSynchronizationStatus(
  tx: Tx,
  filter: {
    readonly status?: StagedStatus | undefined;
    readonly channelDatabaseId?: string | undefined;
    readonly before?: string | undefined;
    readonly countMax: number;
  },
): Promise<SynchronizationStatusEntry[]> {
  const { status = null, channelDatabaseId = null, before = null, countMax } = filter;
  const rows = await tx.query<StatusRow>(selectStatus, [status, channelDatabaseId, before, countMax]);
  const corrections = await correctionsOf(
    tx,
    rows.map((row) => row.operation_id),
  );
  return rows.map((row) => toEntry(row, corrections.get(row.operation_id) ?? []));
}

interface CorrectionRow {
  operation_id: string;
  corrected_by: string;
  corrected_at: string;
  old_changes: CustomerChanges | null;
  new_changes: CustomerChanges;
  last_known_error: Problem | null;
}

const selectCorrections = prepared(
  'select-operation-corrections',
  `SELECT operation_id, corrected_by, corrected_at, old_changes, new_changes, last_known_error
   FROM operation_corrections WHERE operation_id = ANY($1::uuid[])
   ORDER BY operation_correction_id`,
);

async function correctionsOf(tx: Tx, operationIds: readonly string[]): Promise<Map<string, RecordedCorrection[]>> {
  const rows = await tx.query<CorrectionRow>(selectCorrections, [operationIds]);
  const byOperation = Map.groupBy(rows, (row) => row.operation_id);
  return new Map(
    [...byOperation].map(([operationId, group]) => [
      operationId,
      group.map((row) => ({
        correctedBy: row.corrected_by,
        correctedAt: row.corrected_at,
        oldChanges: row.old_changes,
        newChanges: row.new_changes,
        lastKnownError: row.last_known_error,
      })),
    ]),
  );
}

const noName = { customerType: 'person', firstName: null, middleName: null, lastName: null, organizationName: null };

function toEntry(row: StatusRow, corrections: readonly RecordedCorrection[]): SynchronizationStatusEntry {
  const named = row.customer ?? { ...noName, ...row.operation?.changes.fields };
  return {
    n: row.n,
    operationId: row.operation_id,
    customerId: row.customer_id,
    name: displayName(named as Customer),
    customerAccountNumber: row.customer?.customerAccountNumber ?? null,
    kind: row.kind,
    channelDatabaseId: row.channel_database_id,
    status: row.status,
    lastKnownError: row.last_known_error,
    receivedAt: row.received_at,
    decidedAt: row.decided_at,
    changes: row.operation?.changes ?? null,
    corrections,
  };
}

const synchronizeAgain = prepared(
  'synchronize-failed-operation-again',
  `UPDATE staged_operations SET status = 'uploaded', decided_at = NULL
   WHERE operation_id = $1 AND status = 'failed' AND operation IS NOT NULL`,
);

const selectStagedState = prepared(
  'select-staged-state',
  'SELECT status, operation IS NOT NULL AS readable FROM staged_operations WHERE operation_id = $1',
);

/**
 * Lets a failed operation be decided again as it is, for when a setting was what it failed by (LK-12). Errors:
 * `staged_operation_unknown`, `staged_operation_not_failed`, `staged_operation_unreadable`.
 */
export async function synchronizeOperation(headquarters: Headquarters, operationId: string): Promise<void> {
  const { database, wakeUps } = headquarters;
  await database.transaction('synchronize failed operation', async (tx) => {
    if ((await tx.affected(synchronizeAgain, [operationId])) > 0) return;
    const row = (await tx.query<{ status: StagedStatus; readable: boolean }>(selectStagedState, [operationId]))[0];
    if (!row) throw refuse('staged_operation_unknown');
    throw refuse(row.status === 'failed' ? 'staged_operation_unreadable' : 'staged_operation_not_failed');
  });
  wakeUps.staged();
}

const synchronizeFailed = prepared(
  'synchronize-failed-operations-again',
  `UPDATE staged_operations SET status = 'uploaded', decided_at = NULL
   WHERE status = 'failed' AND operation IS NOT NULL
     AND ($1::text IS NULL OR last_known_error ->> 'code' = $1)`,
);

/** The same for all failed operations, or for those that failed with `code`; answers how many they were (LK-12). */
export async function synchronizeFailedOperations(headquarters: Headquarters, code?: string): Promise<number> {
  const count = await headquarters.database.transaction('synchronize failed operations', (tx) =>
    tx.affected(synchronizeFailed, [code ?? null]),
  );
  if (count > 0) headquarters.wakeUps.staged();
  return count;
}

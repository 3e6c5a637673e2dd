import { headquartersNode } from '@counterfoil/customer/merge/merge-policy';
import { displayName } from '@counterfoil/customer/display';
import type { Customer } from '@counterfoil/contracts/customer';
import type {
  CustomerChanges,
  CustomerOperation,
  OperationKind,
  Problem,
} from '@counterfoil/contracts/customer-operation';
import { refuse } from '@counterfoil/contracts/refusal';
import { prepared, type Tx } from '@counterfoil/database/database';
import { changedValues, type ChangedValue } from './changed-values.ts';
import { customersBefore } from './customers-before.ts';
import type { Headquarters } from '../headquarters.ts';
import { conditionOf, type StagedStatus, type StatusFilter } from './status-filter.ts';

/** A line of the audit page *Customer synchronization status* (LK-11). */
export interface SynchronizationStatusEntry {
  /** Place in the list: order of arrival. */
  readonly n: string;
  readonly operationId: string;
  readonly customerId: string;
  /** Empty where neither the customer nor the operation shows one. */
  readonly name: string;
  readonly customerAccountNumber: string | null;
  /** The identifier under which the channel knew the customer before it had an account number. */
  readonly asyncCustomerAccount: string;
  readonly kind: OperationKind;
  readonly channelDatabaseId: string;
  /** Where it was recorded; null where headquarters itself did, or where it can't be read. */
  readonly channelId: string | null;
  readonly channelName: string | null;
  /** Null where it can't be read. */
  readonly legalEntity: string | null;
  readonly madeAtHeadquarters: boolean;
  /** When it was recorded at its origin, ISO 8601; null where that can't be read. */
  readonly operationTimestamp: string | null;
  readonly status: StagedStatus;
  readonly lastKnownError: Problem | null;
  /** ISO 8601. */
  readonly receivedAt: string;
  readonly decidedAt: string | null;
  /** Null where what arrived can't be stored and waits for whole changes. */
  readonly changes: CustomerChanges | null;
  /** Old and new values: old ones of the customer as the operation found it, or as it is now while undecided. */
  readonly values: readonly ChangedValue[];
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
  kind: OperationKind;
  channel_database_id: string;
  channel_name: string | null;
  operation: CustomerOperation | null;
  status: StagedStatus;
  last_known_error: Problem | null;
  received_at: string;
  decided_at: string | null;
  customer: Customer | null;
}

/* Not prepared: with a text the plan begins at the customers, without one at the newest arrivals. */
function statusStatement(condition: string, countMax: string, before: string): string {
  return `SELECT staged.n, staged.operation_id, staged.customer_id, staged.kind, staged.channel_database_id,
     channels.name AS channel_name, staged.operation, staged.status, staged.last_known_error, staged.received_at,
     staged.decided_at, customers.document AS customer
   FROM staged_operations AS staged
   LEFT JOIN customers USING (customer_id)
   LEFT JOIN channels ON channels.channel_id = staged.operation #>> '{origin,channelId}'
   WHERE ${condition} AND (${before}::bigint IS NULL OR staged.n < ${before})
   ORDER BY staged.n DESC
   LIMIT ${countMax}`;
}

/** The latest arrivals before the place `before`, newest first, with their values and corrections. */
export async function customerSynchronizationStatus(
  tx: Tx,
  filter: StatusFilter & { readonly before?: string | undefined; readonly countMax: number },
): Promise<SynchronizationStatusEntry[]> {
  const { before = null, countMax } = filter;
  const condition = conditionOf(filter);
  const next = condition.parameters.length + 1;
  const rows = await tx.query<StatusRow>(statusStatement(condition.text, `$${next + 1}`, `$${next}`), [
    ...condition.parameters,
    before,
    countMax,
  ]);
  const corrections = await correctionsOf(
    tx,
    rows.map((row) => row.operation_id),
  );
  const befores = await customersBefore(tx, [...new Set(rows.filter(isAppliedEdit).map((row) => row.customer_id))]);
  return rows.map((row) => toEntry(row, corrections.get(row.operation_id) ?? [], befores));
}

/** Of every other operation it is known without looking at the earlier ones what it found. */
function isAppliedEdit({ kind, status }: StatusRow): boolean {
  return status === 'completed' && kind === 'update';
}

/** One line, of one of these channels unless null. Error: `staged_operation_unknown`. */
export async function findStagedOperation(
  tx: Tx,
  operationId: string,
  channelIds: readonly string[] | null = null,
): Promise<SynchronizationStatusEntry> {
  const [entry] = await customerSynchronizationStatus(tx, { operationIds: [operationId], channelIds, countMax: 1 });
  if (!entry) throw refuse('staged_operation_unknown');
  return entry;
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

function toEntry(
  row: StatusRow,
  corrections: readonly RecordedCorrection[],
  befores: ReadonlyMap<string, Customer | null>,
): SynchronizationStatusEntry {
  const { origin, recordedAt, changes } = row.operation ?? {};
  const named = row.customer ?? { ...noName, ...row.operation?.changes.fields };
  return {
    n: row.n,
    operationId: row.operation_id,
    customerId: row.customer_id,
    name: displayName(named as Customer),
    customerAccountNumber: row.customer?.customerAccountNumber ?? null,
    asyncCustomerAccount: row.customer_id,
    kind: row.kind,
    channelDatabaseId: row.channel_database_id,
    channelId: origin?.channelId || null,
    channelName: row.channel_name,
    legalEntity: origin?.legalEntity || null,
    madeAtHeadquarters: row.channel_database_id === headquartersNode,
    operationTimestamp: recordedAt ?? null,
    status: row.status,
    lastKnownError: row.last_known_error,
    receivedAt: row.received_at,
    decidedAt: row.decided_at,
    changes: changes ?? null,
    values: changes ? changedValues(foundBy(row, befores), changes) : [],
    corrections,
  };
}

/** The customer as the operation found it. */
function foundBy(row: StatusRow, befores: ReadonlyMap<string, Customer | null>): Customer | null {
  if (row.kind === 'create') return null;
  return isAppliedEdit(row) ? (befores.get(row.operation_id) ?? row.customer) : row.customer;
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

/** Which failed operations to decide again at once. */
export interface SynchronizedRange {
  /** The place behind which to go on; none: from the oldest. */
  readonly after?: string | undefined;
  /** At most so many; all without. */
  readonly countMax?: number | undefined;
}

/** What a call of many took. */
export interface SynchronizedOperations {
  readonly count: number;
  /** In the order of arrival. */
  readonly operationIds: readonly string[];
  /** Place of the last one. */
  readonly last: string | null;
}

/* The oldest first, so that whoever goes on from the last place meets none twice, even those that fail again. */
function synchronizeStatement(condition: string, after: string, countMax: string): string {
  return `WITH chosen AS MATERIALIZED (
     SELECT staged.operation_id FROM staged_operations AS staged
     WHERE ${condition} AND staged.operation IS NOT NULL AND (${after}::bigint IS NULL OR staged.n > ${after})
     ORDER BY staged.n
     LIMIT ${countMax}::bigint
     FOR UPDATE
   ), changed AS (
     UPDATE staged_operations AS staged SET status = 'uploaded', decided_at = NULL
     FROM chosen WHERE staged.operation_id = chosen.operation_id AND staged.status = 'failed'
     RETURNING staged.n, staged.operation_id
   )
   SELECT n, operation_id FROM changed ORDER BY n`;
}

/** Lets the failed operations that a filter names be decided again (LK-12); answers which they were. */
export async function synchronizeFailedOperations(
  headquarters: Headquarters,
  filter: StatusFilter,
  { after, countMax }: SynchronizedRange = {},
): Promise<SynchronizedOperations> {
  const { text, parameters } = conditionOf({ ...filter, status: 'failed' });
  const next = parameters.length + 1;
  const statement = synchronizeStatement(text, `$${next}`, `$${next + 1}`);
  const rows = await headquarters.database.transaction('synchronize failed operations', (tx) =>
    tx.query<{ n: string; operation_id: string }>(statement, [...parameters, after ?? null, countMax ?? null]),
  );
  if (rows.length > 0) headquarters.wakeUps.staged();
  return { count: rows.length, operationIds: rows.map((row) => row.operation_id), last: rows.at(-1)?.n ?? null };
}

import type { CustomerOperation, Problem } from '@counterfoil/contracts/customer-operation';
import { prepared, type Tx } from '@counterfoil/database/database';
import type { CustomerSyncStatus } from '@counterfoil/customer/customer-state';
import type { Way } from '../customers/record-operations.ts';

/** An operation in the outbox with its fate so far. */
export interface OutboxEntry {
  readonly operation: CustomerOperation;
  readonly way: Way;
  readonly status: CustomerSyncStatus;
  readonly lastKnownError: Problem | null;
  readonly contentHash: string;
  readonly recordedAt: string;
  readonly decidedAt: string | null;
}

interface OutboxRow {
  operation: CustomerOperation;
  way: Way;
  status: CustomerSyncStatus;
  last_known_error: Problem | null;
  content_hash: string;
  recorded_at: string;
  decided_at: string | null;
}

const entryColumns =
  "operation, way, status, last_known_error, encode(content_hash, 'hex') AS content_hash, recorded_at, decided_at";

const selectEntry = prepared(
  'select-outbox-entry',
  `SELECT ${entryColumns} FROM customer_operations WHERE operation_id = $1`,
);

/** The entry of an operation, if it was recorded here. */
export async function outboxEntry(tx: Tx, operationId: string): Promise<OutboxEntry | null> {
  const row = (await tx.query<OutboxRow>(selectEntry, [operationId]))[0];
  return row ? toEntry(row) : null;
}

const selectEntriesOf = prepared(
  'select-outbox-entries-of-customers',
  `SELECT ${entryColumns} FROM customer_operations
   WHERE customer_id = ANY($1::uuid[]) ORDER BY epoch_number, n`,
);

/** All entries of these customers that are still kept, in the order of their recording. */
export async function outboxEntriesOf(tx: Tx, customerIds: readonly string[]): Promise<OutboxEntry[]> {
  return (await tx.query<OutboxRow>(selectEntriesOf, [customerIds])).map(toEntry);
}

const selectOpen = prepared(
  'select-undecided-operations',
  `SELECT ${entryColumns} FROM customer_operations
   WHERE customer_id = ANY($1::uuid[]) AND status IN ('pending', 'uploaded', 'failed') ORDER BY epoch_number, n`,
);

/** Entries of these customers that headquarters hasn't applied: what stands on top of its state (R6). */
export async function undecidedEntries(tx: Tx, customerIds: readonly string[]): Promise<OutboxEntry[]> {
  return (await tx.query<OutboxRow>(selectOpen, [customerIds])).map(toEntry);
}

function toEntry(row: OutboxRow): OutboxEntry {
  return {
    operation: row.operation,
    way: row.way,
    status: row.status,
    lastKnownError: row.last_known_error,
    contentHash: row.content_hash,
    recordedAt: row.recorded_at,
    decidedAt: row.decided_at,
  };
}

const insertEntry = prepared(
  'insert-outbox-entry',
  `INSERT INTO customer_operations (
     operation_id, epoch_number, customer_id, kind, way, operation, content_hash, status, recorded_at)
   VALUES ($1, $2, $3, $4, $5, $6, decode($7, 'hex'), 'pending', $8)`,
);

/** Records an operation in the caller's transaction. */
export async function insertOutboxEntry(
  tx: Tx,
  entry: { operation: CustomerOperation; way: Way; contentHash: string; epochNumber: number; now: Date },
): Promise<void> {
  const { operation } = entry;
  await tx.query(insertEntry, [
    operation.operationId,
    entry.epochNumber,
    operation.customerId,
    operation.kind,
    entry.way,
    JSON.stringify(operation),
    entry.contentHash,
    entry.now,
  ]);
}

const decideStatement = prepared(
  'decide-outbox-entries',
  `UPDATE customer_operations
   SET status = decision.status, last_known_error = decision.last_known_error, decided_at = $2, delivered = true
   FROM jsonb_to_recordset($1::jsonb) AS decision (operation_id uuid, status text, last_known_error jsonb)
   WHERE customer_operations.operation_id = decision.operation_id
     AND customer_operations.status NOT IN ('completed', 'refused')`,
);

/** Records the fate that headquarters gave to operations; a fate once final stays. */
export async function decideOutboxEntries(
  tx: Tx,
  decisions: readonly { operationId: string; status: 'completed' | 'refused' | 'failed'; problem: Problem | null }[],
  now: Date,
): Promise<void> {
  if (decisions.length === 0) return;
  const rows = decisions.map(({ operationId, status, problem }) => ({
    operation_id: operationId,
    status,
    last_known_error: problem,
  }));
  await tx.query(decideStatement, [JSON.stringify(rows), now]);
}

const markFallback = prepared(
  'mark-outbox-entry-fallback',
  "UPDATE customer_operations SET way = 'fallback' WHERE operation_id = $1 AND status = 'pending'",
);

/** Notes that the Real-time Service couldn't be reached: the same operation goes by P-job (LK-04). */
export async function markAsFallback(tx: Tx, operationId: string): Promise<void> {
  await tx.query(markFallback, [operationId]);
}

const forgetStatement = prepared(
  'forget-outbox-entry',
  "DELETE FROM customer_operations WHERE operation_id = $1 AND status = 'pending'",
);

/** Forgets an operation that was never acknowledged to anybody, so that the same request may record it again. */
export async function forgetOutboxEntry(tx: Tx, operationId: string): Promise<void> {
  await tx.query(forgetStatement, [operationId]);
}

const pruneStatement = prepared(
  'prune-outbox',
  `DELETE FROM customer_operations
   WHERE delivered AND status IN ('completed', 'refused') AND decided_at < $1`,
);

/**
 * Forgets entries that are older than the backup horizon: no backup that headquarters could be restored from lacks
 * them (R11). Returns how many.
 */
export async function pruneOutbox(tx: Tx, decidedBefore: Date): Promise<number> {
  return tx.affected(pruneStatement, [decidedBefore]);
}

import type { CustomerOperation, Problem } from '@counterfoil/contracts/customer-operation';
import type { LocalTx } from './local-database.ts';
import { takeSequence } from './device.ts';

/**
 * Where an operation of this till stands: here only; at the scale unit; decided by headquarters (`failed` waits for a
 * correction there); or `rejected` by the scale unit, which keeps its content.
 */
export type OfflineEntryStatus = 'pending' | 'delivered' | 'completed' | 'refused' | 'failed' | 'rejected';

/** An operation in the outbox of this till. */
export interface OfflineOutboxEntry {
  readonly operation: CustomerOperation;
  readonly sequence: number;
  readonly status: OfflineEntryStatus;
  readonly lastKnownError: Problem | null;
}

interface EntryRow {
  operation: string;
  sequence: number;
  status: OfflineEntryStatus;
  last_known_error: string | null;
}

const columns = 'operation, sequence, status, last_known_error';

function toEntry(row: EntryRow): OfflineOutboxEntry {
  return {
    operation: JSON.parse(row.operation) as CustomerOperation,
    sequence: row.sequence,
    status: row.status,
    lastKnownError: row.last_known_error === null ? null : (JSON.parse(row.last_known_error) as Problem),
  };
}

const insertStatement = `INSERT INTO outbox (
    operation_id, customer_id, epoch_id, sequence, operation, status, recorded_at)
  VALUES (?, ?, ?, ?, ?, 'pending', ?)`;

/** Records an operation with the next number of the sequence. */
export async function insertOfflineEntry(tx: LocalTx, operation: CustomerOperation): Promise<void> {
  const { epochId, sequence } = await takeSequence(tx);
  await tx.run(insertStatement, [
    operation.operationId,
    operation.customerId,
    epochId,
    sequence,
    JSON.stringify(operation),
    operation.recordedAt,
  ]);
}

/** The customer of an operation that was recorded here before, if it was. */
export async function customerOfOperation(tx: Pick<LocalTx, 'all'>, operationId: string): Promise<string | null> {
  const [row] = await tx.all<{ customer_id: string }>('SELECT customer_id FROM outbox WHERE operation_id = ?', [
    operationId,
  ]);
  return row?.customer_id ?? null;
}

const selectPending = `SELECT ${columns} FROM outbox
  WHERE status = 'pending' AND epoch_id = (SELECT epoch_id FROM device)
  ORDER BY n LIMIT ?`;

/** What the scale unit hasn't acknowledged, in the order in which it was recorded. */
export async function pendingEntries(tx: Pick<LocalTx, 'all'>, countMax: number): Promise<OfflineOutboxEntry[]> {
  return (await tx.all<EntryRow>(selectPending, [countMax])).map(toEntry);
}

const selectOnTop = `SELECT ${columns} FROM outbox
  WHERE customer_id = ? AND operation IS NOT NULL AND status IN ('pending', 'delivered', 'failed', 'rejected')
  ORDER BY n`;

/** What stands on top of what the channel sent of a customer (R6). */
export async function entriesOnTop(tx: Pick<LocalTx, 'all'>, customerId: string): Promise<OfflineOutboxEntry[]> {
  return (await tx.all<EntryRow>(selectOnTop, [customerId])).map(toEntry);
}

const selectLastOperation = `SELECT operation_id FROM outbox
  WHERE customer_id = ? AND status NOT IN ('refused', 'rejected') ORDER BY n DESC LIMIT 1`;

/** The operation of the customer that was recorded here last; the next one follows it. */
export async function lastOperationOf(tx: Pick<LocalTx, 'all'>, customerId: string): Promise<string | null> {
  const [row] = await tx.all<{ operation_id: string }>(selectLastOperation, [customerId]);
  return row?.operation_id ?? null;
}

/** Delivered operations of which no final fate is known: those with none at all first, oldest first. */
export async function awaitedOperations(tx: Pick<LocalTx, 'all'>, countMax: number): Promise<string[]> {
  const rows = await tx.all<{ operation_id: string }>(
    "SELECT operation_id FROM outbox WHERE status IN ('delivered', 'failed') ORDER BY status, n LIMIT ?",
    [countMax],
  );
  return rows.map((row) => row.operation_id);
}

/** The scale unit has committed all entries of this device epoch up to `sequence`. */
export async function markDelivered(tx: LocalTx, epochId: string, sequence: number): Promise<void> {
  await tx.run("UPDATE outbox SET status = 'delivered' WHERE epoch_id = ? AND sequence <= ? AND status = 'pending'", [
    epochId,
    sequence,
  ]);
}

const rejectStatement = `UPDATE outbox SET status = 'rejected', last_known_error = ?, decided_at = ?
  WHERE epoch_id = ? AND sequence = ? AND status IN ('pending', 'delivered')
  RETURNING customer_id`;

/** The scale unit can't pass the entry on; the customer whose entry it is. */
export async function markRejected(
  tx: LocalTx,
  rejected: { epochId: string; sequence: number; problem: Problem; now: string },
): Promise<string | null> {
  const { epochId, sequence, problem, now } = rejected;
  const [row] = await tx.all<{ customer_id: string }>(rejectStatement, [
    JSON.stringify(problem),
    now,
    epochId,
    sequence,
  ]);
  return row?.customer_id ?? null;
}

const decideStatement = `UPDATE outbox SET status = ?, last_known_error = ?, decided_at = ?
  WHERE operation_id = ? AND status IN ('pending', 'delivered', 'failed')`;

/** Records the fate that headquarters gave to an operation; a final one stays. */
export async function decideEntry(
  tx: LocalTx,
  decision: {
    operationId: string;
    status: 'completed' | 'refused' | 'failed';
    problem: Problem | null;
    now: string;
  },
): Promise<void> {
  const { operationId, status, problem, now } = decision;
  await tx.run(decideStatement, [status, problem && JSON.stringify(problem), now, operationId]);
}

const selectHeld = `SELECT n FROM outbox
  WHERE operation IS NOT NULL AND status NOT IN ('refused', 'rejected') ORDER BY n`;

/**
 * Numbers everything that is still held anew, in its order, as if it had never been delivered: the scale unit may lack
 * any of it (R11). Identifiers stay as they are, so nothing is doubled where it does not.
 */
export async function offerAgain(tx: LocalTx): Promise<void> {
  const rows = await tx.all<{ n: number }>(selectHeld);
  for (const { n } of rows) {
    const { epochId, sequence } = await takeSequence(tx);
    await tx.run("UPDATE outbox SET epoch_id = ?, sequence = ?, status = 'pending' WHERE n = ?", [
      epochId,
      sequence,
      n,
    ]);
  }
}

const pruneStatement = `DELETE FROM outbox
  WHERE status IN ('completed', 'refused', 'rejected') AND decided_at < ?`;

/** Forgets entries decided before the backup horizon: no backup of the scale unit lacks them (R11). How many. */
export async function pruneOfflineOutbox(tx: LocalTx, decidedBefore: string): Promise<number> {
  return tx.run(pruneStatement, [decidedBefore]);
}

const emptyDecided = `UPDATE outbox SET operation = NULL, last_known_error = NULL
  WHERE operation IS NOT NULL AND status IN ('completed', 'refused', 'rejected', 'failed')`;

/** Removes the content of operations that somebody else holds for good; their identifiers stay. */
export async function emptyDecidedEntries(tx: LocalTx): Promise<void> {
  await tx.run(emptyDecided);
}

/** How much of the outbox waits. */
export interface OfflineQueue {
  readonly undelivered: number;
  readonly oldestRecordedAt: string | null;
  readonly heldOperations: number;
}

const countStatement = `SELECT count(*) FILTER (WHERE status = 'pending') AS undelivered,
    min(recorded_at) FILTER (WHERE status = 'pending') AS oldest_recorded_at,
    count(operation) AS held_operations
  FROM outbox`;

/** Counts the outbox. */
export async function offlineQueue(tx: Pick<LocalTx, 'all'>): Promise<OfflineQueue> {
  const [row] = await tx.all<{ undelivered: number; oldest_recorded_at: string | null; held_operations: number }>(
    countStatement,
  );
  return {
    undelivered: row?.undelivered ?? 0,
    oldestRecordedAt: row?.oldest_recorded_at ?? null,
    heldOperations: row?.held_operations ?? 0,
  };
}

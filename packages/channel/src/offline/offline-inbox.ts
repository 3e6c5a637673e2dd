import type { Problem } from '@counterfoil/contracts/customer-operation';
import { prepared, type Tx } from '@counterfoil/database/database';

/** Where an entry stands in the order of its till. */
export interface EntryPlace {
  readonly registerId: string;
  readonly epochId: string;
  readonly sequence: number;
}

/** What is known of an entry that came before. */
export interface ReceivedEntry {
  readonly sequence: number;
  /** Null where the entry did not even name an operation. */
  readonly operationId: string | null;
  readonly problem: Problem | null;
}

const selectReceived = prepared(
  'select-received-offline-entries',
  `SELECT device_sequence, operation_id, problem FROM offline_inbox
   WHERE register_id = $1 AND device_epoch_id = $2 AND device_sequence = ANY ($3::bigint[])`,
);

/** The entries with these sequences that are here already. */
export async function receivedEntries(
  tx: Tx,
  registerId: string,
  epochId: string,
  sequences: readonly number[],
): Promise<Map<number, ReceivedEntry>> {
  const rows = await tx.query<{ device_sequence: string; operation_id: string | null; problem: Problem | null }>(
    selectReceived,
    [registerId, epochId, sequences],
  );
  return new Map(
    rows.map((row) => {
      const sequence = Number(row.device_sequence);
      return [sequence, { sequence, operationId: row.operation_id, problem: row.problem }];
    }),
  );
}

const insertReceived = prepared(
  'insert-received-offline-entry',
  `INSERT INTO offline_inbox (
     register_id, device_epoch_id, device_sequence, operation_id, problem, rejected_content, received_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7)`,
);

/** Notes that an entry was received, in the transaction that records its operation or rejects it. */
export async function insertReceivedEntry(
  tx: Tx,
  { registerId, epochId, sequence }: EntryPlace,
  received: { operationId: string | null; rejected: { problem: Problem; content: string } | null; now: Date },
): Promise<void> {
  const { operationId, rejected, now } = received;
  await tx.query(insertReceived, [
    registerId,
    epochId,
    sequence,
    operationId,
    rejected && JSON.stringify(rejected.problem),
    rejected && Buffer.from(rejected.content),
    now,
  ]);
}

const selectRejected = prepared(
  'select-is-offline-operation-rejected',
  `SELECT EXISTS (
     SELECT FROM offline_inbox WHERE register_id = $1 AND operation_id = $2 AND problem IS NOT NULL
   ) AND NOT EXISTS (SELECT FROM customer_operations WHERE operation_id = $2) AS rejected`,
);

/** Whether an operation came from this register and could not be taken over. */
export async function isRejected(tx: Tx, registerId: string, operationId: string): Promise<boolean> {
  const [row] = await tx.query<{ rejected: boolean }>(selectRejected, [registerId, operationId]);
  return row?.rejected === true;
}

const countRejected = prepared(
  'count-rejected-offline-entries',
  `SELECT register_id, count(*)::integer AS rejected FROM (
     SELECT register_id FROM offline_inbox WHERE problem IS NOT NULL
     UNION ALL
     SELECT register_id FROM rejected_offline_transactions
   ) AS rejected GROUP BY register_id`,
);

/** Rejected entries and transactions by register. */
export async function rejectedCounts(tx: Tx): Promise<Map<string, number>> {
  const rows = await tx.query<{ register_id: string; rejected: number }>(countRejected);
  return new Map(rows.map((row) => [row.register_id, row.rejected]));
}

const pruneStatement = prepared(
  'prune-offline-inbox',
  'DELETE FROM offline_inbox WHERE received_at < $1 AND problem IS NULL',
);

/** Forgets entries received before the horizon, except rejected ones, whose content nobody else has. How many. */
export async function pruneOfflineInbox(tx: Tx, receivedBefore: Date): Promise<number> {
  return tx.affected(pruneStatement, [receivedBefore]);
}

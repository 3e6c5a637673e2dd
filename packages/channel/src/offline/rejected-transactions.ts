import { createHash } from 'node:crypto';
import type { Problem } from '@counterfoil/contracts/customer-operation';
import { prepared, type Tx } from '@counterfoil/database/database';

/** A transaction of a till that could not be recorded; nobody else has its content. */
export interface RejectedTransaction {
  /** Null where the content doesn't name one. */
  readonly transactionId: string | null;
  readonly problem: Problem;
  /** What was recorded at the till, as it came. */
  readonly content: unknown;
  /** ISO 8601. */
  readonly receivedAt: string;
}

const insertRejected = prepared(
  'insert-rejected-offline-transaction',
  `INSERT INTO rejected_offline_transactions (
     register_id, content_hash, transaction_id, problem, content, received_at)
   VALUES ($1, $2, $3, $4, $5, $6)
   ON CONFLICT (register_id, content_hash) DO UPDATE SET problem = excluded.problem`,
);

/** Keeps the content of a transaction that can't be recorded, once however often it comes. */
export async function keepRejectedTransaction(
  tx: Tx,
  registerId: string,
  rejected: { readonly transactionId: string | null; readonly problem: Problem; readonly content: unknown },
  now: Date,
): Promise<void> {
  const content = Buffer.from(JSON.stringify(rejected.content));
  const contentHash = createHash('sha256').update(content).digest();
  await tx.query(insertRejected, [
    registerId,
    contentHash,
    rejected.transactionId,
    JSON.stringify(rejected.problem),
    content,
    now,
  ]);
}

const selectKnown = prepared(
  'select-known-offline-transactions',
  `SELECT transaction_id FROM retail_transactions WHERE transaction_id = ANY ($1::text[])
   UNION
   SELECT transaction_id FROM rejected_offline_transactions WHERE transaction_id = ANY ($1::text[])`,
);

/** Those of `transactionIds` that are here, recorded or rejected. */
export async function knownTransactions(tx: Tx, transactionIds: readonly string[]): Promise<Set<string>> {
  if (transactionIds.length === 0) return new Set();
  const rows = await tx.query<{ transaction_id: string }>(selectKnown, [transactionIds]);
  return new Set(rows.map((row) => row.transaction_id));
}

interface RejectedRow {
  transaction_id: string | null;
  problem: Problem;
  content: Buffer;
  received_at: string;
}

const selectRejected = prepared(
  'select-rejected-offline-transactions',
  `SELECT transaction_id, problem, content, received_at FROM rejected_offline_transactions
   WHERE register_id = $1 ORDER BY received_at DESC, content_hash LIMIT $2`,
);

/** The rejected transactions of a register, newest first. */
export async function rejectedTransactions(
  tx: Tx,
  registerId: string,
  countMax: number,
): Promise<RejectedTransaction[]> {
  const rows = await tx.query<RejectedRow>(selectRejected, [registerId, countMax]);
  return rows.map((row) => ({
    transactionId: row.transaction_id,
    problem: row.problem,
    content: JSON.parse(row.content.toString('utf8')) as unknown,
    receivedAt: row.received_at,
  }));
}

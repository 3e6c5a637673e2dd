import { createHash } from 'node:crypto';
import type { Problem } from '@counterfoil/contracts/customer-operation';
import { prepared, type Tx } from '@counterfoil/database/database';
import type { Channel } from '../channel.ts';
import { knownRegister } from './offline-registers.ts';

/** A transaction of a till that could not be recorded; nobody else has its content. */
export interface RejectedTransaction {
  /** Null where the content doesn't name one. */
  readonly transactionId: string | null;
  /** SHA-256 of the content in hexadecimal: its place in the list. */
  readonly contentHash: string;
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
  content_hash: Buffer;
  problem: Problem;
  content: Buffer;
  received_at: string;
}

const selectRejected = prepared(
  'select-rejected-offline-transactions',
  `SELECT transaction_id, content_hash, problem, content, received_at FROM rejected_offline_transactions
   WHERE register_id = $1 AND ($2::bytea IS NULL OR (received_at, content_hash) < (
     SELECT last.received_at, last.content_hash FROM rejected_offline_transactions AS last
     WHERE last.register_id = $1 AND last.content_hash = $2))
   ORDER BY received_at DESC, content_hash DESC LIMIT $3`,
);

/**
 * The transactions of a register that were rejected, newest first: those behind the one with the content hash `before`.
 * Also of a register that has no offline database any more. Error: `register_unknown`.
 */
export async function rejectedTransactions(
  channel: Channel,
  registerId: string,
  { before, countMax }: { readonly before: string | null; readonly countMax: number },
): Promise<RejectedTransaction[]> {
  const place = before === null ? null : Buffer.from(before, 'hex');
  const rows = await channel.database.query<RejectedRow>(selectRejected, [registerId, place, countMax]);
  if (rows.length === 0 && before === null) knownRegister(channel.configuration, registerId);
  return rows.map((row) => ({
    transactionId: row.transaction_id,
    contentHash: row.content_hash.toString('hex'),
    problem: row.problem,
    content: JSON.parse(row.content.toString('utf8')) as unknown,
    receivedAt: row.received_at,
  }));
}

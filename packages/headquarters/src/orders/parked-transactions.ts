import { isSafeText } from '@counterfoil/customer/validate/text-rules';
import type { Problem } from '@counterfoil/contracts/customer-operation';
import {
  transactionEntrySchema,
  type RetailTransaction,
  type TransactionEntry,
} from '@counterfoil/contracts/retail-transaction';
import { refuse } from '@counterfoil/contracts/refusal';
import { prepared, type Tx } from '@counterfoil/database/database';
import type { Headquarters } from '../headquarters.ts';
import { channelsOfOthers, isStorable } from './receive-transactions.ts';
import { foreignTransactions, markRepaired, stageTransactions } from './staged-transactions.ts';

/** What became of a transaction that could not be kept as one: it waits, was staged again, or was dismissed. */
export const parkedTransactionStates = ['parked', 'restaged', 'dismissed'] as const;
export type ParkedTransactionState = (typeof parkedTransactionStates)[number];

/** A transaction that could not be kept as one. */
export interface ParkedTransactionLine {
  /** Order of arrival. */
  readonly n: string;
  readonly channelDatabaseId: string;
  /** Null where the entry bears none that can be read. */
  readonly transactionId: string | null;
  readonly problem: Problem;
  /** ISO 8601. */
  readonly receivedAt: string;
  readonly state: ParkedTransactionState;
  /** The transaction that was staged in its place. */
  readonly restagedTransactionId: string | null;
  readonly decidedBy: string | null;
  /** ISO 8601. */
  readonly decidedAt: string | null;
  readonly dismissalReason: string | null;
}

/** The same with what arrived, as text. */
export interface ParkedTransactionDetail extends ParkedTransactionLine {
  readonly entry: string;
}

interface ParkedRow {
  n: string;
  channel_database_id: string;
  transaction_id: string | null;
  problem: Problem;
  received_at: string;
  state: ParkedTransactionState;
  restaged_transaction_id: string | null;
  decided_by: string | null;
  decided_at: string | null;
  dismissal_reason: string | null;
}

const columns = `parked_transaction_id AS n, channel_database_id, transaction_id, problem, received_at, state,
  restaged_transaction_id, decided_by, decided_at, dismissal_reason`;

const selectParked = prepared(
  'select-parked-transactions',
  `SELECT ${columns}
   FROM parked_transactions
   WHERE ($1::bigint IS NULL OR parked_transaction_id < $1) AND ($3::text IS NULL OR state = $3)
   ORDER BY parked_transaction_id DESC
   LIMIT $2`,
);

/** Parked transactions before the place `before`, newest first; of one state where it is named. */
export async function parkedTransactions(
  tx: Tx,
  filter: {
    readonly state?: ParkedTransactionState | undefined;
    readonly before?: string | undefined;
    readonly countMax: number;
  },
): Promise<ParkedTransactionLine[]> {
  const { state = null, before = null, countMax } = filter;
  return (await tx.query<ParkedRow>(selectParked, [before, countMax, state])).map(toLine);
}

type DetailRow = ParkedRow & { raw_entry: Buffer };

const selectOne = prepared(
  'select-parked-transaction',
  `SELECT ${columns}, raw_entry FROM parked_transactions WHERE parked_transaction_id = $1`,
);

/** One of them with what arrived. Error: `parked_transaction_unknown`. */
export async function parkedTransaction(tx: Tx, n: string): Promise<ParkedTransactionDetail> {
  const row = (await tx.query<DetailRow>(selectOne, [n]))[0];
  if (!row) throw refuse('parked_transaction_unknown');
  return { ...toLine(row), entry: row.raw_entry.toString('utf8') };
}

const lockParked = prepared(
  'lock-parked-transaction',
  `SELECT ${columns}, raw_entry FROM parked_transactions WHERE parked_transaction_id = $1 FOR UPDATE`,
);

async function lockedParked(tx: Tx, n: string): Promise<DetailRow> {
  const row = (await tx.query<DetailRow>(lockParked, [n]))[0];
  if (!row) throw refuse('parked_transaction_unknown');
  if (row.state !== 'parked') throw refuse('parked_transaction_decided');
  return row;
}

const decideParked = prepared(
  'decide-parked-transaction',
  `UPDATE parked_transactions
   SET state = $2, restaged_transaction_id = $3, dismissal_reason = $4, decided_by = $5, decided_at = $6
   WHERE parked_transaction_id = $1`,
);

/**
 * Stages a parked transaction again, as it arrived or as `corrected`, as one of the channel database that brought it.
 * What arrived stays beside it, with who decided it and when; an order that was corrected is held like any repaired one.
 * Errors: `parked_transaction_unknown`, `parked_transaction_decided`, `parked_transaction_unreadable`, `text_invalid`,
 * `transaction_id_taken`.
 */
export async function restageParkedTransaction(
  headquarters: Headquarters,
  n: string,
  { corrected, decidedBy }: { readonly corrected?: RetailTransaction | undefined; readonly decidedBy: string },
): Promise<void> {
  const now = headquarters.seams.clock.now();
  await headquarters.database.transaction('restage parked transaction', async (tx) => {
    const row = await lockedParked(tx, n);
    const entry = await restagedEntry(tx, row, corrected);
    const { transactionId } = entry.transaction;
    const staged = await stageTransactions(tx, [entry], { channelDatabaseId: row.channel_database_id, now });
    if ((await foreignTransactions(tx, [entry.transaction])).size > 0) {
      throw refuse('transaction_id_taken', 'transaction.transactionId');
    }
    if (corrected && staged.has(transactionId)) await markRepaired(tx, transactionId);
    await tx.query(decideParked, [n, 'restaged', transactionId, null, decidedBy, now]);
  });
  headquarters.wakeUps.staged();
}

async function restagedEntry(
  tx: Tx,
  row: DetailRow,
  corrected: RetailTransaction | undefined,
): Promise<TransactionEntry> {
  const arrived = readEntry(row.raw_entry);
  const entry = corrected
    ? { transaction: corrected, givenUp: arrived?.givenUp ?? false, knownSalesOrderNumber: null }
    : arrived;
  if (!entry) throw refuse('parked_transaction_unreadable', 'transaction');
  if (!isStorable(entry)) throw refuse('text_invalid', 'transaction');
  const { node, channelId } = entry.transaction;
  const foreignChannels = await channelsOfOthers(tx, row.channel_database_id);
  if (node !== row.channel_database_id || foreignChannels.has(channelId)) {
    throw refuse('parked_transaction_unreadable', 'transaction.channelId');
  }
  return entry;
}

function readEntry(raw: Buffer): TransactionEntry | null {
  const parsed = transactionEntrySchema.safeParse(JSON.parse(raw.toString('utf8')));
  return parsed.success ? parsed.data : null;
}

/**
 * Dismisses a parked transaction: it is never staged. Who did it, when and why is kept beside what arrived, and its
 * channel shows that it was dismissed. Errors: `parked_transaction_unknown`, `parked_transaction_decided`,
 * `text_invalid`.
 */
export async function dismissParkedTransaction(
  headquarters: Headquarters,
  n: string,
  { reason, decidedBy }: { readonly reason: string; readonly decidedBy: string },
): Promise<void> {
  if (!isSafeText(reason)) throw refuse('text_invalid', 'reason');
  const now = headquarters.seams.clock.now();
  await headquarters.database.transaction('dismiss parked transaction', async (tx) => {
    await lockedParked(tx, n);
    await tx.query(decideParked, [n, 'dismissed', null, reason, decidedBy, now]);
  });
}

function toLine(row: ParkedRow): ParkedTransactionLine {
  return {
    n: row.n,
    channelDatabaseId: row.channel_database_id,
    transactionId: row.transaction_id,
    problem: row.problem,
    receivedAt: row.received_at,
    state: row.state,
    restagedTransactionId: row.restaged_transaction_id,
    decidedBy: row.decided_by,
    decidedAt: row.decided_at,
    dismissalReason: row.dismissal_reason,
  };
}

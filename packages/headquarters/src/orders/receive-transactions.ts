import { createHash } from 'node:crypto';
import type { Problem } from '@counterfoil/contracts/customer-operation';
import {
  transactionEntrySchema,
  transactionIdSchema,
  type TransactionEntry,
  type TransactionReceipt,
  type TransactionUpload,
} from '@counterfoil/contracts/retail-transaction';
import { isDataError, prepared, type Tx } from '@counterfoil/database/database';
import { z } from 'zod';
import { requireEpoch, type Headquarters } from '../headquarters.ts';
import { cancelGivenUp, foreignTransactions, stageTransactions } from './staged-transactions.ts';
import { keepReceiptRequests } from '../notifications/keep-receipt-requests.ts';
import { transactionOutcomes } from './transaction-outcomes.ts';

interface ArrivedTransaction {
  readonly index: number;
  readonly entry: TransactionEntry;
}

interface ParkedTransaction {
  readonly index: number;
  readonly problem: Problem;
}

/**
 * Receives transactions of a P-job and keeps all of them in one transaction before it answers; the same again changes
 * nothing. An entry that is none, or bears the number of another transaction, is parked with its reason, and not in the
 * way of the others (R13). Tells the fate of the transactions that the scale unit asks for. Error: `epoch_foreign`.
 */
export async function receiveTransactions(
  headquarters: Headquarters,
  channelDatabaseId: string,
  upload: TransactionUpload,
): Promise<TransactionReceipt> {
  await requireEpoch(headquarters, upload.headquartersEpochId);
  const { undecidedTransactions: asked } = upload;
  const outcomes = asked && (await transactionOutcomes(headquarters.database, channelDatabaseId, asked));
  const receipt = await keepEntries(headquarters, channelDatabaseId, upload);
  const { receiptRequests } = upload;
  const refusedReceipts =
    receiptRequests && (await keepReceiptRequests(headquarters, channelDatabaseId, receiptRequests));
  return { ...receipt, ...(outcomes && { outcomes }), ...(refusedReceipts && { refusedReceipts }) };
}

async function keepEntries(
  headquarters: Headquarters,
  channelDatabaseId: string,
  upload: TransactionUpload,
): Promise<TransactionReceipt> {
  if (upload.entries.length === 0) return { staged: 0, parked: [] };
  const foreignChannels = await channelsOfOthers(headquarters.database, channelDatabaseId);
  const { arrived, parked } = sortEntries(upload.entries, channelDatabaseId, foreignChannels);
  const all = await keepOrIsolate(headquarters, channelDatabaseId, upload.entries, arrived, parked);
  headquarters.wakeUps.staged();
  return {
    staged: upload.entries.length - all.length,
    parked: all.map(({ index, problem }) => ({
      index,
      code: problem.code,
      detail: String(problem.parameters?.['detail'] ?? ''),
    })),
  };
}

const selectChannelsOfOthers = prepared(
  'select-channels-of-other-databases',
  'SELECT channel_id FROM channels WHERE channel_database_id <> $1',
);

/** A scale unit brings transactions of its own channels only (R15). */
export async function channelsOfOthers(tx: Tx, channelDatabaseId: string): Promise<Set<string>> {
  const rows = await tx.query<{ channel_id: string }>(selectChannelsOfOthers, [channelDatabaseId]);
  return new Set(rows.map((row) => row.channel_id));
}

function sortEntries(
  entries: readonly unknown[],
  channelDatabaseId: string,
  foreignChannels: ReadonlySet<string>,
): { arrived: ArrivedTransaction[]; parked: ParkedTransaction[] } {
  const arrived: ArrivedTransaction[] = [];
  const parked: ParkedTransaction[] = [];
  entries.forEach((value, index) => {
    const entry = transactionEntrySchema.safeParse(value);
    if (!entry.success) return void parked.push(poisoned(index, printable(entry.error.issues[0]?.message ?? '')));
    if (!isStorable(value)) return void parked.push({ index, problem: { code: 'text_invalid', field: '' } });
    const { node, channelId } = entry.data.transaction;
    const isOwn = node === channelDatabaseId && !foreignChannels.has(channelId);
    if (!isOwn) return void parked.push(poisoned(index, 'not of this channel database'));
    arrived.push({ index, entry: entry.data });
  });
  return { arrived, parked };
}

function poisoned(index: number, detail: string): ParkedTransaction {
  return { index, problem: { code: 'record_poisoned', field: '', parameters: { detail } } };
}

/** Whether it can be kept as it is: PostgreSQL's jsonb stores neither U+0000 nor half a surrogate pair. */
export function isStorable(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\u0000');
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([key, inner]) => isStorable(key) && isStorable(inner));
}

const detailLengthMax = 200;

/** A fault's message may quote the sender's own characters. */
function printable(message: string): string {
  return message.replaceAll(/[^\x20-\x7e]/gu, '?').slice(0, detailLengthMax);
}

/** All at once; when the database refuses something of it, one by one, so that only that is parked. */
async function keepOrIsolate(
  headquarters: Headquarters,
  channelDatabaseId: string,
  entries: readonly unknown[],
  arrived: readonly ArrivedTransaction[],
  parked: readonly ParkedTransaction[],
): Promise<ParkedTransaction[]> {
  try {
    return await keep(headquarters, channelDatabaseId, entries, arrived, parked);
  } catch (error) {
    if (!isDataError(error)) throw error;
    if (arrived.length === 0) throw error;
    const alone = arrived.length === 1 ? arrived[0] : undefined;
    if (alone) {
      const detail = printable(error instanceof Error ? error.message : String(error));
      return keep(headquarters, channelDatabaseId, entries, [], [...parked, poisoned(alone.index, detail)]);
    }
    const all = await keep(headquarters, channelDatabaseId, entries, [], parked);
    for (const one of arrived) {
      all.push(...(await keepOrIsolate(headquarters, channelDatabaseId, entries, [one], [])));
    }
    return all;
  }
}

async function keep(
  headquarters: Headquarters,
  channelDatabaseId: string,
  entries: readonly unknown[],
  arrived: readonly ArrivedTransaction[],
  parked: readonly ParkedTransaction[],
): Promise<ParkedTransaction[]> {
  const now = headquarters.seams.clock.now();
  return headquarters.database.transaction('stage transactions', async (tx) => {
    const own = arrived.map(({ entry }) => entry);
    if (own.length > 0) await stageTransactions(tx, own, { channelDatabaseId, now });
    const foreign = await foreignTransactions(
      tx,
      own.map((entry) => entry.transaction),
    );
    const givenUp = arrived.filter((one, place) => one.entry.givenUp && !foreign.has(place));
    await cancelGivenUp(
      tx,
      givenUp.map(({ entry }) => entry.transaction.transactionId),
      now,
    );
    const all = [...parked, ...arrived.filter((_one, place) => foreign.has(place)).map(takenNumber)];
    await park(tx, channelDatabaseId, entries, all, now);
    return all;
  });
}

function takenNumber({ index }: ArrivedTransaction): ParkedTransaction {
  return { index, problem: { code: 'transaction_id_taken', field: '' } };
}

const parkStatement = prepared(
  'park-transactions',
  `INSERT INTO parked_transactions (
     channel_database_id, transaction_id, entry_hash, raw_entry, problem, received_at)
   SELECT $2, transaction_id, decode(entry_hash, 'hex'), decode(raw_entry, 'base64'), problem, $3::timestamptz
   FROM jsonb_to_recordset($1::jsonb) AS input (
     transaction_id text, entry_hash text, raw_entry text, problem jsonb)
   ON CONFLICT DO NOTHING`,
);

async function park(
  tx: Tx,
  channelDatabaseId: string,
  entries: readonly unknown[],
  parked: readonly ParkedTransaction[],
  now: Date,
): Promise<void> {
  if (parked.length === 0) return;
  const rows = parked.map(({ index, problem }) => {
    const raw = Buffer.from(JSON.stringify(entries[index]) ?? '');
    return {
      transaction_id: numberOf(entries[index]),
      entry_hash: createHash('sha256').update(raw).digest('hex'),
      raw_entry: raw.toString('base64'),
      problem,
    };
  });
  await tx.query(parkStatement, [JSON.stringify(rows), channelDatabaseId, now]);
}

const numberedSchema = z.object({ transaction: z.object({ transactionId: transactionIdSchema }) });

/** The number that an entry bears, whatever else is wrong with it. */
function numberOf(entry: unknown): string | null {
  const numbered = numberedSchema.safeParse(entry);
  return numbered.success ? numbered.data.transaction.transactionId : null;
}

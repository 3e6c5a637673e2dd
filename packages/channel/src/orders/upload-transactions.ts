import { prepared, type Tx } from '@counterfoil/database/database';
import type { TransactionReceipt } from '@counterfoil/contracts/retail-transaction';
import type { Channel } from '../channel.ts';
import { readLink } from '../exchange/headquarters-link.ts';

/** What the P-job did for transactions. */
export interface UploadedTransactions {
  readonly batches: number;
  readonly rows: number;
}

/** Transactions in one request, and bytes of their text. */
const batchRowCountMax = 200;
const batchTextByteCountMax = 4 * 1024 * 1024;

/*
 * Entries that are committed but lie above a transaction that still runs can't be read yet without changing their order
 * (R7). They are waited for this long, in milliseconds, then left to the next run.
 */
const horizonWaitMs = 2_000;
const horizonPollMs = 10;

interface EntryRow {
  transaction_id: string;
  line: string;
}

/*
 * In commit order below the oldest transaction that still runs; the line is made by the database, as it was recorded.
 * What says nothing about a receipt goes without it, so that an older headquarters takes it (R17).
 */
const selectUndelivered = prepared(
  'select-undelivered-transactions',
  `SELECT transaction_id,
     jsonb_build_object(
       'transaction', CASE WHEN document ->> 'receiptEmail' IS NULL AND document ->> 'receiptLanguage' = 'en'
         THEN document - ARRAY['receiptEmail', 'receiptLanguage'] ELSE document END, 'givenUp', status = 'givenUp', 'knownSalesOrderNumber', sales_order_number)::text AS line
   FROM retail_transactions
   WHERE NOT delivered
     AND (epoch_number < $1 OR xid < $4::xid8)
     AND operation_id <> ALL ($2::uuid[])
   ORDER BY epoch_number, xid, n
   LIMIT $3`,
);

const selectHorizon = prepared(
  'select-transactions-horizon',
  'SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS horizon',
);

const selectHeldBack = prepared(
  'select-has-undelivered-transactions',
  `SELECT EXISTS (
     SELECT FROM retail_transactions WHERE NOT delivered AND operation_id <> ALL ($1::uuid[])) AS held_back`,
);

/**
 * The second half of the P-job, after the customers: uploads transactions batch by batch until nothing waits. One counts
 * as delivered only once headquarters has acknowledged it after its own commit. Errors: a `CommunicationException`, or
 * the code with which headquarters refuses the batch.
 */
export async function uploadTransactions(channel: Channel, signal?: AbortSignal): Promise<UploadedTransactions> {
  const { clock } = channel.seams;
  const total = { batches: 0, rows: 0 };
  const giveUpAtMs = clock.monotonicMs() + horizonWaitMs;
  while (!signal?.aborted) {
    const rows = await uploadNext(channel);
    total.rows += rows;
    if (rows > 0) total.batches++;
    else if (clock.monotonicMs() >= giveUpAtMs || !(await isHeldBack(channel))) break;
    else await clock.sleep(horizonPollMs, signal);
  }
  return total;
}

async function isHeldBack(channel: Channel): Promise<boolean> {
  if (!(await readLink(channel.database)).headquartersEpoch) return false;
  const rows = await channel.database.query<{ held_back: boolean }>(selectHeldBack, [[...channel.inRealTime.keys()]]);
  return rows[0]?.held_back === true;
}

async function uploadNext(channel: Channel): Promise<number> {
  const { headquartersEpoch } = await readLink(channel.database);
  if (!headquartersEpoch) return 0;
  const entries = withinBytes(await readUndelivered(channel));
  if (entries.length === 0) return 0;
  const receipt = await channel.headquarters.uploadTransactions({
    headquartersEpochId: headquartersEpoch.epochId,
    entries: entries.map((entry) => JSON.parse(entry.line) as unknown),
  });
  await acknowledge(channel, entries, receipt, headquartersEpoch.epochId);
  return entries.length;
}

/** The horizon is read first: what is decided in real time then is either among the exceptions or was decided before. */
async function readUndelivered(channel: Channel): Promise<EntryRow[]> {
  const { database, epoch, inRealTime } = channel;
  const horizon = (await database.query<{ horizon: string }>(selectHorizon))[0]?.horizon;
  const except = [...inRealTime.keys()];
  return database.query<EntryRow>(selectUndelivered, [epoch.number, except, batchRowCountMax, horizon]);
}

function withinBytes(entries: readonly EntryRow[]): EntryRow[] {
  let byteCount = 0;
  return entries.filter((entry, index) => {
    byteCount += Buffer.byteLength(entry.line);
    return index === 0 || byteCount <= batchTextByteCountMax;
  });
}

const selectEpoch = prepared(
  'lock-headquarters-epoch-for-transactions',
  'SELECT headquarters_epoch_id FROM headquarters_link FOR SHARE',
);

const markDelivered = prepared(
  'mark-transactions-delivered',
  `UPDATE retail_transactions
   SET delivered = true, delivered_at = $2, status = CASE status WHEN 'pending' THEN 'uploaded' ELSE status END
   WHERE transaction_id = ANY ($1::text[])`,
);

const markParked = prepared(
  'mark-transactions-parked',
  `UPDATE retail_transactions
   SET status = CASE status WHEN 'givenUp' THEN status ELSE 'failed' END, last_known_error = parked.last_known_error
   FROM jsonb_to_recordset($1::jsonb) AS parked (transaction_id text, last_known_error jsonb)
   WHERE retail_transactions.transaction_id = parked.transaction_id`,
);

/** Headquarters has committed: the entries are delivered, unless headquarters became another incarnation meanwhile. */
async function acknowledge(
  channel: Channel,
  entries: readonly EntryRow[],
  receipt: TransactionReceipt,
  headquartersEpochId: string,
): Promise<void> {
  await channel.database.transaction('acknowledge transactions', async (tx) => {
    const rows = await tx.query<{ headquarters_epoch_id: string | null }>(selectEpoch);
    if (rows[0]?.headquarters_epoch_id !== headquartersEpochId) return;
    const ids = entries.map((entry) => entry.transaction_id);
    await tx.query(markDelivered, [ids, channel.seams.clock.now()]);
    await recordParked(tx, entries, receipt);
  });
}

async function recordParked(tx: Tx, entries: readonly EntryRow[], receipt: TransactionReceipt): Promise<void> {
  if (receipt.parked.length === 0) return;
  const rows = receipt.parked.map(({ index, code, detail }) => ({
    transaction_id: entries[index]?.transaction_id,
    last_known_error: { code, field: '', parameters: { detail } },
  }));
  await tx.query(markParked, [JSON.stringify(rows)]);
}

import { protocolVersion, type Epoch, type UploadHeader } from '@counterfoil/contracts/exchange';
import type { UploadReceipt } from '@counterfoil/contracts/agreement';
import { encodePackage } from '@counterfoil/data-exchange/package-codec';
import { prepared, type Tx } from '@counterfoil/database/database';
import type { Channel } from '../channel.ts';
import { lockedLink, readLink, recordUploadPackage } from './headquarters-link.ts';
import { uploadReceiptRequests } from '../orders/receipt-requests.ts';
import { uploadTransactions } from '../orders/upload-transactions.ts';

/** What one run of the P-job did. */
export interface PJobResult {
  readonly packages: number;
  readonly rows: number;
}

/** An operation of the outbox as it goes into a package. */
export interface EntryRow {
  operation_id: string;
  line: string;
}

/*
 * In commit order: below the oldest transaction that still runs (R7). The line is made by the database, so that an
 * operation reaches headquarters as it was recorded.
 */
const selectUndelivered = prepared(
  'select-undelivered-operations',
  `SELECT operation_id,
     '{"operation":' || operation::text || ',"knownAccountNumber":'
       || coalesce(to_json(customers.account_number)::text, 'null')
       || CASE WHEN operation -> 'changes' ? 'loyaltyCards' THEN coalesce(',"knownCardNumbers":' || (
         SELECT jsonb_object_agg(card ->> 'loyaltyCardId', card ->> 'cardNumber')::text
         FROM jsonb_array_elements(coalesce(customers.base, customers.document) -> 'loyaltyCards') AS card
         WHERE card ->> 'cardNumber' IS NOT NULL
           AND operation -> 'changes' -> 'loyaltyCards'
             @> jsonb_build_array(jsonb_build_object('loyaltyCardId', card -> 'loyaltyCardId'))), '')
         ELSE '' END
       || '}' AS line
   FROM customer_operations LEFT JOIN customers USING (customer_id)
   WHERE NOT delivered
     AND (epoch_number < $1 OR xid < $4::xid8)
     AND operation_id <> ALL ($2::uuid[])
   ORDER BY epoch_number, xid, n
   LIMIT $3`,
);

const selectHorizon = prepared(
  'select-upload-horizon',
  'SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS horizon',
);

/**
 * P-job (P-0001, Channel transactions): uploads the outbox, package by package, until it is empty (SD-10, T14). An entry
 * counts as delivered only once headquarters has acknowledged it after its own commit; whatever happens before that, it
 * is sent again. Errors: a `CommunicationException`, or the code with which headquarters refuses the package.
 */
export async function runPJob(channel: Channel, signal?: AbortSignal): Promise<PJobResult> {
  const total = { packages: 0, rows: 0 };
  const giveUpAtMs = channel.seams.clock.monotonicMs() + horizonWaitMs;
  while (!signal?.aborted) {
    const rows = await uploadNext(channel);
    if (rows === 0 && !(await waitForHorizon(channel, giveUpAtMs, signal))) break;
    if (rows > 0) total.packages++;
    total.rows += rows;
  }
  /* After the customers they refer to, so that headquarters finds these. */
  const transactions = await uploadTransactions(channel, signal);
  await uploadReceiptRequests(channel, signal);
  return { packages: total.packages + transactions.batches, rows: total.rows + transactions.rows };
}

/*
 * Entries that are committed but lie above a transaction that still runs, anywhere on the database server, can't be
 * read yet without changing their order (R7). They are waited for this long, in milliseconds, then left to the next run.
 */
const horizonWaitMs = 2_000;
const horizonPollMs = 10;

const selectHeldBack = prepared(
  'select-has-undelivered-operations',
  `SELECT EXISTS (
     SELECT FROM customer_operations WHERE NOT delivered AND operation_id <> ALL ($1::uuid[])) AS held_back`,
);

async function waitForHorizon(channel: Channel, giveUpAtMs: number, signal?: AbortSignal): Promise<boolean> {
  const { clock } = channel.seams;
  if (clock.monotonicMs() >= giveUpAtMs || !(await readLink(channel.database)).headquartersEpoch) return false;
  const rows = await channel.database.query<{ held_back: boolean }>(selectHeldBack, [[...channel.inRealTime.keys()]]);
  if (!rows[0]?.held_back) return false;
  await clock.sleep(horizonPollMs, signal);
  return true;
}

/**
 * Entries that headquarters hasn't acknowledged, in commit order, without those that are being decided in real time.
 * `except` names these after the horizon is known and before anything is read: an entry below the horizon is either
 * among them, since it was before its recording, or was decided by then, which the reading sees.
 */
export async function readUndelivered(
  tx: Tx,
  options: { epochNumber: number; except: () => readonly string[]; rowCountMax: number },
): Promise<EntryRow[]> {
  const horizon = (await tx.query<{ horizon: string }>(selectHorizon))[0]?.horizon;
  return tx.query<EntryRow>(selectUndelivered, [options.epochNumber, options.except(), options.rowCountMax, horizon]);
}

async function uploadNext(channel: Channel): Promise<number> {
  const { database, epoch, limits, seams } = channel;
  const link = await readLink(database);
  if (!link.headquartersEpoch) return 0;
  const undelivered = await readUndelivered(database, {
    epochNumber: epoch.number,
    except: () => [...channel.inRealTime.keys()],
    rowCountMax: limits.uploadRowCountMax,
  });
  const entries = withinBytes(undelivered, limits.uploadTextByteCountMax);
  if (entries.length === 0) return 0;
  const packageNumber = link.lastUploadPackage + 1;
  const header: UploadHeader = {
    kind: 'upload',
    protocolVersion,
    channelDatabaseId: channel.channelDatabaseId,
    channelEpoch: epoch,
    headquartersEpoch: link.headquartersEpoch,
    packageNumber,
    rows: entries.length,
  };
  const { bytes } = await encodePackage(
    header,
    entries.map((entry) => entry.line),
  );
  if (seams.plantedBugs.has('entry deleted on send')) await acknowledge(channel, entries, null, link.headquartersEpoch);
  const receipt = await channel.headquarters.upload(bytes);
  await acknowledge(channel, entries, receipt, link.headquartersEpoch);
  return entries.length;
}

function withinBytes(entries: readonly EntryRow[], textByteCountMax: number): EntryRow[] {
  let byteCount = 0;
  return entries.filter((entry, index) => {
    byteCount += Buffer.byteLength(entry.line);
    return index === 0 || byteCount <= textByteCountMax;
  });
}

const markDelivered = prepared(
  'mark-operations-delivered',
  `UPDATE customer_operations
   SET delivered = true, status = CASE status WHEN 'pending' THEN 'uploaded' ELSE status END
   WHERE operation_id = ANY ($1::uuid[])`,
);

/*
 * Headquarters had decided these before. Where the customer as published here contains them, they are done; otherwise
 * the customer is on its way.
 */
const completeContained = prepared(
  'complete-contained-operations',
  `UPDATE customer_operations
   SET status = 'completed', decided_at = $2
   FROM customers
   WHERE operation_id = ANY ($1::uuid[]) AND status = 'uploaded'
     AND customers.customer_id = customer_operations.customer_id AND customers.version > 0
     AND coalesce(customers.base, customers.document) -> 'recentOperations' ? operation_id::text`,
);

const rejectStatement = prepared(
  'reject-undeliverable-operations',
  `UPDATE customer_operations
   SET status = 'failed', last_known_error = rejected.last_known_error
   FROM jsonb_to_recordset($1::jsonb) AS rejected (operation_id uuid, last_known_error jsonb)
   WHERE customer_operations.operation_id = rejected.operation_id`,
);

/** Headquarters has committed: the entries are delivered, unless headquarters became another incarnation meanwhile. */
async function acknowledge(
  channel: Channel,
  entries: readonly EntryRow[],
  receipt: UploadReceipt | null,
  headquartersEpoch: Epoch,
): Promise<void> {
  const ids = entries.map((entry) => entry.operation_id);
  const now = channel.seams.clock.now();
  await channel.database.transaction('acknowledge upload', async (tx) => {
    const link = await lockedLink(tx);
    if (link.headquartersEpoch?.epochId !== headquartersEpoch.epochId) return;
    await tx.query(markDelivered, [ids]);
    if (!receipt) return;
    await tx.query(completeContained, [receipt.decided, now]);
    await reject(tx, entries, receipt);
    await recordUploadPackage(tx, receipt.packageNumber, headquartersEpoch.epochId, now);
  });
}

async function reject(tx: Tx, entries: readonly EntryRow[], receipt: UploadReceipt): Promise<void> {
  if (receipt.rejected.length === 0) return;
  const rows = receipt.rejected.map(({ row, code, detail }) => ({
    operation_id: entries[row]?.operation_id,
    last_known_error: { code, field: '', parameters: { detail } },
  }));
  await tx.query(rejectStatement, [JSON.stringify(rows)]);
}

import type { Language } from '@counterfoil/contracts/error-register';
import type { ReceiptRequest } from '@counterfoil/contracts/retail-transaction';
import { CodedError, refuse } from '@counterfoil/contracts/refusal';
import { prepared, type Tx } from '@counterfoil/database/database';
import type { Channel } from '../channel.ts';
import { readLink } from '../exchange/headquarters-link.ts';
import { transactionById } from './transactions.ts';

const insertRequest = prepared(
  'insert-receipt-request',
  `INSERT INTO receipt_requests (request_id, transaction_id, receipt_email, receipt_language, recorded_at)
   VALUES ($1, $2, $3, $4, $5)
   ON CONFLICT (request_id) DO NOTHING`,
);

const selectRequest = prepared(
  'select-receipt-request',
  'SELECT transaction_id, receipt_email, receipt_language FROM receipt_requests WHERE request_id = $1',
);

/**
 * Records that a receipt is to be sent once more, or elsewhere; it goes to headquarters by P-job, behind its transaction.
 * A repetition changes nothing. Errors: `transaction_unknown`, `idempotency_key_reused`.
 */
export async function requestReceipt(channel: Channel, request: ReceiptRequest): Promise<void> {
  const { requestId, transactionId, receiptEmail, receiptLanguage } = request;
  const transaction = await transactionById(channel.database, transactionId);
  if (!transaction) throw refuse('transaction_unknown');
  const now = channel.seams.clock.now();
  const values = [requestId, transactionId, receiptEmail, receiptLanguage, now];
  await channel.database.execute('record receipt request', insertRequest, values);
  await requireSameRequest(channel.database, request);
  channel.wakeUps.recorded();
}

interface RequestRow {
  transaction_id: string;
  receipt_email: string;
  receipt_language: Language;
}

async function requireSameRequest(tx: Tx, request: ReceiptRequest): Promise<void> {
  const [known] = await tx.query<RequestRow>(selectRequest, [request.requestId]);
  const isSame =
    known?.transaction_id === request.transactionId &&
    known.receipt_email === request.receiptEmail &&
    known.receipt_language === request.receiptLanguage;
  if (!isSame) throw refuse('idempotency_key_reused', 'requestId');
}

/** Requests in one upload. */
const batchCountMax = 200;

/* A transaction that was delivered long ago is not kept here any more. */
const selectUndelivered = prepared(
  'select-undelivered-receipt-requests',
  `SELECT request_id AS "requestId", request.transaction_id AS "transactionId", receipt_email AS "receiptEmail",
     receipt_language AS "receiptLanguage"
   FROM receipt_requests AS request LEFT JOIN retail_transactions AS sale USING (transaction_id)
   WHERE request.delivered_at IS NULL AND sale.delivered IS NOT FALSE
   ORDER BY request.n LIMIT $1`,
);

const markDelivered = prepared(
  'mark-receipt-requests-delivered',
  `UPDATE receipt_requests SET delivered_at = $2, last_known_error = refused.problem
   FROM jsonb_to_recordset($1::jsonb) AS refused (request_id uuid, problem jsonb)
   WHERE receipt_requests.request_id = refused.request_id`,
);

/**
 * The end of the P-job: uploads what was asked for, once the transactions are at headquarters; answers how many. An older
 * headquarters doesn't take them: they wait. Errors: those of the connection.
 */
export async function uploadReceiptRequests(channel: Channel, signal?: AbortSignal): Promise<number> {
  let uploaded = 0;
  while (!signal?.aborted) {
    const count = await uploadNext(channel);
    uploaded += count;
    if (count < batchCountMax) break;
  }
  return uploaded;
}

async function uploadNext(channel: Channel): Promise<number> {
  const { headquartersEpoch } = await readLink(channel.database);
  if (!headquartersEpoch) return 0;
  const requests = await channel.database.query<ReceiptRequest>(selectUndelivered, [batchCountMax]);
  if (requests.length === 0) return 0;
  const refused = await ask(channel, headquartersEpoch.epochId, requests);
  if (!refused) return 0;
  const rows = requests.map(({ requestId }, index) => ({
    request_id: requestId,
    problem: refused.has(index) ? { code: refused.get(index), field: '' } : null,
  }));
  const now = channel.seams.clock.now();
  await channel.database.execute('acknowledge receipt requests', markDelivered, [JSON.stringify(rows), now]);
  return requests.length;
}

/** The codes of those that were refused, by place; null: headquarters doesn't know such requests. */
async function ask(
  channel: Channel,
  headquartersEpochId: string,
  receiptRequests: readonly ReceiptRequest[],
): Promise<Map<number, string> | null> {
  try {
    const upload = { headquartersEpochId, entries: [], receiptRequests: [...receiptRequests] };
    const { refusedReceipts } = await channel.headquarters.uploadTransactions(upload);
    return refusedReceipts ? new Map(refusedReceipts.map(({ index, code }) => [index, code])) : null;
  } catch (error) {
    if (!(error instanceof CodedError) || error.code !== 'request_invalid') throw error;
    channel.seams.log.debug({ error: error.code }, 'headquarters is too old to send receipts again');
    return null;
  }
}

const pruneStatement = prepared('prune-receipt-requests', 'DELETE FROM receipt_requests WHERE delivered_at < $1');

/** Forgets requests that were delivered before the horizon; how many. */
export async function pruneReceiptRequests(tx: Tx, deliveredBefore: Date): Promise<number> {
  return tx.affected(pruneStatement, [deliveredBefore]);
}

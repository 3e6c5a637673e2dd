import { receiptRequestSchema, type ReceiptRequest } from '@counterfoil/contracts/retail-transaction';
import type { Headquarters } from '../headquarters.ts';
import { requestReceiptNotifications } from './notifications.ts';

/** A receipt that can't be sent, by its place in what arrived. */
export interface RefusedReceipt {
  readonly index: number;
  readonly code: string;
}

/**
 * Keeps what tills asked for by *send the receipt again*, each request once, before the answer. One that is none, or
 * whose transaction this scale unit has not brought, is refused with its reason and is in the way of no other (R13).
 */
export async function keepReceiptRequests(
  headquarters: Headquarters,
  channelDatabaseId: string,
  arrived: readonly unknown[],
): Promise<RefusedReceipt[]> {
  const read = arrived.map((value) => receiptRequestSchema.safeParse(value));
  const requests = read.flatMap((request): ReceiptRequest[] => (request.success ? [request.data] : []));
  const known = await headquarters.database.transaction('keep receipt requests', (tx) =>
    requestReceiptNotifications(tx, requests, { channelDatabaseId, now: headquarters.seams.clock.now() }),
  );
  return read.flatMap((request, index): RefusedReceipt[] => {
    if (!request.success) return [{ index, code: 'request_invalid' }];
    return known.has(request.data.transactionId) ? [] : [{ index, code: 'transaction_unknown' }];
  });
}

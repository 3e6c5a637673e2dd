import type { Language } from '@counterfoil/contracts/error-register';
import { refuse } from '@counterfoil/contracts/refusal';
import { z } from 'zod';
import { callAsWorker } from '../service/call-as-worker.ts';
import { presentTill, presentWorker, type Engine } from '../service/engine.ts';
import { exchangeNow } from '../service/exchange-loop.ts';

const emailSchema = z.email().max(254);

/**
 * Lets headquarters send a receipt again, or elsewhere, by its notification job; a repetition with the same `requestId`
 * sends nothing twice. Errors: `email_invalid`, `till_offline`, `transaction_unknown`, those of every call.
 */
export async function emailReceipt(
  engine: Engine,
  transactionId: string,
  { requestId, receiptEmail }: { requestId: string; receiptEmail: string },
  language: Language,
): Promise<void> {
  const { database } = presentTill(engine);
  presentWorker(engine);
  if (!emailSchema.safeParse(receiptEmail).success) throw refuse('email_invalid', 'receiptEmail');
  const [row] = await database.all<{ status: string }>('SELECT status FROM transactions WHERE transaction_id = ?', [
    transactionId,
  ]);
  if (!row) throw refuse('transaction_unknown');
  if (row.status === 'pending') await exchangeNow(engine);
  await callAsWorker(engine, {
    method: 'POST',
    path: `/transactions/${transactionId}/receipt-emails`,
    body: { requestId, receiptEmail, receiptLanguage: language },
    answer: z.unknown(),
    language,
  });
}

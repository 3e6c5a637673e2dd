import { askedTransactionCountMax, type TransactionOutcome } from '@counterfoil/contracts/retail-transaction';
import { CodedError } from '@counterfoil/contracts/refusal';
import { prepared } from '@counterfoil/database/database';
import type { Channel } from '../channel.ts';
import { readLink } from '../exchange/headquarters-link.ts';

/* Orders that wait at headquarters, and whatever somebody has to mend there. */
const selectUndecided = prepared(
  'select-undecided-transactions',
  `SELECT transaction_id FROM retail_transactions
   WHERE delivered AND (status = 'failed' OR (status = 'uploaded' AND transaction_type = 'customerOrder'))
     AND transaction_id > $1
   ORDER BY transaction_id LIMIT $2`,
);

const selectEpoch = prepared(
  'lock-headquarters-epoch-for-outcomes',
  'SELECT headquarters_epoch_id FROM headquarters_link FOR SHARE',
);

/* What is being offered again, or was decided meanwhile, stays as it is; nothing is written where nothing changed. */
const recordOutcomes = prepared(
  'record-transaction-outcomes',
  `UPDATE retail_transactions AS held
   SET status = outcome.status, last_known_error = outcome.problem,
     sales_order_number = coalesce(outcome.sales_order_number, held.sales_order_number)
   FROM jsonb_to_recordset($1::jsonb) AS outcome (
     transaction_id text, status text, sales_order_number text, problem jsonb)
   WHERE held.transaction_id = outcome.transaction_id
     AND held.delivered AND held.status IN ('uploaded', 'failed')
     AND (held.status <> outcome.status OR held.last_known_error IS DISTINCT FROM outcome.problem)`,
);

/** Asks headquarters what became of the transactions that were uploaded. */
export interface OrderOutcomes {
  /**
   * Asks for the next of the undecided ones, in turn, so that the channel shows sales order numbers and reasons of orders
   * that were made without it; answers how many changed. An older headquarters that can't be asked is no fault.
   */
  learn(): Promise<number>;
}

/** The asking of one channel database. */
export function createOrderOutcomes(channel: Channel, countMax = askedTransactionCountMax): OrderOutcomes {
  let after = '';
  return {
    async learn() {
      const asked = await undecidedAfter(channel, after, countMax);
      after = asked.length < countMax ? '' : (asked.at(-1) ?? '');
      return asked.length === 0 ? 0 : learnFates(channel, asked);
    },
  };
}

async function undecidedAfter({ database }: Channel, after: string, countMax: number): Promise<string[]> {
  const rows = await database.query<{ transaction_id: string }>(selectUndecided, [after, countMax]);
  return rows.map((row) => row.transaction_id);
}

async function learnFates(channel: Channel, undecidedTransactions: string[]): Promise<number> {
  const { headquartersEpoch } = await readLink(channel.database);
  if (!headquartersEpoch) return 0;
  const { epochId } = headquartersEpoch;
  const outcomes = await outcomesOf(channel, epochId, undecidedTransactions);
  if (outcomes.length === 0) return 0;
  const rows = outcomes.map(({ transactionId, status, salesOrderNumber, problem }) => ({
    transaction_id: transactionId,
    status,
    sales_order_number: salesOrderNumber,
    problem,
  }));
  return channel.database.transaction('record order outcomes', async (tx) => {
    const link = await tx.query<{ headquarters_epoch_id: string | null }>(selectEpoch);
    if (link[0]?.headquarters_epoch_id !== epochId) return 0;
    return tx.affected(recordOutcomes, [JSON.stringify(rows)]);
  });
}

async function outcomesOf(
  channel: Channel,
  headquartersEpochId: string,
  undecidedTransactions: string[],
): Promise<readonly TransactionOutcome[]> {
  try {
    const receipt = await channel.headquarters.uploadTransactions({
      headquartersEpochId,
      entries: [],
      undecidedTransactions,
    });
    return receipt.outcomes ?? [];
  } catch (error) {
    if (!(error instanceof CodedError) || error.code !== 'request_invalid') throw error;
    channel.seams.log.debug({ error: error.code }, 'headquarters is too old to be asked for orders');
    return [];
  }
}

import { prepared, type Tx } from '@counterfoil/database/database';
import type { Headquarters } from '../headquarters.ts';
import { enterState, lockedStatement, type StatementState } from './statements.ts';

/** What one run of the job did. */
export interface CalculateResult {
  readonly statements: number;
  readonly transactions: number;
}

const selectStores = prepared(
  'select-stores-to-calculate',
  `SELECT DISTINCT channel_id, legal_entity
   FROM retail_transactions
   WHERE transaction_type = 'cashAndCarry' AND statement_id IS NULL AND ($1::text IS NULL OR channel_id = $1)
   UNION
   SELECT channel_id, legal_entity FROM statements
   WHERE state IN ('started', 'marked') AND ($1::text IS NULL OR channel_id = $1)
   ORDER BY channel_id`,
);

/**
 * The job *Calculate statements* (WD-25): for each store with sales that no statement has, a statement is started, marks
 * them and is calculated; each state is a transaction of its own. A statement that isn't being posted yet takes what
 * came since. Running it again without new sales changes nothing.
 */
export async function calculateStatements(
  headquarters: Headquarters,
  options: { readonly channelId?: string | undefined; readonly signal?: AbortSignal | undefined } = {},
): Promise<CalculateResult> {
  const total = { statements: 0, transactions: 0 };
  const stores = await headquarters.database.query<{ channel_id: string; legal_entity: string }>(selectStores, [
    options.channelId ?? null,
  ]);
  for (const store of stores) {
    if (options.signal?.aborted) break;
    const statementId = await start(headquarters, store.channel_id, store.legal_entity);
    const marked = statementId === null ? null : await mark(headquarters, statementId, store.channel_id);
    if (statementId === null || marked === null) continue;
    await calculate(headquarters, statementId);
    total.statements++;
    total.transactions += marked;
  }
  return total;
}

const insertStatement = prepared(
  'insert-statement',
  `INSERT INTO statements (channel_id, legal_entity, state, created_at, modified_at)
   VALUES ($1, $2, 'started', $3, $3)
   ON CONFLICT (channel_id) WHERE state <> 'posted' DO NOTHING
   RETURNING statement_id`,
);

const selectOpen = prepared(
  'select-open-statement',
  "SELECT statement_id, state FROM statements WHERE channel_id = $1 AND state <> 'posted'",
);

/** The open statement of a store, started if there is none; null while one is being posted. */
async function start(headquarters: Headquarters, channelId: string, legalEntity: string): Promise<string | null> {
  const now = headquarters.seams.clock.now();
  return headquarters.database.transaction('start statement', async (tx) => {
    const [started] = await tx.query<{ statement_id: string }>(insertStatement, [channelId, legalEntity, now]);
    if (started) {
      await enterState(tx, started.statement_id, 'started', now);
      return started.statement_id;
    }
    const [open] = await tx.query<{ statement_id: string; state: StatementState }>(selectOpen, [channelId]);
    return open && isCalculating(open.state) ? open.statement_id : null;
  });
}

function isCalculating(state: StatementState): boolean {
  return state === 'started' || state === 'marked' || state === 'calculated';
}

const markTransactions = prepared(
  'mark-transactions-for-statement',
  `UPDATE retail_transactions SET statement_id = $1
   WHERE channel_id = $2 AND transaction_type = 'cashAndCarry' AND statement_id IS NULL`,
);

/** Marks the sales that no statement has; null when the statement is being posted meanwhile. */
async function mark(headquarters: Headquarters, statementId: string, channelId: string): Promise<number | null> {
  return headquarters.database.transaction('mark transactions', async (tx) => {
    const { state } = await lockedStatement(tx, statementId);
    if (!isCalculating(state)) return null;
    const marked = await tx.affected(markTransactions, [statementId, channelId]);
    if (marked === 0 && state === 'calculated') return null;
    await enterState(tx, statementId, 'marked', headquarters.seams.clock.now());
    return marked;
  });
}

const countTransactions = prepared(
  'count-transactions-of-statement',
  `UPDATE statements
   SET transaction_count = (
     SELECT count(*) FROM retail_transactions WHERE retail_transactions.statement_id = statements.statement_id)
   WHERE statement_id = $1`,
);

async function calculate(headquarters: Headquarters, statementId: string): Promise<void> {
  await headquarters.database.transaction('calculate statement', async (tx) => {
    if ((await lockedStatement(tx, statementId)).state !== 'marked') return;
    await recount(tx, statementId);
    await enterState(tx, statementId, 'calculated', headquarters.seams.clock.now());
  });
}

/** Counts the transactions that a statement has now. */
export async function recount(tx: Tx, statementId: string): Promise<void> {
  await tx.query(countTransactions, [statementId]);
}

import type { Problem } from '@counterfoil/contracts/customer-operation';
import { CodedError, refuse } from '@counterfoil/contracts/refusal';
import { isDataError, prepared, type Tx } from '@counterfoil/database/database';
import { recount } from './calculate-statements.ts';
import { convertCustomersNow } from '../conversion/convert-customers-now.ts';
import { takeDocumentNumber } from '../numbers/document-numbers.ts';
import type { Headquarters } from '../headquarters.ts';
import { customerWaiting, problemsOfCustomers } from './make-sales-order.ts';
import {
  enterState,
  lockedStatement,
  recordStatementError,
  statementById,
  type Statement,
  type StatementState,
} from './statements.ts';

/** What one run of the job did, in statements. */
export interface PostResult {
  readonly posted: number;
  readonly failed: number;
}

const selectToPost = prepared(
  'select-statements-to-post',
  "SELECT statement_id FROM statements WHERE state NOT IN ('started', 'marked', 'posted') ORDER BY statement_id",
);

/**
 * The job *Post statements* (WD-25, LK-03): takes each calculated statement through its states. Each state is a
 * transaction of its own: what fails rolls back to the state before, is recorded, and is resumed there by the next run.
 */
export async function postStatements(headquarters: Headquarters, signal?: AbortSignal): Promise<PostResult> {
  const total = { posted: 0, failed: 0 };
  const rows = await headquarters.database.query<{ statement_id: string }>(selectToPost);
  for (const { statement_id: statementId } of rows) {
    if (signal?.aborted) break;
    const { state } = await postStatement(headquarters, statementId);
    if (state === 'posted') total.posted++;
    else total.failed++;
  }
  return total;
}

/** Takes one statement as far as it goes and answers it as it stands then. Error: `statement_unknown`. */
export async function postStatement(headquarters: Headquarters, statementId: string): Promise<Statement> {
  const { database, seams } = headquarters;
  let statement = await statementById(database, statementId);
  for (let step = steps[statement.state]; step; step = steps[statement.state]) {
    try {
      await step(headquarters, statementId);
    } catch (error) {
      const problem = problemOf(error);
      if (!problem) throw error;
      await database.transaction('record statement error', (tx) =>
        recordStatementError(tx, statementId, problem, seams.clock.now()),
      );
      return statementById(database, statementId);
    }
    statement = await statementById(database, statementId);
  }
  return statement;
}

/** What the statement shows; an outage is none of its own and ends the run. */
function problemOf(error: unknown): Problem | null {
  if (error instanceof CodedError && error.code !== 'database_unreachable') return error.problems[0] ?? null;
  if (!isDataError(error)) return null;
  const detail = error instanceof Error ? error.message : String(error);
  return { code: 'record_poisoned', field: '', parameters: { detail } };
}

type Step = (headquarters: Headquarters, statementId: string) => Promise<void>;

/** The step that leads on from each state; a statement that isn't calculated yet, or is posted, has none. */
const steps: Readonly<Record<StatementState, Step | null>> = {
  started: null,
  marked: null,
  calculated: check,
  checked: stepTo('aggregated', 'aggregate statement', aggregate),
  aggregated: stepTo('customerOrdersCreated', 'create statement orders', createOrders),
  customerOrdersCreated: stepTo('invoiced', 'invoice statement', invoice),
  invoiced: stepTo('posted', 'post statement', () => Promise.resolve()),
  posted: null,
};

/** The state before which each state's work is done; somebody else may have done it meanwhile. */
const before: Partial<Record<StatementState, StatementState>> = {
  checked: 'calculated',
  aggregated: 'checked',
  customerOrdersCreated: 'aggregated',
  invoiced: 'customerOrdersCreated',
  posted: 'invoiced',
};

function stepTo(state: StatementState, name: string, work: (tx: Tx, statement: Statement) => Promise<void>): Step {
  return (headquarters, statementId) =>
    headquarters.database.transaction(name, async (tx) => {
      const statement = await lockedStatement(tx, statementId);
      if (statement.state !== before[state]) return;
      await work(tx, statement);
      await enterState(tx, statementId, state, headquarters.seams.clock.now());
    });
}

const selectCustomers = prepared(
  'select-customers-of-statement',
  'SELECT DISTINCT customer_id FROM retail_transactions WHERE statement_id = $1 AND customer_id IS NOT NULL',
);

/** Before posting, the customers of the sales become customers with account numbers (LK-03, T20). */
async function check(headquarters: Headquarters, statementId: string): Promise<void> {
  const rows = await headquarters.database.query<{ customer_id: string }>(selectCustomers, [statementId]);
  await convertCustomersNow(
    headquarters,
    rows.map((row) => row.customer_id),
  );
  await stepTo('checked', 'check statement', excludeUnfinished)(headquarters, statementId);
}

const selectUnfinished = prepared(
  'select-transactions-without-customer',
  `SELECT transaction_id, retail_transactions.customer_id
   FROM retail_transactions LEFT JOIN customers USING (customer_id)
   WHERE statement_id = $1 AND retail_transactions.customer_id IS NOT NULL AND customers.customer_id IS NULL
   ORDER BY transaction_id`,
);

const excludeStatement = prepared(
  'exclude-transactions-from-statement',
  `WITH excluded AS (
     SELECT * FROM jsonb_to_recordset($2::jsonb) AS excluded (transaction_id text, problem jsonb)
   ), reported AS (
     INSERT INTO statement_exclusions (statement_id, transaction_id, problem)
     SELECT $1::bigint, transaction_id, problem FROM excluded
     ON CONFLICT (statement_id, transaction_id) DO UPDATE SET problem = excluded.problem
   )
   UPDATE retail_transactions SET statement_id = NULL, posting_error = excluded.problem
   FROM excluded WHERE retail_transactions.transaction_id = excluded.transaction_id`,
);

/**
 * A sale whose customer can't be converted is reported and left to the next statement; the others are posted. With
 * nothing left to post the statement waits, and takes the sales that come meanwhile.
 */
async function excludeUnfinished(tx: Tx, { statementId, transactionCount }: Statement): Promise<void> {
  const unfinished = await tx.query<{ transaction_id: string; customer_id: string }>(selectUnfinished, [statementId]);
  if (unfinished.length === 0) return;
  if (unfinished.length >= transactionCount) throw refuse('statement_nothing_to_post');
  const problems = await problemsOfCustomers(
    tx,
    unfinished.map((row) => row.customer_id),
  );
  const rows = unfinished.map(({ transaction_id, customer_id }) => ({
    transaction_id,
    problem: problems.get(customer_id)?.problem ?? customerWaiting,
  }));
  await tx.query(excludeStatement, [statementId, JSON.stringify(rows)]);
  await recount(tx, statementId);
}

const aggregateStatement = prepared(
  'aggregate-statement',
  `INSERT INTO statement_lines (statement_id, customer_id, currency, item_id, quantity, amount)
   SELECT $1::bigint, customer_id, document ->> 'currency', line ->> 'itemId', sum((line ->> 'quantity')::numeric),
     sum((line ->> 'amount')::numeric)
   FROM retail_transactions CROSS JOIN jsonb_array_elements(document -> 'lines') AS lines (line)
   WHERE statement_id = $1
   GROUP BY customer_id, document ->> 'currency', line ->> 'itemId'`,
);

/** Sums up by customer and item. */
async function aggregate(tx: Tx, { statementId }: Statement): Promise<void> {
  await tx.query(aggregateStatement, [statementId]);
}

const selectBuyers = prepared(
  'select-buyers-of-statement',
  `SELECT lines.customer_id, lines.currency, customers.account_number
   FROM statement_lines AS lines LEFT JOIN customers USING (customer_id)
   WHERE lines.statement_id = $1
   GROUP BY lines.customer_id, lines.currency, customers.account_number
   ORDER BY customers.account_number NULLS FIRST, lines.currency`,
);

const insertStatementOrder = prepared(
  'insert-statement-order',
  `INSERT INTO statement_orders (statement_id, customer_id, currency, customer_account_number, sales_order_number)
   VALUES ($1, $2, $3, $4, $5)`,
);

/** One sales order per customer and currency. */
async function createOrders(tx: Tx, { statementId, legalEntity }: Statement): Promise<void> {
  const buyers = await tx.query<{ customer_id: string | null; currency: string; account_number: string | null }>(
    selectBuyers,
    [statementId],
  );
  for (const { customer_id, currency, account_number } of buyers) {
    const number = await takeDocumentNumber(tx, legalEntity, 'salesOrder');
    await tx.query(insertStatementOrder, [statementId, customer_id, currency, account_number, number]);
  }
}

const selectStatementOrders = prepared(
  'select-orders-to-invoice',
  `SELECT sales_order_number FROM statement_orders
   WHERE statement_id = $1 AND invoice_number IS NULL ORDER BY sales_order_number`,
);

const updateInvoice = prepared(
  'update-statement-invoice',
  'UPDATE statement_orders SET invoice_number = $3 WHERE statement_id = $1 AND sales_order_number = $2',
);

/** One invoice per sales order. */
async function invoice(tx: Tx, { statementId, legalEntity }: Statement): Promise<void> {
  const orders = await tx.query<{ sales_order_number: string }>(selectStatementOrders, [statementId]);
  for (const { sales_order_number } of orders) {
    const number = await takeDocumentNumber(tx, legalEntity, 'invoice');
    await tx.query(updateInvoice, [statementId, sales_order_number, number]);
  }
}

import type { Problem } from '@counterfoil/contracts/customer-operation';
import { refuse } from '@counterfoil/contracts/refusal';
import { prepared, type Tx } from '@counterfoil/database/database';

/** States of a statement in their order; up to `calculated` it is calculated, then it is posted (WD-25). */
export const statementStates = [
  'started',
  'marked',
  'calculated',
  'checked',
  'aggregated',
  'customerOrdersCreated',
  'invoiced',
  'posted',
] as const;
export type StatementState = (typeof statementStates)[number];

/** The sales of a store that are posted together. */
export interface Statement {
  readonly statementId: string;
  readonly channelId: string;
  readonly legalEntity: string;
  readonly state: StatementState;
  readonly transactionCount: number;
  /** Why the last try didn't get beyond `state`. */
  readonly lastKnownError: Problem | null;
  readonly retryCount: number;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly modifiedAt: string;
  readonly postedAt: string | null;
}

interface StatementRow {
  statement_id: string;
  channel_id: string;
  legal_entity: string;
  state: StatementState;
  transaction_count: number;
  last_known_error: Problem | null;
  retry_count: number;
  created_at: string;
  modified_at: string;
  posted_at: string | null;
}

const columns = `statement_id, channel_id, legal_entity, state, transaction_count, last_known_error, retry_count, created_at,
  modified_at, posted_at`;

const selectStatements = prepared(
  'select-statements',
  `SELECT ${columns} FROM statements
   WHERE ($1::text IS NULL OR channel_id = $1) AND ($2::text IS NULL OR state = $2)
     AND ($3::bigint IS NULL OR statement_id < $3)
   ORDER BY statement_id DESC
   LIMIT $4`,
);

/** Statements before the place `before`, newest first. */
export async function listedStatements(
  tx: Tx,
  filter: {
    readonly channelId?: string | undefined;
    readonly state?: StatementState | undefined;
    readonly before?: string | undefined;
    readonly countMax: number;
  },
): Promise<Statement[]> {
  const { channelId = null, state = null, before = null, countMax } = filter;
  return (await tx.query<StatementRow>(selectStatements, [channelId, state, before, countMax])).map(toStatement);
}

const selectStatement = prepared('select-statement', `SELECT ${columns} FROM statements WHERE statement_id = $1`);
const lockStatement = prepared(
  'lock-statement',
  `SELECT ${columns} FROM statements WHERE statement_id = $1 FOR UPDATE`,
);

/** One statement. Error: `statement_unknown`. */
export async function statementById(tx: Tx, statementId: string): Promise<Statement> {
  return expectFound((await tx.query<StatementRow>(selectStatement, [statementId]))[0]);
}

/** The same, locked for the caller's transaction. */
export async function lockedStatement(tx: Tx, statementId: string): Promise<Statement> {
  return expectFound((await tx.query<StatementRow>(lockStatement, [statementId]))[0]);
}

function expectFound(row: StatementRow | undefined): Statement {
  if (!row) throw refuse('statement_unknown');
  return toStatement(row);
}

function toStatement(row: StatementRow): Statement {
  return {
    statementId: row.statement_id,
    channelId: row.channel_id,
    legalEntity: row.legal_entity,
    state: row.state,
    transactionCount: row.transaction_count,
    lastKnownError: row.last_known_error,
    retryCount: row.retry_count,
    createdAt: row.created_at,
    modifiedAt: row.modified_at,
    postedAt: row.posted_at,
  };
}

const enterStateStatement = prepared(
  'enter-statement-state',
  `WITH event AS (
     INSERT INTO statement_events (statement_id, state, happened_at) VALUES ($1, $2, $3)
   )
   UPDATE statements
   SET state = $2, last_known_error = NULL, modified_at = $3, posted_at = CASE $2 WHEN 'posted' THEN $3::timestamptz END
   WHERE statement_id = $1`,
);

/** The statement reaches a state, in the transaction that does the state's work. */
export async function enterState(tx: Tx, statementId: string, state: StatementState, now: Date): Promise<void> {
  await tx.query(enterStateStatement, [statementId, state, now]);
}

const recordErrorStatement = prepared(
  'record-statement-error',
  `WITH event AS (
     INSERT INTO statement_events (statement_id, state, error, happened_at)
     SELECT statement_id, state, $2::jsonb, $3::timestamptz FROM statements WHERE statement_id = $1
   )
   UPDATE statements SET last_known_error = $2, retry_count = retry_count + 1, modified_at = $3 WHERE statement_id = $1`,
);

/** The work towards the next state failed and was rolled back: the statement stays in its state, with the error. */
export async function recordStatementError(tx: Tx, statementId: string, problem: Problem, now: Date): Promise<void> {
  await tx.query(recordErrorStatement, [statementId, JSON.stringify(problem), now]);
}

/** A line of a statement: what one customer bought of one item. */
export interface StatementLine {
  /** Null: sales to nobody in particular. */
  readonly customerId: string | null;
  readonly customerAccountNumber: string | null;
  readonly currency: string;
  readonly itemId: string;
  /** Decimal text. */
  readonly quantity: string;
  readonly amount: string;
  readonly salesOrderNumber: string | null;
  readonly invoiceNumber: string | null;
}

const selectLines = prepared(
  'select-statement-lines',
  `SELECT lines.customer_id, customers.account_number, lines.currency, lines.item_id, lines.quantity::text AS quantity,
     lines.amount::text AS amount, orders.sales_order_number, orders.invoice_number
   FROM statement_lines AS lines
   LEFT JOIN statement_orders AS orders
     ON orders.statement_id = lines.statement_id AND orders.currency = lines.currency
     AND orders.customer_id IS NOT DISTINCT FROM lines.customer_id
   LEFT JOIN customers ON customers.customer_id = lines.customer_id
   WHERE lines.statement_id = $1
   ORDER BY customers.account_number NULLS FIRST, lines.currency, lines.item_id`,
);

/** The lines of a statement with the customers' numbers as they are now. */
export async function statementLines(tx: Tx, statementId: string): Promise<StatementLine[]> {
  const rows = await tx.query<{
    customer_id: string | null;
    account_number: string | null;
    currency: string;
    item_id: string;
    quantity: string;
    amount: string;
    sales_order_number: string | null;
    invoice_number: string | null;
  }>(selectLines, [statementId]);
  return rows.map((row) => ({
    customerId: row.customer_id,
    customerAccountNumber: row.account_number,
    currency: row.currency,
    itemId: row.item_id,
    quantity: row.quantity,
    amount: row.amount,
    salesOrderNumber: row.sales_order_number,
    invoiceNumber: row.invoice_number,
  }));
}

/** A transaction that a statement left to the next one. */
export interface StatementExclusion {
  readonly transactionId: string;
  readonly receiptNumber: string;
  readonly problem: Problem;
}

const selectExclusions = prepared(
  'select-statement-exclusions',
  `SELECT transaction_id, receipt_number, problem
   FROM statement_exclusions JOIN retail_transactions USING (transaction_id)
   WHERE statement_exclusions.statement_id = $1
   ORDER BY transaction_id`,
);

/** What a statement left out, and why. */
export async function statementExclusions(tx: Tx, statementId: string): Promise<StatementExclusion[]> {
  const rows = await tx.query<{ transaction_id: string; receipt_number: string; problem: Problem }>(selectExclusions, [
    statementId,
  ]);
  return rows.map((row) => ({
    transactionId: row.transaction_id,
    receiptNumber: row.receipt_number,
    problem: row.problem,
  }));
}

/** A step of a statement, also one that failed. */
export interface StatementEvent {
  readonly state: StatementState;
  /** Null when the state was reached. */
  readonly error: Problem | null;
  /** ISO 8601. */
  readonly happenedAt: string;
}

const selectEvents = prepared(
  'select-statement-events',
  'SELECT state, error, happened_at FROM statement_events WHERE statement_id = $1 ORDER BY statement_event_id',
);

/** What happened to a statement, oldest first. */
export async function statementEvents(tx: Tx, statementId: string): Promise<StatementEvent[]> {
  const rows = await tx.query<{ state: StatementState; error: Problem | null; happened_at: string }>(selectEvents, [
    statementId,
  ]);
  return rows.map((row) => ({ state: row.state, error: row.error, happenedAt: row.happened_at }));
}

import type { Customer } from '@counterfoil/contracts/customer';
import type { FeedPosition, OperationOutcome } from '@counterfoil/contracts/exchange';
import { prepared, type Database, type Tx } from '@counterfoil/database/database';

const selectFeed = prepared('select-is-offline-feed-on', 'SELECT is_on FROM offline_feed');
/* Waits for whoever is writing customers without noting it. */
const lockCustomers = prepared('lock-customers-for-offline-feed', 'LOCK TABLE customers IN SHARE MODE');
const switchFeedOn = prepared(
  'switch-offline-feed-on',
  `INSERT INTO offline_feed (is_on) VALUES (true)
   ON CONFLICT (only_row) DO UPDATE SET is_on = true WHERE NOT offline_feed.is_on`,
);
const insertFirstChange = prepared(
  'insert-first-offline-change',
  "INSERT INTO offline_changes (epoch_number, customer_ids) VALUES ($1, '{}')",
);

/** From the first exchange of a register on, every change of a customer is noted in the transaction that makes it. */
export async function ensureOfflineFeed(database: Database, epochNumber: number): Promise<void> {
  const [feed] = await database.query<{ is_on: boolean }>(selectFeed);
  if (feed?.is_on) return;
  await database.transaction('begin offline feed', async (tx) => {
    await tx.query(lockCustomers);
    const switched = await tx.affected(switchFeedOn);
    /* A row to stand at, however quiet the channel is. */
    if (switched > 0) await tx.query(insertFirstChange, [epochNumber]);
  });
}

interface ChangeRow {
  epoch_number: number;
  xid: string;
  n: string;
  change_id: string;
  customer_ids: string[];
}

/*
 * Behind a position in commit order, below the oldest transaction that still runs (R7); as many rows as together change
 * at most so many customers, and at least one.
 */
const selectChanges = prepared(
  'select-offline-changes',
  `SELECT epoch_number, xid::text AS xid, n::text AS n, change_id, customer_ids
   FROM (
     SELECT changes.*, sum(cardinality(customer_ids)) OVER (ORDER BY epoch_number, xid, n) AS changed
     FROM (
       SELECT epoch_number, xid, n, change_id, customer_ids FROM offline_changes
       WHERE (epoch_number, xid, n) > ($1::integer, $2::xid8, $3::bigint)
         AND (epoch_number < $4::integer OR xid < pg_snapshot_xmin(pg_current_snapshot()))
       ORDER BY epoch_number, xid, n
       LIMIT $5
     ) AS changes
   ) AS counted
   WHERE changed - cardinality(customer_ids) = 0 OR changed <= $5
   ORDER BY epoch_number, xid, n`,
);

/** Customers that changed behind a position, each once, and where that leads. */
export interface OfflineChanges {
  readonly customerIds: readonly string[];
  readonly position: FeedPosition;
  readonly rows: number;
}

/** Reads what changed behind `after`: about `customerCountMax` customers. */
export async function readOfflineChanges(
  tx: Tx,
  after: FeedPosition,
  { epochNumber, customerCountMax }: { epochNumber: number; customerCountMax: number },
): Promise<OfflineChanges> {
  const rows = await tx.query<ChangeRow>(selectChanges, [
    after.epochNumber,
    after.xid,
    after.n,
    epochNumber,
    customerCountMax,
  ]);
  const last = rows.at(-1);
  return {
    customerIds: [...new Set(rows.flatMap((row) => row.customer_ids))],
    position: last ? positionOf(last) : after,
    rows: rows.length,
  };
}

function positionOf(row: Omit<ChangeRow, 'customer_ids'>): FeedPosition {
  return { epochNumber: row.epoch_number, xid: row.xid, n: row.n, changeId: row.change_id };
}

const selectLatest = prepared(
  'select-latest-offline-change',
  `SELECT epoch_number, xid::text AS xid, n::text AS n, change_id FROM offline_changes
   WHERE epoch_number < $1 OR xid < pg_snapshot_xmin(pg_current_snapshot())
   ORDER BY epoch_number DESC, offline_changes.xid DESC, offline_changes.n DESC LIMIT 1`,
);

/** The last place below which nothing can be committed any more; null while a transaction from before still runs. */
export async function latestOfflinePosition(tx: Tx, epochNumber: number): Promise<FeedPosition | null> {
  const [row] = await tx.query<Omit<ChangeRow, 'customer_ids'>>(selectLatest, [epochNumber]);
  return row ? positionOf(row) : null;
}

const selectChange = prepared(
  'select-offline-change',
  'SELECT change_id FROM offline_changes WHERE epoch_number = $1 AND xid = $2::xid8 AND n = $3::bigint',
);

/** Whether a position is a place of this database's history of which nothing behind it was forgotten. */
export async function knowsOfflinePosition(tx: Tx, position: FeedPosition): Promise<boolean> {
  const place = [position.epochNumber, position.xid, position.n];
  const [row] = await tx.query<{ change_id: string }>(selectChange, place);
  return row?.change_id === position.changeId;
}

const selectPage = prepared(
  'select-offline-load-page',
  'SELECT document FROM customers WHERE customer_id > $1 ORDER BY customer_id LIMIT $2',
);

/** The next customers of a load of everything, by identifier. */
export async function readLoadPage(tx: Tx, after: string, customerCountMax: number): Promise<Customer[]> {
  const rows = await tx.query<{ document: Customer }>(selectPage, [after, customerCountMax]);
  return rows.map((row) => row.document);
}

const selectDocuments = prepared(
  'select-offline-documents',
  'SELECT document FROM customers WHERE customer_id = ANY ($1::uuid[])',
);

/** The customers as the channel shows them, those that are here. */
export async function readDocuments(tx: Tx, customerIds: readonly string[]): Promise<Customer[]> {
  if (customerIds.length === 0) return [];
  return (await tx.query<{ document: Customer }>(selectDocuments, [customerIds])).map((row) => row.document);
}

interface FateRow {
  operation_id: string;
  customer_id: string;
  status: string;
  last_known_error: OperationOutcome['lastKnownError'];
}

const selectFates = prepared(
  'select-fates-of-offline-operations',
  `SELECT operation_id, customer_id, status, last_known_error FROM customer_operations
   WHERE operation_id = ANY ($1::uuid[])`,
);

/** What is known of operations; one that isn't named is not here. */
export interface OperationFate {
  readonly operationId: string;
  readonly customerId: string;
  readonly status: string;
  readonly lastKnownError: OperationOutcome['lastKnownError'];
}

/** Reads the fates of operations. */
export async function readFates(tx: Tx, operationIds: readonly string[]): Promise<OperationFate[]> {
  if (operationIds.length === 0) return [];
  return (await tx.query<FateRow>(selectFates, [operationIds])).map((row) => ({
    operationId: row.operation_id,
    customerId: row.customer_id,
    status: row.status,
    lastKnownError: row.last_known_error,
  }));
}

/*
 * Everything up to the last row that is old enough, since instants are not in commit order. The very last row stays, so
 * that whoever stands at it goes on from there.
 */
const pruneStatement = prepared(
  'prune-offline-changes',
  `DELETE FROM offline_changes
   WHERE (epoch_number, xid, n) <= (
       SELECT epoch_number, xid, n FROM offline_changes WHERE recorded_at < $1
       ORDER BY epoch_number DESC, xid DESC, n DESC LIMIT 1)
     AND (epoch_number, xid, n) < (
       SELECT epoch_number, xid, n FROM offline_changes ORDER BY epoch_number DESC, xid DESC, n DESC LIMIT 1)`,
);

/** Forgets changes noted before the horizon: a till that was away for longer loads everything again. How many. */
export async function pruneOfflineChanges(tx: Tx, recordedBefore: Date): Promise<number> {
  return tx.affected(pruneStatement, [recordedBefore]);
}

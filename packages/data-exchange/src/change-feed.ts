import { prepared, type Tx } from '@counterfoil/database/database';
import type { FeedPosition } from '@counterfoil/contracts/exchange';
import type { PlantedBugs } from '@counterfoil/platform/planted-bugs';
import type { FeedVisibility } from './visibility.ts';

/** One row of the change feed with what a package says about it, as JSON texts made by the database. */
export interface FeedRow {
  readonly position: FeedPosition;
  /** `{"customer": …}` at the first row of a customer in the page, null at its later ones. */
  readonly customerLine: string | null;
  /** `{"outcome": …}` where the origin can't see the fate of its operation in the customer itself. */
  readonly outcomeLine: string | null;
  /** `{"withdrawn": …}` where the customer may have been visible before and no longer is. */
  readonly withdrawnLine: string | null;
  /** Nodes that the row concerns though no address book makes the customer visible: its maker, and the operation's. */
  readonly concerned: readonly string[];
}

interface PageRow {
  epoch_number: number;
  xid: string;
  n: string;
  change_id: string;
  customer_line: string | null;
  outcome_line: string | null;
  withdrawn_line?: string | null;
  concerned?: string[] | null;
}

/*
 * A sequence number is not a commit order: a transaction that drew a low one may commit late, and a reader at
 * `n > last` would pass it by for ever. So rows are ordered by the transaction's id and read only below the oldest
 * transaction that still runs; whatever commits later has a higher id. Rows of earlier incarnations were all committed
 * before the restore, so the limit doesn't concern them (their ids may even lie above it).
 * Customers are read in the same statement, hence in the same snapshot, as the rows that announce them.
 */
const selectPage = prepared(
  'select-feed-page',
  `WITH page AS MATERIALIZED (
     SELECT epoch_number, xid, n, change_id, customer_id, operation_id, decision
     FROM customer_changes
     WHERE (epoch_number, xid, n) > ($1::integer, $2::xid8, $3::bigint)
       AND (epoch_number < $4::integer OR xid < pg_snapshot_xmin(pg_current_snapshot()))
     ORDER BY epoch_number, xid, n
     LIMIT $5
   ), numbered AS (
     SELECT page.*, row_number() OVER (PARTITION BY customer_id ORDER BY epoch_number, xid, n) AS occurrence
     FROM page
   )
   SELECT numbered.epoch_number, numbered.xid::text AS xid, numbered.n::text AS n, numbered.change_id,
     CASE WHEN occurrence = 1 AND customers.document IS NOT NULL
       THEN '{"customer":' || customers.document::text || '}' END AS customer_line,
     outcome.line AS outcome_line
   FROM numbered
   LEFT JOIN customers ON customers.customer_id = numbered.customer_id
   LEFT JOIN LATERAL (
     SELECT json_build_object('outcome', json_build_object(
       'operationId', staged.operation_id, 'customerId', staged.customer_id, 'node', staged.channel_database_id,
       'status', staged.status, 'lastKnownError', staged.last_known_error))::text AS line
     FROM staged_operations AS staged
     WHERE (numbered.decision <> 'completed' OR jsonb_array_length(customers.document -> 'recentOperations') >= $6)
       AND staged.operation_id = numbered.operation_id
       AND staged.status <> 'uploaded'
   ) AS outcome ON true
   ORDER BY numbered.epoch_number, numbered.xid, numbered.n`,
);

/*
 * The same for channels with address books, in the same read: a row may come back with nothing in it, so that the place
 * moves on. The database that made a customer has it whatever the address books, and the one that recorded an operation
 * always learns of its fate (WD-12).
 */
const selectVisiblePage = prepared(
  'select-visible-feed-page',
  `WITH page AS MATERIALIZED (
     SELECT epoch_number, xid, n, change_id, customer_id, operation_id, decision, left_address_books
     FROM customer_changes
     WHERE (epoch_number, xid, n) > ($1::integer, $2::xid8, $3::bigint)
       AND (epoch_number < $4::integer OR xid < pg_snapshot_xmin(pg_current_snapshot()))
     ORDER BY epoch_number, xid, n
     LIMIT $5
   ), numbered AS (
     SELECT page.*, row_number() OVER (PARTITION BY customer_id ORDER BY epoch_number, xid, n) AS occurrence
     FROM page
   )
   SELECT numbered.epoch_number, numbered.xid::text AS xid, numbered.n::text AS n, numbered.change_id,
     CASE WHEN occurrence = 1 AND is_visible THEN '{"customer":' || customers.document::text || '}' END AS customer_line,
     CASE WHEN customers.document IS NOT NULL AND NOT is_visible AND (staged.is_own OR left_address_books && $8::text[])
       THEN json_build_object('withdrawn', json_build_object(
         'customerId', customers.customer_id, 'version', customers.version))::text END AS withdrawn_line,
     CASE WHEN staged.is_own OR by_book AND tells_fate THEN staged.line END AS outcome_line,
     CASE WHEN NOT by_book THEN array_remove(ARRAY[made_by, staged.node], NULL) END AS concerned
   FROM numbered
   LEFT JOIN customers ON customers.customer_id = numbered.customer_id
   CROSS JOIN LATERAL (
     SELECT coalesce(customers.document -> 'addressBooks' ?| $7::text[], false) AS by_book,
       customers.document ->> 'createdBy' AS made_by,
       numbered.decision <> 'completed' OR jsonb_array_length(customers.document -> 'recentOperations') >= $6
         AS tells_fate
   ) AS seen
   CROSS JOIN LATERAL (
     SELECT by_book OR coalesce(made_by = $9 OR starts_with(made_by, $9 || '/'), false) AS is_visible
   ) AS shown
   LEFT JOIN LATERAL (
     SELECT staged_operations.channel_database_id AS node,
       staged_operations.channel_database_id = $9 AND (tells_fate OR NOT is_visible) AS is_own,
       CASE WHEN status <> 'uploaded' THEN json_build_object('outcome', json_build_object(
         'operationId', operation_id, 'customerId', customer_id, 'node', channel_database_id,
         'status', status, 'lastKnownError', last_known_error))::text END AS line
     FROM staged_operations
     WHERE staged_operations.operation_id = numbered.operation_id AND (tells_fate OR NOT by_book)
   ) AS staged ON true
   ORDER BY numbered.epoch_number, numbered.xid, numbered.n`,
);

/** The planted bug "feed read by id": the order in which numbers were drawn, not the order of commits. */
const selectPageById = prepared(
  'select-feed-page-by-id',
  `SELECT changes.epoch_number, changes.xid::text AS xid, changes.n::text AS n, changes.change_id,
     '{"customer":' || customers.document::text || '}' AS customer_line, NULL AS outcome_line
   FROM customer_changes AS changes
   LEFT JOIN customers ON customers.customer_id = changes.customer_id
   WHERE changes.n > $1::bigint
   ORDER BY changes.n
   LIMIT $2`,
);

/** Where the feed is read, how much of it, and for whom. */
export interface FeedReading {
  readonly after: FeedPosition;
  readonly presentEpochNumber: number;
  readonly rowCountMax: number;
  readonly recentOperationCountMax: number;
  readonly plantedBugs: PlantedBugs;
  /** Missing: all customers are delivered. */
  readonly visibleIn?: { readonly channelDatabaseId: string; readonly visibility: FeedVisibility };
}

/** Reads at most `rowCountMax` rows behind `after`, in commit order, with the customers they announce (R7, R9). */
export async function readFeedPage(tx: Tx, reading: FeedReading): Promise<FeedRow[]> {
  const { after, visibleIn } = reading;
  if (reading.plantedBugs.has('feed read by id')) {
    return (await tx.query<PageRow>(selectPageById, [after.n, reading.rowCountMax])).map(toFeedRow);
  }
  const parameters = [
    after.epochNumber,
    after.xid,
    after.n,
    reading.presentEpochNumber,
    reading.rowCountMax,
    reading.recentOperationCountMax,
  ];
  if (!visibleIn) return (await tx.query<PageRow>(selectPage, parameters)).map(toFeedRow);
  const { addressBooks, held } = visibleIn.visibility;
  const filter = [addressBooks, held, visibleIn.channelDatabaseId];
  return (await tx.query<PageRow>(selectVisiblePage, [...parameters, ...filter])).map(toFeedRow);
}

function toFeedRow(row: PageRow): FeedRow {
  return {
    position: { epochNumber: row.epoch_number, xid: row.xid, n: row.n, changeId: row.change_id },
    customerLine: row.customer_line,
    outcomeLine: row.outcome_line,
    withdrawnLine: row.withdrawn_line ?? null,
    concerned: row.concerned ?? [],
  };
}

const selectChange = prepared(
  'select-feed-change',
  'SELECT change_id FROM customer_changes WHERE epoch_number = $1 AND xid = $2::xid8 AND n = $3::bigint',
);

/** Whether `position` is a place of this database's own history; if not, the database was restored since (R11). */
export async function knowsPosition(tx: Tx, position: FeedPosition): Promise<boolean> {
  if (position.changeId === null) return true;
  const row = (
    await tx.query<{ change_id: string }>(selectChange, [position.epochNumber, position.xid, position.n])
  )[0];
  return row?.change_id === position.changeId;
}

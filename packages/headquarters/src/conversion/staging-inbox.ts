import type { Customer } from '@counterfoil/contracts/customer';
import type { CustomerOperation, Problem } from '@counterfoil/contracts/customer-operation';
import { prepared, type Tx } from '@counterfoil/database/database';
import type { PlantedBugs } from '@counterfoil/platform/planted-bugs';
import type { Decision, StagedOperation } from './decision.ts';

/** An entry as it arrived: an operation, or bytes that can't be one and are kept for a person to look at. */
export type ArrivedEntry =
  | StagedOperation
  | { readonly operationId: string; readonly customerId: string; readonly raw: Buffer; readonly problem: Problem };

/*
 * Uniqueness is the database's: the same operation by another package, by the Real-time Service or after a restore is
 * stored once (R2).
 */
const stageStatement = prepared(
  'stage-operations',
  `WITH input AS MATERIALIZED (
     SELECT * FROM jsonb_to_recordset($1::jsonb) AS input (
       operation_id uuid, customer_id uuid, kind text, operation jsonb, raw_entry text, follows uuid,
       known_account_number text, known_card_numbers jsonb, status text, last_known_error jsonb)
   )
   INSERT INTO staged_operations (
     operation_id, customer_id, kind, channel_database_id, operation, raw_entry, follows, known_account_number,
     known_card_numbers, status, last_known_error, received_at, in_real_time)
   SELECT operation_id, customer_id, kind, $2, operation, decode(raw_entry, 'base64'), follows, known_account_number,
     known_card_numbers, status, last_known_error, $3, $5
   FROM input
   WHERE $4 OR NOT EXISTS (SELECT FROM staged_operations AS present WHERE present.operation_id = input.operation_id)
   ORDER BY operation_id
   ON CONFLICT DO NOTHING
   RETURNING operation_id`,
);

/*
 * What the Real-time Service refused to a user comes by P-job only if it was acknowledged to somebody all the same, so
 * it is decided again. A statement of its own: when the insertion waited for a refusal that was just being committed,
 * its snapshot doesn't show it, and nobody would ever decide an operation that its origin counts as delivered.
 */
const decideAgainStatement = prepared(
  'decide-refused-operations-again',
  `UPDATE staged_operations SET status = 'uploaded', decided_at = NULL
   WHERE operation_id = ANY($1::uuid[]) AND status = 'refused'`,
);

/**
 * Stores entries in the staging inbox, each once for ever; answers the identifiers of those that were not there before.
 * `acknowledged` (unless told otherwise): their senders have told somebody that they are kept, so none stays refused.
 */
export async function stageEntries(
  tx: Tx,
  entries: readonly ArrivedEntry[],
  options: { channelDatabaseId: string; now: Date; plantedBugs: PlantedBugs; acknowledged?: boolean },
): Promise<string[]> {
  const acknowledged = options.acknowledged ?? true;
  const rows = await tx.query<{ operation_id: string }>(stageStatement, [
    JSON.stringify(entries.map(stagedRow)),
    options.channelDatabaseId,
    options.now,
    options.plantedBugs.has('no unique operation id at staging'),
    !acknowledged,
  ]);
  if (acknowledged && rows.length < entries.length) await tx.query(decideAgainStatement, [entries.map(operationIdOf)]);
  return rows.map((row) => row.operation_id);
}

function operationIdOf(entry: ArrivedEntry): string {
  return 'raw' in entry ? entry.operationId : entry.operation.operationId;
}

function stagedRow(entry: ArrivedEntry): object {
  if ('raw' in entry) {
    return {
      operation_id: entry.operationId,
      customer_id: entry.customerId,
      kind: 'update',
      operation: null,
      raw_entry: entry.raw.toString('base64'),
      follows: null,
      known_account_number: null,
      known_card_numbers: null,
      status: 'failed',
      last_known_error: entry.problem,
    };
  }
  const { operation, knownAccountNumber, knownCardNumbers = null } = entry;
  return {
    operation_id: operation.operationId,
    customer_id: operation.customerId,
    kind: operation.kind,
    operation,
    raw_entry: null,
    follows: operation.follows,
    known_account_number: knownAccountNumber,
    known_card_numbers: knownCardNumbers,
    status: 'uploaded',
    last_known_error: null,
  };
}

/** A row of {@link claimedColumns}. */
export interface ClaimedRow {
  operation: CustomerOperation;
  known_account_number: string | null;
  known_card_numbers: Record<string, string> | null;
}

/** What is read of a staged operation for its decision. */
export const claimedColumns = 'operation, known_account_number, known_card_numbers';

/*
 * An operation is claimable when its customer is there and its predecessor is decided; the others aren't looked at, so
 * a waiting or failed record holds up its own customer only (R13). SKIP LOCKED lets several workers share the work.
 */
const claimStatement = prepared(
  'claim-staged-operations',
  `SELECT ${claimedColumns}
   FROM staged_operations AS staged
   WHERE status = 'uploaded'
     AND ($2 OR (
       (kind = 'create' OR EXISTS (SELECT FROM customers WHERE customers.customer_id = staged.customer_id))
       AND (follows IS NULL OR EXISTS (
         SELECT FROM staged_operations AS earlier
         WHERE earlier.operation_id = staged.follows AND earlier.status IN ('completed', 'refused')))))
   ORDER BY n
   LIMIT $1
   FOR UPDATE SKIP LOCKED`,
);

/** Claims up to `countMax` operations that can be decided now, oldest arrival first, for the caller's transaction. */
export async function claimOperations(tx: Tx, countMax: number, plantedBugs: PlantedBugs): Promise<StagedOperation[]> {
  const careless =
    plantedBugs.has('operations applied out of order') || plantedBugs.has('child accepted without its parent');
  return (await tx.query<ClaimedRow>(claimStatement, [countMax, careless])).map(toStaged);
}

const claimTheseStatement = prepared(
  'claim-these-operations',
  `SELECT ${claimedColumns}
   FROM staged_operations
   WHERE operation_id = ANY($1::uuid[]) AND status = 'uploaded'
   ORDER BY n
   FOR UPDATE`,
);

/** Claims those of the named operations that are still undecided, waiting for whoever is deciding them now. */
export async function claimTheseOperations(tx: Tx, operationIds: readonly string[]): Promise<StagedOperation[]> {
  return (await tx.query<ClaimedRow>(claimTheseStatement, [operationIds])).map(toStaged);
}

/** The operation of a row. */
export function toStaged(row: ClaimedRow): StagedOperation {
  return {
    operation: row.operation,
    knownAccountNumber: row.known_account_number,
    knownCardNumbers: row.known_card_numbers,
  };
}

/*
 * Not prepared: the plan is made anew for the tables as they are. A plan kept from when they were small reads them whole
 * for every batch (measured at the outbox: four times the time per row).
 */
const decideStatement = `
  UPDATE staged_operations
   SET status = decision.status, last_known_error = decision.last_known_error, decided_at = $2
   FROM jsonb_to_recordset($1::jsonb) AS decision (operation_id uuid, status text, last_known_error jsonb)
   WHERE staged_operations.operation_id = decision.operation_id`;

/** Records what became of each operation (`operationCompleted` in the reference product, LK-13). */
export async function recordDecisions(tx: Tx, decisions: readonly Decision[], now: Date): Promise<void> {
  const rows = decisions
    .filter((decision) => decision.status !== 'waiting')
    .map(({ operation, status, problem }) => ({
      operation_id: operation.operationId,
      status,
      last_known_error: problem,
    }));
  if (rows.length > 0) await tx.query(decideStatement, [JSON.stringify(rows), now]);
}

const selectFates = prepared(
  'select-staged-fates',
  `SELECT staged.operation_id, staged.status, staged.last_known_error, customers.document AS customer
   FROM staged_operations AS staged LEFT JOIN customers USING (customer_id)
   WHERE staged.operation_id = ANY($1::uuid[])`,
);

/** What is known of an operation, with its customer as it is now. */
export interface OperationFate {
  readonly operationId: string;
  readonly status: 'uploaded' | 'completed' | 'refused' | 'failed';
  readonly problem: Problem | null;
  readonly customer: Customer | null;
}

interface FateRow {
  operation_id: string;
  status: OperationFate['status'];
  last_known_error: Problem | null;
  customer: OperationFate['customer'];
}

/** The fate of each of the named operations that ever arrived. */
export async function operationFates(tx: Tx, operationIds: readonly string[]): Promise<Map<string, OperationFate>> {
  const rows = await tx.query<FateRow>(selectFates, [operationIds]);
  return new Map(
    rows.map((row) => [
      row.operation_id,
      { operationId: row.operation_id, status: row.status, problem: row.last_known_error, customer: row.customer },
    ]),
  );
}

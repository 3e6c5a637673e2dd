import { rebuildView } from '@counterfoil/customer/rebuild-view';
import { searchKeys, type SearchKeys } from '@counterfoil/customer/search/search-keys';
import { insertOtherKeys, keyColumns, keyRecordset, storedKeys } from '@counterfoil/customer-search/stored-keys';
import type { Customer } from '@counterfoil/contracts/customer';
import type { CustomerOperation, Problem } from '@counterfoil/contracts/customer-operation';
import type { Epoch } from '@counterfoil/contracts/exchange';
import { isDataError, isUniqueViolation, prepared, type Database } from '@counterfoil/database/database';
import { createGroupCommit, type GroupCommit } from '@counterfoil/platform/group-commit';
import type { Seams } from '@counterfoil/platform/seams';
import type { ChannelLimits } from '../channel.ts';

/** How an operation is meant to travel. */
export type Way = 'sync' | 'async' | 'fallback';

/** A creation on its way into the outbox. */
export interface Recording {
  readonly operation: CustomerOperation;
  readonly way: Way;
  /** SHA-256 of what was asked, in hexadecimal. */
  readonly contentHash: string;
  readonly countryRegion: string;
}

/** What became of it: recorded, with the customer it made; the identifier was there before; or the database refuses it. */
export type RecordOutcome =
  | { readonly kind: 'recorded'; readonly document: Customer; readonly recordedAt: string }
  | { readonly kind: 'present' }
  | { readonly kind: 'customerExists' }
  | { readonly kind: 'refused'; readonly problem: Problem };

/*
 * One statement per batch: outbox and optimistic customer together. What is there already is left out and not an error,
 * so that one repetition in a batch doesn't fail its neighbours.
 * Whether the customer is there is asked by a scalar subquery: as EXISTS the planner makes a join of it, and the plan
 * that is kept from when the tables were empty reads them whole for every batch (measured: 409 instead of 93 µs per
 * creation after 20,000 of them).
 */
const recordStatement = prepared(
  'record-creations',
  `WITH input AS MATERIALIZED (
     SELECT * FROM jsonb_to_recordset($1::jsonb) AS input (
       operation_id uuid, customer_id uuid, way text, operation jsonb, content_hash text, legal_entity text,
       ${keyRecordset}, document jsonb)
   ), recorded AS (
     INSERT INTO customer_operations (
       operation_id, epoch_number, customer_id, kind, way, operation, content_hash, status, recorded_at)
     SELECT operation_id, $2, customer_id, 'create', way, operation, decode(content_hash, 'hex'), 'pending', $3
     FROM input
     WHERE (SELECT true FROM customers WHERE customers.customer_id = input.customer_id) IS NULL
     ON CONFLICT (operation_id) DO NOTHING
     RETURNING operation_id
   ), created AS (
     INSERT INTO customers (
       customer_id, legal_entity, version, headquarters_epoch_number, ${keyColumns}, document)
     SELECT customer_id, legal_entity, 0, 0, ${keyColumns}, document
     FROM input JOIN recorded USING (operation_id)
     RETURNING customer_id
   ), found_by AS MATERIALIZED (
     SELECT customer_id, search_keys FROM input JOIN created USING (customer_id)
   ), ${insertOtherKeys('found_by')}
   SELECT operation_id FROM recorded`,
);

/**
 * The outbox's writer: what is acknowledged to a user has been committed, with the disk flushed. Creations that arrive
 * while a transaction is being committed share the next one.
 */
export function createRecorder(options: {
  database: Database;
  seams: Seams;
  limits: ChannelLimits;
  epoch: Epoch;
}): GroupCommit<Recording, RecordOutcome> {
  const { database, seams, limits, epoch } = options;
  const group = createGroupCommit<Creation, RecordOutcome>({
    name: 'record customers',
    batchCountMax: limits.recordBatchCountMax,
    queueCountMax: limits.recordQueueCountMax,
    inFlightMax: 2,
    commit: (creations) => recordTogether(database, seams, epoch, creations),
    isItemFault: isDataError,
    onItemFault: (_creation, error) => faultOutcome(error),
  });
  /* Right after the validation, which has just parsed the same phone number: later it would be parsed again. */
  return { ...group, submit: async (recording) => group.submit(creationOf(recording)) };
}

/** Two creations that chose one customer identifier at the same moment meet in the unique constraint. */
function faultOutcome(error: unknown): RecordOutcome {
  if (isUniqueViolation(error)) return { kind: 'customerExists' };
  const detail = error instanceof Error ? error.message : String(error);
  return { kind: 'refused', problem: { code: 'record_poisoned', field: '', parameters: { detail } } };
}

/** What the database did with an operation; one whose customer somebody else has made is in neither. */
interface Written {
  readonly recorded: ReadonlySet<string>;
  /** Recorded before this batch. */
  readonly present: ReadonlySet<string>;
}

/** A repeated operation within one batch is written once; the first of them is the creation, the others repeat it. */
async function recordTogether(
  database: Database,
  seams: Seams,
  epoch: Epoch,
  creations: readonly Creation[],
): Promise<RecordOutcome[]> {
  const now = seams.clock.now();
  const first = new Map<string, Creation>();
  for (const creation of creations) {
    const { operationId } = creation.recording.operation;
    if (!first.has(operationId)) first.set(operationId, creation);
  }
  const write = writeCreations(database, epoch, [...first.values()], now);
  const recorded = ({ document }: Creation): RecordOutcome => ({
    kind: 'recorded',
    document,
    recordedAt: now.toISOString(),
  });
  if (seams.plantedBugs.has('acknowledge before commit')) {
    write.catch((error: unknown) => seams.log.debug({ error: String(error) }, 'lost'));
    return creations.map(recorded);
  }
  const written = await write;
  return creations.map((creation): RecordOutcome => {
    const { operationId } = creation.recording.operation;
    const isRecorded = written.recorded.has(operationId);
    if (isRecorded && first.get(operationId) === creation) return recorded(creation);
    return isRecorded || written.present.has(operationId) ? { kind: 'present' } : { kind: 'customerExists' };
  });
}

/** A creation with the customer it makes. */
interface Creation {
  readonly recording: Recording;
  readonly document: Customer;
  readonly keys: SearchKeys;
}

async function writeCreations(
  database: Database,
  epoch: Epoch,
  creations: readonly Creation[],
  now: Date,
): Promise<Written> {
  const rows = await database.execute<{ operation_id: string }>('record creation', recordStatement, [
    JSON.stringify(creations.map(recordRow)),
    epoch.number,
    now,
  ]);
  const recorded = new Set(rows.map((row) => row.operation_id));
  const unexplained = creations
    .map(({ recording }) => recording.operation.operationId)
    .filter((operationId) => !recorded.has(operationId));
  return { recorded, present: unexplained.length === 0 ? new Set() : await presentOperations(database, unexplained) };
}

const selectPresent = prepared(
  'select-present-operations',
  'SELECT operation_id FROM customer_operations WHERE operation_id = ANY($1::uuid[])',
);

/*
 * The insertion waits for a concurrent transaction with the same operation, whose row its own snapshot does not show:
 * only another statement sees it. And only repetitions pay for it.
 */
async function presentOperations(database: Database, operationIds: readonly string[]): Promise<Set<string>> {
  const rows = await database.query<{ operation_id: string }>(selectPresent, [operationIds]);
  return new Set(rows.map((row) => row.operation_id));
}

function creationOf(recording: Recording): Creation {
  const document = rebuildView(null, [recording.operation]);
  if (!document) throw new Error('a creation that makes no customer was not validated');
  return { recording, document, keys: searchKeys(document, recording.countryRegion) };
}

function recordRow({ recording, document, keys }: Creation): object {
  const { operation, way, contentHash } = recording;
  return {
    operation_id: operation.operationId,
    customer_id: operation.customerId,
    way,
    operation,
    content_hash: contentHash,
    legal_entity: operation.origin.legalEntity,
    ...storedKeys(keys),
    document,
  };
}

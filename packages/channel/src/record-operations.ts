import { rebuildView } from '@counterfoil/customer/rebuild-view';
import { searchKeys } from '@counterfoil/customer/search-keys';
import type { CustomerOperation, Problem } from '@counterfoil/contracts/customer-operation';
import type { Epoch } from '@counterfoil/contracts/exchange';
import { isDataError, prepared, type Database } from '@counterfoil/database/database';
import { createGroupCommit, type GroupCommit } from '@counterfoil/platform/group-commit';
import type { Seams } from '@counterfoil/platform/seams';
import type { ChannelLimits } from './channel.ts';

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

/** What became of it: recorded; the identifier was there before; or the database refuses it. */
export type RecordOutcome =
  | { readonly kind: 'recorded' }
  | { readonly kind: 'present' }
  | { readonly kind: 'customerExists' }
  | { readonly kind: 'refused'; readonly problem: Problem };

/*
 * One statement per batch: outbox and optimistic customer together. What is there already is left out and not an error,
 * so that one repetition in a batch doesn't fail its neighbours.
 */
const recordStatement = prepared(
  'record-creations',
  `WITH input AS MATERIALIZED (
     SELECT * FROM jsonb_to_recordset($1::jsonb) AS input (
       operation_id uuid, customer_id uuid, way text, operation jsonb, content_hash text, legal_entity text,
       name_key text, email_key text, phone_key text, document jsonb)
   ), recorded AS (
     INSERT INTO customer_operations (
       operation_id, epoch_number, customer_id, kind, way, operation, content_hash, status, recorded_at)
     SELECT operation_id, $2, customer_id, 'create', way, operation, decode(content_hash, 'hex'), 'pending', $3
     FROM input
     WHERE NOT EXISTS (SELECT FROM customers WHERE customers.customer_id = input.customer_id)
     ON CONFLICT (operation_id) DO NOTHING
     RETURNING operation_id
   ), created AS (
     INSERT INTO customers (
       customer_id, legal_entity, version, headquarters_epoch_number, name_key, email_key, phone_key, document)
     SELECT customer_id, legal_entity, 0, 0, name_key, email_key, phone_key, document
     FROM input JOIN recorded USING (operation_id)
   )
   SELECT input.operation_id,
     recorded.operation_id IS NOT NULL AS recorded,
     EXISTS (SELECT FROM customer_operations AS present WHERE present.operation_id = input.operation_id) AS present
   FROM input LEFT JOIN recorded USING (operation_id)`,
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
  return createGroupCommit<Recording, RecordOutcome>({
    name: 'record customers',
    batchCountMax: limits.recordBatchCountMax,
    queueCountMax: limits.recordQueueCountMax,
    inFlightMax: 2,
    commit: (recordings) => recordTogether(database, seams, epoch, recordings),
    isItemFault: isDataError,
    onItemFault: (_recording, error) => ({ kind: 'refused', problem: storageProblem(error) }),
  });
}

function storageProblem(error: unknown): Problem {
  return {
    code: 'record_poisoned',
    field: '',
    parameters: { detail: error instanceof Error ? error.message : String(error) },
  };
}

interface RecordedRow {
  operation_id: string;
  recorded: boolean;
  present: boolean;
}

async function recordTogether(
  database: Database,
  seams: Seams,
  epoch: Epoch,
  recordings: readonly Recording[],
): Promise<RecordOutcome[]> {
  const write = database.execute<RecordedRow>('record creation', recordStatement, [
    JSON.stringify(recordings.map(recordRow)),
    epoch.number,
    seams.clock.now(),
  ]);
  if (seams.plantedBugs.has('acknowledge before commit')) {
    write.catch((error: unknown) => seams.log.debug({ error: String(error) }, 'lost'));
    return recordings.map(() => ({ kind: 'recorded' }));
  }
  const rows = new Map((await write).map((row) => [row.operation_id, row]));
  return recordings.map(({ operation }): RecordOutcome => {
    const row = rows.get(operation.operationId);
    if (row?.recorded) return { kind: 'recorded' };
    return row?.present ? { kind: 'present' } : { kind: 'customerExists' };
  });
}

function recordRow({ operation, way, contentHash, countryRegion }: Recording): object {
  const document = rebuildView(null, [operation]);
  if (!document) throw new Error('a creation that makes no customer was not validated');
  const keys = searchKeys(document, countryRegion);
  return {
    operation_id: operation.operationId,
    customer_id: operation.customerId,
    way,
    operation,
    content_hash: contentHash,
    legal_entity: operation.origin.legalEntity,
    name_key: keys.nameKey,
    email_key: keys.emailKey,
    phone_key: keys.phoneKey,
    document,
  };
}

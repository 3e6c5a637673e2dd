import type { Customer } from '@counterfoil/contracts/customer';
import type { CustomerOperation, Problem } from '@counterfoil/contracts/customer-operation';
import { isDataError, prepared, type Tx } from '@counterfoil/database/database';
import { headquartersNode } from '@counterfoil/customer/merge/merge-policy';
import { decideOperations } from '../conversion/convert-operations.ts';
import { writeDecidedCustomers } from './customer-master.ts';
import type { Decision } from '../conversion/decision.ts';
import type { Headquarters } from '../headquarters.ts';
import { claimTheseOperations, operationFates, recordDecisions, stageEntries } from '../conversion/staging-inbox.ts';

/** An operation that somebody at headquarters asks for. */
export interface RequestedOperation {
  readonly operation: CustomerOperation;
  /** SHA-256 of the request, in hexadecimal: the same identifier with other content is refused. */
  readonly contentHash: string;
  /** Subject of the caller. */
  readonly requestedBy: string;
}

/** What became of it. Refused ones leave no trace: nothing was acknowledged, the same identifier may be used again. */
export type HeadquartersOutcome =
  | {
      readonly status: 'completed';
      readonly operationId: string;
      readonly customer: Customer;
      /** The request was a repetition; nothing was done again. */
      readonly replayed: boolean;
    }
  | { readonly status: 'refused'; readonly operationId: string; readonly problems: readonly Problem[] };

const recordRequests = prepared(
  'record-headquarters-requests',
  `INSERT INTO headquarters_requests (operation_id, content_hash, requested_by, requested_at)
   SELECT operation_id, content_hash, requested_by, $2
   FROM jsonb_to_recordset($1::jsonb) AS request (operation_id uuid, content_hash text, requested_by text)
   ORDER BY operation_id
   ON CONFLICT DO NOTHING
   RETURNING operation_id`,
);

const selectHashes = prepared(
  'select-headquarters-request-hashes',
  'SELECT operation_id, content_hash FROM headquarters_requests WHERE operation_id = ANY($1::uuid[])',
);

/** Those of the operations that headquarters was asked for before; whatever changed since, they are answered again. */
export async function requestedBefore(tx: Tx, operationIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (operationIds.length === 0) return new Set();
  const rows = await tx.query<{ operation_id: string }>(selectHashes, [operationIds]);
  return new Set(rows.map((row) => row.operation_id));
}

const forgetRequests = prepared(
  'forget-headquarters-requests',
  'DELETE FROM headquarters_requests WHERE operation_id = ANY($1::uuid[])',
);

const forgetStaged = prepared(
  'forget-refused-headquarters-operations',
  'DELETE FROM staged_operations WHERE operation_id = ANY($1::uuid[])',
);

/**
 * Decides operations of headquarters itself, all in one transaction, by the rules of every other operation: staged,
 * decided, written and announced in the change feed. One bad operation never fails its neighbours: what the rules refuse
 * is answered as refused, and what the database refuses is isolated by halving (R13). Answers in the order of the
 * requests.
 */
export async function decideAtHeadquarters(
  headquarters: Headquarters,
  requested: readonly RequestedOperation[],
): Promise<HeadquartersOutcome[]> {
  if (requested.length === 0) return [];
  try {
    return await decideTogether(headquarters, requested);
  } catch (error) {
    if (!isDataError(error)) throw error;
    const [only, ...others] = requested;
    if (only && others.length === 0) return [poisoned(only.operation.operationId, error)];
    const middle = Math.ceil(requested.length / 2);
    const first = await decideAtHeadquarters(headquarters, requested.slice(0, middle));
    return [...first, ...(await decideAtHeadquarters(headquarters, requested.slice(middle)))];
  }
}

function poisoned(operationId: string, error: unknown): HeadquartersOutcome {
  const detail = error instanceof Error ? error.message : String(error);
  return { status: 'refused', operationId, problems: [{ code: 'record_poisoned', field: '', parameters: { detail } }] };
}

async function decideTogether(
  headquarters: Headquarters,
  requested: readonly RequestedOperation[],
): Promise<HeadquartersOutcome[]> {
  const outcomes = await headquarters.database.transaction('edit at headquarters', async (tx) => {
    const fresh = await recordFresh(headquarters, tx, requested);
    const decisions = await decideFresh(headquarters, tx, fresh);
    const refused = await forgetRefused(tx, fresh, decisions);
    return answers(tx, requested, { fresh, refused });
  });
  if (outcomes.some((outcome) => outcome.status === 'completed')) headquarters.wakeUps.changed();
  return outcomes;
}

/** Those of the requests that were never made before; of one that is named twice the first. */
async function recordFresh(
  { seams }: Headquarters,
  tx: Tx,
  requested: readonly RequestedOperation[],
): Promise<ReadonlySet<RequestedOperation>> {
  const firstOnes = new Map<string, RequestedOperation>();
  for (const request of requested) {
    const { operationId } = request.operation;
    if (!firstOnes.has(operationId)) firstOnes.set(operationId, request);
  }
  const rows = [...firstOnes.values()].map((request) => ({
    operation_id: request.operation.operationId,
    content_hash: request.contentHash,
    requested_by: request.requestedBy,
  }));
  const recorded = await tx.query<{ operation_id: string }>(recordRequests, [JSON.stringify(rows), seams.clock.now()]);
  const ids = new Set(recorded.map((row) => row.operation_id));
  return new Set([...firstOnes.values()].filter(({ operation }) => ids.has(operation.operationId)));
}

async function decideFresh(
  headquarters: Headquarters,
  tx: Tx,
  fresh: ReadonlySet<RequestedOperation>,
): Promise<Decision[]> {
  const { clock, plantedBugs } = headquarters.seams;
  const entries = [...fresh].map(({ operation }) => ({ operation, knownAccountNumber: null }));
  const stagedNow = await stageEntries(tx, entries, {
    channelDatabaseId: headquartersNode,
    now: clock.now(),
    plantedBugs,
    acknowledged: false,
  });
  const staged = await claimTheseOperations(tx, stagedNow);
  if (staged.length === 0) return [];
  const decisions = await decideOperations(headquarters, tx, staged, 'refused');
  await writeDecidedCustomers(headquarters, tx, decisions);
  await recordDecisions(
    tx,
    decisions.filter((decision) => decision.status === 'completed'),
    clock.now(),
  );
  return decisions;
}

/** Takes back what wasn't completed; answers why, by operation. */
async function forgetRefused(
  tx: Tx,
  fresh: ReadonlySet<RequestedOperation>,
  decisions: readonly Decision[],
): Promise<ReadonlyMap<string, Problem>> {
  const decisionOf = new Map(decisions.map((decision) => [decision.operation.operationId, decision]));
  const refused = new Map<string, Problem>();
  for (const { operation } of fresh) {
    const decision = decisionOf.get(operation.operationId);
    if (decision?.status === 'completed') continue;
    refused.set(operation.operationId, problemOf(decision));
  }
  if (refused.size === 0) return refused;
  const staged = [...refused.keys()].filter((operationId) => decisionOf.has(operationId));
  if (staged.length > 0) await tx.query(forgetStaged, [staged]);
  await tx.query(forgetRequests, [[...refused.keys()]]);
  return refused;
}

function problemOf(decision: Decision | undefined): Problem {
  /* Staged before, by a channel: the identifier belongs to other content. */
  if (!decision) return { code: 'idempotency_key_reused', field: 'operationId' };
  /* An earlier operation of the set makes the same customer, or was to make it and got no account number. */
  return decision.problem ?? { code: 'customer_exists', field: 'customerId' };
}

async function answers(
  tx: Tx,
  requested: readonly RequestedOperation[],
  known: { readonly fresh: ReadonlySet<RequestedOperation>; readonly refused: ReadonlyMap<string, Problem> },
): Promise<HeadquartersOutcome[]> {
  const ids = requested.map(({ operation }) => operation.operationId);
  const fates = await operationFates(tx, ids);
  const repeats = requested.some((request) => !known.fresh.has(request));
  const hashes = repeats ? await tx.query<{ operation_id: string; content_hash: string }>(selectHashes, [ids]) : [];
  const hashOf = new Map(hashes.map((row) => [row.operation_id, row.content_hash]));
  return requested.map((request): HeadquartersOutcome => {
    const { operationId } = request.operation;
    const problem = known.refused.get(operationId);
    if (problem) return { status: 'refused', operationId, problems: [problem] };
    const replayed = !known.fresh.has(request);
    const customer = fates.get(operationId)?.customer;
    const isOther = replayed && hashOf.get(operationId) !== request.contentHash;
    if (isOther || !customer) {
      return { status: 'refused', operationId, problems: [{ code: 'idempotency_key_reused', field: 'operationId' }] };
    }
    return { status: 'completed', operationId, customer, replayed };
  });
}

import type {
  CustomerHistory,
  HistoryEntry,
  HistoryValue,
} from '@counterfoil/contracts/administration/customer-history';
import type { Language } from '@counterfoil/contracts/error-register';
import { prepared, type Tx } from '@counterfoil/database/database';
import type { Headquarters } from '../headquarters.ts';
import { changedValues, type ChangedValue } from '../synchronization-status/changed-values.ts';
import {
  customerSynchronizationStatus,
  type RecordedCorrection,
  type SynchronizationStatusEntry,
} from '../synchronization-status/customer-synchronization-status.ts';
import { labelOfPath } from '../synchronization-status/label-of-path.ts';
import { problemText } from '../synchronization-status/status-texts.ts';
import type { ChannelScope } from '../workspace/channel-scope.ts';
import { permanentIdOf } from './customer-identifier.ts';

/** Which part of a history is wanted. */
export interface HistoryPage {
  readonly before?: string | undefined;
  readonly countMax: number;
  readonly scope: ChannelScope;
  readonly language: Language;
}

interface MakerRow {
  operation_id: string;
  till: string | null;
  worker: string | null;
  requested_by: string | null;
}

const selectMakers = prepared(
  'select-makers-of-operations',
  `SELECT staged.operation_id, coalesce(register.document ->> 'name', staged.operation #>> '{origin,terminalId}') AS till,
     coalesce(worker.document ->> 'name', staged.operation #>> '{origin,workerId}') AS worker, request.requested_by
   FROM staged_operations AS staged
   LEFT JOIN headquarters_requests AS request USING (operation_id)
   LEFT JOIN setting_documents AS register
     ON register.kind = 'registers' AND register.key = staged.operation #>> '{origin,terminalId}'
   LEFT JOIN setting_documents AS worker
     ON worker.kind = 'workers' AND worker.key = staged.operation #>> '{origin,workerId}'
   WHERE staged.operation_id = ANY($1::uuid[])`,
);

interface ConflictRow {
  operation_id: string;
  field: string;
  held_value: unknown;
  held_by: string;
  offered_value: unknown;
  kept: 'held' | 'offered';
  policy: HistoryEntry['conflicts'][number]['policy'];
}

const selectConflicts = prepared(
  'select-conflicts-of-operations',
  `SELECT conflict.operation_id, conflict.field, conflict.held_value, coalesce(known.name, conflict.held_by) AS held_by,
     conflict.offered_value, conflict.kept, conflict.policy
   FROM merge_conflicts AS conflict
   LEFT JOIN channel_databases AS known ON known.channel_database_id = split_part(conflict.held_by, '/', 1)
   WHERE conflict.customer_id = $1 AND conflict.operation_id = ANY($2::uuid[])
   ORDER BY merge_conflict_id`,
);

/**
 * Every operation that made a customer what it is, or was to, newest first: who, where, when, what changed, which edits
 * met, and what was corrected. A few statements whatever the number of operations. Error: `customer_unknown`.
 */
export async function customerHistory(
  headquarters: Headquarters,
  identifier: string,
  { before, countMax, scope, language }: HistoryPage,
): Promise<CustomerHistory> {
  const { database } = headquarters;
  const customerId = await permanentIdOf(headquarters, identifier, { scope });
  const entries = await customerSynchronizationStatus(database, { customerId, before, countMax });
  const ids = entries.map(({ operationId }) => operationId);
  const [makers, conflicts] = await Promise.all([makersOf(database, ids), conflictsOf(database, customerId, ids)]);
  const shown = entries.map((entry) => {
    const maker = makers.get(entry.operationId);
    return shownEntry(entry, { maker, conflicts: conflicts.get(entry.operationId) ?? [], language });
  });
  const last = entries.length < countMax ? undefined : entries.at(-1);
  return { entries: shown, nextCursor: last?.n ?? null };
}

async function makersOf(tx: Tx, operationIds: readonly string[]): Promise<ReadonlyMap<string, MakerRow>> {
  const rows = await tx.query<MakerRow>(selectMakers, [operationIds]);
  return new Map(rows.map((row) => [row.operation_id, row]));
}

async function conflictsOf(
  tx: Tx,
  customerId: string,
  operationIds: readonly string[],
): Promise<ReadonlyMap<string, ConflictRow[]>> {
  const rows = await tx.query<ConflictRow>(selectConflicts, [customerId, operationIds]);
  return Map.groupBy(rows, (row) => row.operation_id);
}

interface Beside {
  readonly maker: MakerRow | undefined;
  readonly conflicts: readonly ConflictRow[];
  readonly language: Language;
}

function shownEntry(entry: SynchronizationStatusEntry, { maker, conflicts, language }: Beside): HistoryEntry {
  const { n, operationId, kind, status, receivedAt, decidedAt, madeAtHeadquarters, lastKnownError } = entry;
  const isUndone = status === 'failed' || status === 'refused';
  return {
    n,
    operationId,
    kind,
    status,
    recordedAt: entry.operationTimestamp,
    receivedAt,
    decidedAt,
    madeAtHeadquarters,
    place: entry.channelName ?? entry.channelId ?? (madeAtHeadquarters ? '' : entry.channelDatabaseId),
    till: maker?.till ?? null,
    madeBy: maker?.worker ?? maker?.requested_by ?? null,
    problem: isUndone && lastKnownError ? problemText(lastKnownError, language) : null,
    values: entry.values.map((value) => shownValue(value, language)),
    conflicts: conflicts.map((conflict) => shownConflict(conflict, language)),
    corrections: entry.corrections.map((correction) => shownCorrection(correction, language)),
  };
}

function shownValue({ label, ...value }: ChangedValue, language: Language): HistoryValue {
  return { ...value, label: label[language] };
}

function shownConflict(row: ConflictRow, language: Language): HistoryEntry['conflicts'][number] {
  const { field, held_value: held, held_by: heldBy, offered_value: offered, kept, policy } = row;
  const label = labelOfPath(field, language);
  return { field, label, heldValue: textOf(held), heldBy, offeredValue: textOf(offered), kept, policy };
}

function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** What somebody mended: the values that differ between what was there and what they made of it. */
function shownCorrection(correction: RecordedCorrection, language: Language): HistoryEntry['corrections'][number] {
  const { correctedBy, correctedAt, oldChanges, newChanges } = correction;
  const before = new Map(oldChanges ? changedValues(null, oldChanges).map((value) => [value.field, value]) : []);
  const after = new Map(changedValues(null, newChanges).map((value) => [value.field, value]));
  const fields = new Set([...before.keys(), ...after.keys()]);
  const values = [...fields].flatMap((field) => {
    const [old, now] = [before.get(field), after.get(field)];
    const named = now ?? old;
    const [oldValue, newValue] = [old?.newValue ?? null, now?.newValue ?? null];
    return named && oldValue !== newValue ? [{ field, label: named.label[language], oldValue, newValue }] : [];
  });
  return { correctedBy, correctedAt, values };
}

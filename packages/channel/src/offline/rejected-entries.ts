import type { Problem } from '@counterfoil/contracts/customer-operation';
import { prepared } from '@counterfoil/database/database';
import type { Channel } from '../channel.ts';
import { knownRegister } from './offline-registers.ts';

/** An entry of an offline database that could not be taken over; nobody else has its content. */
export interface RejectedEntry {
  /** The incarnation of the offline database, and the place of the entry in it. */
  readonly deviceEpochId: string;
  readonly deviceSequence: number;
  /** Null where the entry doesn't name one. */
  readonly operationId: string | null;
  readonly problem: Problem;
  /** What was recorded at the till, as it came. */
  readonly content: unknown;
  /** ISO 8601. */
  readonly receivedAt: string;
}

/** Before which entry a page begins. */
export interface RejectedEntryPlace {
  readonly deviceEpochId: string;
  readonly deviceSequence: number;
}

interface RejectedRow {
  device_epoch_id: string;
  device_sequence: string;
  operation_id: string | null;
  problem: Problem;
  rejected_content: Buffer | null;
  received_at: string;
}

/* Identifiers of incarnations grow with time. */
const selectRejected = prepared(
  'select-rejected-offline-entries',
  `SELECT device_epoch_id, device_sequence, operation_id, problem, rejected_content, received_at
   FROM offline_inbox
   WHERE register_id = $1 AND problem IS NOT NULL
     AND ($2::uuid IS NULL OR (device_epoch_id, device_sequence) < ($2::uuid, $3::bigint))
   ORDER BY device_epoch_id DESC, device_sequence DESC
   LIMIT $4`,
);

/**
 * The entries of a register that were rejected, newest first, with their content and the reason; also of a register that
 * has no offline database any more. Error: `register_unknown`.
 */
export async function rejectedEntries(
  channel: Channel,
  registerId: string,
  { before, countMax }: { readonly before: RejectedEntryPlace | null; readonly countMax: number },
): Promise<RejectedEntry[]> {
  const rows = await channel.database.query<RejectedRow>(selectRejected, [
    registerId,
    before?.deviceEpochId ?? null,
    before?.deviceSequence ?? null,
    countMax,
  ]);
  if (rows.length === 0 && before === null) knownRegister(channel.configuration, registerId);
  return rows.map(toEntry);
}

function toEntry(row: RejectedRow): RejectedEntry {
  return {
    deviceEpochId: row.device_epoch_id,
    deviceSequence: Number(row.device_sequence),
    operationId: row.operation_id,
    problem: row.problem,
    content: row.rejected_content && (JSON.parse(row.rejected_content.toString('utf8')) as unknown),
    receivedAt: row.received_at,
  };
}

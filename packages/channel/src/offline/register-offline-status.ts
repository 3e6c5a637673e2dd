import type { CustomerDataMode, OfflineCursor } from '@counterfoil/contracts/offline-exchange';
import { prepared, type Tx } from '@counterfoil/database/database';
import type { Channel } from '../channel.ts';
import { customerDataMode } from './offline-data-exclusion.ts';
import { rejectedCounts } from './offline-inbox.ts';
import { offlineProfileOf } from './offline-registers.ts';

/** A register of the *Register offline status* (LK-29). Instants are ISO 8601; null before the first exchange. */
export interface RegisterOfflineStatus {
  readonly registerId: string;
  readonly name: string;
  readonly lastExchangeAt: string | null;
  readonly mode: string | null;
  /** Operations that wait on the till, as it said last. */
  readonly undelivered: number;
  readonly oldestRecordedAt: string | null;
  /** How long the oldest of them has waited, in milliseconds, by the clocks of till and scale unit; 0: none waits. */
  readonly oldestAgeMs: number;
  /** Entries that can't be taken over. */
  readonly rejected: number;
  /** Changes that the till hasn't applied, at most `changesBehindMax`; null: it loads everything. */
  readonly changesBehind: number | null;
  readonly customers: number;
  readonly configurationVersion: number;
  readonly customerData: CustomerDataMode;
  /** With the filter on: since when the till has held no customer data. */
  readonly purgedAt: string | null;
  /** A *Full data sync* was asked for and the till hasn't begun it. */
  readonly fullSynchronizationWaits: boolean;
  /** The till came back with an empty database, how often, and how many operations it last said that it had (R12). */
  readonly storageLostAt: string | null;
  readonly storageLostCount: number;
  readonly undeliveredLost: number;
}

interface StatusRow {
  register_id: string;
  last_exchange_at: string | null;
  mode: string | null;
  undelivered: number;
  oldest_recorded_at: string | null;
  customers: number;
  configuration_version: string;
  cursor: OfflineCursor | null;
  waits: boolean;
  purged_at: string | null;
  storage_lost_at: string | null;
  storage_lost_count: number;
  undelivered_lost: number;
  changes_behind: number;
}

/** A till that is further behind is simply far behind. */
export const changesBehindMax = 10_000;

const selectStatus = prepared(
  'select-register-offline-status',
  `SELECT register_id, last_exchange_at, mode, undelivered, oldest_recorded_at, customers, configuration_version, cursor,
     full_synchronization > began_full_synchronization AS waits, purged_at, storage_lost_at, storage_lost_count,
     undelivered_lost, behind.count AS changes_behind
   FROM offline_databases, LATERAL (
     SELECT count(*)::integer AS count FROM (
       SELECT FROM offline_changes
       WHERE (epoch_number, xid, n) > (
         (cursor -> 'position' ->> 'epochNumber')::integer, (cursor -> 'position' ->> 'xid')::xid8,
         (cursor -> 'position' ->> 'n')::bigint)
       LIMIT $1
     ) AS changes
   ) AS behind`,
);

/** Every register with an offline database, with how it stood at its last exchange; durable (WD-04). */
export async function registerOfflineStatus(channel: Channel): Promise<RegisterOfflineStatus[]> {
  const { configuration, database } = channel;
  const [rows, rejected] = await Promise.all([readRows(database), rejectedCounts(database)]);
  return configuration.registers
    .filter(({ supportOffline }) => supportOffline)
    .map((register) => {
      const { registerId, name } = register;
      const isPaused = offlineProfileOf(configuration, register)?.pauseOfflineSynchronization ?? false;
      return {
        ...toStatus(channel, rows.get(registerId)),
        registerId,
        name,
        rejected: rejected.get(registerId) ?? 0,
        customerData: customerDataMode(configuration, isPaused),
      };
    });
}

async function readRows(tx: Tx): Promise<Map<string, StatusRow>> {
  const rows = await tx.query<StatusRow>(selectStatus, [changesBehindMax]);
  return new Map(rows.map((row) => [row.register_id, row]));
}

function toStatus(
  { seams }: Channel,
  row: StatusRow | undefined,
): Omit<RegisterOfflineStatus, 'registerId' | 'name' | 'rejected' | 'customerData'> {
  const oldest = row?.oldest_recorded_at ?? null;
  return {
    lastExchangeAt: row?.last_exchange_at ?? null,
    mode: row?.mode ?? null,
    undelivered: row?.undelivered ?? 0,
    oldestRecordedAt: oldest,
    oldestAgeMs: oldest === null ? 0 : Math.max(0, seams.clock.now().getTime() - Date.parse(oldest)),
    changesBehind: row?.cursor && row.cursor.load === null ? row.changes_behind : null,
    customers: row?.customers ?? 0,
    configurationVersion: Number(row?.configuration_version ?? 0),
    purgedAt: row?.purged_at ?? null,
    fullSynchronizationWaits: row?.waits ?? false,
    storageLostAt: row?.storage_lost_at ?? null,
    storageLostCount: row?.storage_lost_count ?? 0,
    undeliveredLost: row?.undelivered_lost ?? 0,
  };
}

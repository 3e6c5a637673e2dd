import type { Epoch } from '@counterfoil/contracts/exchange';
import type { OfflineExchangeRequest } from '@counterfoil/contracts/offline-exchange';
import { prepared, type Tx } from '@counterfoil/database/database';

const insertRegister = prepared(
  'insert-offline-database',
  'INSERT INTO offline_databases (register_id) VALUES ($1) ON CONFLICT DO NOTHING',
);

const lockRegister = prepared(
  'lock-offline-database',
  'SELECT undelivered FROM offline_databases WHERE register_id = $1 FOR UPDATE',
);

const selectEpoch = prepared(
  'select-device-epoch',
  'SELECT acknowledged_sequence FROM device_epochs WHERE register_id = $1 AND epoch_id = $2',
);

const insertEpoch = prepared(
  'insert-device-epoch',
  'INSERT INTO device_epochs (register_id, epoch_id, number, began_at) VALUES ($1, $2, $3, $4)',
);

const selectOtherEpoch = prepared(
  'select-other-device-epoch',
  'SELECT EXISTS (SELECT FROM device_epochs WHERE register_id = $1) AS known',
);

/* A till whose storage is still there counts its incarnations; number 1 is an empty database. */
const recordLoss = prepared(
  'record-lost-offline-database',
  `UPDATE offline_databases SET storage_lost_at = $2, storage_lost_count = storage_lost_count + 1,
     undelivered_lost = undelivered_lost + undelivered
   WHERE register_id = $1`,
);

/**
 * Locks the offline database of a register for the caller's transaction and tells up to which sequence its incarnation
 * is acknowledged. An incarnation that comes for the first time begins with 0; a first one of a register that had
 * another means that the till has lost its storage (R12).
 */
export async function lockDeviceEpoch(tx: Tx, registerId: string, epoch: Epoch, now: Date): Promise<number> {
  await tx.query(insertRegister, [registerId]);
  await tx.query(lockRegister, [registerId]);
  const [known] = await tx.query<{ acknowledged_sequence: string }>(selectEpoch, [registerId, epoch.epochId]);
  if (known) return Number(known.acknowledged_sequence);
  const [other] = await tx.query<{ known: boolean }>(selectOtherEpoch, [registerId]);
  if (other?.known === true && epoch.number === 1) await tx.query(recordLoss, [registerId, now]);
  await tx.query(insertEpoch, [registerId, epoch.epochId, epoch.number, now]);
  return 0;
}

const updateAcknowledged = prepared(
  'update-acknowledged-sequence',
  'UPDATE device_epochs SET acknowledged_sequence = $3 WHERE register_id = $1 AND epoch_id = $2',
);

/** All entries up to `sequence` are in the caller's transaction or were committed before. */
export async function recordAcknowledged(tx: Tx, registerId: string, epoch: Epoch, sequence: number): Promise<void> {
  await tx.query(updateAcknowledged, [registerId, epoch.epochId, sequence]);
}

const updateStatus = prepared(
  'update-offline-database',
  `UPDATE offline_databases SET last_exchange_at = $2, mode = $3, undelivered = $4, oldest_recorded_at = $5,
     customers = $6, held_operations = $7, configuration_version = $8, cursor = $9,
     began_full_synchronization = $10,
     purged_at = CASE WHEN $11 AND $6 = 0 AND $7 = 0 THEN coalesce(purged_at, $2) END
   WHERE register_id = $1`,
);

/** Keeps how the till says that it is doing; `accepted` entries of its queue have just been taken over. */
export async function recordOfflineStatus(
  tx: Tx,
  registerId: string,
  request: OfflineExchangeRequest,
  { accepted, isFiltered, now }: { accepted: number; isFiltered: boolean; now: Date },
): Promise<void> {
  const { status } = request;
  const undelivered = Math.max(0, status.undelivered - accepted);
  await tx.query(updateStatus, [
    registerId,
    now,
    status.mode,
    undelivered,
    undelivered === 0 ? null : status.oldestRecordedAt,
    status.customers,
    status.heldOperations,
    request.configurationVersion,
    request.cursor && JSON.stringify(request.cursor),
    request.fullSynchronization,
    isFiltered,
  ]);
}

const raiseFullSynchronization = prepared(
  'raise-full-synchronization',
  `INSERT INTO offline_databases (register_id, full_synchronization) VALUES ($1, 1)
   ON CONFLICT (register_id) DO UPDATE SET full_synchronization = offline_databases.full_synchronization + 1
   RETURNING full_synchronization`,
);

/** Asks for a *Full data sync*, which the till begins at its next exchange; its number. */
export async function requestFullSynchronization(tx: Tx, registerId: string): Promise<number> {
  const [row] = await tx.query<{ full_synchronization: string }>(raiseFullSynchronization, [registerId]);
  return Number(row?.full_synchronization);
}

const selectFullSynchronization = prepared(
  'select-full-synchronization',
  'SELECT full_synchronization FROM offline_databases WHERE register_id = $1',
);

/** The last *Full data sync* asked for; 0: none. */
export async function requestedFullSynchronization(tx: Tx, registerId: string): Promise<number> {
  const [row] = await tx.query<{ full_synchronization: string }>(selectFullSynchronization, [registerId]);
  return Number(row?.full_synchronization ?? 0);
}

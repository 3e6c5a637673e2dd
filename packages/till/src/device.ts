import type { CustomerDataMode, OfflineCursor } from '@counterfoil/contracts/offline-exchange';
import type { Epoch } from '@counterfoil/contracts/exchange';
import type { Ids } from '@counterfoil/platform/identifiers';
import type { LocalTx } from './local-database.ts';

/** What the offline database knows of itself and of the channel database. */
export interface Device {
  readonly registerId: string;
  /** The incarnation of this offline database; its sequence begins with 1. */
  readonly epoch: Epoch;
  readonly nextSequence: number;
  readonly acknowledgedSequence: number;
  /** The incarnation of the channel database; null before the first contact. */
  readonly channelEpoch: Epoch | null;
  readonly cursor: OfflineCursor | null;
  readonly customerData: CustomerDataMode;
  readonly fullSynchronization: number;
  /** Display only. */
  readonly lastExchangeAt: string | null;
}

interface DeviceRow {
  register_id: string;
  epoch_number: number;
  epoch_id: string;
  next_sequence: number;
  acknowledged_sequence: number;
  channel_epoch: string | null;
  cursor: string | null;
  customer_data: CustomerDataMode;
  full_synchronization: number;
  last_exchange_at: string | null;
}

const selectDevice = `SELECT register_id, epoch_number, epoch_id, next_sequence, acknowledged_sequence, channel_epoch,
    cursor, customer_data, full_synchronization, last_exchange_at
  FROM device`;

/** Reads the identity of this offline database; null in a new one. */
export async function readDevice(tx: Pick<LocalTx, 'all'>): Promise<Device | null> {
  const [row] = await tx.all<DeviceRow>(selectDevice);
  return row ? toDevice(row) : null;
}

/** The same, of an offline database that has been opened. */
export async function presentDevice(tx: Pick<LocalTx, 'all'>): Promise<Device> {
  const device = await readDevice(tx);
  if (!device) throw new Error('the offline database was not opened with openTill');
  return device;
}

function toDevice(row: DeviceRow): Device {
  return {
    registerId: row.register_id,
    epoch: { number: row.epoch_number, epochId: row.epoch_id },
    nextSequence: row.next_sequence,
    acknowledgedSequence: row.acknowledged_sequence,
    channelEpoch: row.channel_epoch === null ? null : (JSON.parse(row.channel_epoch) as Epoch),
    cursor: row.cursor === null ? null : (JSON.parse(row.cursor) as OfflineCursor),
    customerData: row.customer_data,
    fullSynchronization: row.full_synchronization,
    lastExchangeAt: row.last_exchange_at,
  };
}

const insertDevice = `INSERT INTO device (
    only_row, register_id, epoch_number, epoch_id, next_sequence, acknowledged_sequence, customer_data,
    full_synchronization)
  VALUES (1, ?, 1, ?, 1, 0, 'sent', 0)`;

/** Begins the first incarnation of an empty offline database, whose identifier nothing before it had (R12). */
export async function insertFirstDevice(tx: LocalTx, ids: Ids, registerId: string): Promise<void> {
  await tx.run(insertDevice, [registerId, ids.uuid()]);
}

/** Takes the next number of the sequence: without a gap, since it is in the transaction of what it numbers. */
export async function takeSequence(tx: LocalTx): Promise<{ epochId: string; sequence: number }> {
  const [row] = await tx.all<{ epoch_id: string; sequence: number }>(
    'UPDATE device SET next_sequence = next_sequence + 1 RETURNING epoch_id, next_sequence - 1 AS sequence',
  );
  if (!row) throw new Error('the offline database was not opened with openTill');
  return { epochId: row.epoch_id, sequence: row.sequence };
}

const beginEpochStatement = `UPDATE device SET
    epoch_number = epoch_number + 1, epoch_id = ?, next_sequence = 1, acknowledged_sequence = 0, channel_epoch = NULL,
    cursor = NULL`;

/** Begins another incarnation: everything that is still held is numbered anew in it, and the changes begin again. */
export async function beginDeviceEpoch(tx: LocalTx, ids: Ids): Promise<void> {
  await tx.run(beginEpochStatement, [ids.uuid()]);
}

const updateDevice = `UPDATE device SET
    acknowledged_sequence = ?, channel_epoch = ?, cursor = ?, customer_data = ?, full_synchronization = ?,
    last_exchange_at = ?`;

/** Where the till stands after an exchange, in the transaction that applied it. */
export async function recordExchange(
  tx: LocalTx,
  stand: Pick<
    Device,
    'acknowledgedSequence' | 'channelEpoch' | 'cursor' | 'customerData' | 'fullSynchronization' | 'lastExchangeAt'
  >,
): Promise<void> {
  await tx.run(updateDevice, [
    stand.acknowledgedSequence,
    JSON.stringify(stand.channelEpoch),
    stand.cursor && JSON.stringify(stand.cursor),
    stand.customerData,
    stand.fullSynchronization,
    stand.lastExchangeAt,
  ]);
}

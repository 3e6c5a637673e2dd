import type { Epoch, FeedPosition } from '@counterfoil/contracts/exchange';
import { prepared, type Tx } from '@counterfoil/database/database';

/** Where a channel database stands with headquarters. */
export interface HeadquartersLink {
  /** The incarnation of headquarters it last agreed with; null before the first contact. */
  readonly headquartersEpoch: Epoch | null;
  readonly appliedPosition: FeedPosition;
  readonly lastUploadPackage: number;
  /** Display only. */
  readonly lastExchangeAt: string | null;
  /** The last *Full data sync* of customers that this database began. */
  readonly fullDataSync: number;
}

interface LinkRow {
  headquarters_epoch_number: number;
  headquarters_epoch_id: string | null;
  applied_position: FeedPosition;
  last_upload_package: string;
  last_exchange_at: string | null;
  full_data_sync: number;
}

const columns =
  'headquarters_epoch_number, headquarters_epoch_id, applied_position, last_upload_package, last_exchange_at, full_data_sync';
const selectLink = prepared('select-headquarters-link', `SELECT ${columns} FROM headquarters_link`);
const lockLink = prepared('lock-headquarters-link', `SELECT ${columns} FROM headquarters_link FOR UPDATE`);

/** Reads where this database stands. */
export async function readLink(tx: Tx): Promise<HeadquartersLink> {
  return toLink((await tx.query<LinkRow>(selectLink))[0]);
}

/** The same, locked for the caller's transaction. */
export async function lockedLink(tx: Tx): Promise<HeadquartersLink> {
  return toLink((await tx.query<LinkRow>(lockLink))[0]);
}

function toLink(row: LinkRow | undefined): HeadquartersLink {
  if (!row) throw new Error('the channel database was not opened with openChannel');
  return {
    headquartersEpoch:
      row.headquarters_epoch_id === null
        ? null
        : { number: row.headquarters_epoch_number, epochId: row.headquarters_epoch_id },
    appliedPosition: row.applied_position,
    lastUploadPackage: Number(row.last_upload_package),
    lastExchangeAt: row.last_exchange_at,
    fullDataSync: row.full_data_sync,
  };
}

const updateAgreement = prepared(
  'update-headquarters-agreement',
  `UPDATE headquarters_link SET headquarters_epoch_number = $1, headquarters_epoch_id = $2, last_upload_package = $3,
     applied_position = $4, last_exchange_at = $5, full_data_sync = $6`,
);

/** Records what was agreed on with headquarters. */
export async function recordAgreement(
  tx: Tx,
  agreed: { epoch: Epoch; lastUploadPackage: number; position: FeedPosition; fullDataSync: number; now: Date },
): Promise<void> {
  await tx.query(updateAgreement, [
    agreed.epoch.number,
    agreed.epoch.epochId,
    agreed.lastUploadPackage,
    JSON.stringify(agreed.position),
    agreed.now,
    agreed.fullDataSync,
  ]);
}

const updatePosition = prepared(
  'update-applied-position',
  'UPDATE headquarters_link SET applied_position = $1, last_exchange_at = $2',
);

/** Moves the cursor, in the transaction that applied the rows before it. */
export async function recordAppliedPosition(tx: Tx, position: FeedPosition, now: Date): Promise<void> {
  await tx.query(updatePosition, [JSON.stringify(position), now]);
}

const updateUploadPackage = prepared(
  'update-last-upload-package',
  'UPDATE headquarters_link SET last_upload_package = $1, last_exchange_at = $2 WHERE headquarters_epoch_id = $3',
);

/** The package that headquarters acknowledged in this incarnation of it. */
export async function recordUploadPackage(tx: Tx, packageNumber: number, epochId: string, now: Date): Promise<void> {
  await tx.query(updateUploadPackage, [packageNumber, now, epochId]);
}

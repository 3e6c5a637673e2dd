import { prepared, type Tx } from '@counterfoil/database/database';
import type { Epoch, FeedPosition } from '@counterfoil/contracts/exchange';
import { refuse } from '@counterfoil/contracts/refusal';

/** A channel database as headquarters knows it. */
export interface ChannelDatabase {
  readonly channelDatabaseId: string;
  readonly channelDatabaseGroupId: string;
  readonly channelEpochId: string | null;
  readonly lastUploadPackage: number;
  readonly publishedPosition: FeedPosition | null;
  readonly appliedPosition: FeedPosition | null;
  /** How often *Full data sync* of customers was asked for. */
  readonly fullDataSync: number;
}

interface ChannelDatabaseRow {
  channel_database_id: string;
  channel_database_group_id: string;
  channel_epoch_id: string | null;
  last_upload_package: string;
  published_position: FeedPosition | null;
  applied_position: FeedPosition | null;
  full_data_sync: number;
}

const lockChannelDatabase = prepared(
  'lock-channel-database',
  `SELECT channel_database_id, channel_database_group_id, channel_epoch_id, last_upload_package, published_position,
     applied_position, full_data_sync
   FROM channel_databases WHERE channel_database_id = $1 FOR UPDATE`,
);

/** Reads and locks one channel database, so that its sessions have one order. Error: `scale_unit_unknown`. */
export async function lockedChannelDatabase(tx: Tx, channelDatabaseId: string): Promise<ChannelDatabase> {
  const row = (await tx.query<ChannelDatabaseRow>(lockChannelDatabase, [channelDatabaseId]))[0];
  if (!row) throw refuse('scale_unit_unknown');
  return {
    channelDatabaseId: row.channel_database_id,
    channelDatabaseGroupId: row.channel_database_group_id,
    channelEpochId: row.channel_epoch_id,
    lastUploadPackage: Number(row.last_upload_package),
    publishedPosition: row.published_position,
    appliedPosition: row.applied_position,
    fullDataSync: row.full_data_sync,
  };
}

const selectChannelDatabaseIds = prepared(
  'select-channel-database-ids',
  'SELECT channel_database_id FROM channel_databases ORDER BY channel_database_id',
);

/** All channel databases by identifier. */
export async function channelDatabaseIds(tx: Tx): Promise<string[]> {
  const rows = await tx.query<{ channel_database_id: string }>(selectChannelDatabaseIds);
  return rows.map((row) => row.channel_database_id);
}

const updateAgreement = prepared(
  'update-channel-database-agreement',
  `UPDATE channel_databases
   SET channel_epoch_number = $2, channel_epoch_id = $3, last_upload_package = $4, published_position = $5,
       applied_position = $5, last_contact_at = $6
   WHERE channel_database_id = $1`,
);

/** Records what headquarters and a channel database have agreed on at their first contact. */
export async function recordAgreement(
  tx: Tx,
  agreement: {
    channelDatabaseId: string;
    channelEpoch: Epoch;
    lastUploadPackage: number;
    position: FeedPosition;
    now: Date;
  },
): Promise<void> {
  await tx.query(updateAgreement, [
    agreement.channelDatabaseId,
    agreement.channelEpoch.number,
    agreement.channelEpoch.epochId,
    agreement.lastUploadPackage,
    JSON.stringify(agreement.position),
    agreement.now,
  ]);
}

const touchContact = prepared(
  'touch-channel-database-contact',
  'UPDATE channel_databases SET last_contact_at = $2 WHERE channel_database_id = $1',
);

/** Display only: when the scale unit was last heard of. */
export async function recordContact(tx: Tx, channelDatabaseId: string, now: Date): Promise<void> {
  await tx.query(touchContact, [channelDatabaseId, now]);
}

const updateUploadPackage = prepared(
  'update-last-upload-package',
  'UPDATE channel_databases SET last_upload_package = $2, last_contact_at = $3 WHERE channel_database_id = $1',
);

/** The package that was received in this transaction. */
export async function recordUploadPackage(
  tx: Tx,
  channelDatabaseId: string,
  packageNumber: number,
  now: Date,
): Promise<void> {
  await tx.query(updateUploadPackage, [channelDatabaseId, packageNumber, now]);
}

const updatePublishedPosition = prepared(
  'update-published-position',
  'UPDATE channel_databases SET published_position = $2 WHERE channel_database_id = $1',
);

/** How far the change feed has been packed for this database. */
export async function recordPublished(tx: Tx, channelDatabaseId: string, position: FeedPosition): Promise<void> {
  await tx.query(updatePublishedPosition, [channelDatabaseId, JSON.stringify(position)]);
}

/* A package of the feed is the same for many databases and leaves the visibility of each as it is. */
const updateAppliedPosition = prepared(
  'update-applied-position',
  `UPDATE channel_databases
   SET applied_position = CASE WHEN $2::jsonb ? 'visibility' OR NOT coalesce(applied_position ? 'visibility', false)
         THEN $2::jsonb ELSE $2::jsonb || jsonb_build_object('visibility', applied_position -> 'visibility') END,
     last_contact_at = $3
   WHERE channel_database_id = $1`,
);

/** How far the database says that it has applied the change feed. */
export async function recordApplied(
  tx: Tx,
  channelDatabaseId: string,
  position: FeedPosition,
  now: Date,
): Promise<void> {
  await tx.query(updateAppliedPosition, [channelDatabaseId, JSON.stringify(position), now]);
}

const drawVisibilityNumber = prepared(
  'draw-visibility-number',
  `UPDATE channel_databases SET last_visibility_number = greatest(last_visibility_number, $2) + 1
   WHERE channel_database_id = $1 RETURNING last_visibility_number AS number`,
);

/** A number for the next visibility of the database, above every one it had and `above`. */
export async function nextVisibilityNumber(tx: Tx, channelDatabaseId: string, above: number): Promise<number> {
  const rows = await tx.query<{ number: number }>(drawVisibilityNumber, [channelDatabaseId, above]);
  return rows[0]?.number ?? above + 1;
}

const selectUnpublished = prepared(
  'select-has-unpublished-rows',
  `SELECT EXISTS (
     SELECT FROM channel_databases
     WHERE published_position IS NOT NULL AND channel_database_id = ANY ($2::text[])
       AND (SELECT count(*) FROM download_sessions
            WHERE download_sessions.channel_database_id = channel_databases.channel_database_id
              AND state IN ('available', 'suspended') AND configuration_version IS NULL) < $1
       AND EXISTS (
         SELECT FROM customer_changes
         WHERE (epoch_number, xid, n) > (
           (published_position ->> 'epochNumber')::integer, (published_position ->> 'xid')::xid8,
           (published_position ->> 'n')::bigint))) AS unpublished`,
);

/** Whether any of the databases that takes packages has rows of the change feed, readable yet or not, in front of it. */
export async function hasUnpublishedRows(
  tx: Tx,
  openSessionCountMax: number,
  served: readonly string[],
): Promise<boolean> {
  const parameters = [openSessionCountMax, served];
  return (await tx.query<{ unpublished: boolean }>(selectUnpublished, parameters))[0]?.unpublished === true;
}

const withdrawSessions = prepared(
  'withdraw-download-sessions',
  `UPDATE download_sessions
   SET package_id = NULL, state = CASE WHEN state IN ('available', 'suspended') THEN 'canceled' ELSE state END
   WHERE package_id IS NOT NULL`,
);
const dropPackages = prepared('drop-download-packages', 'DELETE FROM download_packages');
const forgetOnePlace = prepared(
  'forget-agreement',
  'UPDATE channel_databases SET published_position = NULL, applied_position = NULL WHERE channel_database_id = $1',
);

/** Nothing is packed for the database until it comes by and the two agree on a place again. */
export async function forgetPlace(tx: Tx, channelDatabaseId: string): Promise<void> {
  await tx.query(forgetOnePlace, [channelDatabaseId]);
}

const forgetPlaces = prepared(
  'forget-agreements',
  'UPDATE channel_databases SET published_position = NULL, applied_position = NULL, last_upload_package = 0',
);

/** A new incarnation of headquarters: every channel database has to agree with it anew. */
export async function forgetAgreements(tx: Tx): Promise<void> {
  /* In the order in which everybody else locks these tables. */
  await tx.query(forgetPlaces);
  await tx.query(withdrawSessions);
  await tx.query(dropPackages);
}

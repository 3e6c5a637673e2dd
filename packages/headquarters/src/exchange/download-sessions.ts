import type { DownloadReport } from '@counterfoil/contracts/agreement';
import type { FeedPosition } from '@counterfoil/contracts/exchange';
import { refuse } from '@counterfoil/contracts/refusal';
import { prepared, type Tx } from '@counterfoil/database/database';
import { lockedChannelDatabase, recordApplied, recordPublished } from './channel-databases.ts';
import { passOverRows, recordFailure } from './download-failures.ts';
import type { Headquarters } from '../headquarters.ts';
import { recordPassedOverApplied, tryPassedOverNow } from './passed-over-downloads.ts';

/** A package waiting for one channel database. */
export interface AvailableDownload {
  readonly downloadSessionId: string;
  readonly body: Buffer;
}

const selectPackage = prepared(
  'select-shared-package',
  `SELECT package_id, to_position, row_count, length(body) AS byte_count
   FROM download_packages
   WHERE channel_database_group_id = $1 AND from_position = $2::jsonb AND NOT visibility_pass
     AND (shared_as = $4 OR shared_as = $3 AND NOT EXISTS (
       SELECT FROM unnest(not_for) AS node WHERE node = $5 OR starts_with(node, $5 || '/')))
   ORDER BY package_id DESC LIMIT 1
   FOR KEY SHARE`,
);

/** What a session needs to know of its package. */
export interface PackedRange {
  readonly packageId: string;
  readonly to: FeedPosition;
  readonly rowCount: number;
  readonly byteCount: number;
}

/** Whom a package of the feed is for. */
export interface Audience {
  readonly groupId: string;
  readonly channelDatabaseId: string;
  /** The same for all databases that show the same customers; empty: all customers. */
  readonly visibilityKey: string;
}

/** Of a package for one database only: databases are told apart from address books by the mark in front. */
export function ownKey({ channelDatabaseId, visibilityKey }: Audience): string {
  return `${channelDatabaseId}:${visibilityKey}`;
}

/** A package that another database of the group with the same visibility got from the same place on. */
export async function sharedPackage(tx: Tx, audience: Audience, from: FeedPosition): Promise<PackedRange | null> {
  const { groupId, visibilityKey, channelDatabaseId } = audience;
  const row = (
    await tx.query<{ package_id: string; to_position: FeedPosition; row_count: number; byte_count: number }>(
      selectPackage,
      [groupId, JSON.stringify(from), visibilityKey, ownKey(audience), channelDatabaseId],
    )
  )[0];
  return row
    ? { packageId: row.package_id, to: row.to_position, rowCount: row.row_count, byteCount: row.byte_count }
    : null;
}

const insertPackage = prepared(
  'insert-download-package',
  `INSERT INTO download_packages (
     channel_database_group_id, from_position, to_position, row_count, body, shared_as, not_for, visibility_pass)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING package_id`,
);

/** A package as it is to be kept. */
export interface PackageToStore {
  readonly groupId: string;
  readonly from: FeedPosition;
  readonly to: FeedPosition;
  readonly rowCount: number;
  readonly body: Buffer;
  /** Databases that may share it; missing: all of the group. */
  readonly sharedAs?: string;
  /** Nodes that may not. */
  readonly notFor?: readonly string[];
  /** It follows a change of address books and isn't one of the feed. */
  readonly visibilityPass?: boolean;
}

/** Keeps a package until every database it was made for has applied it. */
export async function storePackage(tx: Tx, made: PackageToStore): Promise<PackedRange> {
  const rows = await tx.query<{ package_id: string }>(insertPackage, [
    made.groupId,
    JSON.stringify(made.from),
    JSON.stringify(made.to),
    made.rowCount,
    made.body,
    made.sharedAs ?? '',
    made.notFor ?? [],
    made.visibilityPass ?? false,
  ]);
  return { packageId: rows[0]?.package_id ?? '', to: made.to, rowCount: made.rowCount, byteCount: made.body.length };
}

const insertSession = prepared(
  'insert-download-session',
  `INSERT INTO download_sessions (
     channel_database_id, job, package_id, state, row_count, byte_count, created_at, to_position)
   VALUES ($1, '1010', $2, 'available', $3, $4, $5, $6)`,
);

/** Makes a package available to one database. */
export async function openSession(tx: Tx, channelDatabaseId: string, range: PackedRange, now: Date): Promise<void> {
  const { packageId, rowCount, byteCount, to } = range;
  const position = JSON.stringify(to);
  await tx.query(insertSession, [channelDatabaseId, packageId, rowCount, byteCount, now, position]);
}

const countOpen = prepared(
  'count-open-download-sessions',
  `SELECT count(*)::integer AS "count",
     coalesce((array_agg(visibility_pass ORDER BY download_session_id DESC))[1], false) AS "isPassLast"
   FROM download_sessions JOIN download_packages USING (package_id)
   WHERE channel_database_id = $1 AND state IN ('available', 'suspended') AND configuration_version IS NULL`,
);

/** What waits for a database. */
export interface OpenSessions {
  readonly count: number;
  /** The last one follows a change of address books. */
  readonly isPassLast: boolean;
}

/** Sessions of a database with customers that are neither applied nor canceled; settings don't wait in a line. */
export async function openSessions(tx: Tx, channelDatabaseId: string): Promise<OpenSessions> {
  return (await tx.query<OpenSessions>(countOpen, [channelDatabaseId]))[0] ?? { count: 0, isPassLast: false };
}

/* The oldest open one decides: a suspended session keeps all behind it waiting, in order (WD-31). */
const selectNext = prepared(
  'select-next-download',
  `SELECT known.published_position IS NOT NULL AS agreed, oldest.download_session_id, oldest.state, download_packages.body
   FROM channel_databases AS known
   LEFT JOIN LATERAL (
     SELECT download_session_id, state, package_id FROM download_sessions
     WHERE channel_database_id = known.channel_database_id AND state IN ('available', 'suspended')
       AND configuration_version IS NULL
     ORDER BY download_session_id LIMIT 1
   ) AS oldest ON true
   LEFT JOIN download_packages USING (package_id)
   WHERE known.channel_database_id = $1`,
);

interface NextDownloadRow {
  agreed: boolean;
  download_session_id: string | null;
  state: string | null;
  body: Buffer | null;
}

/**
 * The next package a database has to apply, or null when there is none or it is suspended. Error: `epoch_foreign` when
 * headquarters became another incarnation since the two agreed, so that a scale unit that only asks learns of it.
 */
export async function nextDownload(
  headquarters: Headquarters,
  channelDatabaseId: string,
): Promise<AvailableDownload | null> {
  const row = (await headquarters.database.query<NextDownloadRow>(selectNext, [channelDatabaseId]))[0];
  if (!row) throw refuse('scale_unit_unknown');
  if (!row.agreed && !headquarters.seams.plantedBugs.has('epoch ignored after a restore'))
    throw refuse('epoch_foreign');
  if (row.state !== 'available' || row.download_session_id === null || row.body === null) return null;
  return { downloadSessionId: row.download_session_id, body: row.body };
}

const endSession = prepared(
  'end-download-session',
  `UPDATE download_sessions
   SET state = 'applied', ended_at = $3, error = NULL
   FROM download_packages
   WHERE download_session_id = $1 AND channel_database_id = $2 AND state IN ('available', 'suspended')
     AND download_packages.package_id = download_sessions.package_id
   RETURNING download_packages.to_position, download_sessions.package_id`,
);

/*
 * A package goes when no open session needs it. It is locked in a statement of its own first: whoever is opening a
 * session on it has committed then, and the next statement sees that session.
 */
const lockPackages = prepared(
  'lock-download-packages',
  `SELECT package_id FROM download_packages
   WHERE $1::bigint IS NULL OR package_id = $1
   ORDER BY package_id FOR UPDATE`,
);

const dropPackages = prepared(
  'drop-unneeded-download-packages',
  `WITH unneeded AS (
     SELECT package_id FROM download_packages
     WHERE package_id = ANY ($1::bigint[]) AND NOT EXISTS (
       SELECT FROM download_sessions
       WHERE download_sessions.package_id = download_packages.package_id AND state IN ('available', 'suspended'))
   ), released AS (
     UPDATE download_sessions SET package_id = NULL FROM unneeded
     WHERE download_sessions.package_id = unneeded.package_id
   )
   DELETE FROM download_packages USING unneeded WHERE download_packages.package_id = unneeded.package_id`,
);

/** Deletes the package, or all packages, that no open session needs. */
async function dropUnneededPackages(tx: Tx, packageId: string | null): Promise<void> {
  const locked = await tx.query<{ package_id: string }>(lockPackages, [packageId]);
  if (locked.length > 0) await tx.query(dropPackages, [locked.map((row) => row.package_id)]);
}

/**
 * What a scale unit says became of a download session: applied, or failed with its reason. After *Try count* failures
 * the session is suspended or canceled. A report on a session that has ended already changes nothing.
 */
export async function reportDownload(
  headquarters: Headquarters,
  channelDatabaseId: string,
  downloadSessionId: string,
  report: DownloadReport,
): Promise<void> {
  const { database, seams, wakeUps } = headquarters;
  let isPassedOver = false;
  await database.transaction('report download', async (tx) => {
    if (report.result === 'applied') {
      const ended = (
        await tx.query<{ to_position: FeedPosition; package_id: string }>(endSession, [
          downloadSessionId,
          channelDatabaseId,
          seams.clock.now(),
        ])
      )[0];
      if (!ended) return;
      await recordApplied(tx, channelDatabaseId, ended.to_position, seams.clock.now());
      await recordPassedOverApplied(tx, channelDatabaseId, ended.to_position);
      await dropUnneededPackages(tx, ended.package_id);
      return;
    }
    isPassedOver = await recordFailure(headquarters, tx, { channelDatabaseId, downloadSessionId, report });
    if (isPassedOver) await cancelOpenSessions(tx, channelDatabaseId);
  });
  /* It comes by, and goes on behind the canceled rows. */
  if (isPassedOver) wakeUps.configurationPublished(channelDatabaseId);
}

const cancelOpen = prepared(
  'cancel-open-download-sessions',
  `UPDATE download_sessions SET state = 'canceled', ended_at = now()
   WHERE channel_database_id = $1 AND state IN ('available', 'suspended') AND configuration_version IS NULL`,
);

/** Withdraws what waits for a database; its rows are packed anew from where the database stands. */
export async function cancelOpenSessions(tx: Tx, channelDatabaseId: string): Promise<void> {
  await tx.query(cancelOpen, [channelDatabaseId]);
  await dropUnneededPackages(tx, null);
}

const retrySession = prepared(
  'retry-download-session',
  `UPDATE download_sessions SET state = 'available', try_count = 0
   WHERE download_session_id = $1 AND state = 'suspended' RETURNING channel_database_id`,
);

/**
 * An administrator lets a suspended session try again, or the rows of one that was canceled after its tries be packed
 * again. Error: `download_session_unknown`.
 */
export async function retryDownload(headquarters: Headquarters, downloadSessionId: string): Promise<void> {
  const { database, seams, wakeUps } = headquarters;
  const rows = await database.query<{ channel_database_id: string }>(retrySession, [downloadSessionId]);
  if (rows[0]) return wakeUps.published(rows[0].channel_database_id);
  const passedOver = await tryPassedOverNow(database, downloadSessionId, seams.clock.now());
  if (passedOver === null) throw refuse('download_session_unknown');
  wakeUps.configurationPublished(passedOver);
}

const selectSessionDatabase = prepared(
  'select-download-session-database',
  `SELECT channel_database_id, job, state, package_id, configuration_version IS NOT NULL AS carries_settings
   FROM download_sessions
   WHERE download_session_id = $1 AND state IN ('available', 'suspended')`,
);

interface OpenSessionRow {
  channel_database_id: string;
  job: string;
  state: 'available' | 'suspended';
  package_id: string | null;
  carries_settings: boolean;
}

/**
 * An administrator cancels a session: everything waiting for its database is withdrawn and packed anew from where the
 * database stands, so that no row is lost. Errors: `download_session_unknown`, `configuration_session_kept`.
 */
export async function cancelDownload(headquarters: Headquarters, downloadSessionId: string): Promise<void> {
  await headquarters.database.transaction('cancel download', async (tx) => {
    const row = (await tx.query<OpenSessionRow>(selectSessionDatabase, [downloadSessionId]))[0];
    if (!row) throw refuse('download_session_unknown');
    if (row.carries_settings) throw refuse('configuration_session_kept', '', { job: row.job });
    const database = await lockedChannelDatabase(tx, row.channel_database_id);
    await cancelOpenSessions(tx, row.channel_database_id);
    if (database.appliedPosition) await recordPublished(tx, row.channel_database_id, database.appliedPosition);
  });
  headquarters.wakeUps.changed();
}

/**
 * An administrator passes over a suspended session: its channel database goes on behind its rows, which are packed again
 * later or by a retry, so that no row is lost. Errors: `download_session_unknown`, `configuration_session_kept`,
 * `download_session_not_suspended`, `download_session_not_passed_over`.
 */
export async function skipDownload(headquarters: Headquarters, downloadSessionId: string): Promise<void> {
  const { database, seams, wakeUps } = headquarters;
  const channelDatabaseId = await database.transaction('skip download', async (tx) => {
    const [found] = await tx.query<OpenSessionRow>(selectSessionDatabase, [downloadSessionId]);
    if (!found) throw refuse('download_session_unknown');
    const { channel_database_id: id } = found;
    /* Before its sessions, as whoever reports on them; what was read before the lock may be over. */
    await lockedChannelDatabase(tx, id);
    const [row] = await tx.query<OpenSessionRow>(selectSessionDatabase, [downloadSessionId]);
    if (!row) throw refuse('download_session_unknown');
    if (row.carries_settings) throw refuse('configuration_session_kept', '', { job: row.job });
    if (row.state !== 'suspended') throw refuse('download_session_not_suspended');
    const session = { channelDatabaseId: id, downloadSessionId, packageId: row.package_id };
    if (!(await passOverRows(tx, session, seams.clock.now()))) throw refuse('download_session_not_passed_over');
    await cancelOpenSessions(tx, id);
    return id;
  });
  /* It comes by, and goes on behind the rows. */
  wakeUps.configurationPublished(channelDatabaseId);
}

import type { downloadStates } from '@counterfoil/contracts/administration/sessions';
import { prepared, type Tx } from '@counterfoil/database/database';

/** State of a download session. */
export type DownloadState = (typeof downloadStates)[number];

/** Why a session failed last. */
export interface SessionError {
  readonly code: string;
  readonly detail: string;
}

/** A download session as administrators see it (WD-31). */
export interface ListedDownloadSession {
  readonly downloadSessionId: string;
  readonly channelDatabaseId: string;
  readonly job: string;
  readonly state: DownloadState;
  readonly rowCount: number;
  readonly byteCount: number;
  readonly tryCount: number;
  readonly error: SessionError | null;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly endedAt: string | null;
  /** Of the session whose rows were passed over: when they are packed again; null of all others, and once they are. */
  readonly packedAgainAt: string | null;
}

interface DownloadRow {
  download_session_id: string;
  channel_database_id: string;
  job: string;
  state: DownloadState;
  row_count: number;
  byte_count: number;
  try_count: number;
  error: SessionError | null;
  created_at: string;
  ended_at: string | null;
  packed_again_at: string | null;
}

const selectDownloads = prepared(
  'select-download-sessions',
  `SELECT download_session_id, channel_database_id, job, state, row_count, byte_count, try_count, error, created_at,
     ended_at, (
       SELECT next_try_at FROM passed_over_downloads
       WHERE passed_over_downloads.download_session_id = download_sessions.download_session_id) AS packed_again_at
   FROM download_sessions
   WHERE ($1::text IS NULL OR channel_database_id = $1)
     AND ($2::text IS NULL OR state = $2)
     AND ($3::bigint IS NULL OR download_session_id < $3)
     AND ($5::text IS NULL OR job = $5)
   ORDER BY download_session_id DESC
   LIMIT $4`,
);

/** Download sessions before the place `before`, newest first. */
export async function listDownloads(
  tx: Tx,
  filter: {
    readonly channelDatabaseId?: string | undefined;
    readonly job?: string | undefined;
    readonly state?: DownloadState | undefined;
    readonly before?: string | undefined;
    readonly countMax: number;
  },
): Promise<ListedDownloadSession[]> {
  const { channelDatabaseId = null, job = null, state = null, before = null, countMax } = filter;
  const rows = await tx.query<DownloadRow>(selectDownloads, [channelDatabaseId, state, before, countMax, job]);
  return rows.map((row) => ({
    downloadSessionId: row.download_session_id,
    channelDatabaseId: row.channel_database_id,
    job: row.job,
    state: row.state,
    rowCount: row.row_count,
    byteCount: row.byte_count,
    tryCount: row.try_count,
    error: row.error,
    createdAt: row.created_at,
    endedAt: row.ended_at,
    packedAgainAt: row.packed_again_at,
  }));
}

/** An upload session as administrators see it. */
export interface ListedUploadSession {
  readonly uploadSessionId: string;
  readonly channelDatabaseId: string;
  readonly job: string;
  /** Null when the package could not be read. */
  readonly packageNumber: number | null;
  readonly state: 'applied' | 'failed';
  readonly rowCount: number;
  readonly byteCount: number;
  readonly tryCount: number;
  readonly error: SessionError | null;
  /** ISO 8601. */
  readonly endedAt: string;
}

interface UploadRow {
  upload_session_id: string;
  channel_database_id: string;
  job: string;
  package_number: string | null;
  state: 'applied' | 'failed';
  row_count: number;
  byte_count: number;
  try_count: number;
  error: SessionError | null;
  ended_at: string;
}

const selectUploads = prepared(
  'select-upload-sessions',
  `SELECT upload_session_id, channel_database_id, job, package_number, state, row_count, byte_count, try_count, error,
     ended_at
   FROM upload_sessions
   WHERE ($1::text IS NULL OR channel_database_id = $1)
     AND ($2::text IS NULL OR state = $2)
     AND ($3::bigint IS NULL OR upload_session_id < $3)
     AND ($5::text IS NULL OR job = $5)
   ORDER BY upload_session_id DESC
   LIMIT $4`,
);

/** Upload sessions before the place `before`, newest first. */
export async function listUploads(
  tx: Tx,
  filter: {
    readonly channelDatabaseId?: string | undefined;
    readonly job?: string | undefined;
    readonly state?: 'applied' | 'failed' | undefined;
    readonly before?: string | undefined;
    readonly countMax: number;
  },
): Promise<ListedUploadSession[]> {
  const { channelDatabaseId = null, job = null, state = null, before = null, countMax } = filter;
  const rows = await tx.query<UploadRow>(selectUploads, [channelDatabaseId, state, before, countMax, job]);
  return rows.map((row) => ({
    uploadSessionId: row.upload_session_id,
    channelDatabaseId: row.channel_database_id,
    job: row.job,
    packageNumber: row.package_number === null ? null : Number(row.package_number),
    state: row.state,
    rowCount: row.row_count,
    byteCount: row.byte_count,
    tryCount: row.try_count,
    error: row.error,
    endedAt: row.ended_at,
  }));
}

const selectDatabaseOfUpload = prepared(
  'select-database-of-upload-session',
  'SELECT channel_database_id FROM upload_sessions WHERE upload_session_id = $1',
);

/** The channel database that an upload session came from; null when there is no such session. */
export async function databaseOfUpload(tx: Tx, uploadSessionId: string): Promise<string | null> {
  const rows = await tx.query<{ channel_database_id: string }>(selectDatabaseOfUpload, [uploadSessionId]);
  return rows[0]?.channel_database_id ?? null;
}

import type { DownloadSessionsAnswer, UploadSessionsAnswer } from '@counterfoil/contracts/administration/sessions';
import { change, part, read } from './call.ts';
import { queryOf } from './batch-jobs.ts';

/** Which sessions are wanted. */
export interface SessionFilter {
  readonly channelDatabaseId: string | null;
  readonly job: string | null;
  readonly state: string | null;
}

/** What can be done about a download session. */
export type DownloadAction = 'retry' | 'skip' | 'cancel';

/** A page of download sessions. */
export const readDownloads = (
  filter: SessionFilter,
  cursor: string | null,
  signal?: AbortSignal,
): Promise<DownloadSessionsAnswer> => read(`/download-sessions${queryOf({ ...filter, cursor })}`, signal);

/** A page of upload sessions. */
export const readUploads = (
  filter: SessionFilter,
  cursor: string | null,
  signal?: AbortSignal,
): Promise<UploadSessionsAnswer> => read(`/upload-sessions${queryOf({ ...filter, cursor })}`, signal);

/** Retries, passes over or cancels a download session. */
export const actOnDownload = (downloadSessionId: string, action: DownloadAction): Promise<unknown> =>
  change('POST', `/download-sessions/${part(downloadSessionId)}/${action}`);

/** Asks the scale unit of an upload session to upload again. */
export const retryUpload = (uploadSessionId: string): Promise<unknown> =>
  change('POST', `/upload-sessions/${part(uploadSessionId)}/retry`);

/** The channel databases by which sessions are filtered. */
export const readChannelDatabaseNames = (
  signal?: AbortSignal,
): Promise<{ readonly channelDatabases: readonly { readonly channelDatabaseId: string; readonly name: string }[] }> =>
  read('/channel-databases', signal);

/** Brings the jobs and subjobs of this release that are missing. */
export const initializeScheduler = (): Promise<{ readonly created: number }> =>
  change('POST', '/commerce-scheduler/initialize', {});

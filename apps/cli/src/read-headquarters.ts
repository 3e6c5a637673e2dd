import type { JobStatus } from '@counterfoil/batch/job-status';
import type { Language } from '@counterfoil/contracts/error-register';
import type { Client } from '@counterfoil/http/client';
import { ask } from './ask.ts';

/** The batch jobs with their recurrence, last run and warnings. */
export async function readJobs(headquarters: Client): Promise<JobStatus[]> {
  return (await ask<{ batchJobs: JobStatus[] }>(headquarters, 'GET', '/batch-jobs')).batchJobs;
}

/** One job's settings of one channel database, as headquarters tells of them. */
export interface ConfigurationLine {
  readonly channelDatabaseId: string;
  readonly job: string;
  readonly settingsVersion: number;
  readonly publishedVersion: number;
  readonly actingVersion: number;
  /** ISO 8601; null: never changed, never published. */
  readonly changedAt: string | null;
  readonly publishedAt: string | null;
  readonly onItsWay: 'none' | 'notPublished' | 'notFetched';
  readonly sentence: Readonly<Record<Language, string>>;
}

/** A change of a setting that a channel database does not act on yet. */
export interface UnappliedChangeLine {
  readonly version: number;
  readonly setting: string;
  readonly changedBy: string;
  readonly changedAt: string;
}

/** Which version of the settings is set, published and acted on. */
export interface ConfigurationStatusAnswer {
  readonly configurations: readonly ConfigurationLine[];
  /** Null unless one channel database and one job were asked for. */
  readonly changes: readonly UnappliedChangeLine[] | null;
}

/** The settings of every channel database and job, or of one of either. */
export async function readConfigurationStatus(
  headquarters: Client,
  filter: { readonly channelDatabaseId?: string | undefined; readonly job?: string | undefined } = {},
): Promise<ConfigurationStatusAnswer> {
  return ask(headquarters, 'GET', `/configuration-status${queryOf(filter)}`);
}

/** A download or upload session. */
export interface Session {
  readonly id: string;
  readonly channelDatabaseId: string;
  readonly job: string;
  readonly state: string;
  readonly rowCount: number;
  readonly byteCount: number;
  readonly tryCount: number;
  /** ISO 8601; of an upload when it ended. */
  readonly createdAt: string;
  /** Empty when nothing failed. */
  readonly reason: string;
}

interface ListedSession extends Omit<Session, 'id' | 'reason' | 'createdAt'> {
  readonly createdAt?: string;
  readonly endedAt?: string | null;
  readonly downloadSessionId?: string;
  readonly uploadSessionId?: string;
  readonly error: { readonly code: string; readonly detail: string } | null;
}

/** The newest download sessions. */
export async function readDownloadSessions(
  headquarters: Client,
  filter: { readonly channelDatabaseId?: string | undefined; readonly state?: string | undefined },
): Promise<Session[]> {
  const path = `/download-sessions${queryOf(filter)}`;
  const { downloadSessions } = await ask<{ downloadSessions: ListedSession[] }>(headquarters, 'GET', path);
  return downloadSessions.map(sessionOf);
}

/** The newest upload sessions. */
export async function readUploadSessions(
  headquarters: Client,
  channelDatabaseId: string | undefined,
): Promise<Session[]> {
  const path = `/upload-sessions${queryOf({ channelDatabaseId })}`;
  const { uploadSessions } = await ask<{ uploadSessions: ListedSession[] }>(headquarters, 'GET', path);
  return uploadSessions.map(sessionOf);
}

function sessionOf(listed: ListedSession): Session {
  const { downloadSessionId, uploadSessionId, createdAt, endedAt, error, ...session } = listed;
  return {
    ...session,
    id: downloadSessionId ?? uploadSessionId ?? '',
    createdAt: createdAt ?? endedAt ?? '',
    reason: error ? `${error.code}: ${error.detail}` : '',
  };
}

type ShownValue = string | number | boolean | null;

/** A line of *Customer synchronization status*. */
export interface StagedOperationLine {
  readonly name: string;
  readonly customerAccountNumber: string | null;
  readonly channelDatabaseId: string;
  readonly channelName: string | null;
  readonly status: string;
  /** In the user's language. */
  readonly statusText: string;
  readonly description: string;
  readonly operationTimestamp: string | null;
  readonly receivedAt: string;
  readonly lastKnownError: { readonly message: string } | null;
  readonly values: readonly { readonly label: string; readonly oldValue: ShownValue; readonly newValue: ShownValue }[];
}

/** The newest staged operations that a filter names. */
export async function searchStagedOperations(
  headquarters: Client,
  filter: Readonly<Record<string, string | undefined>>,
): Promise<StagedOperationLine[]> {
  const path = '/customer-synchronization-status/search';
  return (await ask<{ operations: StagedOperationLine[] }>(headquarters, 'POST', path, filter)).operations;
}

/** What headquarters counts. */
export interface HeadquartersCounts {
  readonly customers: number;
}

/** The counts of headquarters at this moment. */
export async function readCounts(headquarters: Client): Promise<HeadquartersCounts> {
  return ask(headquarters, 'GET', '/status');
}

function queryOf(parameters: Readonly<Record<string, string | undefined>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) query.set(name, value);
  return query.size > 0 ? `?${query.toString()}` : '';
}

import type {
  BatchJobsAnswer,
  JobRunsAnswer,
  JobStatus,
  RecurrencePreview,
} from '@counterfoil/contracts/administration/batch-jobs';
import { change, part, read } from './call.ts';

/** Which runs of a history are wanted. */
export interface RunFilter {
  readonly state: string | null;
  readonly trigger: string | null;
  /** ISO 8601. */
  readonly from: string | null;
  readonly to: string | null;
}

/** All jobs with their state. */
export const readBatchJobs = (signal?: AbortSignal): Promise<BatchJobsAnswer> => read('/batch-jobs', signal);

/** A page of the history of a job. */
export function readRuns(
  job: string,
  filter: RunFilter,
  cursor: string | null,
  signal?: AbortSignal,
): Promise<JobRunsAnswer> {
  return read(`/batch-jobs/${part(job)}/runs${queryOf({ ...filter, cursor })}`, signal);
}

/** The times of a recurrence that nobody has saved. */
export const previewRecurrence = (recurrence: string, signal?: AbortSignal): Promise<RecurrencePreview> =>
  read(`/recurrence-preview${queryOf({ recurrence })}`, signal);

/** Begins a run; it goes on by itself. */
export const beginRun = (job: string): Promise<unknown> =>
  change('POST', `/batch-jobs/${part(job)}/runs`, { background: true });

/** Ends the run that is under way. */
export const cancelRun = (job: string): Promise<unknown> => change('POST', `/batch-jobs/${part(job)}/cancel`);

/** Withholds a job, or releases it. */
export const setWithheld = (job: string, withheld: boolean): Promise<JobStatus> =>
  change('PUT', `/batch-jobs/${part(job)}/withheld`, { withheld });

/** Gives a job its recurrence. */
export const setRecurrence = (job: string, recurrence: string): Promise<JobStatus> =>
  change('PUT', `/batch-jobs/${part(job)}/recurrence`, { recurrence });

/** The query of an address; what is null is left out. */
export function queryOf(parameters: Readonly<Record<string, string | null>>): string {
  const present = Object.entries(parameters).flatMap(([name, value]) => (value === null ? [] : [[name, value]]));
  return present.length === 0 ? '' : `?${new URLSearchParams(present).toString()}`;
}

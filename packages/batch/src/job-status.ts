import type { BatchJob } from './batch-job.ts';
import type { RecurrenceSetting } from './recurrence-settings.ts';
import { formatRecurrence, nextRuns, previousRun } from './recurrence.ts';
import type { JobRun } from './run-result.ts';
import { hasFailed } from './run-result.ts';
import type { Withholding } from './withholdings.ts';

/** How long after its time a run may begin, and how long a continuous job may rest, before the job is called late. */
export const lateAfterMs = 3 * 60_000;
/** The scheduler goes by the database's clock, the history by the process's. */
const clockSkewMaxMs = 60_000;
const nextRunCount = 5;

/**
 * What an administrator should look at: a job that must be scheduled whatever the mode (SD-09) has no recurrence
 * (`missing`) or is switched `off`; somebody withholds a job (`withheld`); the last run of any job failed (`failing`);
 * a due run did not begin (`late`).
 */
export type JobWarning = 'missing' | 'off' | 'withheld' | 'failing' | 'late';

/** A job as the list of batch jobs shows it. */
export interface JobStatus {
  readonly name: string;
  readonly title: Readonly<Record<'en' | 'fr', string>>;
  readonly aliases: readonly string[];
  /** The text that `parseRecurrence` reads; `off` when there is none. */
  readonly recurrence: string;
  /** Whether the job must be scheduled whatever the mode. */
  readonly required: boolean;
  readonly running: boolean;
  /** Since when nobody may start the job, and by whom; undefined: it runs by its recurrence. */
  readonly withheld?: Withholding | undefined;
  readonly lastRun: JobRun | undefined;
  /** The next times, ISO 8601 in UTC. */
  readonly nextRuns: readonly string[];
  readonly warnings: readonly JobWarning[];
}

/** What the status of one job is made from. */
export interface JobFacts {
  readonly name: string;
  /** Undefined when this program does not have the job. */
  readonly job: BatchJob | undefined;
  readonly required: boolean;
  readonly setting: RecurrenceSetting | undefined;
  readonly withheld?: Withholding | undefined;
  readonly lastRun: JobRun | undefined;
  /** Milliseconds since this process last saw the continuous job run or held elsewhere; undefined when it doesn't know. */
  readonly continuousRestMs: number | undefined;
}

/** The status at `now`. */
export function jobStatus(facts: JobFacts, now: Date): JobStatus {
  const { name, job, required, setting, withheld, lastRun } = facts;
  return {
    name,
    title: job?.title ?? { en: name, fr: name },
    aliases: job?.aliases ?? [],
    recurrence: setting ? formatRecurrence(setting.recurrence) : 'off',
    required,
    running: lastRun?.state === 'running',
    withheld,
    lastRun,
    nextRuns:
      setting && !withheld ? nextRuns(setting.recurrence, now, nextRunCount).map((time) => time.toISOString()) : [],
    warnings: warningsOf(facts, now),
  };
}

function warningsOf(facts: JobFacts, now: Date): JobWarning[] {
  const { job, required, setting, withheld, lastRun } = facts;
  const warnings: JobWarning[] = [];
  if (required && (!job || !setting)) warnings.push('missing');
  else if (required && setting?.recurrence.kind === 'off') warnings.push('off');
  if (withheld) warnings.push('withheld');
  if (lastRun && hasFailed(lastRun)) warnings.push('failing');
  if (isLate(facts, now)) warnings.push('late');
  return warnings;
}

function isLate({ setting, withheld, lastRun, continuousRestMs = 0 }: JobFacts, now: Date): boolean {
  if (!setting || withheld) return false;
  if (setting.recurrence.kind === 'continuous') return continuousRestMs > lateAfterMs;
  const due = previousRun(setting.recurrence, new Date(now.getTime() - lateAfterMs))?.getTime();
  if (due === undefined || Date.parse(setting.changedAt) > due) return false;
  if (!lastRun) return true;
  // Single flight lets a time pass while a run is under way.
  const busyUntil = lastRun.state === 'running' ? Infinity : Date.parse(lastRun.endedAt ?? lastRun.startedAt);
  return busyUntil < due - clockSkewMaxMs;
}

/** The recurrence by which the job runs at present: `off` while it is withheld. */
export function presentRecurrence({ recurrence, withheld }: Pick<JobStatus, 'recurrence' | 'withheld'>): string {
  return withheld ? 'off' : recurrence;
}

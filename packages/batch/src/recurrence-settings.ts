import type { Database } from '@counterfoil/database/database';
import type { Recurrence } from './recurrence.ts';
import { formatRecurrence, parseRecurrence } from './recurrence.ts';

/** The recurrence that an administrator gave a job, and since when. */
export interface RecurrenceSetting {
  readonly recurrence: Recurrence;
  /** ISO 8601, UTC. */
  readonly changedAt: string;
}

/** The recurrences of all jobs that were ever given one, by job name. */
export async function selectRecurrences(database: Database): Promise<Map<string, RecurrenceSetting>> {
  const rows = await database.query<{ job: string; recurrence: string; changed_at: string }>(
    'SELECT job, recurrence, changed_at FROM batch_job_recurrences',
  );
  return new Map(
    rows.map((row) => [row.job, { recurrence: parseRecurrence(row.recurrence), changedAt: row.changed_at }]),
  );
}

/** Gives `job` the recurrence. */
export async function saveRecurrence(
  database: Database,
  job: string,
  { recurrence, changedAt }: RecurrenceSetting,
): Promise<void> {
  await database.affected(
    `INSERT INTO batch_job_recurrences (job, recurrence, changed_at) VALUES ($1, $2, $3)
     ON CONFLICT (job) DO UPDATE SET recurrence = excluded.recurrence, changed_at = excluded.changed_at`,
    [job, formatRecurrence(recurrence), changedAt],
  );
}

/** Gives each job its first recurrence; what an administrator has chosen stays. */
export async function saveFirstRecurrences(
  database: Database,
  recurrences: ReadonlyMap<string, Recurrence>,
  changedAt: string,
): Promise<void> {
  await database.affected(
    `INSERT INTO batch_job_recurrences (job, recurrence, changed_at)
     SELECT job, recurrence, $3 FROM unnest($1::text[], $2::text[]) AS first (job, recurrence)
     ON CONFLICT (job) DO NOTHING`,
    [[...recurrences.keys()], [...recurrences.values()].map(formatRecurrence), changedAt],
  );
}

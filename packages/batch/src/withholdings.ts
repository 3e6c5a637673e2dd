import type { Database } from '@counterfoil/database/database';

/** Since when a job is withheld, and by whom. */
export interface Withholding {
  /** ISO 8601, UTC. */
  readonly withheldAt: string;
  readonly withheldBy: string;
}

/** The jobs that are withheld, by name. */
export async function selectWithholdings(database: Database): Promise<Map<string, Withholding>> {
  const rows = await database.query<{ job: string; withheld_at: string; withheld_by: string }>(
    'SELECT job, withheld_at, withheld_by FROM batch_job_withholdings',
  );
  return new Map(rows.map((row) => [row.job, { withheldAt: row.withheld_at, withheldBy: row.withheld_by }]));
}

/** Whether nobody may start the job. */
export async function isWithheld(database: Database, job: string): Promise<boolean> {
  const rows = await database.query<object>('SELECT 1 FROM batch_job_withholdings WHERE job = $1', [job]);
  return rows.length > 0;
}

/** Withholds the job; whoever withheld it first stays named. */
export async function insertWithholding(database: Database, job: string, withholding: Withholding): Promise<void> {
  await database.affected(
    `INSERT INTO batch_job_withholdings (job, withheld_at, withheld_by) VALUES ($1, $2, $3)
     ON CONFLICT (job) DO NOTHING`,
    [job, withholding.withheldAt, withholding.withheldBy],
  );
}

/** Releases the job. */
export async function deleteWithholding(database: Database, job: string): Promise<void> {
  await database.affected('DELETE FROM batch_job_withholdings WHERE job = $1', [job]);
}

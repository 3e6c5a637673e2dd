import type { Database } from '@counterfoil/database/database';
import type { RunFigures } from './batch-job.ts';
import type { JobRun, RunState, RunTrigger } from './run-result.ts';

interface RunRow {
  run_id: string;
  job: string;
  trigger: RunTrigger;
  started_at: string;
  ended_at: string | null;
  state: RunState;
  runs: number;
  result: RunFigures;
  error: string | null;
}

const runColumns = 'run_id, job, trigger, started_at, ended_at, state, runs, result, error';

/** Writes the line of a run that begins. Its caller holds the job's lock. */
export async function insertRunningRun(database: Database, run: JobRun): Promise<void> {
  await database.affected(
    `INSERT INTO batch_job_runs (run_id, job, trigger, started_at, state) VALUES ($1, $2, $3, $4, 'running')`,
    [run.runId, run.job, run.trigger, run.startedAt],
  );
}

/** Shows how far a running run is. */
export async function updateRunProgress(database: Database, runId: string, result: RunFigures): Promise<void> {
  await database.affected(`UPDATE batch_job_runs SET result = $2 WHERE run_id = $1 AND state = 'running'`, [
    runId,
    JSON.stringify(result),
  ]);
}

/** Writes how a run ended; a line that was meanwhile found interrupted stays so. */
export async function endRun(database: Database, run: JobRun): Promise<void> {
  await database.affected(
    `UPDATE batch_job_runs SET ended_at = $2, state = $3, result = $4, error = $5
      WHERE run_id = $1 AND state = 'running'`,
    [run.runId, run.endedAt, run.state, JSON.stringify(run.result), run.error],
  );
}

/** Writes a line that has already ended, or replaces it with its grown figures. */
export async function saveEndedRun(database: Database, run: JobRun): Promise<void> {
  await database.affected(
    `INSERT INTO batch_job_runs (run_id, job, trigger, started_at, ended_at, state, runs, result, error)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     ON CONFLICT (run_id) DO UPDATE
       SET ended_at = excluded.ended_at, runs = excluded.runs, result = excluded.result`,
    [
      run.runId,
      run.job,
      run.trigger,
      run.startedAt,
      run.endedAt,
      run.state,
      run.runs,
      JSON.stringify(run.result),
      run.error,
    ],
  );
}

/**
 * Marks the runs of dead processes: a line says *running* but nobody holds the lock of its job. Each lock is taken
 * for this one statement only; a run that ends meanwhile is no longer *running* when its line is reached.
 * Answers the names of the jobs concerned.
 */
export async function interruptDeadRuns(database: Database, lockClass: number, now: Date): Promise<string[]> {
  const rows = await database.query<{ job: string }>(
    `WITH candidate AS MATERIALIZED (
       SELECT DISTINCT job FROM batch_job_runs WHERE state = 'running'
     ), dead AS MATERIALIZED (
       SELECT job FROM candidate WHERE pg_try_advisory_xact_lock($1, hashtext(job))
     )
     UPDATE batch_job_runs AS run SET state = 'interrupted', ended_at = $2
       FROM dead
      WHERE run.job = dead.job AND run.state = 'running'
     RETURNING run.job`,
    [lockClass, now],
  );
  return rows.map((row) => row.job);
}

/** Whether a timed or asked-for run of `job` is under way anywhere; continuous runs leave no such line. */
export async function isRunning(database: Database, job: string): Promise<boolean> {
  const rows = await database.query<object>(
    `SELECT 1 FROM batch_job_runs WHERE job = $1 AND state = 'running' LIMIT 1`,
    [job],
  );
  return rows.length > 0;
}

/** The latest lines of one job, newest first. */
export async function selectHistory(database: Database, job: string, countMax: number): Promise<JobRun[]> {
  const rows = await database.query<RunRow>(
    `SELECT ${runColumns} FROM batch_job_runs WHERE job = $1 ORDER BY started_at DESC, run_id DESC LIMIT $2`,
    [job, countMax],
  );
  return rows.map(runOf);
}

/** The newest line of each of `jobs`. */
export async function selectLastRuns(database: Database, jobs: readonly string[]): Promise<Map<string, JobRun>> {
  const rows = await database.query<RunRow>(
    `SELECT ${runColumns}
       FROM unnest($1::text[]) AS wanted (name)
      CROSS JOIN LATERAL (
        SELECT ${runColumns} FROM batch_job_runs WHERE batch_job_runs.job = wanted.name
         ORDER BY started_at DESC, run_id DESC LIMIT 1
      ) AS last_run`,
    [jobs],
  );
  return new Map(rows.map((row) => [row.job, runOf(row)]));
}

/** Keeps the history bounded; a run under way is never deleted. */
export async function deleteRunsBefore(database: Database, before: Date): Promise<void> {
  await database.affected(`DELETE FROM batch_job_runs WHERE started_at < $1 AND state <> 'running'`, [before]);
}

function runOf(row: RunRow): JobRun {
  return {
    runId: row.run_id,
    job: row.job,
    trigger: row.trigger,
    startedAt: row.started_at,
    endedAt: row.ended_at ?? undefined,
    state: row.state,
    runs: row.runs,
    result: row.result,
    error: row.error ?? undefined,
  };
}

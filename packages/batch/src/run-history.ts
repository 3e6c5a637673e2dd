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
  duration_ms: string | null;
  result: RunFigures;
  error: string | null;
}

const runColumns = 'run_id, job, trigger, started_at, ended_at, state, runs, duration_ms, result, error';

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
    `UPDATE batch_job_runs SET ended_at = $2, state = $3, result = $4, error = $5, duration_ms = $6
      WHERE run_id = $1 AND state = 'running'`,
    [run.runId, run.endedAt, run.state, JSON.stringify(run.result), run.error, run.durationMs],
  );
}

/** Writes a line that has already ended, or replaces it with its grown figures. */
export async function saveEndedRun(database: Database, run: JobRun): Promise<void> {
  await database.affected(
    `INSERT INTO batch_job_runs (run_id, job, trigger, started_at, ended_at, state, runs, result, error, duration_ms)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     ON CONFLICT (run_id) DO UPDATE
       SET ended_at = excluded.ended_at, runs = excluded.runs, result = excluded.result,
           duration_ms = excluded.duration_ms`,
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
      run.durationMs,
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

/** Which lines of a history are wanted; whatever is left out is no condition. */
export interface HistoryFilter {
  readonly state?: RunState | undefined;
  readonly trigger?: RunTrigger | undefined;
  /** Begun at this instant or later, ISO 8601. */
  readonly from?: string | undefined;
  /** Begun before this instant, ISO 8601. */
  readonly to?: string | undefined;
  /** Lines older than the line of this run. */
  readonly before?: string | undefined;
  /** Lines at most; 50 unless told. */
  readonly countMax?: number | undefined;
}

const historyCountDefault = 50;

/** The lines of one job that `filter` wants, newest first. */
export async function selectHistory(database: Database, job: string, filter: HistoryFilter): Promise<JobRun[]> {
  const { state, trigger, from, to, before, countMax = historyCountDefault } = filter;
  const rows = await database.query<RunRow>(
    `SELECT ${runColumns} FROM batch_job_runs
      WHERE job = $1
        AND ($2::text IS NULL OR state = $2)
        AND ($3::text IS NULL OR trigger = $3)
        AND ($4::timestamptz IS NULL OR started_at >= $4)
        AND ($5::timestamptz IS NULL OR started_at < $5)
        AND ($6::uuid IS NULL OR (started_at, run_id) < (
          SELECT earlier.started_at, earlier.run_id FROM batch_job_runs AS earlier WHERE earlier.run_id = $6))
      ORDER BY started_at DESC, run_id DESC LIMIT $7`,
    [job, state, trigger, from, to, before, countMax],
  );
  return rows.map(runOf);
}

/** Asks whichever process runs the job to end the run; answers false when no recorded run is under way. */
export async function askToCancel(
  database: Database,
  job: string,
  { by, now }: { readonly by: string; readonly now: Date },
): Promise<boolean> {
  const asked = await database.affected(
    `UPDATE batch_job_runs SET cancel_asked_at = coalesce(cancel_asked_at, $2), cancel_asked_by = coalesce(cancel_asked_by, $3)
      WHERE job = $1 AND state = 'running'`,
    [job, now, by],
  );
  return asked > 0;
}

/** The runs under way that somebody wishes to end. */
export async function selectRunsToCancel(database: Database): Promise<string[]> {
  const rows = await database.query<{ run_id: string }>(
    `SELECT run_id FROM batch_job_runs WHERE state = 'running' AND cancel_asked_at IS NOT NULL`,
  );
  return rows.map((row) => row.run_id);
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
    durationMs: row.duration_ms === null ? undefined : Number(row.duration_ms),
    result: row.result,
    error: row.error ?? undefined,
  };
}

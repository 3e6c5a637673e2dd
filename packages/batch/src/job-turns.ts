import { refuse } from '@counterfoil/contracts/refusal';
import type { Database } from '@counterfoil/database/database';
import type { Seams } from '@counterfoil/platform/seams';
import type { BatchJob } from './batch-job.ts';
import type { AskedRun, JobRuns } from './job-runs.ts';
import { isRunning } from './run-history.ts';
import type { RunResult, RunTrigger } from './run-result.ts';
import { describeFailure, hasFailed } from './run-result.ts';
import type { Hold, SingleFlight } from './single-flight.ts';
import { isWithheld } from './withholdings.ts';

/** Between two looks at a job that seems to be running: its process may just have ended. */
const runningConfirmMs = 100;

/** Lets each run have its turn: takes the job's lock, runs, gives the lock back. */
export interface JobTurns {
  /**
   * A run that was asked for; throws `job_running` while another recorded run is under way, unless `wait`, and
   * `job_withheld` while somebody withholds the job.
   */
  runNow(job: BatchJob, wait: boolean, asked?: Omit<AskedRun, 'trigger'>): Promise<RunResult>;
  /** A run that the scheduler triggered; a time that comes while a run is under way passes. Throws nothing. */
  runTriggered(job: BatchJob, trigger: RunTrigger): Promise<void>;
  /** A continuous run; somebody else's hold is no failure. Throws nothing. */
  runContinuous(job: BatchJob): Promise<'succeeded' | 'failed' | 'heldElsewhere'>;
}

/** Turns under `singleFlight`; `onEnded` is called after each recorded run, with the lock given back. */
export function createJobTurns(options: {
  readonly database: Database;
  readonly seams: Seams;
  readonly singleFlight: SingleFlight;
  readonly runs: JobRuns;
  readonly stopping: AbortSignal;
  isFailing(job: string): boolean;
  onEnded(job: string, succeeded: boolean): void;
}): JobTurns {
  const { database, singleFlight, runs, stopping, isFailing, onEnded } = options;
  const { clock, log } = options.seams;

  /** Undefined when a recorded run is under way; a continuous run, which is short, is waited for. */
  const acquireUnlessRunning = async (name: string): Promise<Hold | undefined> => {
    for (const confirmed of [false, true]) {
      const hold = await singleFlight.tryAcquire(name);
      if (hold) return hold;
      if (!(await isRunning(database, name))) return singleFlight.acquire(name, stopping);
      if (!confirmed) await clock.sleep(runningConfirmMs, stopping);
    }
    return undefined;
  };

  const acquire = async (name: string, wait: boolean): Promise<Hold | undefined> =>
    wait ? singleFlight.acquire(name, stopping) : acquireUnlessRunning(name);

  /** Whether somebody withheld the job while its turn was waited for; it is given back then. */
  const isWithheldNow = async (job: BatchJob, hold: Hold): Promise<boolean> => {
    let isStopped = true;
    try {
      isStopped = await isWithheld(database, job.name);
      return isStopped;
    } finally {
      if (isStopped) await hold.release();
    }
  };

  const runHeld = async (job: BatchJob, hold: Hold, asked: AskedRun): Promise<RunResult> => {
    let succeeded = false;
    try {
      const result = await runs.runRecorded(job, hold, asked);
      succeeded = !hasFailed(result);
      return result;
    } finally {
      await hold.release();
      onEnded(job.name, succeeded);
    }
  };

  const runContinuousHeld = async (job: BatchJob, hold: Hold): Promise<'succeeded' | 'failed'> => {
    try {
      const { state } = await runs.runContinuous(job, hold, isFailing(job.name));
      return state === 'succeeded' ? 'succeeded' : 'failed';
    } finally {
      await hold.release();
    }
  };

  return {
    async runNow(job, wait, asked = {}) {
      const withheld = refuse('job_withheld', 'job', { value: job.name });
      if (await isWithheld(database, job.name)) throw withheld;
      const hold = await acquire(job.name, wait);
      if (!hold) throw refuse('job_running', 'job', { value: job.name });
      if (await isWithheldNow(job, hold)) throw withheld;
      return runHeld(job, hold, { ...asked, trigger: 'runNow' });
    },
    async runTriggered(job, trigger) {
      try {
        // The time came, or the run was asked for, before the job was withheld.
        if (await isWithheld(database, job.name)) return;
        const hold = await acquire(job.name, trigger === 'runNow');
        if (hold && (await isWithheldNow(job, hold))) return;
        if (hold) await runHeld(job, hold, { trigger });
        else log.info({ job: job.name }, 'the batch job is still running; this time passes');
      } catch (error) {
        log.warn({ job: job.name, error: describeFailure(error) }, 'the batch job could not be run');
      }
    },
    async runContinuous(job) {
      try {
        const hold = await singleFlight.tryAcquire(job.name);
        return hold ? await runContinuousHeld(job, hold) : 'heldElsewhere';
      } catch (error) {
        log.warn({ job: job.name, error: describeFailure(error) }, 'the continuous batch job could not be run');
        return 'failed';
      }
    },
  };
}

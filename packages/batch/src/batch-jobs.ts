import { CodedError, refuse } from '@counterfoil/contracts/refusal';
import type { Database } from '@counterfoil/database/database';
import type { Seams } from '@counterfoil/platform/seams';
import type { BatchJob } from './batch-job.ts';
import { jobsScheduledWhateverTheMode } from './batch-job.ts';
import type { ContinuousLoop } from './continuous-loop.ts';
import { createContinuousLoop } from './continuous-loop.ts';
import { createJobRuns } from './job-runs.ts';
import { createJobSchedule } from './job-schedule.ts';
import type { JobStatus } from './job-status.ts';
import { jobStatus } from './job-status.ts';
import { createJobTurns } from './job-turns.ts';
import { saveFirstRecurrences, saveRecurrence, selectRecurrences } from './recurrence-settings.ts';
import { parseRecurrence } from './recurrence.ts';
import type { HistoryFilter } from './run-history.ts';
import { askToCancel, selectHistory, selectLastRuns, selectRunsToCancel } from './run-history.ts';
import type { JobRun, RunResult } from './run-result.ts';
import { describeFailure } from './run-result.ts';
import { createSingleFlight } from './single-flight.ts';
import { createTriggers } from './triggers.ts';
import type { WakeUp } from './wake-ups.ts';
import { createWakeUps } from './wake-ups.ts';
import { deleteWithholding, insertWithholding, selectWithholdings } from './withholdings.ts';

const continuousIdleDefaultMs = 2_000;

/** The batch jobs of headquarters. Several processes on one database share recurrences, history and single flight. */
export interface BatchJobs {
  /** Begins to run the jobs by their recurrences. Throws a StartError when the scheduler can't be started. */
  start(): Promise<void>;
  /** Aborts the runs of this process, waits for their end and closes the connections. */
  stop(): Promise<void>;
  /**
   * Runs the job now, whatever its recurrence, and answers how it ended. While a run is under way anywhere:
   * refuses with `job_running`, or runs after it when `wait`. While the job is withheld: refuses with `job_withheld`.
   * Throws `job_unknown` for a name that is none. An abort of `signal` cancels the run.
   */
  runNow(nameOrAlias: string, options?: RunNowOptions): Promise<RunResult>;
  /** Begins a run as `runNow` does and answers its name; the run goes on by itself. */
  begin(nameOrAlias: string): Promise<string>;
  /**
   * Has the run that is under way end after its current transaction, whichever process it is in. Throws
   * `job_not_running` where no recorded run is; a continuous job is stopped by withholding it.
   */
  cancel(nameOrAlias: string, by: string): Promise<void>;
  /** Nobody starts the job any more, neither its recurrence nor a person; a run that is under way goes on. */
  withhold(nameOrAlias: string, by: string): Promise<void>;
  /** The job runs by its recurrence again. */
  release(nameOrAlias: string): Promise<void>;
  /** Has one of the started processes run the job soon; several requests that wait are one. Needs a start. */
  requestRun(nameOrAlias: string): Promise<void>;
  /** All jobs with their recurrence, last run, next runs and warnings; missing required jobs included. */
  list(): Promise<JobStatus[]>;
  /** The runs that `filter` wants, newest first; the latest 50 unless told. */
  history(nameOrAlias: string, filter?: HistoryFilter): Promise<JobRun[]>;
  /** Sets the recurrence for all processes; throws `recurrence_invalid` or `job_unknown`. */
  setRecurrence(nameOrAlias: string, recurrence: string): Promise<void>;
  /** There may be something to do for a continuous job; never waits, and may be called for every customer. */
  wake(nameOrAlias: string): void;
}

/** How a run is made at once. */
export interface RunNowOptions {
  /** After a run that is under way, instead of a refusal. */
  readonly wait?: boolean;
  readonly signal?: AbortSignal;
}

/** What the batch jobs are made of. */
export interface BatchJobsOptions {
  readonly database: Database;
  /** For the own connections: locks, wake-ups, the scheduler. No pooler in transaction mode may stand in between. */
  readonly databaseUrl: string;
  readonly jobs: readonly BatchJob[];
  readonly seams: Seams;
  /** Recurrences given at the first start to jobs that have none yet, by job name. */
  readonly firstRecurrences?: Readonly<Record<string, string>>;
  /** The longest rest of a continuous job, in milliseconds; 2,000 unless told. */
  readonly continuousIdleMs?: number;
}

/** The batch jobs of one process, not yet started; `runNow`, `list` and `history` work without a start. */
export function createBatchJobs(options: BatchJobsOptions): BatchJobs {
  const { database, databaseUrl, jobs, seams, continuousIdleMs = continuousIdleDefaultMs } = options;
  const { clock, log } = seams;
  const jobNames = jobs.map(({ name }) => name);
  const firstRecurrences = new Map(
    Object.entries(options.firstRecurrences ?? {}).map(([name, text]) => [name, parseRecurrence(text)]),
  );
  const stopping = new AbortController();
  const underWay = new Set<Promise<void>>();
  const loops = new Map<string, ContinuousLoop>();
  /** Jobs woken by this process since their last continuous run. */
  const wokenHere = new Set<string>();
  const seenAtMs = new Map<string, number>();
  let started = false;

  const singleFlight = createSingleFlight(databaseUrl, log);
  const triggers = createTriggers({
    databaseUrl,
    jobs: jobNames,
    log,
    onTrigger: (name, trigger) => turns.runTriggered(find(name), trigger),
  });
  const runs = createJobRuns({ database, seams, stopping: stopping.signal });
  const schedule = createJobSchedule({
    database,
    seams,
    jobs: jobNames,
    triggers,
    onContinuous: wakeLoop,
    onRefreshed: cancelAsked,
  });
  const turns = createJobTurns({
    database,
    seams,
    singleFlight,
    runs,
    stopping: stopping.signal,
    isFailing: (name) => schedule.isFailing(name),
    onEnded(name, succeeded) {
      schedule.noteOutcome(name, succeeded);
      // Wake-ups that came during the run found the job held.
      wakeLoop(name);
    },
  });
  const wakeUps = createWakeUps({ database, databaseUrl, seams }, { onWakeUp: receive, onListening: catchUp });

  function wakeLoop(name: string): void {
    loops.get(name)?.wake();
  }

  function receive({ kind, job }: WakeUp): void {
    if (kind === 'recurrence') schedule.refreshSoon();
    else if (kind === 'cancel') inBackground(cancelAsked());
    else wakeLoop(job);
  }

  async function cancelAsked(): Promise<void> {
    runs.cancel(await selectRunsToCancel(database));
  }

  // Whatever was sent while nobody listened is lost.
  function catchUp(): void {
    schedule.refreshSoon();
    for (const loop of loops.values()) loop.wake();
  }

  function find(nameOrAlias: string): BatchJob {
    const wanted = nameOrAlias.trim().toLowerCase();
    const job = jobs.find(({ name, aliases }) => [name, ...aliases].some((text) => text.toLowerCase() === wanted));
    if (!job) throw refuse('job_unknown', 'job', { value: nameOrAlias });
    return job;
  }

  /** Work whose end `stop` waits for; its failures are told in the log. */
  function inBackground(work: Promise<void>): void {
    const ended = work
      .catch((error: unknown) => log.warn({ error: describeFailure(error) }, 'work of the batch jobs failed'))
      .finally(() => underWay.delete(ended));
    underWay.add(ended);
  }

  /** One continuous run; true when it went well or the job is held elsewhere. */
  async function pass(job: BatchJob): Promise<boolean> {
    const woken = wokenHere.delete(job.name);
    const state = await turns.runContinuous(job);
    if (state !== 'heldElsewhere') schedule.noteOutcome(job.name, state === 'succeeded');
    if (state !== 'failed') seenAtMs.set(job.name, clock.monotonicMs());
    // Whoever holds the job may have looked before there was something: it must look again.
    if (state === 'heldElsewhere' && woken) inBackground(wakeUps.send('work', job.name));
    return state !== 'failed';
  }

  async function runAsked(
    nameOrAlias: string,
    { wait = false, signal, onBegun }: RunNowOptions & { onBegun?: (runId: string) => void } = {},
  ): Promise<RunResult> {
    const job = find(nameOrAlias);
    if (stopping.signal.aborted) throw new CodedError('shutting_down');
    const finished = Promise.withResolvers<void>();
    inBackground(finished.promise);
    try {
      return await turns.runNow(job, wait, { signal, onBegun });
    } finally {
      finished.resolve();
    }
  }

  /** Has every process know of a job whose schedule was changed. */
  async function tellSchedule(name: string): Promise<void> {
    if (started) await schedule.refresh();
    await wakeUps.send('recurrence', name);
  }

  function startLoop(job: BatchJob): void {
    const isContinuous = (): boolean => schedule.isContinuous(job.name);
    const loop = createContinuousLoop({ seams, idleMs: continuousIdleMs, isContinuous, pass: () => pass(job) });
    loops.set(job.name, loop);
    seenAtMs.set(job.name, clock.monotonicMs());
    inBackground(loop.run(stopping.signal));
  }

  return {
    async start() {
      await saveFirstRecurrences(database, firstRecurrences, clock.now().toISOString());
      await triggers.start();
      await schedule.refresh();
      started = true;
      for (const job of jobs) startLoop(job);
      inBackground(wakeUps.listen(stopping.signal));
      inBackground(schedule.keep(stopping.signal));
    },
    async stop() {
      stopping.abort();
      await triggers.stop();
      while (underWay.size > 0) await Promise.all(underWay);
      await singleFlight.close();
    },
    runNow: (nameOrAlias, asked) => runAsked(nameOrAlias, asked),
    begin: async (nameOrAlias) =>
      new Promise((resolve, reject) => {
        runAsked(nameOrAlias, { onBegun: resolve }).catch((error: unknown) => {
          log.warn({ job: nameOrAlias, error: describeFailure(error) }, 'the batch job could not be run');
          reject(error instanceof Error ? error : new Error(String(error)));
        });
      }),
    async cancel(nameOrAlias, by) {
      const { name } = find(nameOrAlias);
      if (!(await askToCancel(database, name, { by, now: clock.now() }))) {
        throw refuse('job_not_running', 'job', { value: name });
      }
      await cancelAsked();
      await wakeUps.send('cancel', name);
    },
    async withhold(nameOrAlias, by) {
      const { name } = find(nameOrAlias);
      await insertWithholding(database, name, { withheldAt: clock.now().toISOString(), withheldBy: by });
      await tellSchedule(name);
    },
    async release(nameOrAlias) {
      const { name } = find(nameOrAlias);
      await deleteWithholding(database, name);
      await tellSchedule(name);
    },
    requestRun: async (nameOrAlias) => triggers.requestRun(find(nameOrAlias).name),
    async list() {
      const names = [...new Set([...jobsScheduledWhateverTheMode, ...jobNames])];
      const settings = await selectRecurrences(database);
      const withholdings = await selectWithholdings(database);
      const lastRuns = await selectLastRuns(database, names);
      return names.map((name) => {
        const seen = seenAtMs.get(name);
        const facts = {
          name,
          job: jobs.find((job) => job.name === name),
          required: jobsScheduledWhateverTheMode.includes(name),
          setting: settings.get(name),
          withheld: withholdings.get(name),
          lastRun: lastRuns.get(name),
          continuousRestMs: seen === undefined ? undefined : clock.monotonicMs() - seen,
        };
        return jobStatus(facts, clock.now());
      });
    },
    history: async (nameOrAlias, filter = {}) => selectHistory(database, find(nameOrAlias).name, filter),
    async setRecurrence(nameOrAlias, text) {
      const { name } = find(nameOrAlias);
      await saveRecurrence(database, name, { recurrence: parseRecurrence(text), changedAt: clock.now().toISOString() });
      await tellSchedule(name);
    },
    wake(nameOrAlias) {
      const { name } = find(nameOrAlias);
      const loop = loops.get(name);
      if (!loop) return inBackground(wakeUps.send('work', name));
      wokenHere.add(name);
      loop.wake();
    },
  };
}

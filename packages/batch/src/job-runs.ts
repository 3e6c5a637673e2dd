import type { Database } from '@counterfoil/database/database';
import type { Seams } from '@counterfoil/platform/seams';
import type { BatchJob, RunFigures } from './batch-job.ts';
import { endRun, insertRunningRun, saveEndedRun, updateRunProgress } from './run-history.ts';
import type { JobRun, RunResult, RunTrigger } from './run-result.ts';
import { addFigures, describeFailure, framesOf, wasEffective } from './run-result.ts';
import type { Hold } from './single-flight.ts';

const minuteMs = 60_000;
const progressWriteIntervalMs = 1_000;

/** How a run came out: what `JobRun` knows beyond its start. */
export type RunOutcome = Pick<RunResult, 'state' | 'result' | 'error'> & Pick<JobRun, 'durationMs'>;

/** What made a recorded run happen, and what goes on with it. */
export interface AskedRun {
  readonly trigger: RunTrigger;
  /** Its abort cancels the run. */
  readonly signal?: AbortSignal | undefined;
  /** Told the run's name as soon as its line stands in the history. */
  onBegun?: ((runId: string) => void) | undefined;
}

/** Runs a job that its caller holds, and writes the history. */
export interface JobRuns {
  /** One run with a line of its own, *running* from its start. Answers failures, throws only when the history can't be written. */
  runRecorded(job: BatchJob, hold: Hold, asked: AskedRun): Promise<RunResult>;
  /** Ends those of these runs that are under way in this process after their current transaction. */
  cancel(runIds: readonly string[]): void;
  /**
   * One continuous run. It leaves a line when it failed, or when `recordAlways`; effective runs of one minute share
   * one line; a run that did nothing leaves none.
   */
  runContinuous(job: BatchJob, hold: Hold, recordAlways: boolean): Promise<RunOutcome>;
}

/** Runs of jobs; `stopping` aborts them all. */
export function createJobRuns(options: {
  readonly database: Database;
  readonly seams: Seams;
  readonly stopping: AbortSignal;
}): JobRuns {
  const { database, seams, stopping } = options;
  const { clock, ids, log } = seams;
  /** The line of the current minute, per job. */
  const minuteLines = new Map<string, JobRun>();
  /** Recorded runs of this process, by name. */
  const cancellations = new Map<string, AbortController>();

  const newLine = (job: BatchJob, trigger: RunTrigger): JobRun => ({
    runId: ids.uuid(),
    job: job.name,
    trigger,
    startedAt: clock.now().toISOString(),
    endedAt: undefined,
    state: 'running',
    runs: 1,
    durationMs: undefined,
    result: {},
    error: undefined,
  });

  const execute = async (
    job: BatchJob,
    hold: Hold,
    { runId, trigger }: JobRun,
    { show, canceled }: { show: ShowProgress; canceled?: AbortSignal },
  ): Promise<RunOutcome> => {
    const cut = AbortSignal.any([stopping, hold.lost]);
    const signal = canceled ? AbortSignal.any([cut, canceled]) : cut;
    const startedAtMs = clock.monotonicMs();
    const elapsedMs = (): number => Math.round(clock.monotonicMs() - startedAtMs);
    let figures: RunFigures = {};
    const progress = (more: RunFigures): void => {
      figures = { ...figures, ...more };
      show(figures);
    };
    try {
      const result = await job.run({ runId, trigger, signal, progress });
      // A job that ends early when it is told to has not failed, and has not done all of its work.
      const state = canceled?.aborted ? 'canceled' : 'succeeded';
      return { state, result: { ...figures, ...result }, error: undefined, durationMs: elapsedMs() };
    } catch (error) {
      const durationMs = elapsedMs();
      if (canceled?.aborted && !cut.aborted)
        return { state: 'canceled', result: figures, error: undefined, durationMs };
      const state = cut.aborted ? 'interrupted' : 'failed';
      log.warn({ job: job.name, runId, state, error: describeFailure(error), at: framesOf(error) }, 'batch job failed');
      return { state, result: figures, error: describeFailure(error), durationMs };
    }
  };

  const minuteLine = (job: BatchJob): JobRun | undefined => {
    const line = minuteLines.get(job.name);
    return line && minuteOf(line.startedAt) === minuteOf(clock.now().toISOString()) ? line : undefined;
  };

  const saveContinuous = async (line: JobRun, outcome: RunOutcome): Promise<void> => {
    const saved = { ...line, ...outcome, endedAt: clock.now().toISOString() };
    await saveEndedRun(database, saved);
    // A failure has a line of its own, which the next effective run must not grow.
    if (outcome.state === 'succeeded') minuteLines.set(line.job, saved);
    else minuteLines.delete(line.job);
  };

  return {
    async runRecorded(job, hold, { trigger, signal, onBegun }) {
      const line = newLine(job, trigger);
      const cancellation = new AbortController();
      cancellations.set(line.runId, cancellation);
      try {
        await insertRunningRun(database, line);
        onBegun?.(line.runId);
        const progress = createProgressWriter(database, seams, line.runId);
        const canceled = signal ? AbortSignal.any([cancellation.signal, signal]) : cancellation.signal;
        const outcome = await execute(job, hold, line, { show: progress.show, canceled });
        await progress.written();
        await endRun(database, { ...line, ...outcome, endedAt: clock.now().toISOString() });
        const { state, result, error } = outcome;
        return { runId: line.runId, job: job.name, state, result, error };
      } finally {
        cancellations.delete(line.runId);
      }
    },
    cancel(runIds) {
      for (const runId of runIds) cancellations.get(runId)?.abort();
    },
    async runContinuous(job, hold, recordAlways) {
      const earlier = minuteLine(job);
      const fresh = newLine(job, 'continuous');
      const outcome = await execute(job, hold, earlier ?? fresh, { show: () => undefined });
      const effective = outcome.state !== 'succeeded' || wasEffective(outcome.result);
      if (earlier && outcome.state === 'succeeded' && effective) {
        const result = addFigures(earlier.result, outcome.result);
        const durationMs = (earlier.durationMs ?? 0) + (outcome.durationMs ?? 0);
        await saveContinuous({ ...earlier, runs: earlier.runs + 1 }, { ...outcome, result, durationMs });
      } else if (recordAlways || effective) await saveContinuous(fresh, outcome);
      return outcome;
    },
  };
}

type ShowProgress = (figures: RunFigures) => void;

/**
 * Writes the latest figures at most once a second, one statement at a time. What comes between is written after that
 * second, so that a long step isn't shown as the one before it.
 */
function createProgressWriter(
  database: Database,
  { clock, log }: Seams,
  runId: string,
): { show: ShowProgress; written(): Promise<void> } {
  const ended = new AbortController();
  let latest: RunFigures | undefined;
  let writing: Promise<void> | undefined;
  const write = async (): Promise<void> => {
    while (latest && !ended.signal.aborted) {
      const figures = latest;
      latest = undefined;
      try {
        await updateRunProgress(database, runId, figures);
      } catch (error) {
        log.warn({ runId, error: describeFailure(error) }, 'the progress of a batch job cannot be shown');
      }
      await clock.sleep(progressWriteIntervalMs, ended.signal);
    }
    writing = undefined;
  };
  return {
    show(figures) {
      latest = figures;
      writing ??= write();
    },
    async written() {
      ended.abort();
      await writing;
    },
  };
}

function minuteOf(instant: string): number {
  return Math.floor(Date.parse(instant) / minuteMs);
}

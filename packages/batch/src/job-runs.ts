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
export type RunOutcome = Pick<RunResult, 'state' | 'result' | 'error'>;

/** Runs a job that its caller holds, and writes the history. */
export interface JobRuns {
  /** One run with a line of its own, *running* from its start. Answers failures, throws only when the history can't be written. */
  runRecorded(job: BatchJob, hold: Hold, trigger: RunTrigger): Promise<RunResult>;
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

  const newLine = (job: BatchJob, trigger: RunTrigger): JobRun => ({
    runId: ids.uuid(),
    job: job.name,
    trigger,
    startedAt: clock.now().toISOString(),
    endedAt: undefined,
    state: 'running',
    runs: 1,
    result: {},
    error: undefined,
  });

  const execute = async (
    job: BatchJob,
    hold: Hold,
    { runId, trigger }: JobRun,
    show: ShowProgress,
  ): Promise<RunOutcome> => {
    const signal = AbortSignal.any([stopping, hold.lost]);
    let figures: RunFigures = {};
    const progress = (more: RunFigures): void => {
      figures = { ...figures, ...more };
      show(figures);
    };
    try {
      const result = await job.run({ runId, trigger, signal, progress });
      return { state: 'succeeded', result: { ...figures, ...result }, error: undefined };
    } catch (error) {
      const state = signal.aborted ? 'interrupted' : 'failed';
      log.warn({ job: job.name, runId, state, error: describeFailure(error), at: framesOf(error) }, 'batch job failed');
      return { state, result: figures, error: describeFailure(error) };
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
    async runRecorded(job, hold, trigger) {
      const line = newLine(job, trigger);
      await insertRunningRun(database, line);
      const progress = createProgressWriter(database, seams, line.runId);
      const outcome = await execute(job, hold, line, progress.show);
      await progress.written();
      await endRun(database, { ...line, ...outcome, endedAt: clock.now().toISOString() });
      return { runId: line.runId, job: job.name, ...outcome };
    },
    async runContinuous(job, hold, recordAlways) {
      const earlier = minuteLine(job);
      const fresh = newLine(job, 'continuous');
      const outcome = await execute(job, hold, earlier ?? fresh, () => undefined);
      const effective = outcome.state !== 'succeeded' || wasEffective(outcome.result);
      if (earlier && outcome.state === 'succeeded' && effective) {
        const result = addFigures(earlier.result, outcome.result);
        await saveContinuous({ ...earlier, runs: earlier.runs + 1 }, { ...outcome, result });
      } else if (recordAlways || effective) await saveContinuous(fresh, outcome);
      return outcome;
    },
  };
}

type ShowProgress = (figures: RunFigures) => void;

/** Writes the latest figures at most once a second, one statement at a time; what comes between is left out. */
function createProgressWriter(
  database: Database,
  { clock, log }: Seams,
  runId: string,
): { show: ShowProgress; written(): Promise<void> } {
  let writing: Promise<void> | undefined;
  let writtenAtMs = -Infinity;
  const write = async (figures: RunFigures): Promise<void> => {
    try {
      await updateRunProgress(database, runId, figures);
    } catch (error) {
      log.warn({ runId, error: describeFailure(error) }, 'the progress of a batch job cannot be shown');
    }
    writing = undefined;
  };
  return {
    show(figures) {
      if (writing || clock.monotonicMs() - writtenAtMs < progressWriteIntervalMs) return;
      writtenAtMs = clock.monotonicMs();
      writing = write(figures);
    },
    written: async () => writing,
  };
}

function minuteOf(instant: string): number {
  return Math.floor(Date.parse(instant) / minuteMs);
}

import type { RunTrigger } from './run-result.ts';

/** The figures of a run, by name: counts of what was done, and short texts without personal data. */
export type RunFigures = Readonly<Record<string, number | string>>;

/** What a job is given for one run. */
export interface BatchJobContext {
  /** Names the run in the history and in the log. */
  readonly runId: string;
  /** What made it run. */
  readonly trigger: RunTrigger;
  /** Aborts when the process stops or the run lost its single flight: the job ends after its current transaction. */
  readonly signal: AbortSignal;
  /** Tells how far the run is; later figures replace earlier ones of the same name. */
  progress(figures: RunFigures): void;
}

/** A job of headquarters that can be given a recurrence, be run at once, and has a history. */
export interface BatchJob {
  /** The wire, log and history name: `P-0001`, `synchronize-customers`, `1010`. */
  readonly name: string;
  /** What administrators read. */
  readonly title: Readonly<Record<'en' | 'fr', string>>;
  /** Other names under which administrators know the job; letter case does not matter. */
  readonly aliases: readonly string[];
  /**
   * Does the work once and answers its figures. Single flight is given; a run cut short at any point must leave
   * nothing that the next run can't finish. Throws a coded error on a refusal or an outage.
   */
  run(context: BatchJobContext): Promise<RunFigures>;
}

/**
 * The jobs that must have a recurrence whatever the creation mode (SD-09): customers travel from the channels to
 * headquarters, become accounts, and travel back.
 */
export const jobsScheduledWhateverTheMode: readonly string[] = ['P-0001', 'synchronize-customers', '1010'];

import type { Database } from '@counterfoil/database/database';
import type { Seams } from '@counterfoil/platform/seams';
import { createSignal } from '@counterfoil/platform/signal';
import type { RecurrenceSetting } from './recurrence-settings.ts';
import { selectRecurrences } from './recurrence-settings.ts';
import { formatRecurrence, type Recurrence } from './recurrence.ts';
import { deleteRunsBefore, interruptDeadRuns, selectLastRuns } from './run-history.ts';
import { describeFailure, hasFailed } from './run-result.ts';
import { batchLockClass } from './single-flight.ts';
import type { Triggers } from './triggers.ts';
import { selectWithholdings } from './withholdings.ts';

/** How long a change made in another process stays unseen when its wake-up is lost. */
const refreshMs = 10_000;
const pruneEveryMs = 60 * 60_000;
/** How long the history is kept. */
const historyMaxMs = 30 * 24 * 60 * 60_000;

/** What this process knows of the recurrences, kept equal to the database and to the triggers. */
export interface JobSchedule {
  /** Whether the job is to run whenever there is something to do; never while it is withheld. */
  isContinuous(job: string): boolean;
  /** Whether the job's last line in the history is not a success; the next success must then leave a line. */
  isFailing(job: string): boolean;
  /** Notes how a run came out, so that `isFailing` needs no statement. */
  noteOutcome(job: string, succeeded: boolean): void;
  /** Reads the recurrences, passes changes to the triggers, and marks the runs of dead processes. */
  refresh(): Promise<void>;
  /** Refreshes soon. */
  refreshSoon(): void;
  /** Refreshes again and again and keeps the history bounded until `stopping` aborts. */
  keep(stopping: AbortSignal): Promise<void>;
}

/** The schedule of `jobs`; `onContinuous` is called for a job that has just become continuous. */
export function createJobSchedule(options: {
  readonly database: Database;
  readonly seams: Seams;
  readonly jobs: readonly string[];
  readonly triggers: Triggers;
  onContinuous(job: string): void;
  /** Called at every refresh: whatever was told by a wake-up that was lost has to be looked for. */
  onRefreshed(): Promise<void>;
}): JobSchedule {
  const { database, jobs, triggers, onContinuous, onRefreshed } = options;
  const { clock, log } = options.seams;
  const due = createSignal();
  const scheduled = new Map<string, string>();
  let settings: ReadonlyMap<string, RecurrenceSetting> = new Map();
  let withheld: ReadonlySet<string> = new Set();
  let failing = new Set<string>();
  let prunedAtMs = -Infinity;

  const recurrenceOf = (job: string): Recurrence =>
    (withheld.has(job) ? undefined : settings.get(job)?.recurrence) ?? { kind: 'off' };

  const schedule = async (job: string): Promise<void> => {
    const recurrence = recurrenceOf(job);
    const text = formatRecurrence(recurrence);
    if (scheduled.get(job) === text) return;
    await triggers.schedule(job, recurrence);
    scheduled.set(job, text);
    if (recurrence.kind === 'continuous') onContinuous(job);
  };

  const refresh = async (): Promise<void> => {
    settings = await selectRecurrences(database);
    withheld = new Set((await selectWithholdings(database)).keys());
    const interrupted = await interruptDeadRuns(database, batchLockClass, clock.now());
    for (const job of interrupted) log.warn({ job }, 'a run of the batch job was interrupted');
    const lastRuns = [...(await selectLastRuns(database, jobs)).values()];
    failing = new Set(lastRuns.filter(hasFailed).map(({ job }) => job));
    for (const job of jobs) await schedule(job);
    await onRefreshed();
  };

  const prune = async (): Promise<void> => {
    if (clock.monotonicMs() - prunedAtMs < pruneEveryMs) return;
    await deleteRunsBefore(database, new Date(clock.now().getTime() - historyMaxMs));
    prunedAtMs = clock.monotonicMs();
  };

  return {
    isContinuous: (job) => recurrenceOf(job).kind === 'continuous',
    isFailing: (job) => failing.has(job),
    noteOutcome(job, succeeded) {
      if (succeeded) failing.delete(job);
      else failing.add(job);
    },
    refresh,
    refreshSoon: () => due.notify(),
    async keep(stopping) {
      while ((await due.wait(refreshMs, clock, stopping)) !== 'aborted') {
        try {
          await refresh();
          await prune();
        } catch (error) {
          log.warn({ error: describeFailure(error) }, 'the recurrences of the batch jobs cannot be read');
        }
      }
    },
  };
}

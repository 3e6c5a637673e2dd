import { CodedError } from '@counterfoil/contracts/refusal';
import type { RunFigures } from './batch-job.ts';

/** What made a run happen. */
export type RunTrigger = 'recurrence' | 'runNow' | 'continuous';

/**
 * Where a run stands; `interrupted` means that its process died or was stopped in the middle of it, `canceled` that
 * somebody wished it to end.
 */
export type RunState = 'running' | 'succeeded' | 'failed' | 'interrupted' | 'canceled';

/** One line of a job's history. */
export interface JobRun {
  readonly runId: string;
  readonly job: string;
  readonly trigger: RunTrigger;
  /** ISO 8601, UTC, for display. */
  readonly startedAt: string;
  readonly endedAt: string | undefined;
  readonly state: RunState;
  /** How many runs the line stands for: more than one only where continuous runs of a minute are rolled into one. */
  readonly runs: number;
  /** How long those runs took together, in milliseconds; undefined while one runs, and of an interrupted one. */
  readonly durationMs?: number | undefined;
  readonly result: RunFigures;
  /** A code of the error register, with the kind of a bug in brackets; never a text with personal data. */
  readonly error: string | undefined;
}

/** How a run ended, as `runNow` answers it. */
export interface RunResult {
  readonly runId: string;
  readonly job: string;
  readonly state: Exclude<RunState, 'running'>;
  readonly result: RunFigures;
  readonly error: string | undefined;
}

/** Whether the run ended without success, and not by somebody's wish. */
export function hasFailed({ state }: Pick<JobRun, 'state'>): boolean {
  return state === 'failed' || state === 'interrupted';
}

/** Whether the run did anything: only then does a continuous run leave a line in the history. */
export function wasEffective(result: RunFigures): boolean {
  return Object.values(result).some((figure) => typeof figure === 'number' && figure !== 0);
}

/** The figures of two runs together: numbers are added, of texts the later one stays. */
export function addFigures(earlier: RunFigures, later: RunFigures): RunFigures {
  const sum: Record<string, number | string> = { ...earlier };
  for (const [name, figure] of Object.entries(later)) {
    const before = sum[name];
    sum[name] = typeof figure === 'number' && typeof before === 'number' ? before + figure : figure;
  }
  return sum;
}

/**
 * The error as the history keeps it. Messages may quote a customer's fields (a violated unique index does), so only
 * codes and kinds are kept: `headquarters_unreachable`, `internal_error (TypeError)`, `internal_error (error 23505)`.
 */
export function describeFailure(error: unknown): string {
  if (error instanceof CodedError) return error.code;
  if (!(error instanceof Error)) return 'internal_error';
  const { name } = error;
  const code = 'code' in error && typeof error.code === 'string' && /^\w+$/u.test(error.code) ? ` ${error.code}` : '';
  return `internal_error (${name}${code})`;
}

/** Where the error was thrown, without its message: what the log may show. */
export function framesOf(error: unknown): readonly string[] {
  if (!(error instanceof Error) || !error.stack) return [];
  return error.stack.split('\n').filter((line) => /^\s+at /u.test(line));
}

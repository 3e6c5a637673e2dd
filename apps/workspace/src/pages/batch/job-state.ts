import type { JobStatus } from '@counterfoil/contracts/administration/batch-jobs';

/** What a job does at present, in one word. */
export type JobState = 'running' | 'withheld' | 'off' | 'waiting';

/** The state of a job: what a person should see first comes first. */
export function jobStateOf({ running, withheld, recurrence }: JobStatus): JobState {
  if (running) return 'running';
  if (withheld) return 'withheld';
  return recurrence === 'off' ? 'off' : 'waiting';
}

/** Jobs that need somebody first, then those that must run, then the others, each by name. */
export function byNeed(jobs: readonly JobStatus[]): JobStatus[] {
  const rank = ({ warnings, required }: JobStatus): number => (warnings.length > 0 ? 0 : required ? 1 : 2);
  return jobs.toSorted((one, other) => rank(one) - rank(other) || one.name.localeCompare(other.name));
}

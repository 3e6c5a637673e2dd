import { describe, expect, test } from 'vitest';
import type { BatchJob } from './batch-job.ts';
import type { JobFacts } from './job-status.ts';
import { jobStatus, lateAfterMs } from './job-status.ts';
import { parseRecurrence } from './recurrence.ts';
import type { JobRun } from './run-result.ts';

const now = new Date('2026-07-01T12:00:00Z');
const job: BatchJob = {
  name: 'P-0001',
  title: { en: 'P-job', fr: 'Tâche P' },
  aliases: ['P-job'],
  run: () => Promise.resolve({}),
};
const lastRun: JobRun = {
  runId: '0190a000-0000-7000-8000-000000000001',
  job: 'P-0001',
  trigger: 'recurrence',
  startedAt: '2026-07-01T11:00:05.000Z',
  endedAt: '2026-07-01T11:00:06.000Z',
  state: 'succeeded',
  runs: 1,
  result: {},
  error: undefined,
};
const setting = (text: string): JobFacts['setting'] => ({
  recurrence: parseRecurrence(text),
  changedAt: '2026-06-01T00:00:00.000Z',
});
const healthy: JobFacts = {
  name: 'P-0001',
  job,
  required: true,
  setting: setting('0 * * * *'),
  lastRun,
  continuousRestMs: undefined,
};
const warningsOf = (change: Partial<JobFacts>): readonly string[] => jobStatus({ ...healthy, ...change }, now).warnings;

describe('the warnings of a job (SD-09)', () => {
  test('a job that runs as it should has none, even in the minutes after a due time', () => {
    expect(warningsOf({})).toEqual([]);
  });

  test('a required job without a recurrence, or without a program for it, is missing', () => {
    expect(warningsOf({ setting: undefined })).toEqual(['missing']);
    expect(warningsOf({ job: undefined, lastRun: undefined, setting: undefined })).toEqual(['missing']);
  });

  test('a required job that is switched off is off; another one may be', () => {
    expect(warningsOf({ setting: setting('off') })).toEqual(['off']);
    expect(warningsOf({ setting: setting('off'), required: false })).toEqual([]);
  });

  test('a job whose last run failed or was interrupted is failing', () => {
    expect(warningsOf({ lastRun: { ...lastRun, state: 'failed' } })).toEqual(['failing']);
    expect(warningsOf({ lastRun: { ...lastRun, state: 'interrupted' } })).toEqual(['failing']);
  });

  test('a job is late when its due time has passed without a run', () => {
    const missedHours = { ...lastRun, startedAt: '2026-07-01T09:00:05.000Z', endedAt: '2026-07-01T09:00:06.000Z' };
    expect(warningsOf({ lastRun: missedHours })).toEqual(['late']);
    expect(warningsOf({ lastRun: undefined })).toEqual(['late']);
  });

  test('a job that is due every minute can be late, too', () => {
    expect(warningsOf({ setting: setting('* * * * *') })).toEqual(['late']);
  });

  test('a run that is still under way is not late, nor is a recurrence that was set after the due time', () => {
    const running = {
      ...lastRun,
      startedAt: '2026-07-01T09:00:05.000Z',
      endedAt: undefined,
      state: 'running',
    } as const;
    expect(warningsOf({ lastRun: running })).toEqual([]);
    const justSet = { recurrence: parseRecurrence('0 * * * *'), changedAt: '2026-07-01T11:30:00.000Z' };
    expect(warningsOf({ lastRun: undefined, setting: justSet })).toEqual([]);
  });

  test('a continuous job is late when it has rested too long', () => {
    const continuous = { setting: setting('continuous') };
    expect(warningsOf({ ...continuous, continuousRestMs: lateAfterMs })).toEqual([]);
    expect(warningsOf({ ...continuous, continuousRestMs: lateAfterMs + 1 })).toEqual(['late']);
  });
});

test('the status shows the next times of the recurrence', () => {
  const status = jobStatus(healthy, now);
  expect(status.nextRuns.slice(0, 2)).toEqual(['2026-07-01T13:00:00.000Z', '2026-07-01T14:00:00.000Z']);
});

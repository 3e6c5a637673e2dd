import { expect, it } from 'vitest';
import type { JobRun } from '@counterfoil/contracts/administration/batch-jobs';
import { durationPoints, durationWords } from './durations.ts';

it('says durations in words, in the two largest units', () => {
  expect(durationWords(420, 'en')).toBe('0.4 seconds');
  expect(durationWords(72_000, 'en')).toBe('1 minute, 12 seconds');
  // French sets spaces that don't break.
  expect(durationWords(2 * 3_600_000 + 300_000, 'fr').replace(/\s/gu, ' ')).toBe('2 heures et 5 minutes');
});

it('charts runs that were measured, oldest first, and continuous ones by their average', () => {
  const run = (over: Partial<JobRun>): JobRun => ({
    runId: 'a',
    job: '1010',
    trigger: 'recurrence',
    startedAt: '2026-03-01T10:00:00.000Z',
    state: 'succeeded',
    runs: 1,
    result: {},
    ...over,
  });
  const points = durationPoints(
    [
      run({ state: 'running' }),
      run({ durationMs: 3_000, state: 'failed' }),
      run({ durationMs: 4_000, runs: 8, trigger: 'continuous' }),
    ],
    'en',
  );
  expect(points.map(({ succeeded, other }) => [succeeded, other])).toEqual([
    [0.5, null],
    [null, 3],
  ]);
});

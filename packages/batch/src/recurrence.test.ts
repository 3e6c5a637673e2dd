import { describe, expect, test } from 'vitest';
import { CodedError } from '@counterfoil/contracts/refusal';
import { formatRecurrence, nextRuns, parseRecurrence, previousRun } from './recurrence.ts';

const isoTimes = (text: string, from: string, count: number): string[] =>
  nextRuns(parseRecurrence(text), new Date(from), count).map((time) => time.toISOString());

describe('a recurrence', () => {
  test.each(['off', 'continuous', '*/5 * * * *', '0 2 1-7 jan,jul mon', '30 2 * * * Europe/Paris'])(
    '"%s" is read and written back unchanged',
    (text) => {
      expect(formatRecurrence(parseRecurrence(text))).toBe(text);
    },
  );

  test('spaces around and between the fields do not matter', () => {
    expect(formatRecurrence(parseRecurrence('  0   2 * * *  UTC '))).toBe('0 2 * * *');
  });

  test.each([
    '',
    'sometimes',
    'off now',
    '* * * *',
    '* * * * * *',
    '60 * * * *',
    '0 24 * * *',
    '0 0 31 2 *',
    '0 0 L * *',
    '0 0 15W * *',
    '0 0 * * 5#2',
    '0 0 ? * *',
    '@daily',
    '0 0 * * * Europe/Atlantis',
    '0 0 * * * Europe/Paris extra',
    'FREQ=DAILY',
  ])('"%s" is refused', (text) => {
    const refusal = expect(() => parseRecurrence(text));
    refusal.toThrow(CodedError);
    refusal.toThrow(`The recurrence "${text}" cannot be read.`);
  });

  test('without a time zone is read in UTC', () => {
    expect(isoTimes('0 2 * * *', '2026-07-01T00:00:00Z', 2)).toEqual([
      '2026-07-01T02:00:00.000Z',
      '2026-07-02T02:00:00.000Z',
    ]);
  });

  test('at a local time that the spring change of Europe/Paris skips runs once, right after the gap', () => {
    expect(isoTimes('30 2 * * * Europe/Paris', '2026-03-28T00:00:00Z', 3)).toEqual([
      '2026-03-28T01:30:00.000Z',
      '2026-03-29T01:00:00.000Z',
      '2026-03-30T00:30:00.000Z',
    ]);
  });

  test('at a local time that the autumn change of Europe/Paris repeats runs once', () => {
    expect(isoTimes('30 2 * * * Europe/Paris', '2026-10-24T12:00:00Z', 2)).toEqual([
      '2026-10-25T00:30:00.000Z',
      '2026-10-26T01:30:00.000Z',
    ]);
  });

  test('that is off or continuous has no times', () => {
    expect(isoTimes('off', '2026-01-01T00:00:00Z', 3)).toEqual([]);
    expect(isoTimes('continuous', '2026-01-01T00:00:00Z', 3)).toEqual([]);
    expect(previousRun(parseRecurrence('off'), new Date('2026-01-01T00:00:00Z'))).toBeUndefined();
  });

  test('knows when it was last due', () => {
    const due = previousRun(parseRecurrence('0 2 * * *'), new Date('2026-07-01T01:59:00Z'));
    expect(due?.toISOString()).toBe('2026-06-30T02:00:00.000Z');
  });
});

import { describe, expect, test } from 'vitest';
import { sentencesIn } from '../texts.ts';
import { doubledCount, isSound, type JourneyResult } from './journey-result.ts';
import { percentilesOf } from './percentiles.ts';
import { reportLines, reportObject } from './report.ts';

const result: JourneyResult = {
  created: [
    { way: 'sync', seenPending: false },
    { way: 'async', seenPending: true },
    { way: 'cutOff', seenPending: true },
  ],
  replayedCount: 1,
  check: {
    convertedCount: 2,
    distinctAccountCount: 3,
    lostCount: 0,
    doubledCount: 0,
    conflictCount: 0,
    notEverywhereCount: 0,
  },
  repeatedAsAnotherCount: 0,
  growthCount: 3,
  unusable: [{ line: 9, reason: 'noName' }],
  adjusted: [{ line: 4, reason: 'dateUnreadable' }],
  refused: [{ line: 7, reason: 'That text cannot be used.' }],
  unanswered: [],
  guidCount: 0,
  textCount: 40,
  timesMs: { sync: [20], async: [80], cutOff: [400] },
  callCounts: { sync: 1, async: 0, cutOff: 2 },
  stopped: false,
};
const checkOf = (changes: Partial<JourneyResult['check']>): JourneyResult => ({
  ...result,
  check: { ...result.check, ...changes },
});

describe('the report of a journey', () => {
  test('is one object for programs', () => {
    expect(reportObject(result)).toMatchObject({
      created: 3,
      byWay: { sync: 1, async: 1, cutOff: 1 },
      pending: 2,
      replayed: 1,
      converted: 2,
      distinctAccounts: 3,
      lost: 0,
      doubled: 0,
      guidShown: 0,
      unusable: 2,
      timeToAccountMs: { p50: 20, p99: 80 },
      callsToHeadquarters: { sync: 1, async: 0, cutOff: 2 },
    });
  });

  test.each(['en', 'fr'] as const)(
    'is a table for people, with the rows that were left out by line (%s)',
    (language) => {
      const lines = reportLines(result, sentencesIn(language));
      expect(lines.slice(0, 5).join('\n')).toMatch(/2 .*\n {2}\S+ 7: That text.*\n {2}\S+ 9: .*\n1 .*\n {2}\S+ 4: /u);
      expect(lines.join('\n')).not.toMatch(/\{\w+\}|undefined|null/u);
      expect(lines.find((line) => /^(Lost|Perdus)/u.test(line))).toMatch(/ 0$/u);
    },
  );
});

describe('a journey', () => {
  test('is sound when every customer is one account everywhere', () => {
    expect(isSound(result)).toBe(true);
  });

  test.each([
    ['a customer is lost', checkOf({ lostCount: 1 })],
    ['a customer has two accounts', checkOf({ doubledCount: 1 })],
    ['a database lacks a number', checkOf({ notEverywhereCount: 1 })],
    ['a repetition made another customer', { ...result, repeatedAsAnotherCount: 1 }],
    ['headquarters has more customers than were created', { ...result, growthCount: 4 }],
    ['a person was shown an identifier', { ...result, guidCount: 1 }],
    ['it was stopped', { ...result, stopped: true }],
  ])('is not sound when %s', (_what, unsound) => {
    expect(isSound(unsound)).toBe(false);
  });

  test('does not take the customer of an unanswered request for a double', () => {
    const unanswered = [{ line: 5, reason: 'no answer' }];
    expect(doubledCount({ ...result, growthCount: 4, unanswered })).toBe(0);
  });
});

describe('percentiles', () => {
  test('are the nearest ranks', () => {
    const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect(percentilesOf(hundred)).toEqual({ p50: 50, p99: 99 });
    expect(percentilesOf([7.4])).toEqual({ p50: 7, p99: 7 });
    expect(percentilesOf([])).toEqual({ p50: null, p99: null });
  });
});

import type { Leg } from '@counterfoil/contracts/administration/overview';
import { expect, it } from 'vitest';
import { lateAfterMs, legLines, type LegTexts } from './leg-lines.ts';

const now = new Date('2030-06-15T12:00:00.000Z');
const texts: LegTexts = {
  nothingWaits: 'nothing',
  notKnown: 'unknown',
  waiting: (waiting) => `${waiting} wait`,
  atLeast: (waiting) => `${waiting} or more`,
  since: (duration) => `for ${duration}`,
};
const quiet: Leg = {
  leg: 'tillsToChannels',
  waitingCount: 0,
  isAtLeast: false,
  oldestAt: null,
  knownAt: now.toISOString(),
};
const line = (changes: Partial<Leg>) => legLines([{ ...quiet, ...changes }], { now, language: 'en', texts })[0];
const ago = (ms: number): string => new Date(now.getTime() - ms).toISOString();

it('says that nothing waits only where that is known', () => {
  expect(line({})).toMatchObject({ state: 'good', waiting: 'nothing' });
  expect(line({ knownAt: null })).toMatchObject({ state: 'unknown', waiting: 'unknown' });
});

it('says what waits and since when, and that it is late after a minute', () => {
  const waiting = { waitingCount: 1_204, oldestAt: ago(5_000) };
  expect(line(waiting)).toMatchObject({ state: 'busy', waiting: '1,204 wait', age: 'for 5 seconds' });
  expect(line({ ...waiting, oldestAt: ago(lateAfterMs + 1) })).toMatchObject({ state: 'late' });
  expect(line({ ...waiting, isAtLeast: true })).toMatchObject({ waiting: '1,204 or more' });
});

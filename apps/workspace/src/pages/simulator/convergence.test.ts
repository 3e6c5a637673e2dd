import { describe, expect, it } from 'vitest';
import { convergenceOf, secondsText } from './convergence.ts';

const store = {
  channelDatabaseId: 'houston',
  state: 'cut' as const,
  cutAt: null,
  created: 5,
  waitingAtStore: 3,
  atHeadquarters: 0,
  numberedEverywhere: 2,
};

describe('the outage simulator', () => {
  it('is idle until somebody creates a customer', () => {
    const looked = {
      stores: [{ ...store, created: 0, numberedEverywhere: 0 }],
      measuredFrom: null,
      convergedAfterMs: null,
      elapsedMs: 0,
    };
    expect(convergenceOf(looked)).toMatchObject({ phase: 'idle', created: 0 });
  });

  it('counts whom not every store knows by number yet', () => {
    const looked = { stores: [store], measuredFrom: 'x', convergedAfterMs: null, elapsedMs: 10 };
    expect(convergenceOf(looked)).toEqual({ phase: 'converging', created: 5, missing: 3, cutLines: 1 });
  });

  it('tells times in words of both languages', () => {
    expect(secondsText(3_210, 'en')).toBe('3.2 seconds');
    expect(secondsText(3_210, 'fr')).toMatch(/^3,2\ssecondes$/u);
    expect(secondsText(125_000, 'en')).toBe('2 minutes 5 seconds');
  });
});

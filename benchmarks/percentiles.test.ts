import { describe, expect, it } from 'vitest';
import { medianOf, percentilesOf, roundedTo } from './percentiles.ts';
import { speedOf } from './speed.ts';

const oneToHundredMs = Array.from({ length: 100 }, (_, index) => 100 - index);

describe('percentiles', () => {
  it('are the nearest ranks of the sorted durations', () => {
    expect(percentilesOf(oneToHundredMs)).toEqual({ p50Ms: 50, p99Ms: 99 });
    expect(percentilesOf([...oneToHundredMs, 1_000])).toEqual({ p50Ms: 51, p99Ms: 100 });
  });

  it('of a single duration are that duration', () => {
    expect(percentilesOf([7.26])).toEqual({ p50Ms: 7.3, p99Ms: 7.3 });
  });

  it('of nothing are a fault and not zero', () => {
    expect(() => percentilesOf([])).toThrow('no percentile');
    expect(() => medianOf([])).toThrow('no median');
  });
});

describe('the median', () => {
  it('is the middle of an odd number of runs, whatever their order', () => {
    expect(medianOf([900, 10, 20])).toBe(20);
  });

  it('is between the middle two of an even number of runs', () => {
    expect(medianOf([40, 10, 20, 30])).toBe(25);
  });
});

describe('a speed beside its limit', () => {
  it('is the median of the runs, and the ratio that of the pairs, so that a slow minute counts on both sides', () => {
    const runs = [
      { perSecond: 100, limitPerSecond: 200 },
      { perSecond: 50, limitPerSecond: 100 },
      { perSecond: 150, limitPerSecond: 200 },
    ];
    expect(speedOf(runs)).toEqual({ perSecond: 100, limitPerSecond: 200, ratio: 0.5 });
  });

  it('rounds the ratio to a hundredth', () => {
    expect(roundedTo(1 / 3, 2)).toBe(0.33);
  });
});

import { describe, expect, test } from 'vitest';
import { silentLog } from '@counterfoil/platform/log';
import { systemSeams } from '@counterfoil/platform/seams';
import { backOffMaxMs, backOffMs, createContinuousLoop } from './continuous-loop.ts';

const seams = systemSeams(silentLog);
const neverMs = 3_600_000;

describe('the waits after failures', () => {
  test('grow with each failure up to the bound', () => {
    expect([1, 2, 3, 4].map((count) => backOffMs(count, 0))).toEqual([500, 1_000, 2_000, 4_000]);
    expect(backOffMs(1_000, 0.999_999)).toBeLessThan(backOffMaxMs);
    expect(backOffMs(1_000, 0)).toBe(backOffMaxMs / 2);
  });
});

describe('a continuous job', () => {
  test('runs once more for a wake-up that came during a run', async () => {
    const stopping = new AbortController();
    const passes: string[] = [];
    const loop = createContinuousLoop({
      seams,
      idleMs: neverMs,
      isContinuous: () => true,
      pass: () => {
        passes.push('run');
        if (passes.length === 1) loop.wake();
        else stopping.abort();
        return Promise.resolve(true);
      },
    });
    await loop.run(stopping.signal);
    expect(passes).toHaveLength(2);
  });

  test('that failed is not tried at once because it was woken, and keeps the wake-up', async () => {
    const stopping = new AbortController();
    const slept: number[] = [];
    const outcomes = [false, true, true];
    const clock = {
      ...seams.clock,
      sleep: (delayMs: number, signal?: AbortSignal) => {
        slept.push(delayMs);
        // Only the back-off passes by itself; the idle wait must be ended by the kept wake-up.
        return delayMs === neverMs ? seams.clock.sleep(delayMs, signal) : Promise.resolve();
      },
    };
    const loop = createContinuousLoop({
      seams: { ...seams, clock, random: { next: () => 0 } },
      idleMs: neverMs,
      isContinuous: () => true,
      pass: () => {
        if (outcomes.length === 3) loop.wake();
        if (outcomes.length === 1) stopping.abort();
        return Promise.resolve(outcomes.shift() ?? true);
      },
    });
    await loop.run(stopping.signal);
    expect(slept).toEqual([500]);
    expect(outcomes).toEqual([]);
  });

  test('does nothing while its recurrence is another', async () => {
    const stopping = new AbortController();
    let asked = 0;
    const loop = createContinuousLoop({
      seams,
      idleMs: 1,
      isContinuous: () => {
        if (++asked === 3) stopping.abort();
        return false;
      },
      pass: () => Promise.reject(new Error('must not run')),
    });
    await loop.run(stopping.signal);
    expect(asked).toBe(3);
  });
});

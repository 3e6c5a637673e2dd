import { expect, test } from 'vitest';
import { BulkheadFull, createBulkhead } from './bulkhead.ts';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Calls that the test ends by hand. */
function createCalls() {
  const ends: (() => void)[] = [];
  return { work: () => new Promise<void>((resolve) => ends.push(resolve)), endNext: () => ends.shift()?.() };
}

test('a call beyond the places is refused at once', async () => {
  const bulkhead = createBulkhead({ name: 'sync creation', callCountMax: 2 });
  const { work, endNext } = createCalls();
  const first = bulkhead.call(work);
  void bulkhead.call(work);
  await expect(bulkhead.call(work)).rejects.toBeInstanceOf(BulkheadFull);
  await turn();
  endNext();
  await first;
  expect(bulkhead.active()).toBe(1);
  void bulkhead.call(work);
  expect(bulkhead.active()).toBe(2);
});

test('a failing call gives its place back', async () => {
  const bulkhead = createBulkhead({ name: 'sync creation', callCountMax: 1 });
  await expect(bulkhead.call(() => Promise.reject(new Error('reset')))).rejects.toThrow('reset');
  expect(bulkhead.active()).toBe(0);
});

test('waiting calls are bounded and served in order', async () => {
  const bulkhead = createBulkhead({ name: 'reports', callCountMax: 1, queueCountMax: 2 });
  const served: number[] = [];
  const calls = [1, 2, 3].map((number) => bulkhead.call(async () => void served.push(number)));
  expect(bulkhead.waiting()).toBe(2);
  await expect(bulkhead.call(async () => undefined)).rejects.toBeInstanceOf(BulkheadFull);
  await Promise.all(calls);
  expect(served).toEqual([1, 2, 3]);
  expect(bulkhead.active()).toBe(0);
});

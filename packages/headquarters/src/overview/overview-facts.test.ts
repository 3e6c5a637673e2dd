import { expect, test } from 'vitest';
import { sharedReading } from './overview-facts.ts';

/** A reading whose end the test decides. */
function readings() {
  const begun: PromiseWithResolvers<number>[] = [];
  const read = sharedReading(() => {
    const reading = Promise.withResolvers<number>();
    begun.push(reading);
    return reading.promise;
  });
  return { begun, read };
}

test('whoever asks during a reading gets one that begins after it, and shares it', async () => {
  const { begun, read } = readings();
  const first = read();
  const others = [read(), read()];
  expect(begun).toHaveLength(1);
  begun[0]?.resolve(1);
  expect(await first).toBe(1);
  await new Promise((resolve) => setImmediate(resolve));
  expect(begun).toHaveLength(2);
  begun[1]?.resolve(2);
  expect(await Promise.all(others)).toEqual([2, 2]);
});

test('a reading that fails fails for those who asked for it only', async () => {
  const { begun, read } = readings();
  const first = read();
  const second = read();
  begun[0]?.reject(new Error('no database'));
  await expect(first).rejects.toThrow('no database');
  await new Promise((resolve) => setImmediate(resolve));
  begun[1]?.resolve(2);
  expect(await second).toBe(2);
  const third = read();
  begun[2]?.resolve(3);
  expect(await third).toBe(3);
});

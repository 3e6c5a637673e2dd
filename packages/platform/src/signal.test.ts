import { expect, test } from 'vitest';
import { systemClock } from './clock.ts';
import { createSignal } from './signal.ts';

const longMs = 60_000;

test('a notification wakes everyone who waits', async () => {
  const signal = createSignal();
  const waits = [signal.wait(longMs, systemClock), signal.wait(longMs, systemClock)];
  signal.notify();
  expect(await Promise.all(waits)).toEqual(['notified', 'notified']);
});

test('a notification while nobody waits is remembered once', async () => {
  const signal = createSignal();
  signal.notify();
  signal.notify();
  expect(await signal.wait(longMs, systemClock)).toBe('notified');
  expect(await signal.wait(1, systemClock)).toBe('timeout');
});

test('a notification that woke somebody is not remembered', async () => {
  const signal = createSignal();
  const wait = signal.wait(longMs, systemClock);
  signal.notify();
  await wait;
  expect(await signal.wait(1, systemClock)).toBe('timeout');
});

test('an abort ends the wait and leaves a remembered notification for the next one', async () => {
  const signal = createSignal();
  const abort = new AbortController();
  const wait = signal.wait(longMs, systemClock, abort.signal);
  abort.abort();
  expect(await wait).toBe('aborted');
  signal.notify();
  expect(await signal.wait(longMs, systemClock, abort.signal)).toBe('aborted');
  expect(await signal.wait(longMs, systemClock)).toBe('notified');
});

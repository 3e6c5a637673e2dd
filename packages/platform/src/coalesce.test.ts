import { expect, it } from 'vitest';
import { coalesce } from './coalesce.ts';

it('askings during a run cause exactly one more run', async () => {
  const gates: (() => void)[] = [];
  const ask = coalesce(
    () => new Promise((resolve) => gates.push(resolve)),
    () => undefined,
  );
  ask();
  ask();
  ask();
  gates[0]?.();
  await new Promise(setImmediate);
  expect(gates).toHaveLength(2);
  gates[1]?.();
  await new Promise(setImmediate);
  expect(gates).toHaveLength(2);
});

it('a failed run is told and does not keep the next one from running', async () => {
  const failures: unknown[] = [];
  let runs = 0;
  const ask = coalesce(
    () => (++runs === 1 ? Promise.reject(new Error('outage')) : Promise.resolve()),
    (error) => failures.push(error),
  );
  ask();
  await new Promise(setImmediate);
  ask();
  await new Promise(setImmediate);
  expect({ runs, failures: failures.length }).toEqual({ runs: 2, failures: 1 });
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { TestDatabase } from '@counterfoil/database/testing';
import { createTestDatabase } from '@counterfoil/database/testing';
import { silentLog } from '@counterfoil/platform/log';
import { createSingleFlight } from './single-flight.ts';

const holdJob = `
  const { createSingleFlight } = await import(process.argv[1]);
  const { silentLog } = await import('@counterfoil/platform/log');
  await createSingleFlight(process.argv[2], silentLog).tryAcquire('1010');
  process.stdout.write('held');
  setInterval(() => undefined, 1_000);
`;

let testDatabase: TestDatabase;

beforeEach(async () => {
  testDatabase = await createTestDatabase(undefined);
});
afterEach(async () => {
  await testDatabase.drop();
});

test('a job held by a process that is killed becomes free by itself', async () => {
  const program = new URL('single-flight.ts', import.meta.url).href;
  const holder = spawn(process.execPath, ['--input-type=module', '-e', holdJob, program, testDatabase.url], {
    cwd: import.meta.dirname,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said] = (await once(holder.stdout, 'data')) as [Buffer];
  expect(said.toString()).toBe('held');
  const singleFlight = createSingleFlight(testDatabase.url, silentLog);
  expect(await singleFlight.tryAcquire('1010')).toBeUndefined();
  expect(await singleFlight.tryAcquire('P-0001')).toBeDefined();
  const inTurn = singleFlight.acquire('1010', new AbortController().signal);
  holder.kill('SIGKILL');
  expect((await inTurn).lost.aborted).toBe(false);
  await singleFlight.close();
});

import { PgBoss } from 'pg-boss';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CodedError } from '@counterfoil/contracts/refusal';
import { connectClient } from '@counterfoil/database/connection';
import { StartError } from '@counterfoil/database/start-error';
import { systemClock } from '@counterfoil/platform/clock';
import { batchLockClass } from './single-flight.ts';
import type { BatchWorld } from './testing.ts';
import { createBatchWorld, jobOf, until } from './testing.ts';

const neverMs = 3_600_000;
const settleMs = 200;
const continuousUntilWoken = { continuousIdleMs: neverMs, firstRecurrences: { '1010': 'continuous' } };
let world: BatchWorld;

beforeEach(async () => {
  world = await createBatchWorld();
});
afterEach(async () => {
  await world.close();
});

/** A job that waits to be let through, and knows how many of its runs were ever under way at once. */
function gatedJob(name: string) {
  let gate = Promise.withResolvers<void>();
  const seen = { begun: 0, now: 0, atOnce: 0 };
  const job = jobOf(name, async ({ signal }) => {
    signal.addEventListener('abort', () => gate.resolve(), { once: true });
    seen.begun++;
    seen.atOnce = Math.max(seen.atOnce, ++seen.now);
    await gate.promise;
    seen.now--;
    return { done: 1 };
  });
  return {
    job,
    seen,
    open: () => gate.resolve(),
    shut: () => {
      gate = Promise.withResolvers<void>();
    },
  };
}

describe('single flight', () => {
  test('a job runs at most once at a time over two processes on one database', async () => {
    const { job, seen, open } = gatedJob('1010');
    const [here, there] = [await world.join([job]), await world.join([job])];
    const first = here.runNow('1010');
    await until(() => seen.begun === 1);
    await expect(here.runNow('1010')).rejects.toMatchObject({ code: 'job_running' });
    await expect(there.runNow('1010')).rejects.toMatchObject({ code: 'job_running' });
    const waiting = [there.runNow('1010', { wait: true }), here.runNow('1010', { wait: true })];
    open();
    for (const result of await Promise.all([first, ...waiting])) expect(result.state).toBe('succeeded');
    expect(seen).toEqual({ begun: 3, now: 0, atOnce: 1 });
  });

  test('many runs asked for at once in two processes all happen, one after the other', async () => {
    const { job, seen, open } = gatedJob('1010');
    open();
    const [here, there] = [await world.join([job]), await world.join([job])];
    const asked = Array.from({ length: 8 }, (_, index) => (index % 2 ? here : there).runNow('1010', { wait: true }));
    await Promise.all(asked);
    expect(seen).toEqual({ begun: 8, now: 0, atOnce: 1 });
    expect(await here.history('1010')).toHaveLength(8);
  });

  test('the wait for a run is given up when the process stops', async () => {
    const { job, seen, open } = gatedJob('1010');
    const [here, there] = [await world.join([job]), await world.join([job])];
    const first = here.runNow('1010');
    await until(() => seen.begun === 1);
    const waiting = there.runNow('1010', { wait: true });
    const refused = expect(waiting).rejects.toMatchObject({ code: 'shutting_down' });
    await there.stop();
    await refused;
    open();
    expect((await first).state).toBe('succeeded');
    expect(seen.begun).toBe(1);
  });

  test('a run whose lock the database took away is aborted and ends as interrupted', async () => {
    const job = jobOf('1010', async ({ signal }) => {
      await world.database.query(
        `SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND classid = $1`,
        [batchLockClass],
      );
      await until(() => signal.aborted);
      throw new CodedError('database_unreachable');
    });
    const here = await world.join([job]);
    expect(await here.runNow('1010')).toMatchObject({ state: 'interrupted', error: 'database_unreachable' });
    expect((await here.history('1010'))[0]?.state).toBe('interrupted');
  });

  test('a run left over by a dead process becomes interrupted at the next start, a living one does not', async () => {
    const insert = `INSERT INTO batch_job_runs (run_id, job, trigger, started_at, state)
                    VALUES (gen_random_uuid(), $1, 'runNow', now(), 'running')`;
    await world.database.affected(insert, ['1010']);
    await world.database.affected(insert, ['P-0001']);
    const living = await connectClient(world.url);
    await living.query(`SELECT pg_advisory_lock($1, hashtext('P-0001'))`, [batchLockClass]);
    const idle = () => Promise.resolve({});
    const here = await world.join([jobOf('1010', idle), jobOf('P-0001', idle)]);
    await here.start();
    expect((await here.history('1010'))[0]?.state).toBe('interrupted');
    expect((await here.history('P-0001'))[0]?.state).toBe('running');
    await living.end();
  });
});

describe('run now', () => {
  test('works by name or alias with the recurrence off, and is kept in the history', async () => {
    const job = jobOf('synchronize-customers', ({ progress }) => {
      progress({ claimed: 3 });
      return Promise.resolve({ converted: 2 });
    });
    const here = await world.join([job]);
    await here.setRecurrence('synchronize-customers', 'off');
    const result = await here.runNow(' Alias of Synchronize-Customers ');
    expect(result).toMatchObject({ state: 'succeeded', result: { claimed: 3, converted: 2 } });
    const [line] = await here.history('synchronize-customers');
    expect(line).toMatchObject({
      runId: result.runId,
      trigger: 'runNow',
      state: 'succeeded',
      runs: 1,
      result: { claimed: 3, converted: 2 },
    });
  });

  test('refuses a name that is none', async () => {
    const here = await world.join([]);
    await expect(here.runNow('P-0001')).rejects.toMatchObject({ code: 'job_unknown' });
  });

  test('shows the progress of a run under way', async () => {
    const gate = Promise.withResolvers<void>();
    const job = jobOf('1010', async ({ progress }) => {
      progress({ rows: 10 });
      await gate.promise;
      return { rows: 20 };
    });
    const here = await world.join([job]);
    const run = here.runNow('1010');
    await until(async () => (await here.history('1010'))[0]?.result['rows'] === 10);
    expect((await here.list()).find(({ name }) => name === '1010')).toMatchObject({ running: true });
    gate.resolve();
    expect((await run).result).toEqual({ rows: 20 });
  });

  test('runs of other jobs go on when one fails, and the failure is kept without its message', async () => {
    const failing = jobOf('P-0001', () => Promise.reject(new TypeError('Ada Lovelace has no address')));
    const here = await world.join([failing, jobOf('1010', () => Promise.resolve({ rows: 1 }))]);
    expect(await here.runNow('P-0001')).toMatchObject({ state: 'failed', error: 'internal_error (TypeError)' });
    expect(await here.runNow('1010')).toMatchObject({ state: 'succeeded' });
    expect((await here.history('P-0001'))[0]).toMatchObject({ state: 'failed', error: 'internal_error (TypeError)' });
    const [job] = (await here.list()).filter(({ name }) => name === 'P-0001');
    expect(job?.warnings).toContain('failing');
  });
});

describe('a continuous job', () => {
  test('does what a wake-up during a run asks for', async () => {
    const gated = gatedJob('1010');
    const { seen } = gated;
    gated.open();
    const here = await world.join([gated.job], continuousUntilWoken);
    await here.start();
    await settled(1, seen);
    const before = seen.begun;
    gated.shut();
    here.wake('1010');
    await until(() => seen.begun === before + 1);
    here.wake('1010');
    gated.open();
    await until(() => seen.begun === before + 2);
    expect(seen.atOnce).toBe(1);
  });

  test('finds work without any wake-up, since one may be lost', async () => {
    let runCount = 0;
    const job = jobOf('1010', () => Promise.resolve({ runCount: ++runCount }));
    const here = await world.join([job], { continuousIdleMs: 20, firstRecurrences: { '1010': 'continuous' } });
    await here.start();
    await until(() => runCount >= 3);
    expect(runCount).toBeGreaterThanOrEqual(3);
  });

  test('is run by a wake-up from a process that only serves requests', async () => {
    let runCount = 0;
    const job = jobOf('1010', () => Promise.resolve({ runCount: ++runCount }));
    const options = { continuousIdleMs: neverMs, firstRecurrences: { '1010': 'continuous' } };
    const [here, there] = [await world.join([job], options), await world.join([job])];
    await here.start();
    const woken = async (): Promise<boolean> => {
      there.wake('1010');
      return runCount > 10;
    };
    await until(woken);
    expect(runCount).toBeGreaterThan(10);
  });

  test('looks again after a wake-up in a process that found the job held by another', async () => {
    const gated = gatedJob('1010');
    const { seen } = gated;
    gated.open();
    const holder = await world.join([gated.job], continuousUntilWoken);
    const other = await world.join([gated.job], continuousUntilWoken);
    await holder.start();
    await other.start();
    await settled(2, seen);
    const before = seen.begun;
    gated.shut();
    holder.wake('1010');
    await until(() => seen.begun === before + 1);
    other.wake('1010');
    await until(async () => (await sessionsThatSaid('SELECT pg_notify%')) > 0);
    gated.open();
    await until(() => seen.begun === before + 2);
    expect(seen.atOnce).toBe(1);
  });

  test('leaves one line a minute for runs that did something and none for those that did not', async () => {
    const figures = [{ rows: 2 }, { rows: 0 }, { rows: 3 }];
    let runCount = 0;
    const job = jobOf('1010', () => Promise.resolve(figures[runCount++] ?? {}));
    const here = await world.join([job], { continuousIdleMs: 5, firstRecurrences: { '1010': 'continuous' } });
    await here.start();
    await until(() => runCount > 6);
    const lines = await here.history('1010');
    // The three runs may lie in two minutes.
    expect(lines.reduce((sum, { runs }) => sum + runs, 0)).toBe(2);
    expect(lines.reduce((sum, { result }) => sum + Number(result['rows']), 0)).toBe(5);
    expect(new Set(lines.map(({ startedAt }) => startedAt.slice(0, 16))).size).toBe(lines.length);
  });

  test('that failed is tried again, and its recovery is kept even when there was nothing to do', async () => {
    let runCount = 0;
    const job = jobOf('1010', () =>
      ++runCount === 1 ? Promise.reject(new CodedError('headquarters_unreachable')) : Promise.resolve({ rows: 0 }),
    );
    const here = await world.join([job], { continuousIdleMs: 5, firstRecurrences: { '1010': 'continuous' } });
    await here.start();
    await until(() => runCount > 4);
    const lines = await here.history('1010');
    expect(lines.map(({ state, error }) => [state, error])).toEqual([
      ['succeeded', undefined],
      ['failed', 'headquarters_unreachable'],
    ]);
  });

  test('lets a run that is asked for through between its own', async () => {
    const triggers: string[] = [];
    const job = jobOf('1010', () => Promise.resolve({ rows: triggers.push('run') }));
    const here = await world.join([job], { continuousIdleMs: 0, firstRecurrences: { '1010': 'continuous' } });
    await here.start();
    for (let count = 0; count < 5; count++) expect((await here.runNow('1010')).state).toBe('succeeded');
  });

  test('begins and ends in every process when its recurrence is changed in one', async () => {
    let runCount = 0;
    const job = jobOf('1010', () => Promise.resolve({ runCount: ++runCount }));
    const [here, there] = [await world.join([job], { continuousIdleMs: 20 }), await world.join([job])];
    await here.start();
    await there.setRecurrence('1010', 'continuous');
    await until(() => runCount > 2);
    await there.setRecurrence('1010', 'off');
    const runsOnlyWhenAsked = async (): Promise<boolean> => {
      const before = runCount;
      await here.runNow('1010', { wait: true });
      return runCount === before + 1;
    };
    await until(runsOnlyWhenAsked);
    expect((await here.list()).find(({ name }) => name === '1010')?.recurrence).toBe('off');
  });
});

describe('a timed job', () => {
  test('is registered with the scheduler under its time zone, and taken off when switched off', async () => {
    const here = await world.join([jobOf('P-0001', () => Promise.resolve({}))], {
      firstRecurrences: { 'P-0001': '30 2 * * * Europe/Paris' },
    });
    await here.start();
    const registered = () => world.database.query<object>('SELECT name, cron, timezone FROM pgboss.schedule');
    expect(await registered()).toEqual([{ name: 'P-0001', cron: '30 2 * * *', timezone: 'Europe/Paris' }]);
    await here.setRecurrence('P-0001', 'off');
    expect(await registered()).toEqual([]);
  });

  test('runs when its queue triggers it, in one of two processes', async () => {
    let runCount = 0;
    const job = jobOf('P-0001', () => Promise.resolve({ rows: ++runCount }));
    const [here, there] = [await world.join([job]), await world.join([job])];
    await Promise.all([here.start(), there.start()]);
    await there.requestRun('P-0001');
    await until(() => runCount === 1);
    await until(async () => (await here.history('P-0001'))[0]?.state === 'succeeded');
    expect(await here.history('P-0001')).toMatchObject([{ trigger: 'runNow', result: { rows: 1 } }]);
  });

  test('runs at a due time, and lets the time pass while a run is under way', async () => {
    const { job, seen, open } = gatedJob('P-0001');
    const here = await world.join([job]);
    await here.start();
    const scheduler = new PgBoss({ connectionString: world.url, supervise: false, schedule: false });
    await scheduler.start();
    const comeDue = (): Promise<string | null> => scheduler.send('P-0001', { trigger: 'recurrence' });
    const asked = here.runNow('P-0001');
    await until(() => seen.begun === 1);
    const passed = await comeDue();
    await until(async () => (await scheduler.findJobs('P-0001', { id: passed ?? '' }))[0]?.state === 'completed');
    expect(seen.begun).toBe(1);
    open();
    await asked;
    await comeDue();
    await until(async () => (await here.history('P-0001'))[0]?.trigger === 'recurrence');
    expect(seen).toMatchObject({ begun: 2, atOnce: 1 });
    await scheduler.stop({ graceful: false });
  });

  test('keeps the recurrence that an administrator chose over the first one', async () => {
    const job = jobOf('P-0001', () => Promise.resolve({}));
    const here = await world.join([job], { firstRecurrences: { 'P-0001': '*/5 * * * *' } });
    await here.setRecurrence('P-0001', 'off');
    await here.start();
    expect((await here.list()).find(({ name }) => name === 'P-0001')?.recurrence).toBe('off');
  });

  test('refuses a recurrence that cannot be read', async () => {
    const here = await world.join([jobOf('P-0001', () => Promise.resolve({}))]);
    await expect(here.setRecurrence('P-0001', 'often')).rejects.toMatchObject({ code: 'recurrence_invalid' });
  });
});

test('jobs that must be scheduled whatever the mode are listed as missing even when the program lacks them', async () => {
  const here = await world.join([jobOf('P-0001', () => Promise.resolve({}))]);
  await here.setRecurrence('P-0001', '* * * * *');
  const warnings = (await here.list()).map(({ name, warnings: found }) => [name, found]);
  expect(warnings).toEqual([
    ['P-0001', []],
    ['synchronize-customers', ['missing']],
    ['1010', ['missing']],
  ]);
});

test('a start whose scheduler cannot be set up says so in one sentence', async () => {
  const here = await world.join([jobOf('P-0001', () => Promise.resolve({}))], {
    databaseUrl: world.url.replace(/\/test_[0-9a-f]+/u, '/no_such_database'),
  });
  const reason = await here.start().catch((error: unknown) => error);
  expect(reason).toBeInstanceOf(StartError);
  expect(String(reason)).toMatch(/The batch jobs cannot be scheduled \(.+\): check that the database answers/u);
});

/** How many sessions of the test's database said something like `pattern` last. */
async function sessionsThatSaid(pattern: string): Promise<number> {
  const [row] = await world.database.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM pg_stat_activity WHERE datname = current_database() AND query LIKE $1`,
    [pattern],
  );
  return row?.count ?? 0;
}

/** Waits until `processCount` processes listen and nothing makes them run any more. */
async function settled(processCount: number, seen: { readonly begun: number }): Promise<void> {
  await until(async () => (await sessionsThatSaid('LISTEN%')) === processCount);
  let before: number;
  do {
    before = seen.begun;
    await systemClock.sleep(settleMs);
  } while (seen.begun !== before);
}

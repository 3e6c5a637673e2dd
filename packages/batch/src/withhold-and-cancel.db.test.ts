import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { BatchWorld } from './testing.ts';
import { createBatchWorld, jobOf, until } from './testing.ts';

let world: BatchWorld;

beforeEach(async () => {
  world = await createBatchWorld();
});
afterEach(async () => {
  await world.close();
});

const untilAborted = (signal: AbortSignal): Promise<void> => until(() => signal.aborted);

describe('a withheld job', () => {
  test('is started neither by a person nor continuously, over a restart, until it is released', async () => {
    let runCount = 0;
    const job = jobOf('1010', async () => {
      runCount++;
      return { rows: 1 };
    });
    const options = { firstRecurrences: { '1010': 'continuous' }, continuousIdleMs: 20 };
    const before = await world.join([job], options);
    await before.start();
    await until(() => runCount > 0);
    await before.withhold('1010', 'Ann');
    await before.stop();
    const countBefore = runCount;
    const after = await world.join([job], options);
    await after.start();
    await expect(after.runNow('1010')).rejects.toMatchObject({ code: 'job_withheld' });
    const [status] = (await after.list()).filter(({ name }) => name === '1010');
    expect(status).toMatchObject({ recurrence: 'continuous', withheld: { withheldBy: 'Ann' }, warnings: ['withheld'] });
    expect(runCount).toBe(countBefore);
    await after.release('1010');
    await until(() => runCount > countBefore);
  });

  test('lets the time of its recurrence and a run that was asked for before pass', async () => {
    let runCount = 0;
    const job = jobOf('P-0001', async () => ({ rows: ++runCount }));
    const here = await world.join([job]);
    await here.start();
    await here.withhold('P-0001', 'Ann');
    await here.requestRun('P-0001');
    await until(async () => {
      const waiting = await world.database.query(
        `SELECT 1 FROM pgboss.job WHERE name = 'P-0001' AND state IN ('created', 'active')`,
      );
      return waiting.length === 0;
    });
    expect(runCount).toBe(0);
    expect(await here.history('P-0001')).toEqual([]);
  });

  test('is not run by somebody who waits for the run under way', async () => {
    const gate = Promise.withResolvers<void>();
    let runCount = 0;
    const job = jobOf('1010', async () => {
      runCount++;
      await gate.promise;
      return {};
    });
    const here = await world.join([job]);
    const first = here.runNow('1010');
    await until(() => runCount === 1);
    const waiting = here.runNow('1010', { wait: true });
    const answered = expect(waiting).rejects.toMatchObject({ code: 'job_withheld' });
    await until(async () => {
      const locks = await world.database.query(`SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted`);
      return locks.length > 0;
    });
    await here.withhold('1010', 'Ann');
    gate.resolve();
    expect(await first).toMatchObject({ state: 'succeeded' });
    await answered;
    expect(runCount).toBe(1);
  });

  test('has no next runs, and its run under way goes on', async () => {
    const gate = Promise.withResolvers<void>();
    let begun = false;
    const job = jobOf('1010', async () => {
      begun = true;
      await gate.promise;
      return {};
    });
    const here = await world.join([job], { firstRecurrences: { '1010': '0 3 * * *' } });
    await here.start();
    const run = here.runNow('1010');
    await until(() => begun);
    await here.withhold('1010', 'Ann');
    expect((await here.list()).find(({ name }) => name === '1010')?.nextRuns).toEqual([]);
    gate.resolve();
    expect((await run).state).toBe('succeeded');
  });
});

describe('a run under way', () => {
  test('is canceled from another process, and told apart from one that failed or was interrupted', async () => {
    const job = jobOf('1010', async ({ signal }) => {
      await untilAborted(signal);
      return { rows: 7 };
    });
    const [here, there] = [await world.join([job]), await world.join([job])];
    await here.start();
    await there.start();
    await here.begin('1010');
    await there.cancel('1010', 'Ann');
    await until(async () => (await there.history('1010'))[0]?.state === 'canceled');
    expect((await there.history('1010'))[0]).toMatchObject({ state: 'canceled', result: { rows: 7 } });
    expect((await there.list()).find(({ name }) => name === '1010')?.warnings).not.toContain('failing');
  });

  test('is canceled although the wake-up was lost', async () => {
    const job = jobOf('1010', async ({ signal }) => {
      await untilAborted(signal);
      throw new Error('cut off in the middle');
    });
    const here = await world.join([job]);
    await here.start();
    await here.begin('1010');
    await world.database.query(`UPDATE batch_job_runs SET cancel_asked_at = now(), cancel_asked_by = 'Ann'`);
    await here.setRecurrence('1010', 'off');
    await until(async () => (await here.history('1010'))[0]?.state === 'canceled');
  });

  test('that nobody has can not be canceled', async () => {
    const here = await world.join([jobOf('1010', async () => ({}))]);
    await expect(here.cancel('1010', 'Ann')).rejects.toMatchObject({ code: 'job_not_running' });
    await expect(here.cancel('unknown', 'Ann')).rejects.toMatchObject({ code: 'job_unknown' });
  });

  test('is begun once, and shows how far it is while it goes on by itself', async () => {
    const gate = Promise.withResolvers<void>();
    const job = jobOf('1010', async ({ progress }) => {
      progress({ step: 'first' });
      progress({ step: 'second' });
      await gate.promise;
      return {};
    });
    const here = await world.join([job]);
    const runId = await here.begin('1010');
    await expect(here.begin('1010')).rejects.toMatchObject({ code: 'job_running' });
    /* What came within the same second is shown after it. */
    await until(async () => (await here.history('1010'))[0]?.result['step'] === 'second');
    expect((await here.history('1010'))[0]).toMatchObject({ runId, state: 'running' });
    gate.resolve();
    await until(async () => (await here.history('1010'))[0]?.state === 'succeeded');
  });
});

test('a history is read page by page, by state, by what made the runs happen, and by when they began', async () => {
  let fails = false;
  const job = jobOf('1010', async () => {
    if (fails) throw new TypeError('wrong');
    return { rows: 1 };
  });
  const here = await world.join([job]);
  for (let count = 0; count < 3; count++) await here.runNow('1010');
  fails = true;
  await here.runNow('1010');
  const first = await here.history('1010', { countMax: 2 });
  const second = await here.history('1010', { countMax: 5, before: first[1]?.runId });
  expect(first.map(({ state }) => state)).toEqual(['failed', 'succeeded']);
  expect(second.map(({ state }) => state)).toEqual(['succeeded', 'succeeded']);
  expect(await here.history('1010', { state: 'failed' })).toHaveLength(1);
  expect(await here.history('1010', { trigger: 'continuous' })).toEqual([]);
  const begunAt = first[0]?.startedAt;
  expect(await here.history('1010', { from: begunAt })).toHaveLength(1);
  expect(await here.history('1010', { to: begunAt })).toHaveLength(3);
  expect(first.every(({ durationMs }) => durationMs !== undefined && durationMs >= 0)).toBe(true);
});

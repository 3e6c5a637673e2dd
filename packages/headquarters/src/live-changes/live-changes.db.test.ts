import type { LiveTopic } from '@counterfoil/contracts/administration/live-changes';
import { connectDatabase, type Database } from '@counterfoil/database/database';
import { silentLog } from '@counterfoil/platform/log';
import { systemSeams } from '@counterfoil/platform/seams';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import {
  openAdministrationWorld,
  operationOf,
  stageOperations,
  type AdministrationWorld,
} from '../api/administration-fixture.ts';
import { synchronizeCustomers } from '../conversion/synchronize-customers.ts';
import { openWorkspaceSession, workspaceSessionLasts, closeWorkspaceSession } from '../workspace/workspace-sessions.ts';
import { createLiveChanges } from './live-changes.ts';
import { readFingerprints, type Fingerprints } from './read-fingerprints.ts';

const seams = systemSeams(silentLog);
const soon = { timeout: 10_000 };
let world: AdministrationWorld;
/** The pool of another process of headquarters. */
let other: Database;

beforeAll(async () => {
  world = await openAdministrationWorld();
  other = await connectDatabase({ url: world.database.url, seams });
});
afterAll(async () => {
  await other.close();
  await world.close();
});

const look = (): Promise<Fingerprints> => readFingerprints(other, seams.clock.now());

/** The topics that `work` changes. */
async function topicsOf(work: () => Promise<unknown>): Promise<string[]> {
  const before = await look();
  await work();
  const after = await look();
  return (Object.keys(after) as (keyof Fingerprints)[]).filter((topic) => before[topic] !== after[topic]).toSorted();
}

describe('what has changed at headquarters', () => {
  test('nothing has while nothing happens, contacts included', async () => {
    await world.database.query('UPDATE channel_databases SET last_contact_at = now()');
    const contact = `UPDATE channel_databases SET last_contact_at = now() + interval '1 second'`;
    expect(await topicsOf(() => world.database.query(contact))).toEqual([]);
  });

  test('a channel database that falls silent is another one than before', async () => {
    const silence = `UPDATE channel_databases SET last_contact_at = now() - interval '1 minute'
      WHERE channel_database_id = 'paris'`;
    expect(await topicsOf(() => world.database.query(silence))).toEqual(['channels']);
  });

  test('an operation that arrives and one that is decided', async () => {
    expect(await topicsOf(() => stageOperations(world, [operationOf()]))).toEqual(['synchronizationStatus']);
    const decided = await topicsOf(() => synchronizeCustomers(world.headquarters));
    expect(decided).toEqual(['customers', 'synchronizationStatus']);
  });

  test('a recurrence, and a setting', async () => {
    const put = { body: { recurrence: 'continuous' } };
    expect(await topicsOf(() => world.call('PUT', '/batch-jobs/1010/recurrence', put))).toContain('jobs');
    const setting = { body: { addressBookId: 'VIP', name: 'VIP' } };
    expect(await topicsOf(() => world.call('PUT', '/settings/address-books/VIP', setting))).toContain('settings');
  });

  test('a session that is suspended', async () => {
    const insert = `INSERT INTO download_sessions (channel_database_id, job, state, row_count, byte_count, created_at)
      VALUES ('houston', '1010', 'available', 3, 90, now())`;
    expect(await topicsOf(() => world.database.query(insert))).toEqual(['sessions']);
    const suspend = `UPDATE download_sessions SET state = 'suspended', try_count = 3`;
    expect(await topicsOf(() => world.database.query(suspend))).toEqual(['sessions']);
  });

  test('R7: a change is told that commits behind a later one', async () => {
    const released = Promise.withResolvers<void>();
    const insert = `INSERT INTO customer_changes (epoch_number, change_id, customer_id, operation_id, decision)
      VALUES (1, gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'completed')`;
    const held = Promise.withResolvers<void>();
    const late = world.database.transaction('a change that is held open', async (tx) => {
      await tx.query(insert);
      held.resolve();
      await released.promise;
    });
    await held.promise;
    await world.database.query(insert);
    const topics = await topicsOf(async () => {
      released.resolve();
      await late;
    });
    expect(topics).toContain('customers');
  });
});

describe('live changes of a process', () => {
  test('tell what another process has changed, and stop when nobody listens', async () => {
    let lookCount = 0;
    const counted: Database = {
      ...other,
      query: (statement, parameters) => {
        lookCount++;
        return other.query(statement, parameters);
      },
    };
    const liveChanges = createLiveChanges({ database: counted, seams });
    const told = new Set<LiveTopic>();
    const leave = await liveChanges.listen((topics) => topics.forEach((topic) => told.add(topic)));
    await world.call('PUT', '/batch-jobs/1010/recurrence', { body: { recurrence: 'off' } });
    await vi.waitFor(() => expect([...told]).toEqual(expect.arrayContaining(['jobs', 'overview'])), soon);
    leave();
    const before = lookCount;
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(lookCount - before).toBeLessThanOrEqual(1);
  });

  test('nobody is let believe that nothing changes while the database is away', async () => {
    const gone = await connectDatabase({ url: world.database.url, seams });
    const clock = { ...seams.clock, sleep: (delayMs: number) => seams.clock.sleep(delayMs / 100) };
    const liveChanges = createLiveChanges({ database: gone, seams: { ...seams, clock } });
    const lost = vi.fn();
    const leave = await liveChanges.listen(() => undefined, lost);
    await gone.close();
    await vi.waitFor(() => expect(lost).toHaveBeenCalledTimes(1), soon);
    leave();
    await expect(liveChanges.listen(() => undefined)).rejects.toThrow();
  });

  test('one look serves everybody who listens, and who comes back is told again', async () => {
    const liveChanges = createLiveChanges({ database: other, seams });
    const told: LiveTopic[][] = [[], []];
    const leaving = await Promise.all(told.map((heard) => liveChanges.listen((topics) => void heard.push(...topics))));
    await world.call('PUT', '/batch-jobs/1010/recurrence', { body: { recurrence: 'continuous' } });
    await vi.waitFor(() => told.forEach((heard) => expect(heard).toContain('jobs')), soon);
    for (const leave of leaving) leave();
    const again: LiveTopic[] = [];
    const leave = await liveChanges.listen((topics) => void again.push(...topics));
    await world.call('PUT', '/batch-jobs/1010/recurrence', { body: { recurrence: 'off' } });
    await vi.waitFor(() => expect(again).toContain('jobs'), soon);
    leave();
  });
});

describe('GET /live-changes', () => {
  test('R15: is a stream for whoever works at headquarters', async () => {
    expect((await world.call('GET', '/live-changes', { as: 'nobody' })).status).toBe(401);
    expect((await world.call('GET', '/live-changes', { as: 'application' })).status).toBe(403);
    const leaving = new AbortController();
    const headers = { authorization: `Bearer ${world.token}` };
    const response = await fetch(`${world.address}/live-changes`, { headers, signal: leaving.signal });
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    let text = '';
    const reading = (async () => {
      for await (const chunk of response.body ?? []) text += Buffer.from(chunk).toString('utf8');
    })().catch((error: unknown) => expect(leaving.signal.aborted, String(error)).toBe(true));
    await world.call('PUT', '/batch-jobs/1010/recurrence', { body: { recurrence: 'continuous' } });
    await vi.waitFor(() => expect(text).toMatch(/^: connected\n\n[^]*data: \{"topics":\[[^\]]*"jobs"/u), soon);
    leaving.abort();
    await reading;
  });

  test('a session that was signed out, has expired or was idle for long does not last', async () => {
    const person = { subject: 'ann', name: 'Ann', roles: ['auditor'] as const, channelIds: [] };
    const now = seams.clock.now();
    const token = await openWorkspaceSession(other, person, now);
    const lastsIn = (minutes: number): Promise<boolean> =>
      workspaceSessionLasts(other, token, new Date(now.getTime() + minutes * 60_000));
    expect(await lastsIn(59)).toBe(true);
    expect(await lastsIn(61)).toBe(false);
    await closeWorkspaceSession(other, token);
    expect(await lastsIn(0)).toBe(false);
  });
});

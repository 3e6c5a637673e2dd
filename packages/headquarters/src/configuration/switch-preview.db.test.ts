import type { SwitchPreviewAnswer } from '@counterfoil/contracts/administration/switch-preview';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  openAdministrationWorld,
  operationOf,
  stageOperations,
  type AdministrationWorld,
} from '../api/administration-fixture.ts';
import { createRealTimeService } from '../conversion/real-time-service.ts';
import { synchronizeCustomers } from '../conversion/synchronize-customers.ts';

let world: AdministrationWorld;
beforeEach(async () => {
  world = await openAdministrationWorld();
});
afterEach(() => world.close());

async function profileOfParis(): Promise<string> {
  const rows = await world.database.query<{ id: string }>(
    `SELECT functionality_profile_id AS id FROM channels WHERE channel_id = 'PARIS'`,
  );
  return rows[0]?.id ?? '';
}

async function preview(profileId: string, body: object = {}): Promise<SwitchPreviewAnswer> {
  const path = `/functionality-profiles/${profileId}/switch-preview`;
  const answer = await world.call('POST', path, { body, as: 'auditor' });
  expect(answer.status).toBe(200);
  return answer.body as SwitchPreviewAnswer;
}

test('a preview changes nothing, and says what would change and for which channels', async () => {
  const before = await preview('POS-SYNC');
  const after = await preview('POS-SYNC', { createCustomerInAsyncMode: true });
  expect(before.changes[0]).toMatchObject({ option: 'createCustomerInAsyncMode', now: false, wanted: false });
  expect(after.changes[0]).toMatchObject({ option: 'createCustomerInAsyncMode', now: false, wanted: true });
  expect(after.channels.map(({ channelId }) => channelId)).toContain('HOUSTON');
  expect((await preview('POS-SYNC')).changes).toEqual(before.changes);
});

test('the figures tell creations in real time from those that came later, and what failed or waits', async () => {
  const service = createRealTimeService(world.headquarters);
  await service.apply(operationOf());
  await service.drain();
  await stageOperations(world, [operationOf(), operationOf({ fields: { customerGroup: '99' } })]);
  await synchronizeCustomers(world.headquarters);
  await stageOperations(world, [operationOf()]);
  const { channels } = await preview(await profileOfParis());
  const paris = channels.find(({ channelId }) => channelId === 'PARIS');
  expect(paris?.figures).toMatchObject({ inRealTime: 1, byUpload: 3, failed: 1, pending: 1 });
  expect(paris?.figures.timeToAccountP50Ms).toBeGreaterThanOrEqual(0);
  expect(paris?.figures.timeToAccountP95Ms).toBeGreaterThanOrEqual(paris?.figures.timeToAccountP50Ms ?? 0);
});

test('creations of more than a week ago are not counted', async () => {
  await stageOperations(world, [operationOf()]);
  await world.database.query(`UPDATE staged_operations SET received_at = received_at - interval '8 days'`);
  const { channels } = await preview(await profileOfParis());
  expect(channels.find(({ channelId }) => channelId === 'PARIS')?.figures).toMatchObject({ byUpload: 0, pending: 0 });
});

test('what limits asynchronous customers is named as long as its feature is off, and only for async mode', async () => {
  const about = async (isAsync: boolean): Promise<string[]> =>
    (await preview('POS-SYNC', { createCustomerInAsyncMode: isAsync })).notes.map((note) => note.about);
  expect(await about(true)).toEqual(expect.arrayContaining(['feature:asyncCustomerEditing', 'lockedFields']));
  expect(await about(false)).not.toContain('feature:asyncCustomerEditing');
  expect(await about(false)).toContain('pending');
});

test('jobs that must be scheduled whatever the mode are missed', async () => {
  const { notes } = await preview('POS-SYNC', { createCustomerInAsyncMode: true });
  const jobs = notes.filter((note) => note.about.startsWith('job:'));
  expect(jobs.map((note) => note.about)).toEqual(
    expect.arrayContaining(['job:synchronize-customers', 'job:1010', 'job:P-0001']),
  );
  expect(new Set(jobs.map(({ tone }) => tone))).toEqual(new Set(['problem']));
});

test('a channel is said to act on a mode only when it has told so', async () => {
  const version = 1;
  await world.database.query(
    `INSERT INTO published_configurations (
       channel_database_id, job, version, checked_version, part, acting_version, acting_part, published_at)
     SELECT channel_database_id, '1070', $1, $1, '{}', $1,
       jsonb_build_object('channels', jsonb_build_array(
         jsonb_build_object('channelId', 'HOUSTON', 'createCustomerInAsyncMode', false))), now()
     FROM channels WHERE channel_id = 'HOUSTON'
     ON CONFLICT (channel_database_id, job) DO UPDATE SET acting_part = excluded.acting_part`,
    [version],
  );
  const { channels, isEverywhere } = await preview('POS-SYNC');
  expect(channels.find(({ channelId }) => channelId === 'HOUSTON')?.acting).toBe('sync');
  expect(isEverywhere).toBe(channels.every(({ acting }) => acting === 'sync'));
});

test('a profile that nobody knows is refused', async () => {
  const answer = await world.call('POST', '/functionality-profiles/NOBODY/switch-preview', { body: {} });
  expect(answer).toMatchObject({ status: 404, body: { error: { code: 'functionality_profile_unknown' } } });
});
